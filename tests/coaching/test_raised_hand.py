"""A raised hand asks for a pause; nothing else does."""

from dataclasses import replace

import pytest

from coach.body import Body
from coach.coaching.raised_hand import Hand
from coach.demonstration.joint_angles import Arm
from coach.pose import Pose, Side
from tests import skeleton
from tests.skeleton import EVERYDAY, MOVEMENTS, Build, Camera, Stop, journey, poses, start_of
from tests.skeleton.everyday import on_back, standing_still

PERSON = Build()
ROOM = Camera(height=0.7, distance=3.4)
UP_LYING_LEFT = Arm((1.0, 0.0, 0.15), (1.0, 0.0, 0.1))
UP_ON_BACK = Arm((0.1, 0.0, 1.0), (0.0, 0.0, 1.0))
OVERHEAD = Arm((0.2, 1.0, 0.0), (0.0, 1.0, 0.0))


def times_raised(film):
    hand, times = Hand(), []
    for pose in film:
        hand, raised = hand.see(Body.from_pose(pose))
        times += [pose.time] if raised else []
    return times


def seen(*stops):
    motion = journey(stops, fps=15)
    return poses(motion.times, motion.points, ROOM)


def gesture(posture, raised, *, up_s=1.5):
    """Somebody raises a hand, or both, holds it, and lowers it."""
    return seen(Stop(posture, 0.0, 1.0), Stop(raised, 0.7, up_s), Stop(posture, 0.7, 1.0))


LYING, STANDING, SUPINE = start_of("clamshell"), standing_still(PERSON), on_back(PERSON)
GESTURES = {
    "lying on the side": (LYING, replace(LYING, left_arm=UP_LYING_LEFT)),
    "lying on the back": (SUPINE, replace(SUPINE, right_arm=UP_ON_BACK)),
    "standing": (STANDING, replace(STANDING, right_arm=OVERHEAD)),
    "sitting": (start_of("seated_abduction"), replace(start_of("seated_abduction"), left_arm=OVERHEAD)),
}


@pytest.mark.parametrize(("posture", "raised"), GESTURES.values(), ids=GESTURES.keys())
def test_a_hand_held_up_for_a_second_is_noticed_once(posture, raised):
    assert len(times_raised(gesture(posture, raised))) == 1


@pytest.mark.parametrize(("posture", "raised"), GESTURES.values(), ids=GESTURES.keys())
def test_a_hand_that_comes_down_again_at_once_is_not(posture, raised):
    assert times_raised(gesture(posture, raised, up_s=0.2)) == []


def test_each_raising_is_noticed():
    once = gesture(*GESTURES["lying on the side"])
    later = [replace(pose, time=pose.time + once[-1].time + 0.1) for pose in once]

    assert len(times_raised([*once, *later])) == 2


def test_a_hand_that_was_up_from_the_beginning_has_to_come_down_first():
    posture, raised = GESTURES["lying on the side"]

    assert times_raised(seen(Stop(raised, 0.0, 3.0), Stop(posture, 0.7, 1.0))) == []


def test_both_arms_up_is_a_way_to_hold_them():
    assert times_raised(gesture(SUPINE, replace(SUPINE, left_arm=UP_ON_BACK, right_arm=UP_ON_BACK))) == []


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("movement", sorted(MOVEMENTS))
def test_no_exercise_raises_a_hand(movement, side):
    assert times_raised(skeleton.film(movement, side=side, reps=2, fps=10).poses) == []


@pytest.mark.parametrize("name", sorted(set(EVERYDAY) - {"waving"}))
def test_no_everyday_movement_raises_a_hand(name):
    motion = journey(EVERYDAY[name](PERSON), fps=10)

    assert times_raised(poses(motion.times, motion.points, ROOM)) == []


def test_nobody_raises_no_hand():
    assert times_raised([Pose.nobody(float(second), (640, 480)) for second in range(5)]) == []
