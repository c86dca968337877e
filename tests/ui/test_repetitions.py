"""The list of repetitions: in words, and with the moment to show."""

from dataclasses import replace

from coach.ui.repetitions import as_shown
from tests.io.sessions import FAULTY, GOOD, HURRIED

NAMES = {"clam_roll_back": "Pelvis rolling back", "clam_fast_down": "Dropping the knee"}


def test_a_repetition_is_said_in_words_the_worst_first():
    shown = as_shown(FAULTY, NAMES, "data:image/jpeg;base64,")

    assert (shown["index"], shown["range"], shown["at"], shown["grade"]) == (1, "31°", "2.3 s", "fault")
    assert shown["tempo"] == "up 0.7, hold 1.3, down 0.8 s"
    assert [found["words"] for found in shown["found"]] == ["Pelvis rolling back, 24°", "Dropping the knee, 1.3 s (a little)"]
    assert (shown["start_s"], shown["end_s"], shown["picture"]) == (2.3, 5.3, "data:image/jpeg;base64,")


def test_one_without_findings_is_good_and_what_is_not_known_is_a_question_mark():
    shown = as_shown(GOOD, NAMES, None)

    assert shown["grade"] == "good"
    assert shown["found"] == [{"grade": "good", "words": "good"}]
    assert shown["tempo"] == "up 2.1, hold 1.0, down ? s"


def test_one_with_warnings_only_is_neither_good_nor_faulty():
    assert as_shown(replace(GOOD, findings=(HURRIED,)), NAMES, None)["grade"] == "warn"
