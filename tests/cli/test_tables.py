"""Tables say all that is known, in words, and fit a narrow terminal."""

from dataclasses import replace

import pytest

from coach.cli.tables import show
from coach.records import Session, SetRecord
from exercises import load
from tests.report.sessions import FAULTY, GOOD, HURRIED, NOTHING, SESSION, SOURCE, UNSEEN

EXERCISES = load()


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
        "Clamshell, right side, 2.1 to 33.0 s",
        "2 repetitions: 1 good, 1 with a fault",
        "rep      at   range      up    hold    down   verdict, and what was found",
        "────────────────────────────────────────────────────────────────────────────────",
        "  1   3.6 s     31°   0.7 s   1.3 s   0.8 s   ✕ fault",
        "                                              Pelvis rolls back: 24°, too much",
        "                                              (aim at most 7°)",
        "                                              Drops the knee: 1.3 s, slightly",
        "                                              too short (aim 1.5 s or more)",
        "  2   7.6 s     33°   2.1 s   1.0 s       ?   ✓ good",
        "",
        "Not judged:",
        "  Share that comes from the hip (repetition 1): The camera is square to you.",
        "",
        "Not counted:",
        "  30.0 to 31.1 s: the movement was too small (6°; it counts from 15° on)",
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

    assert "  Share that comes from the hip: The camera is square to you." in lines


def test_a_repetition_with_a_warning_only_is_a_little_off_and_says_what_to_watch(shown):
    lines = shown(of(replace(GOOD, findings=(HURRIED,))))

    assert "1 repetition: a little off" in lines
    assert "! a little off Drops the knee: 1.3 s, slightly too short (aim 1.5 s or more)" in " ".join(" ".join(lines).split())


def test_a_repetition_of_which_nothing_could_be_judged_is_not_called_good(shown):
    lines = shown(of(replace(GOOD, is_judged=False)))

    assert "1 repetition: not judged" in lines
    assert any(line.endswith("? not judged") for line in lines)


def test_a_range_beside_the_aim_that_is_fine_has_a_word(shown):
    assert "range: more than the aim of 25 to 45°, still fine" in " ".join(" ".join(shown(of(replace(GOOD, range_of_motion=52.0)))).split())


def test_one_repetition_is_not_called_repetitions(shown):
    assert "1 repetition: good" in shown(of(GOOD))


def test_a_name_with_brackets_is_only_a_name(capsys):
    show(NOTHING, replace(SOURCE, name="[red]clip[/nonsense].mp4"), EXERCISES)

    assert capsys.readouterr().out.startswith("[red]clip[/nonsense].mp4")
