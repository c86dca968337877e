"""What every exercise's table owes: clean repetitions, and a row that trips each of its checks."""

from importlib import import_module

import pytest

from coach.exercise import RepMeasure
from exercises import load
from tests.exercises.table import tripped

EACH = pytest.mark.parametrize("exercise", load(), ids=lambda exercise: exercise.key)
OUT_OF_SIGHT = {"bridge_knee_line"}
"""Checks that show only from where nothing can be counted."""


@EACH
def test_the_table_of_an_exercise_trips_each_of_its_checks(exercise):
    table = import_module(f"tests.exercises.test_{exercise.key}")

    assert table.CLEAN
    assert {check.key for check in exercise.checks} - OUT_OF_SIGHT == tripped(table.ROWS)


@EACH
def test_a_check_that_can_acquit_has_something_to_praise(exercise):
    silent = [check.key for check in exercise.checks if check.acquits and check.severity > 1 and not check.strength]

    assert [key for key in silent if not isinstance(exercise.check(key).of, RepMeasure)] == []
