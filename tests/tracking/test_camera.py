"""A camera that is held in a hand is told from somebody who moves."""

import math
from dataclasses import replace

import pytest

from coach.coaching.coach import Coach
from coach.picture import PatchReading, PictureReading
from coach.tracking.camera import CameraMotion
from exercises import load
from tests.skeleton import Move, film

CLOTH = PatchReading(0.0, 0.0, 0.0, 1.0, 0.001, 1.0, 0.5, 0.9)
READING = PictureReading(0.0, lies=True, pelvis=CLOTH, thorax=CLOTH, feet=(0.0, 0.0), background=0.0, motion=0.0)


def swaying(poses, share):
    """As seen by a camera that sways by `share` of the picture, once a second."""
    shown = []
    for pose in poses:
        image = pose.image.copy()
        image[:, 0] += share * math.sin(2 * math.pi * pose.time)
        image[:, 1] += share * math.sin(2.4 * math.pi * pose.time)
        shown.append(replace(pose, image=image))
    return shown


def raises(**more):
    return film("side_lying_raise", fps=15.0, reps=[Move(**more)] * 3).poses


def codes(poses):
    coach = Coach(load())
    for pose in poses:
        coach.see(pose)
    session = coach.finish()
    return len(session.reps), [one.code for one in session.warnings if one.code == "camera_moves"]


def test_repetitions_filmed_from_a_hand_are_counted_and_the_moving_camera_is_named():
    assert codes(swaying(raises(), 0.03)) == (3, ["camera_moves"])


@pytest.mark.parametrize("share", [0.0, 0.002], ids=["on a stand", "a floor that trembles"])
def test_a_camera_that_stands_still_has_no_word(share):
    assert codes(swaying(raises(), share)) == (3, [])


@pytest.mark.parametrize("exercise", [one.key for one in load()])
def test_no_exercise_is_taken_for_a_moving_camera(exercise):
    camera = CameraMotion()
    for pose in film(exercise, fps=15.0, reps=[Move()] * 3).poses:
        camera.update(pose)

    assert camera.warnings() == ()


def test_while_the_camera_moves_the_cloth_and_the_feet_tell_nothing():
    still, moving = CameraMotion(), CameraMotion()
    seen = [replace(pose, picture=READING) for pose in raises()]

    assert [still.update(pose).picture for pose in seen] == [READING] * len(seen)
    last = [moving.update(pose).picture for pose in swaying(seen, 0.03)][-1]
    assert (last.pelvis, last.thorax, last.background) == (None, None, 1.0)
