"""Pages to print about the history."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.handout.comparison import comparison_page
from coach.handout.figures import typical
from coach.handout.session import session_page
from coach.handout.trend_chart import trend_chart
from coach.handout.weeks import weeks_page
from coach.history import Band, Filter, Load
from coach.history.prescription import judged_by
from coach.history.track import pack
from coach.planning.prescription import Prescribed, Prescription
from exercises import load
from tests.coached import coached
from tests.history.made_up import EVENING, ROLL_BACK, a_session, one_set, rep
from tests.history.new import new_history
from tests.skeleton import film

LATER = EVENING + timedelta(weeks=1)


@pytest.fixture
def history(tmp_path):
    with new_history(tmp_path / "history.sqlite") as opened:
        yield opened


@pytest.fixture
def ada(history):
    return history.add_person("Ada <b>")


@pytest.fixture
def trained(history, ada):
    """Two sessions of clamshells on both sides, the second better."""
    first = a_session(one_set("left", rep(1, 25.0), rep(2, 26.0, ROLL_BACK)), one_set("right", rep(1, 30.0)))
    second = a_session(one_set("left", rep(1, 31.0), rep(2, 33.0)), one_set("right", rep(1, 30.0)))
    return [history.keep_session(ada, one, when, source="clip.mp4") for one, when in ((first, EVENING), (second, LATER))]


def needs_nothing_else(page):
    return not re.search(r"<script|<link|src=\"(?!data:)|https?://(?!www\.w3\.org)", page)


def words(page):
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split())


def test_a_session_is_printed_with_what_was_found_and_what_was_said(history, trained):
    (left, _) = history.session(trained[0]).sets
    history.finish_set(left.id, reserve=2, pain=3, load=Load(Band.LIGHT, 1.0))
    history.note_session(trained[0], notes="slept well", pain_next_day=1)

    page = session_page(history, trained[0], load(), LATER)

    for said in (
        "Set 1: Clamshell, left side",
        "light band and 1 kg, 2 in reserve, pain 3 of 10",
        "Pain on the next day: 1 of 10. slept well",
        "Pelvis rolls back",
        "Hips stacked",
        "What was not counted, and why",
    ):
        assert said in words(page)
    assert needs_nothing_else(page)


def test_a_name_is_text_and_no_markup(history, trained):
    page = session_page(history, trained[0], load(), LATER)

    assert "Exercise record: Ada &lt;b&gt;" in page


def test_without_a_kept_movement_the_figure_shows_how_it_is_meant(history, trained):
    assert "Clamshell as it is meant" in words(session_page(history, trained[0], load(), LATER))


def test_with_a_kept_movement_the_figure_is_drawn_from_it_and_stands_still(history, ada):
    poses = film("clamshell", fps=10, reps=2).poses
    session = coached(poses)
    number = history.keep_session(ada, session, EVENING, source="clip.mp4", tracks=(pack(poses),))

    page = session_page(history, number, load(), LATER)

    assert "Drawn from the kept movement" in words(page)
    assert "<animate" not in page


def test_two_sessions_are_printed_beside_each_other(history, trained):
    page = words(comparison_page(history, trained[1], trained[0], load(), LATER))

    assert "09 Mar 2026 beside 02 Mar 2026" in page
    assert "2 repetitions: all good 32° on average 2.0 s, 1.0 s, 2.0 s" in page
    assert "Pelvis rolls back (1)" in page
    assert "Range of each repetition: Clamshell, right side" in page


def test_two_sessions_without_anything_in_common_say_so(history, ada, trained):
    other = history.keep_session(ada, a_session(one_set("both", rep(1), exercise="two_leg_bridge")), EVENING, source="b.mp4")

    assert "no exercise and side in common" in comparison_page(history, trained[0], other, load(), LATER)


def test_some_weeks_are_printed_with_trends_faults_and_every_session(history, ada, trained):
    history.note_session(trained[1], notes="felt strong")

    page = weeks_page(history, Filter(ada, since=date(2026, 3, 1), until=date(2026, 3, 31)), load(), LATER)

    assert "2 sessions 4 sets 6 repetitions 83% without a fault" in words(page)
    assert "Pelvis rolls back (Clamshell) 1 repetition" in words(page)
    assert "felt strong" in page
    assert page.count("<svg") == 2
    assert needs_nothing_else(page)


def test_weeks_without_training_say_so(history, ada, trained):
    assert "Nothing was trained" in weeks_page(history, Filter(ada, since=date(2027, 3, 1), until=date(2027, 3, 31)), load(), LATER)


def test_a_typical_repetition_is_the_middle_one_of_those_that_were_seen():
    assert typical([rep(1, 20.0), rep(2, float("nan")), rep(3, 40.0), rep(4, 30.0)]).index == 4
    assert typical([replace(rep(1), range_of_motion=float("nan"))]) is None


def test_a_trend_of_nothing_that_was_seen_is_no_chart():
    assert trend_chart({"left": [(date(2026, 3, 1), float("nan"))]}, title="", words=str) == ""


SMALLER = Prescription(
    exercises=(Prescribed(exercise="clamshell", sides=("left",), target=(15.0, 25.0)),), by="B. Brown", note="Go slowly."
)


@pytest.fixture
def prescribed(history, ada, trained):
    """A session that was judged by a prescription, later than those that were not."""
    warning = judged_by(history, ada, SMALLER)
    session = replace(a_session(one_set("left", rep(1, 22.0)), one_set("right", rep(1, 22.0))), warnings=(warning,))
    return history.keep_session(ada, session, LATER + timedelta(weeks=1), source="later.mp4")


def test_a_session_is_printed_with_the_aims_that_were_prescribed_then(history, prescribed):
    page = words(session_page(history, prescribed, load(), LATER))

    assert "checks are judged by the prescription by B. Brown. Go slowly." in page
    assert "Prescribed: left side only; range 15 to 25°." in page
    assert "went 22° far, which is what to aim at (15 to 25°)" in page
    assert "Set 2 is not in the prescription" in page


def test_two_sessions_are_printed_each_with_its_aims(history, trained, prescribed):
    page = words(comparison_page(history, trained[0], prescribed, load(), LATER))

    assert page.count("Prescribed: left side only; range 15 to 25°") == 2, "of both sides of one of the sessions"


def test_some_weeks_are_printed_with_the_aims_of_the_last_session(history, ada, trained, prescribed):
    which = Filter(ada, since=EVENING.date(), until=(LATER + timedelta(weeks=2)).date())

    page = words(weeks_page(history, which, load(), LATER))

    assert "The band is what to aim at: 15 to 25°. Prescribed in the last session: left side only; range 15 to 25°." in page
