"""Whether the coach can see somebody and believe what it sees, and what it says when it cannot."""

import math
from dataclasses import replace

import numpy as np
import pytest

from coach.analysis.readiness import SETTLE_S, ReadinessMonitor, view_advice
from coach.body import Body
from coach.pose import Landmark, Pose, Side
from coach.posture import Posture, View
from coach.signals.placement import Placement, placement
from exercises.standing_abduction import EXERCISE as ABDUCTION
from tests.skeleton import EVERYDAY, Build, Camera, film, journey, poses, start_of, then
from tests.skeleton.everyday import Stop

LYING = film("clamshell", reps=0, fps=20, still_s=4.0).poses
NOBODY = [Pose.nobody(pose.time, pose.size) for pose in LYING]


def monitored(shown):
    """What is said of every pose, and of the whole."""
    one = ReadinessMonitor()
    return [one.update(Body.from_pose(pose)) for pose in shown], one.warnings()


def codes(shown):
    return [warning.code for warning in monitored(shown)[1]]


def later(shown, seconds):
    return [replace(pose, time=pose.time + seconds) for pose in shown]


def trembling(shown, size):
    """The same with legs that jump about by `size` of the picture from frame to frame."""
    random = np.random.default_rng(0)
    moved = []
    for pose in shown:
        image = pose.image.copy()
        image[Landmark.LEFT_KNEE :, :2] += random.normal(0, size, (8, 2))
        moved.append(replace(pose, image=image))
    return moved


@pytest.mark.parametrize("exercise", ["clamshell", "seated_abduction", "standing_abduction", "two_leg_bridge"])
def test_somebody_in_position_is_believed_and_told_so(exercise):
    said, warnings = monitored(film(exercise, reps=0, fps=20).poses)

    assert all(one.trusted and one.problem is None for one in said)
    assert said[-1].message.startswith("I see you ")
    assert warnings == ()


def test_the_first_posture_is_taken_over_at_once_and_changes_once():
    said, _ = monitored(LYING)

    assert said[0].placed.posture is Posture.SIDE_LYING
    assert [one.changed for one in said] == [True] + [False] * (len(said) - 1)


def test_a_new_posture_has_to_last():
    stops = [Stop(start_of("seated_abduction"), 0.0, 2.0), Stop(start_of("standing_abduction"), 0.1, 2.0)]
    motion = journey(stops, fps=20)
    said, _ = monitored(poses(motion.times, motion.points, Camera(height=0.8, distance=2.8)))

    changes = [at for at, one in zip(motion.times, said, strict=True) if one.changed]
    assert len(changes) == 2
    assert changes[1] >= 2.0 + SETTLE_S


def test_turning_over_changes_the_upper_side():
    sides = [journey([Stop(start_of("clamshell", side=side), 0.0, 2.0)], fps=20) for side in Side]
    motion = then(*sides)
    said, _ = monitored(poses(motion.times, motion.points, Camera(height=0.6, distance=2.6)))

    assert [one.placed.top for one in said if one.changed] == [Side.LEFT, Side.RIGHT]


@pytest.mark.parametrize(("seconds", "expected"), [(1.0, []), (3.0, ["second_person"])], ids=["a mistaken detection", "a passer-by"])
def test_somebody_else_in_the_picture_is_told_and_noted(seconds, expected):
    one = ReadinessMonitor()
    said = [one.update(Body.from_pose(pose), has_others=pose.time < seconds) for pose in LYING]

    told = [now.message.endswith(" Somebody else is in the picture.") for now in said]
    assert told == [pose.time < seconds for pose in LYING]
    assert said[-1].message == "I see you lying on your side."
    assert all(now.trusted for now in said)
    assert [warning.code for warning in one.warnings()] == expected


def test_nobody_is_not_believed():
    said, warnings = monitored(NOBODY)

    assert {one.problem for one in said} == {"I can't see you."}
    assert not any(one.trusted for one in said)
    assert [warning.code for warning in warnings] == ["nobody"]


def test_without_any_pose_nobody_was_there():
    assert [warning.code for warning in ReadinessMonitor().warnings()] == ["nobody"]


def test_a_moment_unseen_is_not_a_change_of_posture():
    gone = [NOBODY[i] if 1.0 < pose.time < 2.0 else pose for i, pose in enumerate(LYING)]
    said, warnings = monitored(gone)

    assert sum(one.changed for one in said) == 1
    assert said[30].problem == "I can't see you."
    assert said[-1].trusted
    assert warnings == ()


def test_unseen_for_long_the_posture_is_unknown_again():
    said, _ = monitored(LYING + later(NOBODY, 4.0) + later(LYING, 8.0))

    assert [one.placed.posture for one in said if one.changed] == [Posture.SIDE_LYING, None, Posture.SIDE_LYING]


def test_legs_that_jump_about_are_not_believed():
    said, warnings = monitored(trembling(LYING, 0.05))

    assert said[-1].problem == "I can't see your legs well."
    assert [warning.code for warning in warnings] == ["legs_not_seen"]


def test_a_little_trembling_is_believed():
    said, warnings = monitored(trembling(LYING, 0.003))

    assert all(one.trusted for one in said)
    assert warnings == ()


@pytest.mark.parametrize("fps", [8, 15, 30])
def test_moving_fast_is_not_trembling(fps):
    said, _ = monitored(film("standing_abduction", fps=fps, up=0.6, hold=0.1, down=0.6).poses)

    assert all(one.trusted for one in said)


BAD_VIEWS = {
    View.HEAD_END: film("clamshell", reps=0, fps=10, camera=Camera(yaw=80.0, height=0.6, distance=2.3)),
    View.FOOT_END: film("two_leg_bridge", reps=0, fps=10, camera=Camera(yaw=-90.0, height=0.6, distance=2.4)),
    View.BEHIND: film("seated_abduction", reps=0, fps=10, camera=Camera(yaw=175.0, height=0.8, distance=2.2)),
    View.UPRIGHT_SIDE: film("seated_abduction", reps=0, fps=10, camera=Camera(yaw=88.0, height=0.8, distance=2.2)),
    View.UPSIDE_DOWN: film("standing_abduction", reps=0, fps=10, camera=Camera(roll=180.0)),
}


@pytest.mark.parametrize(("view", "shown"), [(view, shot.poses) for view, shot in BAD_VIEWS.items()], ids=list(BAD_VIEWS))
def test_a_view_from_which_nothing_can_be_judged_is_told_with_what_to_do(view, shown):
    said, warnings = monitored(shown)

    assert not said[-1].trusted
    assert said[-1].message == view.advice
    assert [(warning.code, warning.message) for warning in warnings] == [(f"view_{view.value}", view.advice)]
    assert "urn" in view.advice


TOWARDS = "I see you from the front. Turn your side to the camera."
FROM_BESIDE = replace(
    ABDUCTION,
    views=(View.UPRIGHT_SIDE,),
    advice=((View.STANDING_FRONT, TOWARDS),),
)
"""An exercise that is done standing, seen from the side."""
STANDING = Placement(Posture.STANDING, View.STANDING_FRONT)


@pytest.mark.parametrize(
    ("placed", "exercises", "advice"),
    [
        (STANDING, [ABDUCTION], ""),
        (STANDING, [FROM_BESIDE], TOWARDS),
        (STANDING, [ABDUCTION, FROM_BESIDE], ""),
        (replace(STANDING, view=View.UPRIGHT_SIDE), [FROM_BESIDE], ""),
        (replace(STANDING, view=View.UPRIGHT_SIDE), [ABDUCTION], View.UPRIGHT_SIDE.advice),
        (replace(STANDING, view=View.BEHIND), [ABDUCTION, FROM_BESIDE], View.BEHIND.advice),
        (Placement(Posture.SEATED, View.SEATED_FRONT), [FROM_BESIDE], ""),
        (Placement(None, View.HEAD_END), [FROM_BESIDE], View.HEAD_END.advice),
        (Placement(None, None), [FROM_BESIDE], ""),
    ],
    ids=[
        "from the front for an abduction",
        "from the front for what is seen from the side",
        "from the front for either",
        "from the side for what is seen from there",
        "from the side for an abduction",
        "from behind for either",
        "on the way to the posture",
        "from the head end",
        "unknown",
    ],
)
def test_the_exercise_decides_which_view_is_a_bad_one(placed, exercises, advice):
    assert view_advice(placed, exercises) == advice


def test_too_few_pictures_are_told():
    assert codes(film("clamshell", reps=0, fps=5, still_s=6.0).poses) == ["low_frame_rate"]
    assert codes(film("clamshell", reps=0, fps=8, still_s=6.0).poses) == []


def test_on_the_way_to_a_position_it_says_so():
    crouching = [pose for pose in lying_down() if 2.0 < pose.time < 2.4]
    said, _ = monitored(crouching)

    assert {one.message for one in said} <= {"Get into position.", "I see you seated.", "I see you standing."}


def lying_down():
    motion = journey(EVERYDAY["lying_down"](Build()), fps=20)
    return poses(motion.times, motion.points, Camera(height=0.7, distance=2.8))


def test_somebody_who_lies_down_is_followed_into_it():
    said, warnings = monitored(lying_down())

    assert next(one.placed.posture for one in said if one.changed) is Posture.STANDING
    assert said[-1].placed.posture is Posture.SIDE_LYING
    assert warnings == ()


def test_a_pose_without_hips_is_nobody():
    image = LYING[0].image.copy()
    image[Landmark.LEFT_HIP] = math.nan
    said, _ = monitored([replace(LYING[0], image=image)])

    assert said[0].problem == "I can't see you."


ON_BACK = film("two_leg_bridge", reps=0, fps=20, still_s=8.0).poses


def rolled(shown, degrees, start, end):
    """The same with a trunk that turns towards the camera for a while."""
    turn = math.radians(degrees)
    matrix = np.array([[1, 0, 0], [0, math.cos(turn), -math.sin(turn)], [0, math.sin(turn), math.cos(turn)]])
    return [replace(pose, world=pose.world @ matrix.T) if start <= pose.time < end else pose for pose in shown]


@pytest.mark.parametrize(("seconds", "changes"), [(1.5, 1), (5.0, 3)])
def test_a_trunk_that_turns_half_way_to_the_side_is_believed_only_if_it_stays(seconds, changes):
    said, _ = monitored(rolled(ON_BACK, 60.0, 2.0, 2.0 + seconds))

    assert {placement(Body.from_pose(pose)).posture for pose in rolled(ON_BACK, 60.0, 2.0, 3.0)} == {Posture.SUPINE, Posture.SIDE_LYING}
    assert sum(one.changed for one in said) == changes


@pytest.mark.parametrize(("yaw", "said"), [(20.0, []), (42.0, ["view_aside"])])
def test_a_camera_that_stands_far_aside_is_named(yaw, said):
    assert codes(film("standing_abduction", reps=0, fps=20, camera=Camera(yaw=yaw, height=0.9, distance=2.8)).poses) == said
