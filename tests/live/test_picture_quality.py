"""A picture that is too dark, lit from behind or out of focus is told from a good one."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from coach.live.picture_quality import BACKLIT, OUT_OF_FOCUS, TOO_DARK, PictureMonitor, problem_of
from coach.pose import Pose
from coach.recording.video import read_frames
from coach.ui.recording import SAMPLE
from tests import skeleton

POSE = replace(skeleton.film("clamshell", reps=1, fps=5, still_s=1.0).poses[0], size=(640, 480))


@pytest.fixture(scope="module")
def room():
    """A picture of a lit room with somebody in it."""
    with read_frames(SAMPLE) as video:
        return next(iter(video)).pixels


def silhouette(room):
    """The same before a bright window: all of the person is dark."""
    places = (POSE.image[:, :2] * (640, 480)).astype(np.int32)
    mask = cv2.fillConvexPoly(np.zeros(room.shape[:2], np.uint8), cv2.convexHull(places), 255) > 0
    return np.where(mask[..., None], room // 8, np.clip(room.astype(int) + 80, 0, 255)).astype(np.uint8)


PICTURES = {
    "a lit room": (lambda room: room, ""),
    "dim light": (lambda room: (room * 0.5).astype(np.uint8), ""),
    "darkness": (lambda room: (room * 0.15).astype(np.uint8), TOO_DARK),
    "a window behind": (silhouette, BACKLIT),
    "a smeared lens": (lambda room: cv2.GaussianBlur(room, (0, 0), 4), OUT_OF_FOCUS),
    "a soft lens": (lambda room: cv2.GaussianBlur(room, (0, 0), 1), ""),
}


@pytest.mark.parametrize(("change", "problem"), PICTURES.values(), ids=PICTURES)
def test_a_picture_is_good_or_says_what_helps(room, change, problem):
    assert problem_of(change(room), POSE) == problem


def test_nobody_in_the_picture_is_no_silhouette(room):
    assert problem_of(room, Pose.nobody(0.0, (640, 480))) == ""


def test_a_problem_is_told_when_it_lasts_and_forgotten_when_it_is_mended(room):
    monitor, dark = PictureMonitor(), (room * 0.15).astype(np.uint8)

    told = [monitor.see(time, dark if 1.0 <= time < 4.0 else room, POSE) for time in np.arange(0.0, 7.0, 0.5)]

    assert told == [""] * 4 + [TOO_DARK] * 6 + [""] * 4
