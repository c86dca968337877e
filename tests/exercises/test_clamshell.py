"""Clamshell: what the body does, and what the coach says."""

import pytest

from coach.pose import Side
from coach.records import Grade
from exercises.clamshell import EXERCISE
from tests.exercises.table import EACH_SIDE, Row, checks, performed, tripped, unjudged, unsaid, wrongly_said
from tests.skeleton import Camera

SQUARE = Camera(yaw=3.0, height=0.6, distance=2.3)
AS_THE_MODEL = 0.6
"""The share of the true depth that the pose model gives of somebody on their side."""
ROLL = checks("clam_roll_back", "clam_hip_share")
ONLY_GROSS = dict.fromkeys(("clam_hips_stacked", "clam_hip_angle"), "only a gross fault would show in this view")

CLEAN = (
    Row(does="opens well"),
    Row(does="opens well seen from square in front", camera=SQUARE),
    Row(does="opens well and is tall", height=1.95),
    Row(does="opens well and is small", height=1.5),
    Row(does="opens a little", span=25.0),
    Row(does="opens far", span=45.0),
    Row(does="opens well with the shoulders rolled forward", faults={"hips_rolled": -30.0}),
    Row(does="opens slowly", tempo={"up": 4.0, "hold": 3.0, "down": 5.0}),
)

ROWS = (
    Row(does="rolls the pelvis back", faults={"pelvis_roll": 40.0}, depth=AS_THE_MODEL, faulted=checks("clam_roll_back", "clam_hip_share")),
    Row(does="lifts the upper foot", faults={"feet_apart": 0.16}, faulted=checks("clam_feet_apart")),
    Row(does="hardly opens", span=16.5, warned=checks("clam_rom_short")),
    Row(does="opens half as far as before", span=20.5, after=2, warned=checks("clam_rom_short")),
    Row(does="opens far too much", span=85.0, faulted=checks("clam_rom_excess")),
    Row(does="lies curled up", faults={"hip_angle": 100.0}, depth=AS_THE_MODEL, warned=checks("clam_hip_angle")),
    Row(does="has nearly straight knees", faults={"knees_straight": 20.0}, faulted=checks("clam_knee_angle")),
    Row(does="has fully bent knees", faults={"knees_straight": 135.0}, faulted=checks("clam_knee_angle")),
    Row(
        does="lies with the upper knee towards the head",
        faults={"knees_unstacked": 0.5},
        camera=SQUARE,
        depth=AS_THE_MODEL,
        faulted=checks("clam_knees_stacked"),
        warned=checks("clam_hip_angle"),
    ),
    Row(
        does="lies with the upper knee towards the feet",
        faults={"knees_unstacked": -0.5},
        camera=SQUARE,
        faulted=checks("clam_knees_stacked"),
    ),
    Row(does="lies rolled back", faults={"hips_rolled": 60.0}, depth=AS_THE_MODEL, faulted=checks("clam_hips_stacked")),
    Row(does="jerks the knee up", tempo={"up": 0.5}, faulted=checks("clam_fast_up")),
    Row(does="drops the knee", tempo={"down": 0.5}, faulted=checks("clam_fast_down")),
    Row(does="does not stop at the top", tempo={"hold": 0.0}, faulted=checks("clam_hold")),
)


@EACH_SIDE
@pytest.mark.parametrize("row", CLEAN, ids=str)
def test_nothing_is_said_of_somebody_who(row, side):
    rep = performed("clamshell", row, side)

    assert rep.findings == ()


@EACH_SIDE
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_coach_sees_somebody_who(row, side):
    rep = performed("clamshell", row, side)

    assert unsaid(row, rep) == set()
    assert wrongly_said(row, rep) == set()


def test_every_check_is_tripped():
    assert tripped(ROWS) == {check.key for check in EXERCISE.checks}


@EACH_SIDE
def test_a_roll_is_seen_from_square_in_front_too(side):
    rep = performed("clamshell", Row(does="rolls back", faults={"pelvis_roll": 40.0}, camera=SQUARE), side)

    assert {finding.check for finding in rep.findings if finding.grade is Grade.FAULT} == ROLL


@EACH_SIDE
def test_a_pelvis_that_lies_still_is_judged_still(side):
    rep = performed("clamshell", Row(does="opens well"), side)

    assert unjudged(rep) == ONLY_GROSS
    measured = dict(rep.measured)
    assert measured["clam_roll_back"] == pytest.approx(0.0, abs=2.0)
    assert measured["clam_hip_share"] == pytest.approx(1.0, abs=0.1)


def test_the_share_of_the_hip_is_not_judged_of_a_small_opening():
    rep = performed("clamshell", Row(does="opens a little", span=20.5), Side.LEFT)

    assert unjudged(rep)["clam_hip_share"] == "the movement is too small to tell"
