"""A pose that was found in a turned picture is turned back with it."""

from dataclasses import replace

import numpy as np
import pytest

from coach.pose import Frame
from models.rotation import rotated, rotated_back
from tests.skeleton import film

POSE = film("clamshell", reps=0).poses[0]
QUARTERS = pytest.mark.parametrize("quarters", [1, 2, 3])


@QUARTERS
def test_what_is_marked_in_the_picture_is_found_where_it_was(quarters):
    pixels = np.zeros((48, 64, 3), np.uint8)
    pixels[10, 50] = 255
    frame = rotated(Frame(0.0, pixels), quarters)
    row, column = (int(at[0]) for at in np.nonzero(frame.pixels[..., 0]))
    image = np.zeros((33, 3))
    image[:, :2] = (column + 0.5) / frame.size[0], (row + 0.5) / frame.size[1]

    back = rotated_back(replace(POSE, image=image, size=frame.size), quarters)

    assert back.size == (64, 48)
    np.testing.assert_allclose(back.image[0, :2] * back.size, (50.5, 10.5))


def test_a_quarter_back_lays_what_was_up_to_the_right():
    back = rotated_back(replace(POSE, world=np.tile([0.0, 1.0, 0.5], (33, 1))), 1)

    np.testing.assert_allclose(back.world[0], (1.0, 0.0, 0.5))


@QUARTERS
def test_turning_on_until_the_circle_is_full_gives_the_same_pose(quarters):
    around = rotated_back(rotated_back(POSE, quarters), 4 - quarters)

    np.testing.assert_allclose(around.image, POSE.image)
    np.testing.assert_allclose(around.world, POSE.world)
    assert around.size == POSE.size


@QUARTERS
def test_lengths_in_pixels_and_depths_stay_as_they_are(quarters):
    def lengths(pose):
        points = pose.image * [pose.size[0], pose.size[1], pose.size[0]]
        return np.linalg.norm(np.diff(points, axis=0), axis=1)

    np.testing.assert_allclose(lengths(rotated_back(POSE, quarters)), lengths(POSE))


def test_without_a_turn_nothing_is_made_anew():
    frame = Frame(0.0, np.zeros((4, 6, 3), np.uint8))

    assert rotated(frame, 0) is frame
    assert rotated_back(POSE, 0) is POSE


def test_nobody_turned_back_is_nobody():
    nobody = replace(POSE, image=np.full((33, 3), np.nan), world=np.full((33, 3), np.nan))

    assert not rotated_back(nobody, 1).is_seen
