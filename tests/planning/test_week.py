"""What a week asks for: its days, its exercises, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coach.planning import Day, PastSession, first_plan, next_day
from tests.specification import EXERCISES

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
NO_ZONE = datetime(2026, 1, 1)  # noqa: DTZ001


def test_a_beginner_starts_at_bodyweight_and_the_two_leg_bridge() -> None:
    plan = first_plan(EXERCISES, MONDAY)

    assert {item.performed: item.step.name for item in plan.items} == {
        "two_leg_bridge": "two-leg bridge",
        "standing_abduction": "no band with chair support",
        "side_lying_raise": "bottom knee bent",
        "clamshell": "bodyweight",
        "seated_abduction": "light band",
    }


def test_standing_and_seated_abduction_take_turns() -> None:
    first, second = first_plan(EXERCISES, MONDAY).days

    assert "standing_abduction" in first.exercises
    assert "seated_abduction" not in first.exercises
    assert "seated_abduction" in second.exercises


@pytest.mark.parametrize(
    ("last", "today", "expected"),
    [
        (None, date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 9)),
        (date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 5)),
    ],
    ids=["today, when nothing was done", "not again today", "not the day after", "two days after"],
)
def test_the_next_training_day_leaves_48_hours(last: date | None, today: date, expected: date) -> None:
    past = [PastSession(started=datetime(last.year, last.month, last.day, 12, tzinfo=UTC), sets=())] if last else []

    assert next_day(first_plan(EXERCISES, MONDAY), past, today)[0] == expected


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"days": (Day(0, ()), Day(1, ()))}, "48 hours"),
        ({"days": (Day(0, ()), Day(6, ()))}, "48 hours"),
        ({"days": ()}, "one to three"),
        ({"days": (Day(0, ("squat",)),)}, "squat"),
        ({"items": first_plan(EXERCISES, MONDAY).items * 2}, "stands in the plan once"),
    ],
    ids=["Monday and Tuesday", "Sunday and Monday", "no day", "an exercise without an amount", "an exercise twice"],
)
def test_a_plan_that_breaks_the_rules_is_refused(change: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(first_plan(EXERCISES, MONDAY), **change)


STEP_OF_ANOTHER = next(one for one in EXERCISES if one.key == "two_leg_bridge")


@pytest.mark.parametrize(
    "change", [{"rung": 99}, {"sets": 0}, {"reps": 31}, {"rung": -1}, {"exercise": STEP_OF_ANOTHER}, {"since": NO_ZONE}]
)
def test_an_item_that_makes_no_sense_is_refused(change: dict) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(first_plan(EXERCISES, MONDAY).item("clamshell"), **change)
