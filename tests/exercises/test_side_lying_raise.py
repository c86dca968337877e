"""Side-lying leg raise: what the body does, and what the coach says."""

import pytest

from coach.records import Grade
from exercises.side_lying_raise import EXERCISE
from tests.exercises.table import EACH_SIDE, Row, checks, performed, tripped, unjudged, unsaid, wrongly_said
from tests.skeleton import Camera

SQUARE = Camera(yaw=3.0, height=0.6, distance=2.3)

CLEAN = (
    Row(does="raises well"),
    Row(does="raises well seen from square in front", camera=SQUARE),
    Row(does="raises well and is tall", height=1.95),
    Row(does="raises well and is small", height=1.5),
    Row(does="raises well over a bent lower leg", faults={"lower_leg_bent": 1.0}),
    Row(does="raises a little", span=22.0),
    Row(does="raises far", span=38.0),
    Row(does="raises slowly", tempo={"up": 4.0, "hold": 3.0, "down": 5.0}),
)

ROWS = (
    Row(does="brings the leg forward", faults={"hip_flexion": 30.0}, faulted=checks("slr_leg_forward")),
    Row(does="rolls the pelvis back", faults={"roll_back": 45.0}, faulted=checks("slr_roll")),
    Row(does="hikes the hip", span=25.0, faults={"hike": 25.0}, faulted=checks("slr_hike")),
    Row(does="turns the toes up", faults={"toes_up": 35.0}, faulted=checks("slr_toes_up")),
    Row(does="bends the knee", faults={"knee_bend": 45.0}, faulted=checks("slr_knee")),
    Row(does="raises far too high", span=65.0, faulted=checks("slr_too_high")),
    Row(
        does="gets too high with the pelvis",
        span=35.0,
        faults={"too_high": 28.0},
        faulted=checks("slr_hike"),
        warned=checks("slr_too_high"),
    ),
    Row(does="hardly raises", span=17.6, warned=checks("slr_rom_short")),
    Row(does="raises much higher than before", span=43.0, after=2, warned=checks("slr_too_high")),
    Row(does="raises half as far as before", span=17.5, after=2, warned=checks("slr_rom_short")),
    Row(does="kicks up", tempo={"up": 0.5}, faulted=checks("slr_fast_up")),
    Row(does="drops the leg", tempo={"down": 0.5}, faulted=checks("slr_fast_down")),
    Row(does="does not stop at the top", tempo={"hold": 0.0}, faulted=checks("slr_hold")),
    Row(does="ratchets up and down", faults={"wobble": 3.0}, tempo={"up": 4.0, "down": 4.0}, faulted=checks("slr_wobble")),
)


@EACH_SIDE
@pytest.mark.parametrize("row", CLEAN, ids=str)
def test_nothing_is_said_of_somebody_who(row, side):
    rep = performed("side_lying_raise", row, side)

    assert rep.findings == ()


@EACH_SIDE
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_coach_sees_somebody_who(row, side):
    rep = performed("side_lying_raise", row, side)

    assert unsaid(row, rep) == set()
    assert wrongly_said(row, rep) == set()


def test_every_check_is_tripped():
    assert tripped(ROWS) == {check.key for check in EXERCISE.checks}


@EACH_SIDE
def test_drift_cannot_be_judged_from_square_in_front(side):
    rep = performed("side_lying_raise", Row(does="drifts", faults={"hip_flexion": 30.0}, camera=SQUARE), side)

    assert unjudged(rep)["slr_leg_forward"] == "it could not be told for sure"


@EACH_SIDE
def test_a_roll_is_seen_from_square_in_front_too(side):
    rep = performed("side_lying_raise", Row(does="rolls back", faults={"roll_back": 30.0}, camera=SQUARE), side)

    assert ("slr_roll", Grade.FAULT) in {(finding.check, finding.grade) for finding in rep.findings}


@EACH_SIDE
def test_a_pelvis_that_lies_still_is_judged_still(side):
    rep = performed("side_lying_raise", Row(does="raises well"), side)

    assert unjudged(rep) == {}
    assert dict(rep.measured)["slr_roll"] == pytest.approx(0.0, abs=2.0)
