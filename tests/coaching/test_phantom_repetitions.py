"""Whatever else people do in front of the camera, nothing is counted, also when an exercise was asked for."""

from dataclasses import replace

import numpy as np
import pytest

from coach.pose import Landmark, Pose, Side
from tests.coached import EXERCISES, coached
from tests.skeleton import EVERYDAY, MOVEMENTS, Build, Camera, film, journey, poses, start_of, then, walking
from tests.skeleton import EXERCISES as PERFORMED
from tests.skeleton.everyday import Motion, Stop

pytestmark = pytest.mark.slow  # many films go through the coach

FORCED = [None, *(exercise.key for exercise in EXERCISES)]
"""No exercise asked for, and each of them."""
OTHER_MOVEMENTS = sorted(set(MOVEMENTS) - set(PERFORMED))
FPS = 10.0


def counted(shown: list[Pose], wanted: list[str | None] = FORCED) -> dict[str | None, int]:
    """What was wrongly counted, by the exercise that was asked for."""
    counts = {exercise: len(coached(shown, exercise=exercise).reps) for exercise in wanted}
    return {exercise: count for exercise, count in counts.items() if count}


def seen(motion: Motion, camera: Camera) -> list[Pose]:
    """What `camera` sees of `motion`."""
    return poses(motion.times, motion.points, camera)


@pytest.mark.parametrize("movement", OTHER_MOVEMENTS)
@pytest.mark.parametrize("side", [Side.LEFT, pytest.param(Side.RIGHT, marks=pytest.mark.slow)])
def test_another_exercise_is_none_of_ours(movement, side):
    assert counted(film(movement, side=side, fps=FPS).poses) == {}


@pytest.mark.slow
@pytest.mark.parametrize("movement", OTHER_MOVEMENTS)
@pytest.mark.parametrize("yaw", [-90, -60, -30, 0, 30, 60, 90, 135, 180])
def test_another_exercise_is_none_of_ours_from_anywhere(movement, yaw):
    shown = film(movement, fps=FPS, reps=2, camera=replace(MOVEMENTS[movement].camera, yaw=yaw)).poses

    assert counted(shown, [None]) == {}


@pytest.mark.parametrize("way", EVERYDAY)
def test_getting_about_is_no_exercise(way):
    assert counted(seen(journey(EVERYDAY[way](Build()), fps=FPS), Camera(height=0.7, distance=2.8))) == {}


@pytest.mark.slow
@pytest.mark.parametrize("way", EVERYDAY)
@pytest.mark.parametrize(
    "camera", [Camera(yaw=-40, height=1.0, distance=3.0), Camera(yaw=35, height=0.6, distance=2.6)], ids=["left", "right"]
)
@pytest.mark.parametrize("hurry", [1.0, 2.0], ids=["calmly", "in a hurry"])
def test_getting_about_is_no_exercise_from_aside(way, camera, hurry):
    motion = journey(EVERYDAY[way](Build()), fps=FPS)

    assert counted(seen(Motion(motion.times / hurry, motion.points), camera), [None]) == {}


HALF_OUT = {
    "legs below the picture": Camera(height=0.9, tilt=25),
    "head above the picture": Camera(height=0.9, tilt=-20),
    "out on the left": Camera(height=0.7, pan=30),
    "out on the right": Camera(height=0.7, pan=-30),
    "much too near": Camera(height=1.0, distance=1.2),
}


@pytest.mark.parametrize("camera", HALF_OUT.values(), ids=list(HALF_OUT))
@pytest.mark.parametrize("way", ["sitting_down", "getting_up", "turning_over", "scratching"])
def test_half_out_of_the_picture_nothing_is_counted(way, camera):
    assert counted(seen(journey(EVERYDAY[way](Build()), fps=FPS), camera), [None]) == {}


@pytest.mark.parametrize("pace", [0.6, 1.1, 1.8])
@pytest.mark.parametrize(
    ("start", "end"), [((-2.5, -0.6), (2.5, -0.6)), ((2.5, 0.5), (-2.5, 0.5)), ((0.2, -3.0), (0.0, 1.0))], ids=["past", "back", "towards"]
)
def test_walking_is_no_exercise(start, end, pace):
    motion = walking(start=start, end=end, pace=pace, fps=FPS)

    assert counted(poses(motion.times, motion.points, Camera(height=0.9, distance=3.5), aim=np.array([0.0, 0.9, -0.5]))) == {}


def guessed(shown: list[Pose], size: float, slowly_s: float) -> list[Pose]:
    """The same with legs that wander by `size` trunk lengths and are hardly visible, as where the pose model only guesses them."""
    legs = [row for row in Landmark if row >= Landmark.LEFT_KNEE]
    random = np.random.default_rng(1)
    first = shown[0].image[:, :2]
    trunk = np.linalg.norm(first[11] + first[12] - first[23] - first[24]) / 2
    kept = np.exp(-1 / FPS / slowly_s)
    wandered, poses_ = np.zeros((33, 2)), []
    for pose in shown:
        wandered[legs] = kept * wandered[legs] + np.sqrt(1 - kept**2) * random.normal(0, size * trunk, (len(legs), 2))
        image, world, visibility = pose.image.copy(), pose.world.copy(), pose.visibility.copy()
        image[:, :2] += wandered
        world[:, :2] += wandered / trunk * [0.46, -0.46]
        visibility[legs] = 0.3
        poses_.append(replace(pose, image=image, world=world, visibility=visibility))
    return poses_


@pytest.mark.parametrize("exercise", PERFORMED)
@pytest.mark.parametrize(("size", "slowly_s"), [(0.06, 0.2), (0.1, 0.5), (0.2, 0.05)])
def test_legs_that_are_only_guessed_do_nothing(exercise, size, slowly_s):
    assert counted(guessed(film(exercise, reps=0, still_s=15.0, fps=FPS).poses, size, slowly_s), [None, exercise]) == {}


@pytest.mark.parametrize("exercise", PERFORMED)
def test_getting_ready_for_an_exercise_is_not_part_of_it(exercise):
    crouch = EVERYDAY["lying_down"](Build())[:3]
    way = journey([*crouch, Stop(start_of(exercise), 2.0, 3.0)], fps=FPS)

    assert counted(seen(way, PERFORMED[exercise].camera), [None, exercise]) == {}


def test_a_second_of_nobody_is_not_a_repetition():
    shown = film("clamshell", reps=0, still_s=8.0, fps=FPS).poses
    gone = [Pose.nobody(pose.time, pose.size) if 3.0 < pose.time < 4.5 else pose for pose in shown]

    assert counted(gone) == {}


def test_holding_still_between_two_ways_of_lying_is_not_a_repetition():
    stays = [journey([Stop(start_of("side_lying_raise", side=side), 0.0, 3.0)], fps=FPS) for side in Side]

    assert counted(seen(then(*stays), Camera(height=0.6, distance=2.6))) == {}
