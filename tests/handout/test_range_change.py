"""Only what one camera can tell is called a change."""

from datetime import date
from math import nan

import pytest

from coach.handout.range_change import range_change
from coach.history.review import SessionProgress


def session(number, degrees, side="left", error=8.0):
    return SessionProgress(
        day=date(2026, 5, number),
        session_id=number,
        exercise="clamshell",
        side=side,
        unit="deg",
        sets=1,
        reps=10,
        good_reps=10,
        judged_reps=10,
        range_mean=degrees,
        range_best=degrees,
        concentric_s=2.0,
        hold_s=1.0,
        eccentric_s=2.0,
        volume=10.0,
        reserve=None,
        pain=None,
        range_error=error,
    )


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (40.0, "Range, left side: 10° wider than on 01 May 2026."),
        (21.0, "Range, left side: 9° less wide than on 01 May 2026."),
        (37.0, "Range, left side: no change since 01 May 2026 that one camera can tell (more than 8°)."),
    ],
)
def test_a_change_is_more_than_a_range_may_be_off(last, words):
    assert range_change([session(1, 30.0), session(2, 50.0), session(3, last)]) == words


def test_the_larger_error_of_the_two_counts():
    assert "no change" in range_change([session(1, 30.0, error=13.0), session(2, 42.0)])


def test_each_side_has_its_sentence():
    both = [session(1, 30.0), session(1, 30.0, "right"), session(2, 45.0), session(2, 31.0, "right")]

    assert range_change(both).count("Range, ") == 2


def test_nothing_is_said_of_one_session_or_of_ranges_that_cannot_be_compared():
    assert range_change([session(1, 30.0)]) == ""
    assert range_change([session(1, 30.0, error=nan), session(2, 50.0)]) == "", "measured in the older way"
    assert range_change([session(1, nan), session(2, 50.0)]) == ""
