"""Exercises that the coach does not know, to see that it counts none of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.conventions import Floats
from coach.demonstration.body import LEFT, MIRROR_X, RIGHT, Arm, Body, Leg, Posture, Spine, moved, turn
from coach.demonstration.bridge import arm_on_floor
from coach.demonstration.camera import Camera
from coach.demonstration.lying import DIAGONAL, ON_SIDE, PROP_ARM, side_lying
from coach.demonstration.movement import Faults, Movement
from coach.demonstration.reach import UP, leg_reaching
from coach.demonstration.upright import ARMS_DOWN, FLAT, FRONT, OUTWARDS, SOFT_KNEE

HEAD = np.array([-1.0, 0.0, 0.0])
ON_ALL_FOURS = np.column_stack([FRONT, HEAD, -UP])
"""Head at the left of the picture, left side to the camera."""
ON_BACK = np.column_stack([FRONT, -HEAD, UP])
"""Head at the right of the picture, left side to the camera."""
ARMS_AHEAD = Arm((0.1, -0.1, 1.0), (-0.1, 0.0, 1.0))


def squat(body: Body, bent: Floats, fault: Faults) -> Posture:
    """Knees bent by `bent` more than standing softly, over planted feet, the trunk as far forward as keeps the balance."""
    bent = bent + 10.0
    shank, thigh = 0.35 * bent, 0.65 * bent
    lean = turn(0, 0.4 * bent)
    height = body.ankle_height + body.shank * np.cos(np.radians(shank)) + body.thigh * np.cos(np.radians(thigh))
    behind = body.shank * np.sin(np.radians(shank)) - body.thigh * np.sin(np.radians(thigh))
    posture = Posture(UP * height[..., None] + FRONT * behind[..., None], lean, left_arm=ARMS_AHEAD, right_arm=ARMS_AHEAD)

    def leg(side: float) -> Leg:
        ankle = UP * body.ankle_height + side * OUTWARDS * 0.080 * body.height
        return leg_reaching(body, posture, side, ankle, knee_towards=FRONT + 0.2 * side * OUTWARDS, foot=FLAT)

    return replace(posture, left=leg(LEFT), right=leg(RIGHT))


def on_all_fours(body: Body, left: Leg) -> Posture:
    """Right thigh upright, hands under the shoulders."""
    slope = 20.0
    pelvis = ON_ALL_FOURS @ turn(0, -slope)
    arm = Arm((0.0, np.sin(np.radians(-slope)), np.cos(np.radians(slope))), (0.0, np.sin(np.radians(-slope)), np.cos(np.radians(slope))))
    knee = Leg(flexion=90.0 - slope, knee=90.0, dorsiflexion=-50.0)
    return Posture(UP * 0.280 * body.height, pelvis, left=left, right=knee, left_arm=arm, right_arm=arm)


def fire_hydrant(body: Body, abducted: Floats, fault: Faults) -> Posture:
    """On all fours: the bent left leg goes out sideways."""
    return on_all_fours(body, Leg(flexion=70.0, abduction=abducted, knee=90.0, dorsiflexion=-50.0))


def donkey_kick(body: Body, extended: Floats, fault: Faults) -> Posture:
    """On all fours: the bent left leg goes up behind."""
    return on_all_fours(body, Leg(flexion=70.0 - extended, knee=90.0, dorsiflexion=-50.0))


def side_plank(body: Body, raised: Floats, fault: Faults) -> Posture:
    """On the right forearm and foot: the hips rise by `raised` degrees about the feet the thorax stays."""
    lying = side_lying(body)
    tilt = turn(2, -raised)  # the head, on the left, goes up
    feet = np.array([body.thigh + body.shank, 0.030 * body.height, 0.0])
    straight = Leg(flexion=2.0, knee=2.0)
    hips = feet + moved(tilt, lying.hips - feet)
    thorax = turn(2, -20.0) @ ON_SIDE
    lower_shoulder = hips[..., 1] + moved(thorax, np.array([-body.shoulder_width / 2, body.trunk, 0.0]))[1]
    down = np.clip((lower_shoulder - 0.02 * body.height) / body.upper_arm, 0.0, 1.0)
    upper = moved(thorax.T, np.stack([-np.sqrt(1 - down**2), -down, np.zeros_like(down)], axis=-1)) * MIRROR_X
    bent = Spine(side_bend=20.0 - raised)
    return Posture(hips, tilt @ lying.pelvis, straight, straight, bent, PROP_ARM, Arm(upper, (0.0, 0.0, 1.0)))


def hip_extension(body: Body, extended: Floats, fault: Faults) -> Posture:
    """On foot: the straight left leg goes back."""
    height = body.ankle_height + (body.thigh + body.shank) * np.cos(np.radians(SOFT_KNEE / 2))
    planted = Leg(flexion=SOFT_KNEE / 2, knee=SOFT_KNEE, dorsiflexion=SOFT_KNEE / 2)
    kick = Leg(flexion=SOFT_KNEE / 2 - extended, knee=SOFT_KNEE)
    return Posture(UP * height, np.eye(3), kick, planted, Spine(lean=0.3 * extended), ARMS_DOWN, ARMS_DOWN)


def straight_leg_raise(body: Body, raised: Floats, fault: Faults) -> Posture:
    """On the back, the right knee bent: the straight left leg goes up."""
    arm = arm_on_floor(np.zeros(()))
    bent = Leg(flexion=55.0, knee=115.0, dorsiflexion=-30.0)
    return Posture(UP * 0.045 * body.height, ON_BACK, Leg(flexion=raised, knee=3.0), bent, Spine(), arm, arm)


ELSEWHERE = {
    "squat": Movement(squat, span=lambda body, fault: 100.0, camera=Camera(yaw=20.0, height=0.9, distance=2.8)),
    "fire_hydrant": Movement(fire_hydrant, span=lambda body, fault: 50.0, camera=Camera(yaw=-20.0, height=0.6, distance=2.4)),
    "donkey_kick": Movement(donkey_kick, span=lambda body, fault: 75.0, camera=Camera(yaw=0.0, height=0.6, distance=2.4)),
    "side_plank": Movement(side_plank, span=lambda body, fault: 12.0, camera=DIAGONAL, yaw_towards=-1.0),
    "hip_extension": Movement(hip_extension, span=lambda body, fault: 25.0, camera=Camera(yaw=60.0, height=0.9, distance=2.8)),
    "straight_leg_raise": Movement(straight_leg_raise, span=lambda body, fault: 60.0, camera=Camera(yaw=5.0, height=0.5, distance=2.4)),
}
