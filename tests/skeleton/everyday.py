"""What people do between exercises: getting into position, turning over, scratching, walking past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, fields, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.closed_chain import leg_reaching
from coach.demonstration.forward_kinematics import landmarks
from coach.demonstration.joint_angles import LEFT, RIGHT, Arm, JointAngles, Leg, Spine, mirrored
from coach.demonstration.kinematics import Faults
from coach.demonstration.motion import Motion
from coach.demonstration.repetition import RepTruth, minimum_jerk
from coach.demonstration.rotation import UP, Angle, rotated, turn, unit
from coach.demonstration.starting_postures import ARMS_DOWN, FLAT_FOOT, RIGHTWARDS, TO_CAMERA, supine
from coach.pose import Pose, Side
from tests.skeleton.movements import MOVEMENTS
from tests.skeleton.other_exercises import squat


class Stop(NamedTuple):
    """A posture on the way: seconds to get there, seconds to stay."""

    angles: JointAngles
    travel_s: float = 1.5
    stay_s: float = 1.0


def start_of(movement: str, build: Build | None = None, *, side: Side = Side.LEFT) -> JointAngles:
    """The resting posture of a movement."""
    angles = MOVEMENTS[movement].joint_angles(build or Build(), np.zeros(()), Faults())
    return angles if side is Side.LEFT else mirrored(angles)


def turned(angles: JointAngles, degrees: float) -> JointAngles:
    """The same posture, turned about the vertical through the room's middle, to the person's left."""
    about = turn(1, degrees)
    return replace(angles, hips=rotated(about, angles.hips), pelvis=about @ angles.pelvis)


def journey(stops: Sequence[Stop], *, fps: float = 30.0, build: Build | None = None) -> Motion:
    """From stop to stop, each joint smoothly, lifted wherever something would sink into the floor. The first travel is not made."""
    build = build or Build()
    pieces = [np.broadcast_to(landmarks(build, stops[0].angles), (round(stops[0].stay_s * fps), 33, 3))]
    for here, there in pairwise(stops):
        share = minimum_jerk(np.arange(1, round(there.travel_s * fps) + 1) / round(there.travel_s * fps))
        pieces.append(landmarks(build, between(here.angles, there.angles, share)))
        pieces.append(np.broadcast_to(pieces[-1][-1], (round(there.stay_s * fps), 33, 3)))
    points: Floats = np.concatenate(pieces)
    sunk = np.minimum(points[..., 1].min(axis=1), 0.0)
    lifted: Floats = points - UP * sunk[:, None, None]
    return Motion(np.arange(len(points)) / fps, lifted)


def between(start: JointAngles, end: JointAngles, share: Floats) -> JointAngles:
    """On the way from one posture to another, `share` [T] from 0 to 1: joints turn evenly, the pelvis by the shortest turn."""
    step = np.swapaxes(start.pelvis, -1, -2) @ end.pelvis
    angle = np.arccos(np.clip((np.trace(step) - 1) / 2, -1.0, 1.0))
    if angle < 1e-9:
        pelvis = np.broadcast_to(start.pelvis, (*share.shape, 3, 3))
    else:
        # The axis of a half turn has no antisymmetric part: take the column of (R + I) that is largest.
        skew = step - step.T
        axis = np.array([skew[2, 1], skew[0, 2], skew[1, 0]]) if np.pi - angle > 1e-6 else (step + np.eye(3))[:, np.argmax(np.diag(step))]
        pelvis = start.pelvis @ turn_about(axis, np.degrees(angle) * share)

    def mix(one: object, two: object) -> list[Floats]:
        return [a + (b - a) * share for a, b in zip(astuple(one), astuple(two), strict=True)]  # type: ignore[call-overload]

    def arm(one: Arm, two: Arm) -> Arm:
        pairs = ((np.asarray(getattr(one, f.name)), np.asarray(getattr(two, f.name))) for f in fields(Arm))
        return Arm(*(unit(a) + (unit(b) - unit(a)) * share[..., None] for a, b in pairs))

    return JointAngles(
        start.hips + (end.hips - start.hips) * share[..., None],
        pelvis,
        left=Leg(*mix(start.left, end.left)),
        right=Leg(*mix(start.right, end.right)),
        spine=Spine(*mix(start.spine, end.spine)),
        left_arm=arm(start.left_arm, end.left_arm),
        right_arm=arm(start.right_arm, end.right_arm),
    )


def turn_about(axis: Floats, degrees: Angle) -> Floats:
    """[..., 3, 3]: the rotation by `degrees` about any one axis (Rodrigues)."""
    x, y, z = unit(axis)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(np.asarray(degrees, dtype=np.float64))[..., None, None]
    turned: Floats = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross)
    return turned


def then(*motions: Motion) -> Motion:
    """One after the other, at the same rate; repetitions keep their truth, later by what went before."""
    step = float(motions[0].times[1])
    points = np.concatenate([motion.points for motion in motions])
    reps, before = [], 0
    for motion in motions:
        reps += [later(rep, before * step) for rep in motion.reps]
        before += len(motion.times)
    times = np.arange(len(points), dtype=np.float64) * step
    return Motion(times, points, tuple(reps))


def later(rep: RepTruth, seconds: float) -> RepTruth:
    """The same repetition, so many seconds later."""
    moments = ("start_s", "top_start_s", "peak_s", "top_end_s", "end_s")
    return replace(rep, **{name: getattr(rep, name) + seconds for name in moments})


def standing_still(build: Build) -> JointAngles:
    """Upright, facing the camera."""
    return replace(squat(build, np.zeros(()), Faults()), left_arm=ARMS_DOWN, right_arm=ARMS_DOWN)


def sitting_on_floor(build: Build) -> JointAngles:
    """On the mat, facing the camera, knees up."""
    behind = Arm((0.2, -0.95, -0.4), (0.1, -1.0, -0.2))
    sitting = JointAngles(UP * 0.055 * build.height, turn(0, -15.0), spine=Spine(lean=10.0), left_arm=behind, right_arm=behind)
    feet = {
        side: TO_CAMERA * 0.30 * build.height + side * RIGHTWARDS * 0.08 * build.height + UP * build.ankle_height for side in (LEFT, RIGHT)
    }
    left, right = (leg_reaching(build, sitting, side, feet[side], knee_towards=UP, foot=FLAT_FOOT) for side in (LEFT, RIGHT))
    return replace(sitting, left=left, right=right)


def on_back(build: Build) -> JointAngles:
    """On the back, head where somebody lying with the left side up has it, knees bent."""
    leg = Leg(flexion=55.0, knee=110.0, dorsiflexion=-30.0)
    return turned(replace(supine(build), left=leg, right=leg), 180.0)


def lying_down(build: Build) -> list[Stop]:
    """Stands, crouches, sits on the mat, lies down on the side with the left leg up."""
    crouched = squat(build, np.full((), 100.0), Faults())
    return [
        Stop(standing_still(build)),
        Stop(crouched, 1.2, 0.2),
        Stop(sitting_on_floor(build), 1.2),
        Stop(start_of("clamshell", build), 2.0),
    ]


def sitting_down(build: Build) -> list[Stop]:
    """Stands, then sits on a chair."""
    return [Stop(standing_still(build)), Stop(start_of("seated_abduction", build))]


def turning_over(build: Build) -> list[Stop]:
    """From one side over the back to the other, where the back is to the camera, and back again."""
    near, far = start_of("clamshell", build), turned(start_of("clamshell", build, side=Side.RIGHT), 180.0)
    return [Stop(near, 0.0, 2.0), Stop(on_back(build)), Stop(far, 1.5, 2.0), Stop(on_back(build)), Stop(near, 1.5, 2.0)]


def changing_sides(build: Build) -> list[Stop]:
    """Sits up between the two sides, as one does to face the camera on both."""
    near, other = (start_of("clamshell", build, side=side) for side in Side)
    return [Stop(near, 0.0, 2.0), Stop(sitting_on_floor(build), 2.0), Stop(other, 2.0, 2.0)]


def scratching(build: Build) -> list[Stop]:
    """Lies still on the side while the upper hand scratches the head, the hip, the thigh; the legs do not move."""
    still = start_of("clamshell", build)
    places = (Arm((0.3, 0.5, 0.8), (-0.4, 0.7, -0.3)), Arm((0.5, -0.8, 0.1), (-0.3, -0.9, 0.2)), Arm((0.2, -0.9, 0.4), (0.0, -0.8, 0.6)))
    stops = [Stop(still, 0.0, 2.0)]
    for place in places:
        touch, away = replace(still, left_arm=place), replace(still, left_arm=Arm(np.add(place.upper, (0.1, 0.1, 0.0)), place.fore))
        stops += [Stop(touch, 0.7, 0.1), *(Stop(spot, 0.25, 0.0) for spot in (away, touch, away, touch)), Stop(still, 0.7, 1.5)]
    return stops


def waving(build: Build) -> list[Stop]:
    """Stands and waves the left arm."""
    still = standing_still(build)
    high = [replace(still, left_arm=Arm((0.9, 0.4, 0.1), (side, 1.0, 0.1)), right_arm=ARMS_DOWN) for side in (0.5, -0.5)]
    return [Stop(still), Stop(high[0], 0.8, 0.0), *(Stop(high[i % 2], 0.4, 0.0) for i in range(1, 8)), Stop(still)]


EVERYDAY: dict[str, Callable[[Build], list[Stop]]] = {
    "sitting_down": sitting_down,
    "standing_up": lambda build: backwards(sitting_down(build)),
    "lying_down": lying_down,
    "getting_up": lambda build: backwards(lying_down(build)),
    "turning_over": turning_over,
    "changing_sides": changing_sides,
    "scratching": scratching,
    "waving": waving,
}
"""Named ways through a room, for `journey`."""


def backwards(stops: Sequence[Stop]) -> list[Stop]:
    """The same way back."""
    travels = [0.0, *(stop.travel_s for stop in reversed(stops[1:]))]
    return [Stop(stop.angles, travel, stop.stay_s) for stop, travel in zip(reversed(stops), travels, strict=True)]


def walking(
    *,
    start: tuple[float, float] = (-2.5, -0.6),
    end: tuple[float, float] = (2.5, -0.6),
    pace: float = 1.1,
    fps: float = 30.0,
    build: Build | None = None,
) -> Motion:
    """Walks from one place on the floor (x, z) to another at `pace` metres a second."""
    build = build or Build()
    way = np.subtract(end, start)
    times = np.arange(round(float(np.hypot(*way)) / pace * fps)) / fps
    place = np.asarray(start) + way * (times / times[-1])[:, None]
    facing = turn(1, float(np.degrees(np.arctan2(way[0], way[1]))))

    stride = 2 * np.pi * times / 1.1  # a step of each leg every 1.1 s
    arms = [
        Arm(np.stack([np.full_like(swing, 0.12), np.full_like(swing, -1.0), 0.35 * swing], axis=-1))
        for swing in (np.cos(stride + np.pi), np.cos(stride))
    ]
    left, right = (Leg(flexion=4.0 + 24.0 * np.cos(phase), knee=28.0 - 24.0 * np.sin(phase)) for phase in (stride, stride + np.pi))
    height = 0.985 * (build.thigh + build.shank) + build.ankle_height - 0.02 * build.height
    hips = np.stack([place[:, 0], np.full_like(times, height), place[:, 1]], axis=-1)
    return Motion(times, landmarks(build, JointAngles(hips, facing, left, right, Spine(lean=3.0), arms[0], arms[1])))


def together(subject: Sequence[Pose], *others: Sequence[Pose]) -> list[Pose]:
    """The subject's poses, with the others who are in the same picture at each moment for as long as they are."""
    return [replace(pose, others=tuple(other[i] for other in others if i < len(other))) for i, pose in enumerate(subject)]
