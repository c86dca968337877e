"""Pictures of a leg before a wall: which of them the pose model has to see."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from coach.conventions import Floats
from coach.pose import Frame, Pose
from models.skipping import OFTEN_S, SELDOM_S, SETTLED_S, SkippingPose
from tests.models.test_picture_measures import REST, ROOM

RATE_HZ = 12.0
SIZE = (640, 480)
SECONDS = 6.0
TIMES = np.arange(0, SECONDS, 1 / RATE_HZ)
AFTER_THE_BEGINNING = TIMES > SETTLED_S


class Counting:
    """Sees somebody in every picture, and remembers when it looked."""

    def __init__(self) -> None:
        self.looked_s: list[float] = []
        self.is_closed = False

    def estimate(self, frame: Frame) -> Pose:
        self.looked_s.append(frame.time)
        return REST.pose(frame.time)

    def close(self) -> None:
        self.is_closed = True


def leg(degrees: float = 0.0, *, light: float = 150.0, length: float = 150.0) -> Floats:
    """Grey levels [480, 640] of a leg, raised by so many degrees, before a wall that is 120 about."""
    picture = 0.3 * (ROOM - ROOM.mean()) + 120.0
    mask = np.zeros(ROOM.shape, np.uint8)
    turned = np.radians(degrees)
    end = 300 - length * np.cos(turned), 300 - length * np.sin(turned)
    cv2.line(mask, (300 << 4, 300 << 4), (round(16 * end[0]), round(16 * end[1])), 255, 24, cv2.LINE_AA, 4)
    share = mask / 255.0
    return np.asarray(picture * (1 - share) + light * share)


def looked(pictures: list[Floats], *, noise: float = 0.0, times: Floats = TIMES) -> Floats:
    """At which of the pictures the model looked, as 0 and 1."""
    random = np.random.default_rng(3)
    estimator = Counting()
    skipper = SkippingPose(estimator)
    for time, picture in zip(times.tolist(), pictures, strict=True):
        grey = np.clip(picture + random.normal(0, noise, picture.shape), 0, 255).astype(np.uint8)
        pose = skipper.estimate(Frame(time, np.repeat(grey[..., None], 3, axis=2)))
        assert pose.time == time
        assert skipper.has_skipped is (time not in estimator.looked_s)
    return np.isin(times, estimator.looked_s).astype(float)


@pytest.mark.parametrize("noise", [0.0, 2.0, 4.0])
def test_where_nothing_moves_the_model_looks_once_in_a_while(noise: float) -> None:
    at_rest = looked([leg()] * len(TIMES), noise=noise)[AFTER_THE_BEGINNING]

    assert (SECONDS - SETTLED_S) / SELDOM_S < at_rest.sum() <= (SECONDS - SETTLED_S) / OFTEN_S + 1


def test_the_longer_nothing_moves_the_less_often_the_model_looks() -> None:
    times = np.arange(0, 32.0, 1 / RATE_HZ)
    apart = np.diff(times[looked([leg()] * len(times), times=times) > 0])

    assert apart[np.argmax(apart > 0.5)] == pytest.approx(OFTEN_S, abs=1.5 / RATE_HZ)
    assert apart[-1] == pytest.approx(SELDOM_S, abs=1.5 / RATE_HZ)


def test_the_first_seconds_are_looked_at_picture_by_picture() -> None:
    assert looked([leg()] * len(TIMES))[TIMES < SETTLED_S].all()


@pytest.mark.parametrize(("degrees_a_second", "least"), [(30.0, 1.0), (10.0, 1.0), (3.0, 0.4)])
def test_a_leg_that_moves_slowly_is_looked_at_before_it_has_moved_by_a_degree(degrees_a_second: float, least: float) -> None:
    angles = np.maximum(TIMES - 3.0, 0.0) * degrees_a_second
    seen = looked([leg(angle) for angle in angles], noise=2.0)

    moving = TIMES > 3.0
    last_seen = np.maximum.accumulate(np.where(seen == 1, angles, 0.0))
    assert seen[moving].mean() >= least
    assert (angles - last_seen).max() < 1.0


def test_a_dark_leg_that_hardly_stands_out_is_not_overlooked() -> None:
    angles = np.maximum(TIMES - 3.0, 0.0) * 20.0
    seen = looked([leg(angle, light=105.0) for angle in angles], noise=1.0)

    last_seen = np.maximum.accumulate(np.where(seen == 1, angles, 0.0))
    assert (angles - last_seen).max() < 4.0


def test_noise_in_which_a_leg_could_hide_has_every_picture_looked_at() -> None:
    assert looked([leg()] * len(TIMES), noise=25.0).all()


def test_another_light_is_no_movement() -> None:
    pictures = [leg() + 10.0 * (time > 3.0) for time in TIMES]

    assert looked(pictures)[AFTER_THE_BEGINNING].mean() < 0.25


def test_a_picture_that_compression_renews_ends_no_rest() -> None:
    flickering = leg()
    flickering[100:140, 100:140] += 8.0
    pictures = [flickering if 3.0 <= time < 4.5 else leg() for time in TIMES]

    assert looked(pictures)[AFTER_THE_BEGINNING].mean() < 0.5


def test_a_camera_that_shakes_is_looked_at_throughout() -> None:
    pictures = [np.roll(leg(), round(3 * np.sin(9 * time)), axis=1) for time in TIMES]

    assert looked(pictures).mean() > 0.9


def test_a_clock_that_goes_back_and_another_size_have_the_model_look() -> None:
    estimator = Counting()
    skipper = SkippingPose(estimator)
    for time in TIMES:
        skipper.estimate(Frame(float(time), np.full((480, 640, 3), 120, np.uint8)))

    skipper.estimate(Frame(0.5, np.full((480, 640, 3), 120, np.uint8)))
    skipper.estimate(Frame(0.6, np.full((240, 640, 3), 120, np.uint8)))

    assert estimator.looked_s[-2:] == [0.5, 0.6]


def test_the_skipped_picture_has_the_last_pose_with_its_own_time() -> None:
    estimator = Counting()
    skipper = SkippingPose(estimator)
    poses = [skipper.estimate(Frame(float(time), np.full((480, 640, 3), 120, np.uint8))) for time in TIMES]
    skipper.close()

    assert [pose.time for pose in poses] == TIMES.tolist()
    assert len(estimator.looked_s) < len(poses)
    assert all((pose.image == poses[0].image).all() for pose in poses)
    assert estimator.is_closed
