"""A training day set by set, and which side goes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import nan

import pytest

from coach.planning import PastSession, PastSet, day_schedule, first_plan, weaker_side
from tests.specification import EXERCISES

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
CLAM = "clamshell"


def clam(side: str, good: int = 10, range_mean: float = 30) -> PastSet:
    return PastSet(exercise=CLAM, side=side, reps=10, good_reps=good, range_mean=range_mean)


@pytest.mark.parametrize(
    ("sets", "weaker"),
    [
        ([], "left"),
        ([clam("right")], "left"),
        ([clam("left"), clam("right")], "left"),
        ([clam("left"), clam("right", good=8)], "right"),
        ([clam("left"), clam("right", range_mean=24)], "right"),
        ([clam("left"), clam("right", range_mean=26)], "left"),
        ([clam("left", range_mean=nan), clam("right", range_mean=25)], "left"),
    ],
    ids=["nothing known", "one side only", "alike", "less clean", "less range", "as far as one camera can tell alike", "range not seen"],
)
def test_the_weaker_side_goes_first(sets: list[PastSet], weaker: str) -> None:
    assert weaker_side([PastSession(started=MONDAY, sets=tuple(sets))], CLAM) == weaker


def test_a_workout_alternates_sides_with_the_weaker_first_and_goes_from_bridge_to_clam() -> None:
    plan = first_plan(EXERCISES, MONDAY - timedelta(weeks=2))
    weak_right = [PastSession(started=MONDAY - timedelta(days=4), sets=(clam("left", good=10), clam("right", good=6)))]

    today = day_schedule(plan, plan.days[0], MONDAY.date(), weak_right)
    clams = [(one.side, one.number, one.match_reps, one.rest_after_s) for one in today.sets if one.exercise == CLAM]

    assert today.sets[0].warm_up
    assert today.sets[0].reps == 8
    assert list(dict.fromkeys(one.exercise for one in today.sets)) == ["two_leg_bridge", "standing_abduction", "side_lying_raise", CLAM]
    assert clams[:3] == [("right", 1, False, 20), ("left", 1, True, 60), ("right", 2, False, 20)]
    assert clams[-1] == ("left", 3, True, 0)
    assert 30 <= today.minutes <= 50
