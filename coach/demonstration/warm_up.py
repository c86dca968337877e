"""The moves of the warm-up as the made-up person does them, to one side and to the other, again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import Camera
from coach.demonstration.closed_chain import foot_frame, leg_reaching
from coach.demonstration.forward_kinematics import landmarks
from coach.demonstration.joint_angles import LEFT, RIGHT, Arm, JointAngles, Leg, Spine
from coach.demonstration.rotation import UP, turn
from coach.demonstration.scene import Face, on_foot, on_mat
from coach.demonstration.starting_postures import FLAT_FOOT, ON_BACK, RIGHTWARDS, TO_CAMERA, standing, supine
from coach.pose import Landmark

FACING: Final = Camera(yaw=20.0, height=0.9, distance=2.8)
FROM_SIDE: Final = Camera(yaw=10.0, height=0.5, distance=2.4)
"""Where the camera stands for the exercises that come next: before somebody on foot, at the side of somebody on the back."""
ALONG_MAT: Final = foot_frame(-RIGHTWARDS)
"""A flat foot of somebody on the back."""


@dataclass(frozen=True, slots=True)
class WarmUpFigure:
    """How one move is shown: `angles` takes how far it has gone at each moment, 1 to the left, -1 to the right; there and back takes `period_s`."""

    angles: Callable[[Build, Floats], JointAngles]
    period_s: float
    camera: Camera
    surroundings: Callable[[Floats], list[Face]]

    def points(self, fps: float) -> Floats:
        """[T, 33, 3]: the landmarks in the room, once to either side."""
        count = round(self.period_s * fps)
        return landmarks(Build(), self.angles(Build(), np.sin(2 * np.pi * np.arange(count) / count)))


def _march(build: Build, gone: Floats) -> JointAngles:
    """One knee up to the height of the hip, then the other; the arms swing against them."""
    start = standing(build)

    def leg(lifted: Floats) -> Leg:
        return replace(start.left, flexion=2.0 + 68.0 * lifted, knee=4.0 + 80.0 * lifted, dorsiflexion=2.0 - 10.0 * lifted)

    def arm(forward: Floats) -> Arm:
        return Arm(_pointing(0.15, -1.0, 0.5 * forward), _pointing(0.05, -0.5, 0.8 + 0.5 * forward))

    return replace(start, left=leg(np.clip(gone, 0, 1)), right=leg(np.clip(-gone, 0, 1)), left_arm=arm(-gone), right_arm=arm(gone))


def _heel_digs(build: Build, gone: Floats) -> JointAngles:
    """One heel to the front, toes up, on a knee that is a little bent; then the other."""
    low = standing(build).hips[1] - 0.04 * build.height * np.abs(gone)
    body = JointAngles(UP * low[:, None], np.eye(3))

    def leg(side: float, forward: Floats) -> Leg:
        place = side * RIGHTWARDS * build.hip_width / 2 + UP * build.ankle_height + TO_CAMERA * (0.16 * build.height * forward)[:, None]
        planted = leg_reaching(build, body, side, place, knee_towards=TO_CAMERA + 0.2 * side * RIGHTWARDS, foot=FLAT_FOOT)
        return replace(planted, dorsiflexion=planted.dorsiflexion + 28.0 * forward)

    return replace(body, left=leg(LEFT, np.clip(gone, 0, 1)), right=leg(RIGHT, np.clip(-gone, 0, 1)), left_arm=Arm(), right_arm=Arm())


def _knee_bends(build: Build, gone: Floats) -> JointAngles:
    """Down by 10 cm at most, feet flat, arms to the front."""
    down = (1 - np.cos(np.pi * (gone + 1))) / 2  # once down with each half of the period
    height = standing(build).hips[1] - 0.01 - 0.1 * down
    back = -TO_CAMERA * 0.06 * down[:, None]
    body = JointAngles(UP * height[:, None] + back, np.eye(3) @ turn(0, 14.0 * down))
    arm = Arm(_pointing(0.1, -1.0 + 0.9 * down, 0.1 + 0.9 * down), _pointing(0.0, -1.0 + 0.95 * down, 0.2 + 0.8 * down))

    def leg(side: float) -> Leg:
        place = side * RIGHTWARDS * 0.08 * build.height + UP * build.ankle_height
        return leg_reaching(build, body, side, place, knee_towards=TO_CAMERA + 0.3 * side * RIGHTWARDS, foot=FLAT_FOOT)

    return replace(body, left=leg(LEFT), right=leg(RIGHT), left_arm=arm, right_arm=arm)


def _knee_rolls(build: Build, gone: Floats) -> JointAngles:
    """On the back: both knees to one side and to the other, the shoulders stay on the floor."""
    start, roll = supine(build), 32.0 * gone
    return replace(start, pelvis=ON_BACK @ turn(1, roll), spine=Spine(twist=-roll))


def _heel_slides(build: Build, gone: Floats) -> JointAngles:
    """On the back: one heel slides away along the floor and back, then the other."""
    start = supine(build)
    ankles = landmarks(build, start)

    def leg(side: float, ankle: Landmark, away: Floats) -> Leg:
        place = ankles[ankle] - RIGHTWARDS * (0.21 * build.height * away)[:, None]
        return leg_reaching(build, start, side, place, knee_towards=UP, foot=ALONG_MAT)

    left, right = np.clip(gone, 0, 1), np.clip(-gone, 0, 1)
    return replace(start, left=leg(LEFT, Landmark.LEFT_ANKLE, left), right=leg(RIGHT, Landmark.RIGHT_ANKLE, right))


def _knees_to_chest(build: Build, gone: Floats) -> JointAngles:
    """On the back: one knee to the chest, the foot down again, then the other."""
    start = supine(build)

    def leg(drawn: Floats) -> Leg:
        return replace(start.left, flexion=55.0 + 60.0 * drawn, knee=start.left.knee + 10.0 * drawn)

    return replace(start, left=leg(np.clip(gone, 0, 1)), right=leg(np.clip(-gone, 0, 1)))


def _pointing(outwards: float, up: float | Floats, forward: float | Floats) -> Floats:
    """[T, 3]: a direction of an arm over time."""
    return np.stack(np.broadcast_arrays(outwards, np.asarray(up), np.asarray(forward)), axis=-1)


FIGURES: Final = {
    "march": WarmUpFigure(_march, 2.0, FACING, on_foot),
    "heel_digs": WarmUpFigure(_heel_digs, 2.4, FACING, on_foot),
    "knee_bends": WarmUpFigure(_knee_bends, 5.0, FACING, on_foot),
    "knee_rolls": WarmUpFigure(_knee_rolls, 5.0, FROM_SIDE, on_mat),
    "heel_slides": WarmUpFigure(_heel_slides, 5.0, FROM_SIDE, on_mat),
    "knees_to_chest": WarmUpFigure(_knees_to_chest, 5.0, FROM_SIDE, on_mat),
}
"""By the key of the move."""
