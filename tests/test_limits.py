"""Limits turn values into grades, and nonsense limits are refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.limits import Limit, at_least, at_most, either_way, within
from coach.records import Grade

LIMITS = [
    at_most(warn=15, fault=25),
    at_least(warn=20, fault=15),
    within(warn=(70, 110), fault=(55, 125)),
    either_way(warn=7, fault=12),
]


@pytest.mark.parametrize(
    ("limit", "value", "grade"),
    [
        (at_most(warn=15, fault=25), -100, None),
        (at_most(warn=15, fault=25), 15, None),
        (at_most(warn=15, fault=25), 15.1, Grade.WARN),
        (at_most(warn=15, fault=25), 25, Grade.WARN),
        (at_most(warn=15, fault=25), 25.1, Grade.FAULT),
        (at_least(warn=20, fault=15), 100, None),
        (at_least(warn=20, fault=15), 20, None),
        (at_least(warn=20, fault=15), 19.9, Grade.WARN),
        (at_least(warn=20, fault=15), 14.9, Grade.FAULT),
        (within(warn=(70, 110), fault=(55, 125)), 90, None),
        (within(warn=(70, 110), fault=(55, 125)), 60, Grade.WARN),
        (within(warn=(70, 110), fault=(55, 125)), 120, Grade.WARN),
        (within(warn=(70, 110), fault=(55, 125)), 50, Grade.FAULT),
        (within(warn=(70, 110), fault=(55, 125)), 130, Grade.FAULT),
        (either_way(warn=7, fault=12), -6, None),
        (either_way(warn=7, fault=12), -8, Grade.WARN),
        (either_way(warn=7, fault=12), 13, Grade.FAULT),
    ],
)
def test_a_value_gets_its_grade(limit, value, grade):
    assert limit.grade(value) is grade


@pytest.mark.parametrize("limit", LIMITS)
def test_what_was_not_seen_is_never_graded(limit):
    assert limit.grade(math.nan) is None
    assert math.isnan(limit.excess(math.nan))


@given(limit=st.sampled_from(LIMITS), value=st.floats(-200, 200))
def test_beyond_the_limit_means_graded(limit, value):
    assert (limit.excess(value) > 0) == (limit.grade(value) is not None)


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: at_most(warn=25, fault=15),
        lambda: at_least(warn=15, fault=20),
        lambda: within(warn=(110, 70), fault=(55, 125)),
        lambda: within(warn=(70, 110), fault=(75, 125)),
        lambda: either_way(warn=-7, fault=12),
        lambda: at_most(warn=math.nan, fault=25),
        lambda: Limit(low_warn=5, high_warn=5),
    ],
    ids=["fault before warn", "fault before warn below", "ends swapped", "fault inside warn", "negative width", "NaN", "no room"],
)
def test_limits_out_of_order_are_refused(nonsense):
    with pytest.raises(ValueError, match="out of order"):
        nonsense()
