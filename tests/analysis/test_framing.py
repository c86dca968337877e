"""Whether somebody is placed so that a set can begin, and what they are told if not."""

from dataclasses import replace

import numpy as np
import pytest

from coach.analysis.framing import Stillness, Tier, framing, position
from coach.pose import Landmark, Pose, Side
from exercises import load
from tests.skeleton import Camera, film

EXERCISES = {one.key: one for one in load()}
CLAMSHELL = EXERCISES["clamshell"]
SIZE = (640, 480)
FEET = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE, Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL]


def first_pose(movement, **how):
    return film(movement, reps=1, fps=5, still_s=1.0, **how).poses[0]


def moved(pose, across=0.0, down=0.0, rows=slice(None)):
    image = pose.image.copy()
    image[rows, :2] += (across, down)
    return replace(pose, image=image)


def shrunk(pose, factor):
    image = pose.image.copy()
    image[:, :2] = 0.5 + factor * (image[:, :2] - 0.5)
    return replace(pose, image=image)


def hidden(pose):
    visibility = pose.visibility.copy()
    visibility[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = 0.2
    return replace(pose, visibility=visibility)


LYING = first_pose("clamshell")
ASK_TO_LIE = "Lie on your right side, front to the camera"

SEEN = {
    "nobody": (Pose.nobody(0.0, SIZE), None, Tier.NOWHERE, "I can't see you: come into the picture"),
    "feet below the picture": (
        moved(LYING, down=0.6, rows=FEET),
        None,
        Tier.IN_PICTURE,
        "I can't see your feet: tilt the screen down",
    ),
    "a head above it": (moved(LYING, down=-0.8, rows=[0]), None, Tier.IN_PICTURE, "I can't see your head: tilt the screen up"),
    "feet beside it": (moved(LYING, across=0.6, rows=FEET), None, Tier.IN_PICTURE, "I can't see your feet: move back a little"),
    "somebody far away": (shrunk(LYING, 0.2), None, Tier.IN_PICTURE, "You look very small: come closer"),
    "hips under a blanket": (hidden(LYING), None, Tier.IN_PICTURE, "I can't see your hips: take away what hides them"),
    "the wrong view": (LYING, "Turn the laptop", Tier.FAR_ENOUGH, "Turn the laptop"),
    "somebody standing": (first_pose("standing_abduction"), None, Tier.RIGHT_VIEW, ASK_TO_LIE),
    "somebody on the back": (first_pose("two_leg_bridge"), None, Tier.RIGHT_VIEW, ASK_TO_LIE),
    "the other side up": (
        first_pose("clamshell", side=Side.RIGHT),
        None,
        Tier.RIGHT_VIEW,
        "Turn over: lie on your right side, front to the camera",
    ),
    "a trainer who stands beside": (
        replace(first_pose("standing_abduction"), others=(LYING,)),
        None,
        Tier.RIGHT_VIEW,
        f"{ASK_TO_LIE}. Somebody else is in the picture",
    ),
    "somebody else beside the one who lies": (replace(LYING, others=(first_pose("standing_abduction"),)), None, Tier.IN_POSITION, ""),
    "all as it should be": (LYING, None, Tier.IN_POSITION, ""),
}


@pytest.mark.parametrize(("pose", "advice", "tier", "message"), SEEN.values(), ids=SEEN.keys())
def test_what_is_seen_and_said(pose, advice, tier, message):
    framed = framing(pose, CLAMSHELL, "left", advice)

    assert (framed.tier, framed.message) == (tier, message)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("key", sorted(EXERCISES))
def test_every_exercise_can_begin_on_either_side(key, side):
    working_side = side.value if side.value in EXERCISES[key].sides else "both"

    assert framing(first_pose(key, side=side), EXERCISES[key], working_side, None).tier is Tier.IN_POSITION


@pytest.mark.parametrize(
    ("key", "working_side", "words"),
    [
        ("clamshell", "right", "Lie on your left side, front to the camera"),
        ("single_leg_bridge", "left", "Lie on your back, your left leg nearest the camera"),
        ("two_leg_bridge", "both", "Lie on your back, your side to the camera"),
        ("standing_abduction", "left", "Stand facing the camera; your left leg moves"),
        ("seated_abduction", "both", "Sit facing the camera"),
    ],
)
def test_the_starting_position_is_told_in_words(key, working_side, words):
    assert position(EXERCISES[key], working_side) == words


def test_holding_still_begins_anew_when_somebody_moves():
    lies = [replace(LYING, time=float(second)) for second in range(4)]
    steps = [lies[0], lies[1], moved(lies[2], across=0.1), moved(lies[3], across=0.1)]

    still = Stillness()
    since = [(still := still.see(pose)).since_s for pose in steps]

    assert since == [0.0, 0.0, 2.0, 2.0]


def test_somebody_who_is_not_seen_does_not_hold_still():
    still = Stillness().see(LYING).see(Pose.nobody(5.0, SIZE))

    assert still.since_s == 5.0


def test_breathing_and_trembling_are_holding_still():
    trembling = film("clamshell", reps=1, fps=10, still_s=3.0, camera=Camera(yaw=27.0, height=0.6), noise_px=2.0).poses[:30]

    still = Stillness()
    for pose in trembling:
        still = still.see(pose)

    assert np.isclose(still.since_s, 0.0)
