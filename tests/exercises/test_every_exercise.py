"""What every exercise owes: a table of tests, and all that a page, the voice and the plan say of it."""

from importlib import import_module

import pytest

from coach.analysis.framing import position
from coach.analysis.readiness import view_advice
from coach.exercise import RepMeasure
from coach.planning import for_plans
from coach.signals.placement import Placement
from exercises import load
from tests.exercises.table import tripped

EXERCISES = {exercise.key: exercise for exercise in load()}
EACH = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))


@EACH
def test_the_table_of_an_exercise_trips_each_of_its_checks(exercise):
    table = import_module(f"tests.exercises.test_{exercise.key}")

    assert table.CLEAN
    assert {check.key for check in exercise.checks} == tripped(table.ROWS)


@EACH
def test_a_check_that_can_acquit_has_something_to_praise(exercise):
    silent = [check.key for check in exercise.checks if check.acquits and check.severity > 1 and not check.strength]

    assert [key for key in silent if not isinstance(exercise.check(key).of, RepMeasure)] == []


@EACH
def test_the_starting_position_is_said_for_each_side(exercise):
    said = {position(exercise, side) for side in exercise.sides}

    assert len(said) == len(exercise.sides)
    assert not any("{" in words for words in said)


@EACH
def test_each_view_of_the_posture_is_right_or_has_advice(exercise):
    for view in exercise.posture.views:
        advice = view_advice(Placement(exercise.posture, view), [exercise])
        assert (advice == "") is (view in exercise.views)


@EACH
def test_the_camera_has_a_place(exercise):
    for nearest, furthest in (exercise.camera.distance, exercise.camera.height):
        assert 0 < nearest < furthest
    assert exercise.camera.words.endswith(".")


@EACH
def test_a_step_that_is_an_easier_exercise_trains_the_sides_of_that_exercise(exercise):
    others = [(rung, EXERCISES[rung.exercise]) for rung in exercise.ladder.rungs if rung.exercise]

    assert [rung.name for rung, other in others if rung.sides != other.sides] == []


@EACH
def test_a_ladder_names_each_step_once_and_leads_to_an_exercise_of_the_plan(exercise):
    names = [rung.name for rung in exercise.ladder.rungs]
    then = exercise.ladder.then

    assert len(set(names)) == len(names)
    assert not then or EXERCISES[then].in_plan


def test_every_exercise_is_in_the_plan_by_itself_or_as_a_step():
    performed = {rung.exercise or one.key for one in for_plans(EXERCISES.values()) for rung in one.ladder.rungs}

    assert performed == set(EXERCISES)


def test_each_exercise_has_its_own_place_in_a_session():
    orders = [one.in_plan.order for one in for_plans(EXERCISES.values())]

    assert len(set(orders)) == len(orders)
