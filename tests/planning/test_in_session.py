"""Easier and harder in the middle of a session, within what plans and prescriptions ask for."""

import pytest

from coach.coaching.workout_plan import PlannedSet
from coach.planning.in_session import InSession
from coach.planning.prescription import Prescribed, Prescription
from exercises import load

EXERCISES = {one.key: one for one in load()}
RUNGS = [one.name for one in EXERCISES["seated_abduction"].ladder.rungs]
BRIDGES = [one.name for one in EXERCISES["single_leg_bridge"].ladder.rungs]


def planned(key="seated_abduction", side="both", *, rung=RUNGS[1], reps=10, band="light"):
    return PlannedSet(exercise=EXERCISES[key], working_side=side, reps=reps, rung=rung, band=band)


def changed(sets, *, harder, by=None):
    found = InSession(tuple(by.allowed(load()) if by else load()), by)(sets, harder)
    return found and [(one.exercise.key, one.working_side, one.rung, one.reps) for some in found.sets for one in some]


HARDER = {
    "two repetitions more": (planned(), (RUNGS[1], 12)),
    "at most as many as plans ask for": (planned(reps=14), (RUNGS[1], 15)),
    "then the next step with few": (planned(reps=15), (RUNGS[2], 10)),
}
EASIER = {
    "two repetitions fewer": (planned(reps=12), (RUNGS[1], 10)),
    "then the step before": (planned(), (RUNGS[0], 10)),
    "at the easiest step fewer repetitions": (planned(rung=RUNGS[0]), (RUNGS[0], 8)),
}


@pytest.mark.parametrize(("one", "becomes"), HARDER.values(), ids=HARDER.keys())
def test_harder_is(one, becomes):
    assert changed([one], harder=True) == [("seated_abduction", "both", *becomes)]


@pytest.mark.parametrize(("one", "becomes"), EASIER.values(), ids=EASIER.keys())
def test_easier_is(one, becomes):
    assert changed([one], harder=False) == [("seated_abduction", "both", *becomes)]


def test_at_either_end_there_is_nothing():
    assert changed([planned(rung=RUNGS[-1], reps=15)], harder=True) is None
    assert changed([planned(rung=RUNGS[0], reps=8)], harder=False) is None


def test_one_set_with_both_legs_takes_the_place_of_one_a_side():
    sets = [planned("single_leg_bridge", side, rung=BRIDGES[2], band="none") for side in ("right", "left", "right")]

    assert changed(sets, harder=False) == [("two_leg_bridge", "both", BRIDGES[1], 10)] * 2


def test_one_a_side_takes_the_place_of_one_with_both_legs():
    found = InSession(load())([planned("two_leg_bridge", rung=BRIDGES[1], reps=15)], True)

    ((left, right),) = found.sets
    assert [(one.exercise.key, one.working_side, one.match_reps) for one in (left, right)] == [
        ("single_leg_bridge", "left", False),
        ("single_leg_bridge", "right", True),
    ]
    assert left.rest_s < right.rest_s


def test_what_is_not_prescribed_is_not_come_to():
    by = Prescription(exercises=(Prescribed(exercise="single_leg_bridge", reps=12),))
    sets = [planned("single_leg_bridge", "left", rung=BRIDGES[2], reps=10, band="none")]

    assert changed(sets, harder=False, by=by) == [("single_leg_bridge", "left", BRIDGES[2], 8)]
    assert changed(sets, harder=True, by=by) == [("single_leg_bridge", "left", BRIDGES[2], 12)]


def test_what_changed_is_said_and_nothing_else():
    found = InSession(load())([planned(reps=15)], True)

    assert found.words == f"{RUNGS[2]}, 10 repetitions"
