"""The exercises on the side, left side up, head at the left of the picture and front of the body to the camera."""

from __future__ import annotations

from dataclasses import replace
from math import acos, asin, cos, degrees, radians, sin, sqrt

import numpy as np

from coach.conventions import Floats
from coach.demonstration.body import LEFT, RIGHT, Angle, Arm, Body, Leg, Posture, Spine, hip, moved, turn
from coach.demonstration.camera import Camera
from coach.demonstration.movement import Faults, Movement
from coach.demonstration.reach import UP, bend, foot_frame, leg_reaching, swung

FRONT = np.array([0.0, 0.0, 1.0])
FEET = np.array([1.0, 0.0, 0.0])
ON_SIDE = np.column_stack([UP, -FEET, FRONT])

PROP_ARM = Arm((-0.10, -0.35, 0.9), (-0.9, -0.2, 0.35))
"""The upper hand on the floor in front of the ribs."""
PILLOW_ARM = Arm((0.15, 0.25, 0.95), (0.0, 1.0, -0.75))
"""The lower arm, bent under the head."""

DIAGONAL = Camera(yaw=27.0, height=0.6, distance=2.3)


def side_lying(body: Body, roll_back: Angle = 0.0, hike: Angle = 0.0) -> Posture:
    """On the side with straight legs; rolling back and hiking the upper hip both turn about the lower hip, which stays."""
    pelvis = ON_SIDE @ turn(1, roll_back) @ turn(2, hike)
    lower_hip = UP * 0.060 * body.height
    return Posture(
        lower_hip + moved(pelvis, np.array([body.hip_width / 2, 0.0, 0.0])),
        pelvis,
        spine=Spine(side_bend=hike),
        left_arm=PROP_ARM,
        right_arm=PILLOW_ARM,
    )


def along_floor(angle: float) -> Floats:
    """[3]: level, towards the feet, turned to the front of the body by `angle` degrees."""
    return np.array([cos(radians(angle)), 0.0, sin(radians(angle))])


def bent_leg(body: Body, flexion: float, knee: float) -> Floats:
    """[3]: from hip to ankle, of a leg that lies level with hip and knee bent so far."""
    return body.thigh * along_floor(flexion) + body.shank * along_floor(flexion - knee)


def clamshell(body: Body, opening: Floats, fault: Faults) -> Posture:
    """The upper knee swings by `opening` about the line from its hip to its ankle; the feet stay together."""
    knee = fault.start("knees_straight", 90.0)
    flexion = fault.start("hip_angle", 50.0)
    staggered = fault.start("knees_unstacked", 0.0) / 2  # each thigh by half, in thigh lengths along the trunk
    upper_flexion = degrees(acos(cos(radians(flexion)) - staggered))
    lower_flexion = degrees(acos(cos(radians(flexion)) + staggered))

    stacked, rest = side_lying(body), side_lying(body, fault.start("hips_rolled", 0.0))
    posture = side_lying(body, fault.start("hips_rolled", 0.0) + fault("pelvis_roll"))
    lower_hip = hip(body, stacked, RIGHT)
    lower_ankle = lower_hip + bent_leg(body, lower_flexion, knee)
    straight = bent_leg(body, upper_flexion, knee)
    reach = float(np.linalg.norm(straight))
    drop = body.hip_width - 0.065 * body.height  # the upper ankle lies on the lower one
    ankle = hip(body, stacked, LEFT) + straight * sqrt(1 - (drop / reach) ** 2) - UP * drop

    closed = _closed(body, hip(body, rest, LEFT), ankle, lower_hip[1] + 0.070 * body.height)
    lifted = ankle + UP * fault("feet_apart")[..., None]
    upper_hip = hip(body, posture, LEFT)
    towards = swung(upper_hip, lifted, _level(upper_hip, lifted), closed + opening, UP)
    toes = 60.0 - knee  # a relaxed foot, pointed by 30 degrees
    upper_foot = foot_frame(along_floor(upper_flexion + toes), -along_floor(upper_flexion + toes - 90.0))
    lower_foot = foot_frame(along_floor(lower_flexion + toes), -along_floor(lower_flexion + toes - 90.0))
    return replace(
        posture,
        left=leg_reaching(body, posture, LEFT, lifted, knee_towards=towards, foot=upper_foot),
        right=leg_reaching(body, posture, RIGHT, lower_ankle, knee_towards=along_floor(90.0 + lower_flexion - knee), foot=lower_foot),
    )


def side_lying_raise(body: Body, raised: Floats, fault: Faults) -> Posture:
    """The upper leg abducts by `raised` from where it rests on the lower one, which is straight or, with `lower_leg_bent`, bent."""
    hike = fault("hike") + 0.8 * fault("too_high")  # what the hip cannot give, the pelvis does
    posture = side_lying(body, fault("roll_back"), hike)
    lower = (45.0, 80.0) if fault.start("lower_leg_bent", 0.0) else (3.0, 6.0)
    lower_ankle = hip(body, side_lying(body), RIGHT) + bent_leg(body, *lower)
    foot = foot_frame(along_floor(lower[0] - lower[1] + 75.0), -along_floor(lower[0] - lower[1] - 15.0))
    return replace(
        posture,
        left=Leg(
            flexion=-4.0 + fault("hip_flexion") + 0.4 * fault("knee_bend"),
            abduction=-6.0 + raised,
            rotation=-8.0 + fault("toes_up"),
            knee=4.0 + fault("knee_bend"),
        ),
        right=leg_reaching(body, posture, RIGHT, lower_ankle, knee_towards=along_floor(90.0 + lower[0] - lower[1]), foot=foot),
    )


def _closed(body: Body, upper_hip: Floats, ankle: Floats, knee_height: float) -> float:
    """How far the upper knee is open, in degrees from level, when it lies on the lower one, at `knee_height`."""
    level = _level(upper_hip, ankle)
    at_level, at_top = (
        bend(upper_hip, ankle, body.thigh, body.shank, swung(upper_hip, ankle, level, angle, UP))[1] for angle in (0.0, 90.0)
    )
    return degrees(asin((knee_height - at_level) / (at_top - at_level)))


def _level(start: Floats, end: Floats) -> Floats:
    """[..., 3]: the level direction across the line from hip to ankle, to the front of the body."""
    across = np.cross(end - start, UP)
    return across * np.sign(across[..., 2:])


LYING = {
    "clamshell": Movement(
        clamshell,
        span=lambda _body, _fault: 35.0,
        camera=DIAGONAL,
        faults=frozenset({"pelvis_roll", "feet_apart"}),
        setup=frozenset({"knees_straight", "hip_angle", "knees_unstacked", "hips_rolled"}),
        yaw_towards=-1.0,
    ),
    "side_lying_raise": Movement(
        side_lying_raise,
        span=lambda _body, _fault: 30.0,
        camera=DIAGONAL,
        faults=frozenset({"hip_flexion", "roll_back", "hike", "too_high", "toes_up", "knee_bend"}),
        setup=frozenset({"lower_leg_bent"}),
        yaw_towards=-1.0,
    ),
}
