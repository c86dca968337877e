"""The exercises on a chair and on foot, facing the camera."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.conventions import Floats
from coach.demonstration.body import LEFT, RIGHT, Arm, Body, Leg, Posture, Spine, moved, turn
from coach.demonstration.camera import Camera
from coach.demonstration.movement import Faults, Movement
from coach.demonstration.reach import UP, foot_frame, leg_reaching, swung

OUTWARDS = np.array([1.0, 0.0, 0.0])
FRONT = np.array([0.0, 0.0, 1.0])
FACING = np.eye(3)
FLAT = foot_frame(FRONT)

HANDS_ON_THIGHS = Arm((0.15, -1.0, 0.35), (-0.1, -0.55, 0.9))
ARMS_DOWN = Arm()

SOFT_KNEE = 4.0
"""Bend of a straight standing knee, degrees."""


def seated(body: Body, opening: Floats, fault: Faults) -> Posture:
    """Both knees swing outwards by `opening` about their hip-ankle lines, the feet flat on the floor."""
    back = fault("lean_back") + 0.6 * fault("slouch")
    posture = Posture(
        UP * (body.ankle_height + body.shank),
        turn(0, -back),
        spine=Spine(lean=0.6 * fault("slouch"), side_bend=fault("lean_side"), rounding=2.0 * fault("slouch")),
        left_arm=HANDS_ON_THIGHS,
        right_arm=HANDS_ON_THIGHS,
    )

    def leg(side: float, share: Floats) -> Leg:
        out = side * OUTWARDS
        start = UP * (body.ankle_height + body.shank) + out * body.hip_width / 2
        ankle = FRONT * body.thigh + UP * body.ankle_height + out * 0.060 * body.height
        ankle = ankle + UP * fault("feet_lift")[..., None] + out * fault("feet_slide")[..., None]
        towards = swung(start, ankle, UP + FRONT, share * opening - fault.start("knees_collapsed", 0.0), out)
        return leg_reaching(body, posture, side, ankle, knee_towards=towards, foot=FLAT)

    return replace(
        posture,
        left=leg(LEFT, np.ones_like(opening)),
        right=leg(RIGHT, 1.0 - fault("one_sided")),
    )


def standing(body: Body, abducted: Floats, fault: Faults) -> Posture:
    """The left leg abducts against the pelvis by `abducted`; the pelvis tilts about the right hip, over a planted foot."""
    hike = fault("pelvis_hike") - fault("pelvis_drop")
    pelvis = turn(2, hike)
    hip_height = body.ankle_height + (body.thigh + body.shank) * np.cos(np.radians(SOFT_KNEE / 2))

    # A knee that falls in: seen from in front its bend is `valgus`; it also bends forwards, and the hip comes down.
    valgus = fault("stance_valgus")
    inwards, ahead = np.tan(np.radians(valgus / 2)), np.tan(np.radians(SOFT_KNEE / 2 + valgus / 4))
    bent = np.hypot(inwards, ahead)
    lowered = (body.thigh + body.shank) * (np.cos(np.radians(SOFT_KNEE / 2)) - np.cos(np.arctan(bent)))

    stance_hip = UP * hip_height - OUTWARDS * body.hip_width / 2 - UP * lowered[..., None]
    posture = Posture(
        stance_hip + moved(pelvis, OUTWARDS * body.hip_width / 2),
        pelvis,
        spine=Spine(side_bend=hike - fault("trunk_lean")),
        left_arm=ARMS_DOWN,
        right_arm=ARMS_DOWN,
    )
    ankle = UP * body.ankle_height - OUTWARDS * body.hip_width / 2
    towards = OUTWARDS * inwards[..., None] + FRONT * ahead[..., None]
    return replace(
        posture,
        left=Leg(
            flexion=SOFT_KNEE / 2 + fault("forward_drift") + 0.4 * fault("knee_bend"),
            abduction=abducted,
            rotation=5.0 + fault("toes_out"),
            knee=SOFT_KNEE + fault("knee_bend"),
        ),
        right=leg_reaching(body, posture, RIGHT, ankle, knee_towards=towards, foot=FLAT),
    )


UPRIGHT = {
    "seated_abduction": Movement(
        seated,
        span=lambda _body, _fault: 32.0,
        camera=Camera(yaw=5.0, height=0.8, distance=2.2),
        faults=frozenset({"lean_side", "lean_back", "slouch", "feet_lift", "feet_slide", "one_sided"}),
        setup=frozenset({"knees_collapsed"}),
    ),
    "standing_abduction": Movement(
        standing,
        span=lambda _body, _fault: 30.0,
        camera=Camera(yaw=5.0, height=0.9, distance=2.8),
        faults=frozenset(
            {"trunk_lean", "pelvis_hike", "pelvis_drop", "knee_bend", "forward_drift", "toes_out", "stance_valgus"},
        ),
    ),
}
