"""A plan that a prescription limits."""

from datetime import UTC, datetime

import pytest

from coach.exercise import Tempo
from coach.planning import day_schedule, first_plan, plan_document, plan_from
from coach.planning.prescribed_plan import prescribed_plan
from coach.planning.prescription import Prescribed, Prescription
from tests.specification import EXERCISES

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SLOW = Tempo(concentric=4.0, hold=2.0, eccentric=5.0)


def planned(*prescribed):
    plan = first_plan(EXERCISES, MONDAY)
    return prescribed_plan(plan, Prescription(exercises=prescribed), EXERCISES)


def sets_of(plan):
    return day_schedule(plan, plan.days[0], MONDAY.date()).sets


def test_only_what_is_allowed_stands_in_the_plan_in_its_dose_and_tempo():
    plan = planned(Prescribed(exercise="clamshell", sets=2, reps=8, tempo=SLOW))

    (item,) = plan.items
    assert (item.key, item.sets, item.reps, item.tempo) == ("clamshell", 2, 8, SLOW)
    assert [day.exercises for day in plan.days] == [("clamshell",), ("clamshell",)]


def test_only_the_allowed_side_is_trained_and_warmed_up():
    plan = planned(Prescribed(exercise="clamshell", sides=("right",)))

    assert {one.side for one in sets_of(plan)} == {"right"}


def test_the_band_decides_the_step():
    (item,) = planned(Prescribed(exercise="clamshell", band="medium")).items

    assert item.step.band == "medium"


@pytest.mark.parametrize("key", ["single_leg_bridge", "two_leg_bridge"])
def test_of_a_ladder_only_the_steps_of_the_allowed_exercise_are_done_also_to_warm_up(key):
    plan = planned(Prescribed(exercise=key))

    assert {one.exercise for one in sets_of(plan)} == {key}


@pytest.mark.parametrize("key", [one.key for one in EXERCISES])
def test_what_is_allowed_is_in_the_plan_also_where_it_was_not_before(key):
    plan = prescribed_plan(first_plan(EXERCISES, MONDAY, (0,)), Prescription(exercises=(Prescribed(exercise=key),)), EXERCISES)

    assert key in {one.exercise for one in sets_of(plan)}


def test_a_prescribed_plan_that_is_kept_stays_what_it_is():
    prescription = Prescription(exercises=(Prescribed(exercise="clamshell", sides=("left",), band="light", reps=8),))
    plan = prescribed_plan(first_plan(EXERCISES, MONDAY), prescription, EXERCISES)

    kept = plan_from(plan_document(plan), EXERCISES)

    assert prescribed_plan(kept, prescription, EXERCISES) == plan
