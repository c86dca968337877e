"""Poses of somebody who lies on their side and does no exercise, leaves the picture, or holds up a hand."""

from dataclasses import replace

from coach.pose import Landmark, Pose
from tests.skeleton import film

FPS = 15


def lies(seconds):
    return film("clamshell", reps=0, fps=FPS, still_s=seconds).poses


def is_away(seconds):
    return [Pose.nobody(number / FPS, (640, 480)) for number in range(round(seconds * FPS))]


def with_hand_up(pose):
    """The same pose of somebody lying, with the upper hand held up to the ceiling."""
    image = pose.image.copy()
    image[[Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST], 1] -= (0.35, 0.55)
    return replace(pose, image=image)
