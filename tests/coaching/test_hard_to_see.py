"""Phones held upright, laptops that stand askew, legs out of the picture or behind one another: counted all the same, or said."""

from dataclasses import replace
from functools import cache

import pytest

from coach.pose import Landmark, Side
from coach.records import Grade
from coach.tracking.skeleton import LEGS, SHANKS
from tests.coached import coached
from tests.skeleton import EXERCISES, MOVEMENTS, film

pytestmark = pytest.mark.slow  # many films go through the coach

FPS = 12.0
EACH = pytest.mark.parametrize("exercise", EXERCISES)
EACH_SIDE = pytest.mark.parametrize("side", [Side.LEFT, pytest.param(Side.RIGHT, marks=pytest.mark.slow)])


def shown(exercise, side=Side.LEFT, *, hidden=(), faults=None, **camera):
    """Three repetitions before a camera that differs from the usual one in `camera`."""
    usual = MOVEMENTS[exercise].camera
    return film(exercise, side=side, fps=FPS, noise_px=1.0, hidden=hidden, faults=faults, camera=replace(usual, **camera)).poses


@cache
def as_usual(exercise):
    """What the coach makes of the repetitions before the usual camera."""
    return coached(shown(exercise))


def counted(poses):
    session = coached(poses)
    return session.exercise, len(session.reps)


@EACH
@EACH_SIDE
@pytest.mark.parametrize("size", [(480, 640), (720, 1280)], ids=["3:4", "9:16"])
def test_a_phone_held_upright_counts_as_well(exercise, side, size):
    usual = MOVEMENTS[exercise].camera

    assert counted(shown(exercise, side, size=size, field_of_view=45.0, distance=1.5 * usual.distance)) == (exercise, 3)


@EACH
@EACH_SIDE
@pytest.mark.parametrize("roll", [-15.0, 15.0, *(pytest.param(roll, marks=pytest.mark.slow) for roll in (-8.0, 8.0))])
def test_a_camera_that_stands_askew_counts_as_well(exercise, side, roll):
    session = coached(shown(exercise, side, roll=roll))

    assert (session.exercise, len(session.reps)) == (exercise, 3)
    assert session.working_side in (side, "both")


@EACH
@pytest.mark.parametrize("cut", [{"tilt": 20.0}, {"tilt": -18.0}, {"pan": 20.0}, {"pan": -20.0}], ids=["feet", "head", "right", "left"])
def test_somebody_partly_out_of_the_picture_is_counted_and_not_accused_of_what_cannot_be_seen(exercise, cut):
    whole, part = as_usual(exercise), coached(shown(exercise, **cut))

    accused = {finding.check for rep in part.reps for finding in rep.findings if finding.grade is Grade.FAULT}
    accused -= {finding.check for rep in whole.reps for finding in rep.findings}
    assert (part.exercise, len(part.reps), accused) == (exercise, 3, set())


@EACH_SIDE
@pytest.mark.parametrize("exercise", sorted(set(EXERCISES) - {"seated_abduction"}))
def test_one_leg_hidden_behind_the_other_is_counted(exercise, side):
    assert counted(shown(exercise, side, hidden=LEGS[side.other])) == (exercise, 3)


def test_seated_with_one_leg_hidden_is_not_counted_and_said():
    session = coached(shown("seated_abduction", hidden=LEGS[Side.RIGHT]))

    assert session.reps == ()
    assert [one.message for one in session.warnings] == [
        "I saw 3 movements seated, but counted none as an exercise that I know: a knee could not be seen well enough."
    ]


@EACH
def test_hidden_ankles_are_counted(exercise):
    assert counted(shown(exercise, hidden=SHANKS[Side.LEFT] + SHANKS[Side.RIGHT])) == (exercise, 3)


@pytest.mark.parametrize(
    ("exercise", "fault", "size", "check", "hidden"),
    [
        ("clamshell", "feet_apart", 0.25, "clam_feet_apart", SHANKS[Side.RIGHT]),
        ("clamshell", "hips_rolled", 20.0, "clam_hips_stacked", (Landmark.RIGHT_HIP, Landmark.RIGHT_SHOULDER)),
        ("seated_abduction", "feet_lift", 0.1, "seat_feet_planted", SHANKS[Side.LEFT]),
        ("standing_abduction", "knee_bend", 30.0, "stand_knee_straight", SHANKS[Side.LEFT]),
    ],
)
def test_a_fault_of_a_hidden_leg_is_neither_found_nor_passed_over(exercise, fault, size, check, hidden):
    reps = coached(shown(exercise, faults={fault: size}, hidden=hidden)).reps

    assert len(reps) == 3
    for rep in reps:
        assert check not in {finding.check for finding in rep.findings}
        assert check in {one.check for one in rep.unjudged}
