"""Plans as the history keeps them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coach.planning import first_plan, plan_document, plan_from
from tests.specification import EXERCISES

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def test_a_plan_survives_being_kept_as_json() -> None:
    plan = replace(first_plan(EXERCISES, MONDAY, (0, 2, 4)), deload_from=date(2026, 4, 1))

    assert plan_from(json.loads(json.dumps(plan_document(plan))), EXERCISES) == plan


@pytest.mark.parametrize("document", [{}, {"days": 3}, {"days": [], "items": [{}]}])
def test_what_is_not_a_plan_is_refused(document: dict) -> None:
    with pytest.raises(ValueError, match="not a plan"):
        plan_from(document, EXERCISES)


KEPT = """
{"days": [{"weekday": 0, "exercises": ["clamshell", "single_leg_bridge"]}, {"weekday": 3, "exercises": ["clamshell"]}],
 "items": [
   {"exercise": "single_leg_bridge", "rung": 1, "sets": 3, "reps": 10, "tempo": {"up_s": 1.5, "hold_s": 2.0, "down_s": 2.5},
    "since": "2026-03-02T18:00:00+00:00", "rest_s": 60},
   {"exercise": "clamshell", "rung": 3, "sets": 2, "reps": 12, "tempo": {"up_s": 2.0, "hold_s": 1.0, "down_s": 4.0},
    "since": "2026-03-02T18:00:00+00:00", "rest_s": 45}],
 "started": "2026-03-02", "rested": "2026-03-02", "deload_from": null, "warm_up_min": 4, "rest_between_sides_s": 20, "first_side": ""}
"""
"""A plan as version 0.1 kept it."""


def test_a_plan_that_was_kept_before_is_read_and_kept_with_the_same_keys() -> None:
    document = json.loads(KEPT)

    plan = plan_from(document, EXERCISES)

    bridge, clams = plan.items
    assert (bridge.performed, bridge.sides, bridge.step.band) == ("two_leg_bridge", ("both",), "light")
    assert (clams.step.name, clams.tempo.eccentric, clams.sides) == ("light band above the knees", 4.0, ("left", "right"))
    assert plan_document(plan) == document


def test_a_plan_with_an_exercise_that_is_not_there_says_which() -> None:
    document = json.loads(KEPT.replace("clamshell", "squat"))

    with pytest.raises(ValueError, match="knows no exercise 'squat'; it knows clamshell"):
        plan_from(document, EXERCISES)
