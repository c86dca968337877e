"""How somebody is placed, told from one pose: posture, view, and which side is up."""

from dataclasses import replace

import numpy as np
import pytest

from coach.body import Body
from coach.pose import Pose, Side
from coach.posture import Posture, View
from coach.signals.placement import Placement, facing, placement
from exercises import load
from tests.skeleton import EVERYDAY, EXERCISES, Build, Camera, film, journey, poses

KNOWN = {one.key: one for one in load()}
POSTURES = {key: one.posture for key, one in KNOWN.items()}
SEEN_ALL_AROUND = [
    key for key, posture in POSTURES.items() if posture in (Posture.STANDING, Posture.SEATED, Posture.SIDE_LYING, Posture.SUPINE)
]
"""In which posture they are done is told from all sides, or at least where the camera stands."""
EVERY_EXERCISE = pytest.mark.parametrize("exercise", EXERCISES)
EVERY_SIDE = pytest.mark.parametrize("side", Side)


def seen(exercise, *, side=Side.LEFT, depth=1.0, height=1.7, **camera):
    """The placement of somebody who is about to begin."""
    lens = replace(EXERCISES[exercise].camera, **camera)
    return placement(
        Body.from_pose(film(exercise, side=side, reps=0, fps=2, still_s=0.5, camera=lens, depth=depth, build=Build(height)).poses[0])
    )


@EVERY_EXERCISE
@EVERY_SIDE
@pytest.mark.parametrize("depth", [1.0, 0.6])
@pytest.mark.parametrize("height", [1.5, 1.95])
def test_the_starting_position_of_every_exercise_is_known(exercise, side, depth, height):
    placed = seen(exercise, side=side, depth=depth, height=height)

    posture = POSTURES[exercise]
    assert (placed.posture, placed.view) == (posture, KNOWN[exercise].views[0])
    assert placed.top is (side if posture is Posture.SIDE_LYING else None)
    assert placed.near is (side if posture is Posture.SUPINE else None)


@EVERY_EXERCISE
@EVERY_SIDE
def test_the_posture_stays_known_all_through_the_exercise(exercise, side):
    film_ = film(exercise, side=side, reps=1, fps=10)

    assert {placement(Body.from_pose(pose)).posture for pose in film_.poses} == {POSTURES[exercise]}


@pytest.mark.parametrize("exercise", ["clamshell", "side_lying_raise"])
@EVERY_SIDE
def test_lying_square_to_the_camera_is_another_view_than_diagonally(exercise, side):
    assert seen(exercise, side=side, yaw=2.0).view is View.SIDE_LYING_FRONT
    assert seen(exercise, side=side, yaw=30.0, depth=0.6).view is View.SIDE_LYING_DIAGONAL


@pytest.mark.parametrize("exercise", ["seated_abduction", "standing_abduction"])
@EVERY_SIDE
def test_upright_people_are_also_known_from_aside_and_from_behind(exercise, side):
    assert seen(exercise, side=side, yaw=30.0).view is KNOWN[exercise].views[0]
    assert seen(exercise, side=side, yaw=88.0).view is View.UPRIGHT_SIDE
    assert seen(exercise, side=side, yaw=125.0).view is View.UPRIGHT_SIDE
    assert seen(exercise, side=side, yaw=170.0).view is View.BEHIND


@pytest.mark.parametrize("exercise", ["clamshell", "side_lying_raise"])
def test_lying_with_the_back_to_the_camera_is_seen_from_behind(exercise):
    assert seen(exercise, yaw=180.0) == Placement(None, View.BEHIND)


@EVERY_EXERCISE
@EVERY_SIDE
def test_who_is_head_down_in_a_turned_picture_is_in_no_posture(exercise, side):
    roll = 180.0 if POSTURES[exercise] in (Posture.STANDING, Posture.SEATED) else 90.0

    turned = [seen(exercise, side=side, roll=turn) for turn in (roll, -roll)]

    assert Placement(None, View.UPSIDE_DOWN) in turned
    assert all(seen(exercise, side=side, roll=tilt).posture is POSTURES[exercise] for tilt in (-20.0, 20.0))


@pytest.mark.parametrize(
    "exercise", sorted(exercise for exercise, posture in POSTURES.items() if posture in (Posture.SIDE_LYING, Posture.SUPINE))
)
@EVERY_SIDE
@pytest.mark.parametrize("depth", [1.0, 0.6])
def test_the_head_end_and_the_feet_are_no_place_for_a_camera_and_are_told_apart(exercise, side, depth):
    for yaw in (75.0, 90.0, 105.0):
        assert seen(exercise, side=side, yaw=yaw, depth=depth) == Placement(None, View.HEAD_END)
        assert seen(exercise, side=side, yaw=-yaw, depth=depth) == Placement(None, View.FOOT_END)


@pytest.mark.parametrize("exercise", SEEN_ALL_AROUND)
@pytest.mark.parametrize("depth", [1.0, 0.6])
def test_from_all_around_a_posture_is_known_or_the_place_of_the_camera_is(exercise, depth):
    for yaw in range(-180, 180, 15):
        placed = seen(exercise, yaw=float(yaw), depth=depth)

        assert placed.posture in (POSTURES[exercise], None)
        assert (placed.view and placed.view.advice) or placed.posture is POSTURES[exercise], yaw


def test_hands_and_knees_are_taken_for_standing_or_sitting_from_nowhere():
    for yaw in range(-105, 106, 15):
        kneeling = film("fire_hydrant", reps=0, fps=2, still_s=0.5, camera=Camera(yaw=float(yaw), height=0.6, distance=2.4)).poses[0]
        assert placement(Body.from_pose(kneeling)).posture not in (Posture.STANDING, Posture.SEATED), yaw


@EVERY_EXERCISE
@pytest.mark.parametrize("roll", [-8.0, 8.0])
def test_a_tilted_laptop_does_not_matter(exercise, roll):
    assert seen(exercise, roll=roll) == seen(exercise)


def test_between_two_postures_there_is_none():
    way = journey(EVERYDAY["lying_down"](Build()), fps=10)
    placed = [placement(Body.from_pose(pose)).posture for pose in poses(way.times, way.points, Camera(height=0.7, distance=2.8))]

    assert placed[0] is Posture.STANDING
    assert None in placed
    assert placed[-1] is Posture.SIDE_LYING


def test_nobody_has_no_posture():
    assert placement(Body.from_pose(Pose.nobody(0.0, (640, 480)))) == Placement(None, None)


@pytest.mark.parametrize(
    ("exercise", "front"),
    [("standing_abduction", (0, 0, 1)), ("seated_abduction", (0, 0, 1)), ("two_leg_bridge", (0, 1, 0)), ("clamshell", (0, 0, 1))],
)
@EVERY_SIDE
def test_the_front_is_where_the_belly_is(exercise, front, side):
    pose = film(exercise, side=side, reps=0, fps=2, still_s=0.5, camera=replace(EXERCISES[exercise].camera, yaw=0.0)).poses[0]

    assert np.dot(facing(Body.from_pose(pose)), front) > 0.95
