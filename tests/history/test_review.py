"""The numbers of the review, small enough to be checked in the head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isnan, nan

import pytest

from coach.history import Band, Filter, History, Load, review
from coach.history.bests import personal_bests
from coach.records import Verdict
from tests.history.made_up import EVENING, ROLL_BACK, SHORT_HOLD, a_session, one_set, rep

MONDAY = EVENING.date()
ALL = Filter()


@pytest.fixture
def reviewed(history: History) -> History:
    """Ada's clams on Monday (left 20 and 30 degrees, right 40 and one not seen) and a week later; Bob's bridge on Tuesday."""
    ada, bob = history.add_person("Ada"), history.add_person("Bob")
    history.keep_session(
        ada,
        a_session(one_set("left", rep(1, 20.0), rep(2, 30.0, ROLL_BACK)), one_set("right", rep(1, 40.0), rep(2, nan))),
        EVENING,
        source="",
    )
    history.keep_session(bob, a_session(one_set("both", rep(1, 170.0), exercise="two_leg_bridge")), EVENING + timedelta(days=1), source="")
    week_later = EVENING + timedelta(weeks=1)
    session = history.start_session(ada, week_later)
    for load, reps, reserve, pain in ((Load(Band.MEDIUM), 2, 3, 0), (Load(Band.LIGHT, 0.5), 1, 1, 2)):
        one = history.start_set(session, "clamshell", "left", load=load)
        for index in range(1, reps + 1):
            history.add_rep(one, rep(index, 24.0, SHORT_HOLD))
        history.finish_set(one, reserve=reserve, pain=pain)
    history.start_set(session, "clamshell", "right")
    history.finish_session(session, week_later)
    return history


def test_the_calendar_has_every_day_with_a_session(reviewed: History) -> None:
    assert review.calendar(reviewed, ALL) == (
        review.DayTotal(MONDAY, sessions=1, sets=2, reps=4, good_reps=3, judged_reps=4),
        review.DayTotal(MONDAY + timedelta(days=1), sessions=1, sets=1, reps=1, good_reps=1, judged_reps=1),
        review.DayTotal(MONDAY + timedelta(weeks=1), sessions=1, sets=3, reps=3, good_reps=3, judged_reps=3),
    )


def test_a_session_without_repetitions_is_in_the_calendar(history: History) -> None:
    history.start_session(history.add_person("Ada"), EVENING)

    assert review.calendar(history, ALL) == (review.DayTotal(MONDAY, sessions=1, sets=0, reps=0, good_reps=0, judged_reps=0),)
    assert review.progress(history, ALL) == ()


def test_what_was_not_judged_is_counted_but_neither_good_nor_bad(history: History) -> None:
    unseen = replace(rep(3), is_judged=False)
    history.keep_session(history.add_person("Ada"), a_session(one_set("left", rep(1), rep(2, 28.0, ROLL_BACK), unseen)), EVENING, source="")

    (day,), (left,), (session,) = review.calendar(history, ALL), review.progress(history, ALL), history.sessions()

    assert (day.reps, day.good_reps, day.judged_reps) == (3, 1, 2)
    assert (left.reps, left.good_reps, left.judged_reps, left.clean_rate) == (3, 1, 2, 0.5)
    assert (session.reps, session.good_reps, session.judged_reps) == (3, 1, 2)


def test_progress_adds_up_each_side_of_each_session(reviewed: History) -> None:
    left, right, later = review.progress(reviewed, Filter(exercise="clamshell"))

    assert (left.day, left.side, left.sets, left.reps, left.good_reps, left.clean_rate) == (MONDAY, "left", 1, 2, 1, 0.5)
    assert (left.range_mean, left.range_best, left.unit) == (25.0, 30.0, "deg")
    assert (left.concentric_s, left.hold_s, left.eccentric_s) == (2.0, 1.0, 2.0)
    assert (left.reserve, left.pain) == (None, None)
    assert (right.reps, right.range_mean) == (2, 40.0)
    assert (later.sets, later.reps, later.reserve, later.pain) == (2, 3, 1, 2)


def test_volume_is_repetitions_times_load(reviewed: History) -> None:
    """Two with the medium band (3), one with the light band and half a kilogram (2.5); without a load each counts 1."""
    assert [one.volume for one in review.progress(reviewed, Filter(person_id=1, side="left"))] == [2.0, 8.5]


def test_a_range_that_was_never_seen_is_nan(history: History) -> None:
    history.keep_session(history.add_person("Ada"), a_session(one_set("left", rep(1, nan))), EVENING, source="")

    (one,) = review.progress(history, ALL)

    assert isnan(one.range_mean)
    assert isnan(one.range_best)
    assert personal_bests(history, ALL)[0] == ()


def test_what_a_check_measured_is_followed_from_session_to_session(history: History) -> None:
    """The mean of what was judged: 2 and 4 degrees, and once not known."""
    ada = history.add_person("Ada")
    rolls = (2.0, 4.0, nan)
    reps = [replace(rep(index), measured=(("clam_roll_back", roll), ("clam_hold", 1.0))) for index, roll in enumerate(rolls, start=1)]
    history.keep_session(ada, a_session(one_set("left", *reps), one_set("right", rep(1))), EVENING, source="")

    (one,) = review.measures(history, ALL, ["clam_roll_back", "clam_hip_share"])

    assert (one.day, one.side, one.check, one.mean) == (MONDAY, "left", "clam_roll_back", 3.0)


def test_sides_are_compared_where_both_were_trained(reviewed: History) -> None:
    (one,) = review.differences(review.progress(reviewed, ALL))

    assert (one.day, one.exercise, one.range_difference) == (MONDAY, "clamshell", -15.0)


def test_the_best_is_the_widest_good_repetition(reviewed: History) -> None:
    widest, _ = personal_bests(reviewed, Filter(person_id=1))
    found = {(one.exercise, one.side): (one.range_of_motion, one.day, one.rep) for one in widest}

    assert found == {("clamshell", "left"): (24.0, MONDAY + timedelta(weeks=1), 1), ("clamshell", "right"): (40.0, MONDAY, 1)}


def test_the_best_that_can_be_replayed_has_a_track(reviewed: History) -> None:
    monday = reviewed.sessions(Filter(until=MONDAY))[0].session.id
    left = reviewed.session(monday).sets[0].id
    reviewed.add_track(left, b"poses")

    ((one,), _) = personal_bests(reviewed, ALL, tracked=True)

    assert (one.set_id, one.rep, one.range_of_motion) == (left, 1, 20.0)


def test_most_repetitions_are_counted_at_the_heaviest_load(reviewed: History) -> None:
    _, most = personal_bests(reviewed, ALL)
    left = next(one for one in most if one.side == "left")

    assert (left.exercise, left.load_level, left.good_reps, left.day) == ("clamshell", 3.0, 2, MONDAY + timedelta(weeks=1))


def test_faults_are_counted_the_most_frequent_first(reviewed: History) -> None:
    assert review.faults(reviewed, ALL) == (
        review.FaultCount("clamshell", "clam_hold", Verdict.A_LITTLE_OFF, 3),
        review.FaultCount("clamshell", "clam_roll_back", Verdict.FAULT, 1),
    )


@pytest.mark.parametrize(
    ("which", "days"),
    [
        (Filter(), [0, 1, 7]),
        (Filter(person_id=1), [0, 7]),
        (Filter(since=MONDAY + timedelta(days=1)), [1, 7]),
        (Filter(until=MONDAY + timedelta(days=1)), [0, 1]),
        (Filter(exercise="two_leg_bridge"), [1]),
        (Filter(side="right"), [0, 7]),
    ],
    ids=["everything", "a person", "since", "until, included", "an exercise", "a side"],
)
def test_the_filter_is_the_same_everywhere(reviewed: History, which: Filter, days: list[int]) -> None:
    assert [(one.day - MONDAY).days for one in review.calendar(reviewed, which)] == days
    expected = [day for day in days if not (which.side == "right" and day == 7)]
    assert sorted({(one.day - MONDAY).days for one in review.progress(reviewed, which)}) == expected


@pytest.mark.parametrize(
    ("weeks_ago", "streak"),
    [([], 0), ([0], 1), ([1], 1), ([2], 0), ([0, 1, 2, 4], 3), ([1, 2], 2), ([0, 2], 1)],
    ids=["never", "this week", "this week is not over", "long ago", "three and a gap", "up to last week", "a gap last week"],
)
def test_the_streak_is_in_weeks(weeks_ago: list[int], streak: int) -> None:
    wednesday = date(2026, 3, 4)

    assert review.streak_weeks([wednesday - timedelta(weeks=n, days=1) for n in weeks_ago], wednesday) == streak


def test_training_days_are_each_named_once(reviewed: History) -> None:
    reviewed.start_session(1, EVENING)

    assert review.training_days(reviewed, Filter(person_id=1)) == (MONDAY, MONDAY + timedelta(weeks=1))
