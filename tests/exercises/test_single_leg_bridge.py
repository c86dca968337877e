"""Single-leg glute bridge: what the body does, and what the coach says."""

import pytest

from coach.pose import Side
from exercises.single_leg_bridge import EXERCISE
from tests.exercises.table import EACH_SIDE, Row, checks, performed, tripped, unjudged, unsaid, wrongly_said

HELD = {"hold": 2.0}

CLEAN = (
    Row(does="lifts well"),
    Row(does="lifts well and is tall", height=1.95),
    Row(does="lifts well and is small", height=1.5),
    Row(does="lifts well with the free knee bent", faults={"tabletop": 1.0}),
    Row(does="lifts not quite to straight", span=45.0),
    Row(does="lifts slowly", tempo={"up": 4.0, "hold": 4.0, "down": 5.0}),
)

ROWS = (
    Row(does="lifts half-way", span=20.0, warned=checks("bridge_extension")),
    Row(does="arches the back", faults={"over_arch": 20.0}, faulted=checks("bridge_overextension")),
    Row(does="lets the free side drop", span=38.0, faults={"pelvis_drop": 32.0}, faulted=checks("bridge_pelvis_level")),
    Row(does="lifts the free thigh", faults={"free_thigh": 42.0}, faulted=checks("bridge_free_thigh")),
    Row(does="lets the free thigh hang", faults={"free_thigh": -42.0}, faulted=checks("bridge_free_thigh")),
    Row(does="lifts the heel", faults={"heel_lift": 25.0}, faulted=checks("bridge_heel")),
    Row(does="plants the foot far away", faults={"foot_far": 0.3}, faulted=checks("bridge_foot_far")),
    Row(does="plants the foot too near", faults={"foot_near": 0.26}, warned=checks("bridge_foot_near")),
    Row(does="thrusts up", tempo={"up": 0.45}, faulted=checks("bridge_fast_up")),
    Row(does="drops down", tempo={"down": 0.5}, faulted=checks("bridge_fast_down")),
    Row(does="does not stop at the top", tempo={"hold": 0.0}, faulted=checks("bridge_hold")),
)


@EACH_SIDE
@pytest.mark.parametrize("row", CLEAN, ids=str)
def test_nothing_is_said_of_somebody_who(row, side):
    rep = performed("single_leg_bridge", row, side, tempo=HELD)

    assert rep.findings == ()


@EACH_SIDE
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_coach_sees_somebody_who(row, side):
    rep = performed("single_leg_bridge", row, side, tempo=HELD)

    assert unsaid(row, rep) == set()
    assert wrongly_said(row, rep) == set()


def test_every_check_is_tripped():
    assert tripped(ROWS) == {check.key for check in EXERCISE.checks}


@EACH_SIDE
def test_a_knee_that_falls_in_cannot_be_judged_from_the_side(side):
    rep = performed("single_leg_bridge", Row(does="lets the knee fall in", faults={"knee_in": 20.0}), side, tempo=HELD)

    assert rep.findings == ()
    assert unjudged(rep) == {
        "bridge_knee_line": "it cannot be seen from where the camera stands",
        "bridge_pelvis_level": "only a gross fault would show in this view",
    }


def test_the_free_thigh_may_be_anywhere_while_its_knee_is_held_to_the_chest():
    rep = performed("single_leg_bridge", Row(does="tabletop", faults={"tabletop": 1.0, "free_thigh": 30.0}), Side.LEFT, tempo=HELD)

    assert rep.findings == ()
    assert "bridge_free_thigh" not in unjudged(rep)
