"""The bridges: on the back, head at the right of the picture, left side to the camera; shoulders and planted foot stay."""

from __future__ import annotations

from dataclasses import replace
from math import acos, cos, degrees, radians

import numpy as np

from coach.conventions import Floats
from coach.demonstration.body import LEFT, RIGHT, Arm, Body, Leg, Posture, Spine, hip, moved, turn, unit
from coach.demonstration.camera import Camera
from coach.demonstration.movement import Faults, Movement
from coach.demonstration.reach import UP, bend, foot_frame, leg_reaching, swung

FEET = np.array([-1.0, 0.0, 0.0])
NEAR = np.array([0.0, 0.0, 1.0])

LYING_HEIGHT = 0.045
"""Of hip and shoulder joints over the floor, in body heights."""
START_KNEE = 115.0
"""Bend of the planted knee at the start: a heel near the buttock."""


def planted_at(body: Body, fault: Faults) -> float:
    """Metres along the floor from the lying hip to the planted ankle; `foot_far` and `foot_near` move it."""
    usual = body.thigh**2 + body.shank**2 + 2 * body.thigh * body.shank * cos(radians(START_KNEE))
    rise = (LYING_HEIGHT - 0.039) * body.height
    return float(np.sqrt(usual - rise**2)) + fault.start("foot_far", 0.0) - fault.start("foot_near", 0.0)


def start_flexion(body: Body, fault: Faults) -> float:
    """Hip flexion of the planted leg with the hips on the floor, degrees."""
    along, down = planted_at(body, fault), (LYING_HEIGHT - 0.039) * body.height
    reach = float(np.hypot(along, down))
    at_hip = degrees(acos((body.thigh**2 + reach**2 - body.shank**2) / (2 * body.thigh * reach)))
    return at_hip - degrees(float(np.arctan2(down, along)))


def bridge(body: Body, extended: Floats, fault: Faults, *, two_legs: bool = False) -> Posture:
    """The planted hip extends by `extended`: the hips rise between shoulders and planted foot, which stay where they are."""
    shoulders = UP * LYING_HEIGHT * body.height - FEET * body.trunk
    flexion = start_flexion(body, fault) - extended - fault("over_arch")
    ankle = FEET * planted_at(body, fault) + UP * body.ankle_height

    # Hip and knee of the middle plane from the wanted hip angle: shoulder to knee is one side of a triangle of known sides.
    to_knee = np.sqrt(body.trunk**2 + body.thigh**2 + 2 * body.trunk * body.thigh * np.cos(np.radians(flexion)))
    knee = bend(shoulders, np.broadcast_to(ankle, (*np.shape(flexion), 3)), to_knee, body.shank, UP)
    middle = bend(shoulders, knee, body.trunk, body.thigh, -UP * np.where(flexion < 0, -1.0, 1.0)[..., None])

    cranial = unit(shoulders - middle)
    trunk = np.stack([np.broadcast_to(NEAR, cranial.shape), cranial, np.cross(NEAR, cranial)], axis=-1)
    dropped = fault("pelvis_drop")
    pelvis = trunk @ turn(1, -dropped)
    pitch = np.degrees(np.arctan2(cranial[..., 1], cranial[..., 0]))  # of the trunk against the floor, head down negative
    posture = Posture(middle, pelvis, spine=Spine(twist=dropped, nod=-pitch), left_arm=arm_on_floor(pitch), right_arm=arm_on_floor(pitch))
    lifted = fault("heel_lift")
    flat = foot_frame(FEET)

    def planted(side: float) -> Leg:
        out = side * NEAR
        foot = flat @ turn(0, lifted)
        toes = ankle + out * body.hip_width / 2 + moved(flat, body.foot_index)
        heel_up = toes - moved(foot, body.foot_index)
        start = hip(body, posture, side)
        towards = swung(start, heel_up, UP, fault("knee_in"), -out)
        return leg_reaching(body, posture, side, heel_up, knee_towards=towards, foot=foot)

    left = planted(LEFT)
    right = planted(RIGHT) if two_legs else _free(body, posture, knee - middle, fault)
    return replace(posture, left=left, right=right)


def _free(body: Body, posture: Posture, thigh: Floats, fault: Faults) -> Leg:
    """The free leg: its thigh level with the planted `thigh`, or `free_thigh` degrees higher; straight, or bent with `tabletop`."""
    higher, knee = (25.0, 85.0) if fault.start("tabletop", 0.0) else (0.0, 6.0)
    upwards = turn(2, -(higher + fault("free_thigh")))
    along = unit(moved(upwards, thigh))
    shank = moved(turn(2, knee), along)
    ankle = hip(body, posture, RIGHT) + body.thigh * along + body.shank * shank
    return leg_reaching(body, posture, RIGHT, ankle, knee_towards=np.cross(along, NEAR))


def arm_on_floor(pitch: Floats) -> Arm:
    """An arm that lies beside the body on the floor, while the trunk is pitched by so many degrees."""
    along = np.stack([np.full_like(pitch, 0.3), -np.cos(np.radians(pitch)), np.sin(np.radians(pitch))], axis=-1)
    return Arm(along, along)


def two_leg_bridge(body: Body, extended: Floats, fault: Faults) -> Posture:
    """Both feet planted."""
    return bridge(body, extended, fault, two_legs=True)


SIDE_ON = Camera(yaw=10.0, height=0.5, distance=2.4)
FOOT_END = Camera(yaw=-80.0, height=0.5, distance=2.4)
"""Beyond the feet: pelvis and knee can be judged, the hip's extension cannot."""

BRIDGES = {
    "single_leg_bridge": Movement(
        bridge,
        span=start_flexion,
        camera=SIDE_ON,
        faults=frozenset({"over_arch", "pelvis_drop", "free_thigh", "heel_lift", "knee_in"}),
        setup=frozenset({"foot_far", "foot_near", "tabletop"}),
    ),
    "two_leg_bridge": Movement(
        two_leg_bridge,
        span=start_flexion,
        camera=SIDE_ON,
        faults=frozenset({"over_arch", "pelvis_drop", "heel_lift", "knee_in"}),
        setup=frozenset({"foot_far", "foot_near"}),
    ),
}
