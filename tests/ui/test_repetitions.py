"""The list of repetitions: in words, and with the moment to show."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

from coach.ui.repetitions import counted, first_of, missed
from tests.report.sessions import FAULTY, GOOD, HURRIED, SESSION

NAMES = {"clam_roll_back": "Pelvis rolling back", "clam_fast_down": "Dropping the knee"}


def test_a_repetition_is_said_in_words_the_worst_first():
    shown = counted(FAULTY, NAMES, "data:image/jpeg;base64,")

    assert [shown[what] for what in ("name", "sign", "range", "at", "grade")] == ["1", "✕", "31°", "2.3 s", "fault"]
    assert [(one["grade"], one["words"]) for one in shown["words"]] == [
        ("quiet", "up 0.7, hold 1.3, down 0.8 s"),
        ("fault", "Pelvis rolling back, 24°"),
        ("warn", "Dropping the knee, 1.3 s (a little)"),
    ]
    assert (shown["start_s"], shown["end_s"], shown["picture"]) == (2.3, 5.3, "data:image/jpeg;base64,")


def test_one_without_findings_is_good_and_what_is_not_known_is_a_question_mark():
    shown = counted(GOOD, NAMES, None)

    assert (shown["sign"], shown["grade"]) == ("✓", "good")
    assert [one["words"] for one in shown["words"]] == ["up 2.1, hold 1.0, down ? s", "good"]


def test_one_with_warnings_only_is_neither_good_nor_faulty():
    assert counted(replace(GOOD, findings=(HURRIED,)), NAMES, None)["grade"] == "warn"


def test_what_was_not_counted_is_shown_with_the_reason():
    (one,) = SESSION.not_counted

    shown = missed(one)

    assert (shown["at"], shown["range"]) == ("30.0 s to 31.1 s", "6°")
    assert [words["words"] for words in shown["words"]] == ["the movement was too small"]


def test_the_list_of_hours_of_exercise_is_smaller_than_a_message_to_a_page_may_be():
    settings = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    pictures = first_of({float(time): "x" * 20_000 for time in range(3000)})

    rows = [counted(FAULTY, NAMES, pictures.get(float(time))) for time in range(3000)]

    assert rows[0]["picture"]
    assert rows[-1]["picture"] is None
    assert len(json.dumps(rows)) < settings["server"]["maxMessageSize"] * 1_000_000
