"""The list of repetitions: in words, and with the moment to show."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

from coach.ui.repetitions import counted, first_of, missed
from exercises import load
from tests.report.sessions import FAULTY, GOOD, HURRIED, SESSION

CLAMSHELL = next(one for one in load() if one.key == "clamshell")


def test_a_repetition_is_said_in_words_the_worst_first():
    shown = counted(FAULTY, CLAMSHELL, "data:image/jpeg;base64,")

    assert [shown[what] for what in ("name", "sign", "range", "at", "verdict")] == ["1", "✕ fault", "31°", "2.3 s", "fault"]
    assert [(one["verdict"], one["words"]) for one in shown["words"]] == [
        ("quiet", "up 0.7, hold 1.3, down 0.8 s"),
        ("fault", "Pelvis rolls back: 24°, too much (aim at most 7°)"),
        ("a_little_off", "Drops the knee: 1.3 s, slightly too short (aim 1.5 s or more)"),
    ]
    assert (shown["start_s"], shown["end_s"], shown["picture"]) == (2.3, 5.3, "data:image/jpeg;base64,")


def test_one_without_findings_is_good_and_what_is_not_known_is_a_question_mark():
    shown = counted(GOOD, CLAMSHELL, None)

    assert (shown["sign"], shown["verdict"]) == ("✓ good", "good")
    assert [one["words"] for one in shown["words"]] == ["up 2.1, hold 1.0, down ? s"]


def test_one_with_warnings_only_is_a_little_off():
    assert counted(replace(GOOD, findings=(HURRIED,)), CLAMSHELL, None)["verdict"] == "a_little_off"


def test_a_range_beside_the_aim_has_a_word():
    shown = counted(replace(GOOD, range_of_motion=52.0), CLAMSHELL, None)

    assert shown["words"][1]["words"] == "range: more than the aim of 25 to 45°, still fine"


def test_what_was_not_counted_is_shown_with_the_reason():
    (one,) = SESSION.not_counted

    shown = missed(one, CLAMSHELL)

    assert (shown["at"], shown["range"]) == ("30.0 s to 31.1 s", "")
    assert [words["words"] for words in shown["words"]] == ["the movement was too small (6°; it counts from 15° on)"]


def test_the_list_of_hours_of_exercise_is_smaller_than_a_message_to_a_page_may_be():
    settings = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    pictures = first_of({float(time): "x" * 20_000 for time in range(3000)})

    rows = [counted(FAULTY, CLAMSHELL, pictures.get(float(time))) for time in range(3000)]

    assert rows[0]["picture"]
    assert rows[-1]["picture"] is None
    assert len(json.dumps(rows)) < settings["server"]["maxMessageSize"] * 1_000_000
