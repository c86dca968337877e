"""Standing banded hip abduction: what the body does, and what the coach says."""

import pytest

from exercises.standing_abduction import EXERCISE
from tests.exercises.table import EACH_SIDE, Row, checks, performed, tripped, unjudged, unsaid, wrongly_said
from tests.skeleton import Camera

ASIDE = Camera(yaw=52.0, height=0.85, distance=2.6)

CLEAN = (
    Row(does="reaches well"),
    Row(does="reaches well and is tall", height=1.95),
    Row(does="reaches well and is small", height=1.5),
    Row(does="reaches a little", span=20.0),
    Row(does="reaches far", span=35.0),
    Row(does="reaches slowly", tempo={"up": 4.0, "hold": 3.0, "down": 5.0}),
)

ROWS = (
    Row(does="leans away", faults={"trunk_lean": 20.0}, faulted=checks("stand_trunk_lean")),
    Row(does="leans towards the leg", faults={"trunk_lean": -20.0}, faulted=checks("stand_trunk_lean")),
    Row(does="hikes the hip", span=25.0, faults={"pelvis_hike": 18.0}, faulted=checks("stand_pelvic_hike")),
    Row(does="lets the pelvis drop", faults={"pelvis_drop": 15.0}, faulted=checks("stand_pelvic_drop")),
    Row(does="bends the knee", faults={"knee_bend": 60.0}, faulted=checks("stand_knee_straight")),
    Row(does="brings the leg forward", faults={"forward_drift": 38.0}, faulted=checks("stand_leg_forward")),
    Row(does="turns the toes out", faults={"toes_out": 65.0}, faulted=checks("stand_toes_out")),
    Row(does="lets the standing knee fall in", faults={"stance_valgus": 20.0}, span=25.0, faulted=checks("stand_stance_knee")),
    Row(does="reaches half as far as before", span=17.0, after=2, warned=checks("stand_rom_short")),
    Row(does="reaches far too much", span=60.0, faulted=checks("stand_rom_excess")),
    Row(does="swings the leg", tempo={"up": 0.5}, faulted=checks("stand_fast_up")),
    Row(does="drops the leg", tempo={"down": 0.5}, faulted=checks("stand_fast_down")),
    Row(does="does not stop at the top", tempo={"hold": 0.0}, faulted=checks("stand_hold")),
)


@EACH_SIDE
@pytest.mark.parametrize("row", CLEAN, ids=str)
def test_nothing_is_said_of_somebody_who(row, side):
    rep = performed("standing_abduction", row, side)

    assert rep.findings == ()


@EACH_SIDE
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_coach_sees_somebody_who(row, side):
    rep = performed("standing_abduction", row, side)

    assert unsaid(row, rep) == set()
    assert wrongly_said(row, rep) == set()


def test_every_check_is_tripped():
    assert tripped(ROWS) == {check.key for check in EXERCISE.checks}


@EACH_SIDE
def test_what_is_depth_from_the_front_is_never_passed(side):
    rep = performed("standing_abduction", Row(does="reaches well"), side)

    poorly_seen = ("stand_knee_straight", "stand_leg_forward", "stand_toes_out")
    assert unjudged(rep) == dict.fromkeys(poorly_seen, "only a gross fault would show in this view")


@EACH_SIDE
def test_against_a_trunk_that_leans_the_cloth_alone_judges_the_pelvis(side):
    rep = performed("standing_abduction", Row(does="leans away", faults={"trunk_lean": 20.0}), side)

    assert not {"stand_pelvic_hike", "stand_pelvic_drop"} & unjudged(rep).keys()


@EACH_SIDE
def test_pelvis_and_standing_knee_are_not_judged_from_aside(side):
    rep = performed("standing_abduction", Row(does="reaches well", camera=ASIDE), side)

    reasons = unjudged(rep)
    assert rep.findings == ()
    assert {reasons[key] for key in ("stand_pelvic_hike", "stand_pelvic_drop", "stand_stance_knee")} == {"it could not be told for sure"}
