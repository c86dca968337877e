"""Postures to start from: on the side, on the back, on a chair, on foot. Any other can be built in the same way, where it is needed.

Each is of a person whose left side works. Whoever lies on the side has the left side up, the head at the left of the picture and
the front of the body to the camera; whoever lies on the back has the head at the right and the left side to the camera; whoever
sits or stands faces the camera. The right side's are the mirror images.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.closed_chain import foot_frame, leg_reaching
from coach.demonstration.joint_angles import LEFT, RIGHT, Arm, JointAngles, Leg, Spine
from coach.demonstration.rotation import UP, Angle, rotated, turn

RIGHTWARDS: Final = np.array([1.0, 0.0, 0.0])
"""To the right of the picture: outwards on the left side of somebody who faces the camera, towards the feet of somebody on the side."""
TO_CAMERA: Final = np.array([0.0, 0.0, 1.0])

ON_SIDE: Final = np.column_stack([UP, -RIGHTWARDS, TO_CAMERA])
ON_BACK: Final = np.column_stack([TO_CAMERA, RIGHTWARDS, UP])
FLAT_FOOT: Final = foot_frame(TO_CAMERA)
"""Of somebody who faces the camera."""

PROP_ARM: Final = Arm((-0.10, -0.35, 0.9), (-0.9, -0.2, 0.35))
"""The upper hand on the floor in front of the ribs."""
PILLOW_ARM: Final = Arm((0.15, 0.25, 0.95), (0.0, 1.0, -0.75))
"""The lower arm, bent under the head."""
HANDS_ON_THIGHS: Final = Arm((0.15, -1.0, 0.35), (-0.1, -0.55, 0.9))
ARMS_DOWN: Final = Arm()

SUPINE_HEIGHT: Final = 0.045
"""Of hip and shoulder joints over the floor, in body heights."""
SUPINE_KNEE: Final = 115.0
"""Bend of the knees of somebody on the back with the feet flat, degrees: the heels are near the buttocks."""
SOFT_KNEE: Final = 4.0
"""Bend of a straight standing knee, degrees."""


def side_lying(build: Build, roll_back: Angle = 0.0, hike: Angle = 0.0) -> JointAngles:
    """On the side with straight legs; rolling back and hiking the upper hip both turn about the lower hip, which stays."""
    pelvis = ON_SIDE @ turn(1, roll_back) @ turn(2, hike)
    lower_hip = UP * 0.060 * build.height
    return JointAngles(
        lower_hip + rotated(pelvis, np.array([build.hip_width / 2, 0.0, 0.0])),
        pelvis,
        spine=Spine(side_bend=hike),
        left_arm=PROP_ARM,
        right_arm=PILLOW_ARM,
    )


def along_floor(angle: float) -> Floats:
    """[3]: level, towards the feet of somebody on the side, turned to the front of the body by `angle` degrees."""
    return np.array([cos(radians(angle)), 0.0, sin(radians(angle))])


def level_leg(build: Build, flexion: float, knee: float) -> Floats:
    """[3]: from hip to ankle, of a leg on the side that lies level, with hip and knee bent by so many degrees."""
    return build.thigh * along_floor(flexion) + build.shank * along_floor(flexion - knee)


def supine(build: Build) -> JointAngles:
    """On the back, arms beside the body, knees bent and feet flat."""
    arm = arm_on_floor(np.zeros(()))
    leg = Leg(flexion=55.0, knee=SUPINE_KNEE, dorsiflexion=-30.0)
    return JointAngles(UP * SUPINE_HEIGHT * build.height, ON_BACK, leg, leg, left_arm=arm, right_arm=arm)


def arm_on_floor(pitch: Floats) -> Arm:
    """An arm that lies on the floor beside somebody on the back, whose trunk is pitched by so many degrees, head down negative."""
    along = np.stack([np.full_like(pitch, 0.3), -np.cos(np.radians(pitch)), np.sin(np.radians(pitch))], axis=-1)
    return Arm(along, along)


def seated(build: Build, leaning_back: Angle = 0.0) -> JointAngles:
    """On a chair, hands on the thighs, feet flat. The pelvis leans back about the hips; thighs and feet stay where they are."""
    sitting = JointAngles(
        UP * (build.ankle_height + build.shank),
        turn(0, -np.asarray(leaning_back)),
        left_arm=HANDS_ON_THIGHS,
        right_arm=HANDS_ON_THIGHS,
    )

    def leg(side: float) -> Leg:
        return leg_reaching(build, sitting, side, seated_ankle(build, side), knee_towards=UP + TO_CAMERA, foot=FLAT_FOOT)

    return replace(sitting, left=leg(LEFT), right=leg(RIGHT))


def seated_ankle(build: Build, side: float) -> Floats:
    """[3]: where the ankle of somebody on a chair is, below the knee."""
    return TO_CAMERA * build.thigh + UP * build.ankle_height + side * RIGHTWARDS * 0.060 * build.height


def standing(build: Build) -> JointAngles:
    """On both feet, knees soft, arms down."""
    hip_height = build.ankle_height + (build.thigh + build.shank) * cos(radians(SOFT_KNEE / 2))
    leg = Leg(flexion=SOFT_KNEE / 2, knee=SOFT_KNEE, dorsiflexion=SOFT_KNEE / 2)
    return JointAngles(UP * hip_height, np.eye(3), leg, leg, left_arm=ARMS_DOWN, right_arm=ARMS_DOWN)
