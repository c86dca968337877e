"""The camera shows the made-up person as a pinhole camera would, in the axes of the pose model."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from coach.conventions import Floats
from coach.demonstration.forward_kinematics import landmarks
from coach.demonstration.joint_angles import JointAngles
from coach.pose import Landmark, Side
from tests.skeleton import EXERCISES, MIRROR_ROWS, MOVEMENTS, Build, Camera, film, poses

SHOULDER, HIP, KNEE, ANKLE = 11, 23, 25, 27  # rows of the left side; the right side is the next
EVERY_SIDE = pytest.mark.parametrize("side", list(Side))


def middle(points: Floats, row: int) -> Floats:
    """Midway between the left and the right of a part."""
    half: Floats = (points[row] + points[row + 1]) / 2
    return half


def seen(point: tuple[float, float, float], camera: Camera) -> Floats:
    """Where in the picture a point of the room is, when the camera aims a metre over the room's middle."""
    points = np.broadcast_to(np.asarray(point), (1, 33, 3))
    return poses(np.zeros(1), points, camera, aim=np.array([0.0, 1.0, 0.0]))[0].image[0, :2]


SQUARE = Camera(height=1.0, distance=2.0, field_of_view=90.0, size=(400, 200))


@pytest.mark.parametrize(
    ("point", "camera", "place"),
    [
        ((0.0, 1.0, 0.0), SQUARE, (0.5, 0.5)),
        ((1.0, 1.0, 0.0), SQUARE, (0.75, 0.5)),  # half a field of view of 90 degrees is as wide as the distance: 2 m
        ((1.0, 1.0, 1.0), SQUARE, (1.0, 0.5)),  # at half the distance twice as far out
        ((0.0, 1.5, 0.0), SQUARE, (0.5, 0.25)),  # the picture is half as high as wide
        ((0.0, 1.0, 1.0), replace(SQUARE, yaw=90.0), (0.25, 0.5)),  # seen from the right, what is in front is on the left
        ((1.0, 1.0, 0.0), replace(SQUARE, roll=90.0), (0.5, 0.0)),  # camera clockwise, picture anticlockwise
        ((0.0, 1.0, 0.0), replace(SQUARE, pan=45.0), (0.0, 0.5)),
        ((0.0, 1.0, 0.0), replace(SQUARE, tilt=45.0), (0.5, 1.5)),
    ],
)
def test_the_picture_is_where_a_pinhole_puts_it(point: tuple[float, float, float], camera: Camera, place: tuple[float, float]) -> None:
    assert seen(point, camera) == pytest.approx(place)


def test_the_world_is_centred_between_the_hips_and_in_the_axes_of_the_camera() -> None:
    points = landmarks(Build(), JointAngles(np.array([0.4, 1.0, 0.3]), np.eye(3)))[None]
    camera = Camera(height=1.0 + 2.0, distance=2.0)  # looks down by 45 degrees
    pose = poses(np.zeros(1), points, camera, aim=np.array([0.4, 1.0, 0.3]))[0]

    assert middle(pose.world, HIP) == pytest.approx(np.zeros(3), abs=1e-12)
    up = middle(pose.world, SHOULDER)
    assert up == pytest.approx([0.0, Build().trunk / np.sqrt(2), Build().trunk / np.sqrt(2)])
    assert np.linalg.norm(pose.world[KNEE] - pose.world[HIP]) == pytest.approx(Build().thigh)


LYING = [*product(["clamshell", "side_lying_raise", "single_leg_bridge"], Side)]


@pytest.mark.parametrize(("exercise", "side"), LYING)
def test_with_positive_yaw_the_head_of_somebody_lying_is_nearer(exercise: str, side: Side) -> None:
    near, far = (film(exercise, side=side, reps=1, camera=Camera(yaw=yaw, height=0.6, distance=2.3)).poses[0] for yaw in (30.0, -30.0))

    assert near.world[Landmark.NOSE, 2] > 0.2 > -0.2 > far.world[Landmark.NOSE, 2]
    assert near.image[Landmark.NOSE, 2] < 0 < far.image[Landmark.NOSE, 2]


@EVERY_SIDE
def test_what_is_nearer_looks_larger(side: Side) -> None:
    def shoulders_over_hips(yaw: float) -> float:
        pose = film("clamshell", side=side, reps=1, camera=Camera(yaw=yaw, height=0.6, distance=2.3)).poses[0]
        heights = pose.image[:, 1] * pose.size[1]
        return float(abs(heights[SHOULDER] - heights[SHOULDER + 1]) / abs(heights[HIP] - heights[HIP + 1]))

    widths = Build().shoulder_width / Build().hip_width
    assert shoulders_over_hips(40.0) > 1.05 * widths > 0.95 * widths > shoulders_over_hips(-40.0)


@pytest.mark.parametrize("movement", list(MOVEMENTS))
def test_a_film_of_the_right_side_is_the_mirror_image_of_one_of_the_left(movement: str) -> None:
    left, right = (film(movement, side=side, reps=1, fps=5) for side in (Side.LEFT, Side.RIGHT))

    for one, other in zip(left.poses, right.poses, strict=True):
        assert other.image[MIRROR_ROWS] == pytest.approx(one.image * [-1, 1, 1] + [1, 0, 0])
        assert other.world[MIRROR_ROWS] == pytest.approx(one.world * [-1, 1, 1])


@pytest.mark.parametrize("exercise", list(EXERCISES))
def test_the_documented_camera_has_the_whole_exercise_in_the_picture(exercise: str) -> None:
    for pose in film(exercise, reps=1, fps=5).poses:
        assert pose.visibility.min() == 1.0
        assert 0.02 < pose.image[:, :2].min() < pose.image[:, :2].max() < 0.98


FOOT_END = Camera(yaw=-80.0, height=0.5, distance=2.4)


def test_the_camera_beyond_the_feet_sees_both_hips_side_by_side() -> None:
    side_on, foot_end = (film("single_leg_bridge", reps=1, camera=camera).poses[0] for camera in (None, FOOT_END))

    assert abs(side_on.image[HIP, 0] - side_on.image[HIP + 1, 0]) < 0.03
    assert foot_end.image[HIP, 0] - foot_end.image[HIP + 1, 0] > 0.06
    assert foot_end.world[ANKLE, 2] > 0.3


def test_hidden_landmarks_and_those_out_of_the_picture_are_hardly_visible() -> None:
    whole = film("clamshell", reps=1, hidden=[Landmark.LEFT_ANKLE]).poses[0]
    cut = film("clamshell", reps=1, camera=Camera(yaw=27, height=0.6, distance=2.3, pan=22)).poses[0]

    assert np.flatnonzero(whole.visibility < 0.5).tolist() == [Landmark.LEFT_ANKLE]
    assert cut.image[Landmark.NOSE, 0] < 0
    assert cut.visibility[Landmark.NOSE] < 0.5 < cut.visibility[Landmark.LEFT_KNEE]


def test_noise_is_as_strong_as_asked_and_the_same_for_the_same_seed() -> None:
    strengths = ((0.0, 1), (2.0, 1), (2.0, 1), (2.0, 2))
    clean, noisy, again, other = (film("clamshell", reps=1, noise_px=noise, seed=seed).poses for noise, seed in strengths)

    off = np.stack([(a.image - b.image)[:, :2] * a.size for a, b in zip(noisy, clean, strict=True)])
    assert off.std() == pytest.approx(2.0, rel=0.05)
    assert noisy[3].image == pytest.approx(again[3].image)
    assert noisy[3].image != pytest.approx(other[3].image)
