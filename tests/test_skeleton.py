"""The made-up person does exactly what it was asked to do."""

import numpy as np
import pytest

from coach.pose import Landmark, Side
from tests.skeleton import Camera, film, perform

SIDES = pytest.mark.parametrize("side", list(Side))


def angle(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Degrees between vectors."""
    return np.degrees(np.arctan2(np.linalg.norm(np.cross(one, two), axis=-1), np.sum(one * two, axis=-1)))


@SIDES
def test_the_upper_knee_of_a_clamshell_turns_by_the_span(side: Side) -> None:
    motion = perform("clamshell", side=side, reps=1, span=35.0)

    first, other = (23, 24) if side is Side.LEFT else (24, 23)
    hip, knee, ankle = (motion.points[:, first + 2 * row] for row in range(3))
    line = ankle[0] - hip[0]
    arm = knee - hip - line * ((knee - hip) @ line / (line @ line))[:, None]
    turned = angle(arm, arm[0])
    assert turned.max() == pytest.approx(35.0)
    assert hip == pytest.approx(np.broadcast_to(hip[0], hip.shape))
    assert ankle == pytest.approx(np.broadcast_to(ankle[0], ankle.shape))
    assert motion.points[:, other] == pytest.approx(np.broadcast_to(motion.points[0, other], hip.shape))


def test_a_right_sided_film_is_the_mirror_image_of_a_left_sided_one() -> None:
    left, right = (film("clamshell", side=side, reps=1) for side in (Side.LEFT, Side.RIGHT))

    for a, b in zip(left.poses, right.poses, strict=True):
        assert a.image[Landmark.LEFT_KNEE, 0] == pytest.approx(1 - b.image[Landmark.RIGHT_KNEE, 0])
        assert a.world[Landmark.LEFT_KNEE] == pytest.approx(b.world[Landmark.RIGHT_KNEE] * [-1, 1, 1])


@SIDES
def test_with_positive_yaw_the_head_is_nearer_and_looks_larger(side: Side) -> None:
    pose = film("clamshell", side=side, reps=1, camera=Camera(yaw=30.0, height=0.6, distance=2.3)).poses[0]

    assert pose.world[Landmark.NOSE, 2] > pose.world[Landmark.LEFT_ANKLE, 2]
    assert pose.image[Landmark.NOSE, 2] < 0
