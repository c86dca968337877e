"""Exercises that the coach does not know, to see that it counts none of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import FILMED_SIDE_LYING, Camera
from coach.demonstration.closed_chain import leg_reaching
from coach.demonstration.joint_angles import LEFT, MIRROR_X, RIGHT, Arm, JointAngles, Leg, Spine
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.rotation import UP, rotated, turn
from coach.demonstration.starting_postures import (
    FLAT_FOOT,
    ON_SIDE,
    PROP_ARM,
    RIGHTWARDS,
    SOFT_KNEE,
    TO_CAMERA,
    side_lying,
    standing,
    supine,
)

ON_ALL_FOURS = np.column_stack([TO_CAMERA, -RIGHTWARDS, -UP])
"""Head at the left of the picture, left side to the camera."""
ARMS_AHEAD = Arm((0.1, -0.1, 1.0), (-0.1, 0.0, 1.0))


def squat(build: Build, bent: Floats, fault: Faults) -> JointAngles:
    """Knees bent by `bent` more than standing softly, over planted feet, the trunk as far forward as keeps the balance."""
    bent = bent + 10.0
    shank, thigh = 0.35 * bent, 0.65 * bent
    lean = turn(0, 0.4 * bent)
    height = build.ankle_height + build.shank * np.cos(np.radians(shank)) + build.thigh * np.cos(np.radians(thigh))
    behind = build.shank * np.sin(np.radians(shank)) - build.thigh * np.sin(np.radians(thigh))
    angles = JointAngles(UP * height[..., None] + TO_CAMERA * behind[..., None], lean, left_arm=ARMS_AHEAD, right_arm=ARMS_AHEAD)

    def leg(side: float) -> Leg:
        ankle = UP * build.ankle_height + side * RIGHTWARDS * 0.080 * build.height
        return leg_reaching(build, angles, side, ankle, knee_towards=TO_CAMERA + 0.2 * side * RIGHTWARDS, foot=FLAT_FOOT)

    return replace(angles, left=leg(LEFT), right=leg(RIGHT))


def on_all_fours(build: Build, left: Leg) -> JointAngles:
    """Right thigh upright, hands under the shoulders."""
    slope = 20.0
    pelvis = ON_ALL_FOURS @ turn(0, -slope)
    arm = Arm((0.0, np.sin(np.radians(-slope)), np.cos(np.radians(slope))), (0.0, np.sin(np.radians(-slope)), np.cos(np.radians(slope))))
    knee = Leg(flexion=90.0 - slope, knee=90.0, dorsiflexion=-50.0)
    return JointAngles(UP * 0.280 * build.height, pelvis, left=left, right=knee, left_arm=arm, right_arm=arm)


def fire_hydrant(build: Build, abducted: Floats, fault: Faults) -> JointAngles:
    """On all fours: the bent left leg goes out sideways."""
    return on_all_fours(build, Leg(flexion=70.0, abduction=abducted, knee=90.0, dorsiflexion=-50.0))


def donkey_kick(build: Build, extended: Floats, fault: Faults) -> JointAngles:
    """On all fours: the bent left leg goes up behind."""
    return on_all_fours(build, Leg(flexion=70.0 - extended, knee=90.0, dorsiflexion=-50.0))


def side_plank(build: Build, raised: Floats, fault: Faults) -> JointAngles:
    """On the right forearm and foot: the hips rise by `raised` degrees about the feet, the thorax stays."""
    lying = side_lying(build)
    tilt = turn(2, -raised)  # the head, on the left, goes up
    feet = np.array([build.thigh + build.shank, 0.030 * build.height, 0.0])
    straight = Leg(flexion=2.0, knee=2.0)
    hips = feet + rotated(tilt, lying.hips - feet)
    thorax = turn(2, -20.0) @ ON_SIDE
    lower_shoulder = hips[..., 1] + rotated(thorax, np.array([-build.shoulder_width / 2, build.trunk, 0.0]))[1]
    down = np.clip((lower_shoulder - 0.02 * build.height) / build.upper_arm, 0.0, 1.0)
    upper = rotated(thorax.T, np.stack([-np.sqrt(1 - down**2), -down, np.zeros_like(down)], axis=-1)) * MIRROR_X
    bent = Spine(side_bend=20.0 - raised)
    return JointAngles(hips, tilt @ lying.pelvis, straight, straight, bent, PROP_ARM, Arm(upper, (0.0, 0.0, 1.0)))


def hip_extension(build: Build, extended: Floats, fault: Faults) -> JointAngles:
    """On foot: the straight left leg goes back."""
    kick = Leg(flexion=SOFT_KNEE / 2 - extended, knee=SOFT_KNEE)
    return replace(standing(build), left=kick, spine=Spine(lean=0.3 * extended))


def straight_leg_raise(build: Build, raised: Floats, fault: Faults) -> JointAngles:
    """On the back, the right knee bent: the straight left leg goes up."""
    return replace(supine(build), left=Leg(flexion=raised, knee=3.0))


OTHER_EXERCISES = {
    "squat": Kinematics(squat, span=lambda build, fault: 100.0, camera=Camera(yaw=20.0, height=0.9, distance=2.8)),
    "fire_hydrant": Kinematics(fire_hydrant, span=lambda build, fault: 50.0, camera=Camera(yaw=-20.0, height=0.6, distance=2.4)),
    "donkey_kick": Kinematics(donkey_kick, span=lambda build, fault: 75.0, camera=Camera(yaw=0.0, height=0.6, distance=2.4)),
    "side_plank": Kinematics(side_plank, span=lambda build, fault: 12.0, camera=FILMED_SIDE_LYING, yaw_towards=-1.0),
    "hip_extension": Kinematics(hip_extension, span=lambda build, fault: 25.0, camera=Camera(yaw=60.0, height=0.9, distance=2.8)),
    "straight_leg_raise": Kinematics(straight_leg_raise, span=lambda build, fault: 60.0, camera=Camera(yaw=5.0, height=0.5, distance=2.4)),
}
