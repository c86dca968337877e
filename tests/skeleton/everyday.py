"""What people do between exercises: getting into position, turning over, scratching, walking past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from coach.conventions import Floats
from coach.demonstration.body import LEFT, RIGHT, Arm, Body, Leg, Posture, Spine, between, landmarks, mirrored, moved, turn
from coach.demonstration.bridge import arm_on_floor
from coach.demonstration.motion import Motion
from coach.demonstration.movement import Faults
from coach.demonstration.reach import UP, leg_reaching
from coach.demonstration.tempo import minimum_jerk
from coach.demonstration.upright import ARMS_DOWN, FLAT, FRONT, OUTWARDS
from coach.pose import Pose, Side
from tests.skeleton.elsewhere import ON_BACK, squat
from tests.skeleton.movements import MOVEMENTS


class Stop(NamedTuple):
    """A posture on the way: seconds to get there, seconds to stay."""

    posture: Posture
    travel_s: float = 1.5
    stay_s: float = 1.0


def start_of(movement: str, body: Body | None = None, *, side: Side = Side.LEFT) -> Posture:
    """The resting posture of a movement."""
    posture = MOVEMENTS[movement].posture(body or Body(), np.zeros(()), Faults({}, {}))
    return posture if side is Side.LEFT else mirrored(posture)


def turned(posture: Posture, degrees: float) -> Posture:
    """The same posture, turned about the vertical through the room's middle, to the person's left."""
    about = turn(1, degrees)
    return replace(posture, hips=moved(about, posture.hips), pelvis=about @ posture.pelvis)


def journey(stops: Sequence[Stop], *, fps: float = 30.0, body: Body | None = None) -> Motion:
    """From stop to stop, each joint smoothly, lifted wherever something would sink into the floor. The first travel is not made."""
    body = body or Body()
    pieces = [np.broadcast_to(landmarks(body, stops[0].posture), (round(stops[0].stay_s * fps), 33, 3))]
    for here, there in pairwise(stops):
        share = minimum_jerk(np.arange(1, round(there.travel_s * fps) + 1) / round(there.travel_s * fps))
        pieces.append(landmarks(body, between(here.posture, there.posture, share)))
        pieces.append(np.broadcast_to(pieces[-1][-1], (round(there.stay_s * fps), 33, 3)))
    points: Floats = np.concatenate(pieces)
    sunk = np.minimum(points[..., 1].min(axis=1), 0.0)
    lifted: Floats = points - UP * sunk[:, None, None]
    return Motion(np.arange(len(points)) / fps, lifted)


def then(*motions: Motion) -> Motion:
    """One after the other, at the same rate; repetitions keep their truth, later by what went before."""
    step = float(motions[0].times[1])
    points = np.concatenate([motion.points for motion in motions])
    reps, before = [], 0
    for motion in motions:
        reps += [rep.later(before * step) for rep in motion.reps]
        before += len(motion.times)
    times = np.arange(len(points), dtype=np.float64) * step
    return Motion(times, points, tuple(reps))


def standing_still(body: Body) -> Posture:
    """Upright, facing the camera."""
    return replace(squat(body, np.zeros(()), Faults({}, {})), left_arm=ARMS_DOWN, right_arm=ARMS_DOWN)


def sitting_on_floor(body: Body) -> Posture:
    """On the mat, facing the camera, knees up."""
    behind = Arm((0.2, -0.95, -0.4), (0.1, -1.0, -0.2))
    sitting = Posture(UP * 0.055 * body.height, turn(0, -15.0), spine=Spine(lean=10.0), left_arm=behind, right_arm=behind)
    feet = {side: FRONT * 0.30 * body.height + side * OUTWARDS * 0.08 * body.height + UP * body.ankle_height for side in (LEFT, RIGHT)}
    left, right = (leg_reaching(body, sitting, side, feet[side], knee_towards=UP, foot=FLAT) for side in (LEFT, RIGHT))
    return replace(sitting, left=left, right=right)


def on_back(body: Body) -> Posture:
    """On the back, head where somebody lying with the left side up has it, knees bent."""
    leg = Leg(flexion=55.0, knee=110.0, dorsiflexion=-30.0)
    arm = arm_on_floor(np.zeros(()))
    return turned(Posture(UP * 0.045 * body.height, ON_BACK, leg, leg, Spine(), arm, arm), 180.0)


def lying_down(body: Body) -> list[Stop]:
    """Stands, crouches, sits on the mat, lies down on the side with the left leg up."""
    crouched = squat(body, np.full((), 100.0), Faults({}, {}))
    return [Stop(standing_still(body)), Stop(crouched, 1.2, 0.2), Stop(sitting_on_floor(body), 1.2), Stop(start_of("clamshell", body), 2.0)]


def sitting_down(body: Body) -> list[Stop]:
    """Stands, then sits on a chair."""
    return [Stop(standing_still(body)), Stop(start_of("seated_abduction", body))]


def turning_over(body: Body) -> list[Stop]:
    """From one side over the back to the other, where the back is to the camera, and back again."""
    near, far = start_of("clamshell", body), turned(start_of("clamshell", body, side=Side.RIGHT), 180.0)
    return [Stop(near, 0.0, 2.0), Stop(on_back(body)), Stop(far, 1.5, 2.0), Stop(on_back(body)), Stop(near, 1.5, 2.0)]


def changing_sides(body: Body) -> list[Stop]:
    """Sits up between the two sides, as one does to face the camera on both."""
    near, other = (start_of("clamshell", body, side=side) for side in Side)
    return [Stop(near, 0.0, 2.0), Stop(sitting_on_floor(body), 2.0), Stop(other, 2.0, 2.0)]


def scratching(body: Body) -> list[Stop]:
    """Lies still on the side while the upper hand scratches the head, the hip, the thigh; the legs do not move."""
    still = start_of("clamshell", body)
    places = (Arm((0.3, 0.5, 0.8), (-0.4, 0.7, -0.3)), Arm((0.5, -0.8, 0.1), (-0.3, -0.9, 0.2)), Arm((0.2, -0.9, 0.4), (0.0, -0.8, 0.6)))
    stops = [Stop(still, 0.0, 2.0)]
    for place in places:
        touch, away = replace(still, left_arm=place), replace(still, left_arm=Arm(np.add(place.upper, (0.1, 0.1, 0.0)), place.fore))
        stops += [Stop(touch, 0.7, 0.1), *(Stop(spot, 0.25, 0.0) for spot in (away, touch, away, touch)), Stop(still, 0.7, 1.5)]
    return stops


def waving(body: Body) -> list[Stop]:
    """Stands and waves the left arm."""
    still = standing_still(body)
    high = [replace(still, left_arm=Arm((0.9, 0.4, 0.1), (side, 1.0, 0.1)), right_arm=ARMS_DOWN) for side in (0.5, -0.5)]
    return [Stop(still), Stop(high[0], 0.8, 0.0), *(Stop(high[i % 2], 0.4, 0.0) for i in range(1, 8)), Stop(still)]


EVERYDAY: dict[str, Callable[[Body], list[Stop]]] = {
    "sitting_down": sitting_down,
    "standing_up": lambda body: backwards(sitting_down(body)),
    "lying_down": lying_down,
    "getting_up": lambda body: backwards(lying_down(body)),
    "turning_over": turning_over,
    "changing_sides": changing_sides,
    "scratching": scratching,
    "waving": waving,
}
"""Named ways through a room, for `journey`."""


def backwards(stops: Sequence[Stop]) -> list[Stop]:
    """The same way back."""
    travels = [0.0, *(stop.travel_s for stop in reversed(stops[1:]))]
    return [Stop(stop.posture, travel, stop.stay_s) for stop, travel in zip(reversed(stops), travels, strict=True)]


def walking(
    *,
    start: tuple[float, float] = (-2.5, -0.6),
    end: tuple[float, float] = (2.5, -0.6),
    pace: float = 1.1,
    fps: float = 30.0,
    body: Body | None = None,
) -> Motion:
    """Walks from one place on the floor (x, z) to another at `pace` metres a second."""
    body = body or Body()
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
    height = 0.985 * (body.thigh + body.shank) + body.ankle_height - 0.02 * body.height
    hips = np.stack([place[:, 0], np.full_like(times, height), place[:, 1]], axis=-1)
    posture = Posture(hips, facing, left, right, Spine(lean=3.0), arms[0], arms[1])
    return Motion(times, landmarks(body, posture))


def together(subject: Sequence[Pose], *others: Sequence[Pose]) -> list[Pose]:
    """The subject's poses, with the others who are in the same picture at each moment for as long as they are."""
    return [replace(pose, others=tuple(other[i] for other in others if i < len(other))) for i, pose in enumerate(subject)]
