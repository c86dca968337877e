"""A pose as named points: pixels with y up, the person's own left and right, and the scale between picture and space."""

import math
from dataclasses import replace

import numpy as np
import pytest

from coach.body import Body, Part
from coach.pose import Landmark, Pose, Side
from tests.skeleton import Camera, film

STANDING = film("standing_abduction", reps=0, fps=2, still_s=0.5).poses[0]


def test_points_of_the_picture_are_pixels_with_y_up():
    image = np.zeros((33, 3))
    image[Landmark.LEFT_KNEE] = (0.25, 0.5, 0.0)
    body = Body.from_pose(replace(STANDING, image=image, size=(640, 480)))

    assert body.at(Part.KNEE, Side.LEFT) == (160, -240)


def test_left_and_right_are_the_persons_own():
    body = Body.from_pose(STANDING)

    assert body.at(Part.HIP, Side.LEFT)[0] > body.at(Part.HIP, Side.RIGHT)[0]  # somebody who faces the camera
    assert body.in_space(Part.HIP, Side.LEFT)[0] > body.in_space(Part.HIP, Side.RIGHT)[0]


@pytest.mark.parametrize("part", Part)
def test_the_left_row_of_every_part_comes_first(part):
    left, right = part.value

    assert left.name == f"LEFT_{part.name}"
    assert right.name == f"RIGHT_{part.name}"


def test_how_surely_a_part_is_seen_belongs_to_its_side():
    visibility = np.ones(33)
    visibility[Landmark.RIGHT_ANKLE] = 0.3
    body = Body.from_pose(replace(STANDING, visibility=visibility))

    assert (body.visibility_of(Part.ANKLE, Side.LEFT), body.visibility_of(Part.ANKLE, Side.RIGHT)) == (1.0, 0.3)


def test_the_middle_lies_between_the_sides():
    body = Body.from_pose(STANDING)
    (x, y), (left, right) = body.middle(Part.SHOULDER), (body.at(Part.SHOULDER, side) for side in Side)

    assert (x, y) == pytest.approx(((left[0] + right[0]) / 2, (left[1] + right[1]) / 2))
    assert body.middle_in_space(Part.HIP) == pytest.approx((0, 0, 0), abs=1e-9)  # the origin of the world


def test_the_trunk_points_up_in_somebody_upright():
    body = Body.from_pose(STANDING)
    across, up, _ = body.trunk_vector

    assert up == pytest.approx(0.27 * 1.70, rel=0.02)
    assert abs(across) < 0.01


@pytest.mark.parametrize("distance", [2.0, 3.0, 4.0])
def test_the_scale_is_that_of_the_lens(distance):
    camera = Camera(yaw=0.0, height=0.85, distance=distance)
    body = Body.from_pose(film("standing_abduction", reps=0, fps=2, still_s=0.5, camera=camera).poses[0])

    focal = 320 / math.tan(math.radians(camera.field_of_view / 2))
    assert body.pixels_per_metre == pytest.approx(focal / distance, rel=0.05)


def test_a_limb_that_points_at_the_camera_does_not_spoil_the_scale():
    seated = film("seated_abduction", reps=0, fps=2, still_s=0.5).poses[0]

    assert Body.from_pose(seated).pixels_per_metre == pytest.approx(320 / math.tan(math.radians(32)) / 2.2, rel=0.1)


def test_nobody_has_neither_points_nor_a_scale():
    body = Body.from_pose(Pose.nobody(1.0, (640, 480)))

    assert body.time == 1.0
    assert math.isnan(body.trunk_length)
    assert math.isnan(body.pixels_per_metre)
    assert all(math.isnan(one) for one in body.at(Part.HIP, Side.LEFT))
