"""Seated banded hip abduction: what the body does, and what the coach says."""

import pytest

from coach.pose import Side
from exercises.seated_abduction import EXERCISE
from tests.exercises.table import EACH_SIDE, Row, checks, performed, tripped, unjudged, unsaid, wrongly_said
from tests.skeleton import Camera

ASIDE = Camera(yaw=52.0, height=0.8, distance=2.6)

CLEAN = (
    Row(does="spreads well"),
    Row(does="spreads well and is tall", height=1.95),
    Row(does="spreads well and is small", height=1.5),
    Row(does="spreads a little", span=20.0),
    Row(does="spreads far", span=36.0),
    Row(does="spreads slowly", tempo={"up": 4.0, "hold": 3.0, "down": 5.0}),
)

ROWS = (
    Row(does="leans to the working side", faults={"lean_side": 20.0}, faulted=checks("seat_trunk_side")),
    Row(does="leans to the other side", faults={"lean_side": -20.0}, faulted=checks("seat_trunk_side")),
    Row(does="leans back", faults={"lean_back": 28.0}, faulted=checks("seat_trunk_rock")),
    Row(does="slouches", faults={"slouch": 28.0}, faulted=checks("seat_trunk_rock")),
    Row(does="spreads one knee", faults={"one_sided": 0.8}, faulted=checks("seat_symmetry")),
    Row(does="spreads half as far as before", span=18.0, after=2, warned=checks("seat_rom_short")),
    Row(does="spreads far too much", span=70.0, faulted=checks("seat_rom_excess")),
    Row(does="lifts the feet", faults={"feet_lift": 0.1}, faulted=checks("seat_feet_planted")),
    Row(does="slides the feet out", span=25.0, faults={"feet_slide": 0.1}, faulted=checks("seat_feet_planted")),
    Row(does="lets the knees fall in", faults={"knees_collapsed": 10.0}, warned=checks("seat_knees_collapse")),
    Row(does="jerks the knees out", tempo={"up": 0.45}, faulted=checks("seat_fast_up")),
    Row(does="lets the band snap back", tempo={"down": 0.5}, faulted=checks("seat_fast_down")),
    Row(does="does not stop at the widest point", tempo={"hold": 0.0}, faulted=checks("seat_hold")),
)


@EACH_SIDE
@pytest.mark.parametrize("row", CLEAN, ids=str)
def test_nothing_is_said_of_somebody_who(row, side):
    rep = performed("seated_abduction", row, side)

    assert rep.findings == ()


@EACH_SIDE
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_coach_sees_somebody_who(row, side):
    rep = performed("seated_abduction", row, side)

    assert unsaid(row, rep) == set()
    assert wrongly_said(row, rep) == set()


def test_every_check_is_tripped():
    assert tripped(ROWS) == {check.key for check in EXERCISE.checks}


def test_a_chest_that_stays_where_it_is_proves_a_still_trunk():
    rep = performed("seated_abduction", Row(does="spreads well"), Side.LEFT)

    assert unjudged(rep) == {}
    assert dict(rep.measured)["seat_trunk_rock"] == 0.0


@EACH_SIDE
def test_knees_are_not_compared_from_aside(side):
    rep = performed("seated_abduction", Row(does="opens well", camera=ASIDE), side)

    assert rep.findings == ()
    assert unjudged(rep)["seat_symmetry"] == "it could not be told for sure"
