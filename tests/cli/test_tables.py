"""Tables say all that is known, in words, and fit a narrow terminal."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from coach.cli.tables import show
from coach.records import Session, SetRecord
from tests.report.sessions import FAULTY, GOOD, HURRIED, NOTHING, SESSION, SOURCE, UNSEEN

NAMES = {"clam_roll_back": "Pelvis rolling back", "clam_fast_down": "Dropping the knee", "clam_hip_share": "Share of the hip"}
EXERCISES = (SimpleNamespace(key="clamshell", name="Clamshell", check_names=NAMES),)


@pytest.fixture
def shown(capsys, monkeypatch):
    """What is printed for a session, at a width of 80."""
    monkeypatch.setenv("COLUMNS", "80")

    def print_it(session):
        show(session, SOURCE, EXERCISES)
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return print_it


def of(*reps):
    return Session("clamshell", "right", "side_lying_front", (SetRecord("clamshell", "right", "side_lying_front", 2.1, 33.0, reps),))


def test_a_set_reads_as_a_table(shown):
    assert shown(SESSION) == [
        "clip.mp4 36.4 s, 640 x 480 pixels, 15 fps",
        "",
        "Clamshell, right side: 2 repetitions, 1 good (2.1 to 33.0 s)",
        "rep      at   range      up    hold    down   findings",
        "────────────────────────────────────────────────────────────────────────────────",
        "  1   3.6 s     31°   0.7 s   1.3 s   0.8 s   fault: Pelvis rolling back, 24°",
        "                                              Dropping the knee, 1.3 s (a",
        "                                              little)",
        "  2   7.6 s     33°   2.1 s   1.0 s       ?   good",
        "",
        "Not judged:",
        "  Share of the hip (repetition 1): The camera is square to you.",
        "",
        "Not counted:",
        "  30.0 to 31.1 s: the movement was too small (6°)",
        "",
        "Please note:",
        "  A second person is in the picture.",
        "",
    ]


def test_nothing_counted_says_why(shown):
    lines = shown(NOTHING)

    assert "Nothing was counted: no exercise was recognised." in lines
    assert "  Nobody could be seen." in lines


def test_nothing_counted_for_no_known_reason_asks_what_it_may_be(shown):
    text = " ".join(shown(replace(NOTHING, warnings=())))

    assert "no exercise was recognised. Is the whole body in the picture, and is the picture the right way up?" in text


def test_an_exercise_without_repetitions_is_named(shown):
    assert "No repetition was counted (Clamshell)." in shown(Session("clamshell", "right", "side_lying_front"))


def test_what_was_never_judged_is_said_once(shown):
    lines = shown(of(FAULTY, replace(GOOD, unjudged=(UNSEEN,))))

    assert "  Share of the hip: The camera is square to you." in lines


def test_a_repetition_with_a_warning_only_is_good_and_says_what_to_watch(shown):
    lines = shown(of(replace(GOOD, findings=(HURRIED,))))

    assert "Clamshell, right side: 1 repetition, 1 good (2.1 to 33.0 s)" in lines
    assert " ".join(" ".join(lines[-3:]).split()).endswith("good, but: Dropping the knee, 1.3 s (a little)")


def test_one_repetition_is_not_called_repetitions(shown):
    assert "Clamshell, right side: 1 repetition, 1 good (2.1 to 33.0 s)" in shown(of(GOOD))


def test_a_name_with_brackets_is_only_a_name(capsys):
    show(NOTHING, replace(SOURCE, name="[red]clip[/nonsense].mp4"), EXERCISES)

    assert capsys.readouterr().out.startswith("[red]clip[/nonsense].mp4")
