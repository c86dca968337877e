"""What a picture shows without a pose model: cuts, comings and goings, and the colour of clothes."""

from dataclasses import replace

import numpy as np
import pytest

from coach.pose import Frame, Landmark
from models.appearance import Box, Thumbnail, box_around, trunk_colour
from tests.models.pictures import RENDERED, read_picture
from tests.skeleton import film

PICTURES = {path.stem: read_picture(path) for path in RENDERED}
ROOM = PICTURES["standing"]
POSE = film("standing_abduction", reps=0).poses[0]


def thumbnail(pixels):
    return Thumbnail.from_frame(Frame(0.0, np.ascontiguousarray(pixels)))


def brighter(pixels, by):
    return np.clip(pixels.astype(int) * by, 0, 255).astype(np.uint8)


def test_another_room_is_a_cut():
    assert thumbnail(PICTURES["seated"]).is_cut_from(thumbnail(ROOM))
    assert thumbnail(ROOM[:, ::-1]).is_cut_from(thumbnail(PICTURES["bridge"]))


@pytest.mark.parametrize("by", [0.4, 0.7, 1.4])
def test_a_change_of_light_is_no_cut(by):
    assert not thumbnail(brighter(ROOM, by)).is_cut_from(thumbnail(ROOM))


@pytest.mark.parametrize("shift", [1, 4, 8])
def test_a_knock_on_the_camera_is_no_cut(shift):
    assert not thumbnail(np.roll(ROOM, shift, axis=1)).is_cut_from(thumbnail(ROOM))


def test_somebody_who_walks_right_past_the_camera_is_no_cut():
    near = ROOM.copy()
    near[:, 200:420] = (30, 30, 60)

    assert not thumbnail(near).is_cut_from(thumbnail(ROOM))


def test_noise_in_the_dark_is_no_cut():
    random = np.random.default_rng(0)
    one, other = (thumbnail(random.integers(0, 25, (480, 640, 3), dtype=np.uint8)) for _ in range(2))

    assert not one.is_cut_from(other)


def test_a_picture_of_another_size_is_a_cut():
    assert thumbnail(ROOM[:300]).is_cut_from(thumbnail(ROOM))


@pytest.mark.parametrize("size", [(1, 1), (5, 7), (48, 64), (1080, 1920)])
def test_pictures_of_any_size_have_a_thumbnail(size):
    assert thumbnail(np.zeros((*size, 3), np.uint8)).green.size >= 1


def test_what_comes_in_is_noticed_unless_it_is_where_the_exerciser_is():
    after = ROOM.copy()
    after[150:400, 20:110] = (20, 20, 20)
    away, there = Box(0.5, 0.1, 0.9, 0.9), Box(0.0, 0.2, 0.2, 0.9)

    assert thumbnail(after).changed_outside(away, thumbnail(ROOM))
    assert not thumbnail(after).changed_outside(there, thumbnail(ROOM))
    assert not thumbnail(ROOM).changed_outside(away, thumbnail(ROOM))


def test_noise_is_nothing_that_comes_in():
    random = np.random.default_rng(0)
    noisy = np.clip(ROOM + random.normal(0, 8, ROOM.shape), 0, 255).astype(np.uint8)

    assert not thumbnail(noisy).changed_outside(Box(0.4, 0.2, 0.6, 0.9), thumbnail(ROOM))


def test_a_box_holds_the_whole_body_and_stays_in_the_picture():
    half_out = replace(POSE, image=POSE.image + [0.45, 0.0, 0.0])

    for pose in (POSE, half_out):
        left, top, right, bottom = box_around(pose)
        inside = pose.image[(pose.image[:, 0] <= 1.0) & (pose.image[:, 1] <= 1.0), :2]
        assert 0.0 <= left < inside[:, 0].min()
        assert inside[:, 0].max() <= right <= 1.0
        assert 0.0 <= top < inside[:, 1].min()
        assert inside[:, 1].max() <= bottom <= 1.0


def test_a_box_covers_the_pixels_that_it_says():
    rows, columns = Box(0.25, 0.5, 0.75, 1.0).slices((480, 640, 3))

    assert (rows, columns) == (slice(240, 480), slice(160, 480))


def test_the_colour_is_that_of_the_trunk_whatever_lies_across_it():
    pixels = np.full((480, 640, 3), 200, np.uint8)
    corners = (POSE.image[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_HIP], :2] * POSE.size).astype(int)
    (left, right), (top, bottom) = (sorted(ends) for ends in corners.T)
    pixels[top:bottom, left - 5 : right + 5] = (51, 102, 204)
    arm = top + (bottom - top) // 3
    pixels[arm : arm + (bottom - top) // 6] = (230, 180, 150)

    assert trunk_colour(Frame(0.0, pixels), POSE) == pytest.approx((0.2, 0.4, 0.8))


def test_the_colour_of_somebody_outside_the_picture_is_that_of_its_edge():
    pixels = np.full((480, 640, 3), 51, np.uint8)

    assert trunk_colour(Frame(0.0, pixels), replace(POSE, image=POSE.image + [2.0, -2.0, 0.0])) == pytest.approx((0.2, 0.2, 0.2))
