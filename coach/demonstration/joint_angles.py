"""The joint angles of a made-up person, at one moment or over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from coach.conventions import Floats
from coach.demonstration.rotation import Angle

Direction: TypeAlias = tuple[float, float, float] | Floats

LEFT, RIGHT = 1.0, -1.0
"""The sign with which a side's abduction and rotation turn."""

MIRROR_X = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True, slots=True)
class Leg:
    """Joint angles of one leg. Hip: flexion, abduction, external rotation; knee: flexion; ankle: the foot against the shank."""

    flexion: Angle = 0.0
    abduction: Angle = 0.0
    rotation: Angle = 0.0
    knee: Angle = 0.0
    dorsiflexion: Angle = 0.0
    eversion: Angle = 0.0
    toe_out: Angle = 0.0


@dataclass(frozen=True, slots=True)
class Spine:
    """The trunk against the pelvis, about the middle of the hips: to the front, to the person's left, turned to the left.

    `rounding` curls the back: the shoulders come nearer the hips by the cosine of half of it. `nod` bends the head to the front.
    """

    lean: Angle = 0.0
    side_bend: Angle = 0.0
    twist: Angle = 0.0
    rounding: Angle = 0.0
    nod: Angle = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """Directions of upper arm and forearm in the frame of the thorax: outwards, up, to the front; [..., 3], of any length."""

    upper: Direction = (0.12, -1.0, 0.0)
    fore: Direction = (0.08, -1.0, 0.15)


@dataclass(frozen=True, slots=True, eq=False)
class JointAngles:
    """Those of a whole body, and where it is: `hips` [..., 3] is the point midway between the hips, `pelvis` [..., 3, 3] its frame."""

    hips: Floats
    pelvis: Floats
    left: Leg = field(default=Leg())
    right: Leg = field(default=Leg())
    spine: Spine = field(default=Spine())
    left_arm: Arm = field(default=Arm())
    right_arm: Arm = field(default=Arm())


def mirrored(angles: JointAngles) -> JointAngles:
    """The mirror image, in which left is right, across the room's middle (x = 0)."""
    spine = angles.spine
    return JointAngles(
        angles.hips * MIRROR_X,
        angles.pelvis * np.outer(MIRROR_X, MIRROR_X),
        left=angles.right,
        right=angles.left,
        spine=Spine(spine.lean, -np.asarray(spine.side_bend), -np.asarray(spine.twist), spine.rounding, spine.nod),
        left_arm=angles.right_arm,
        right_arm=angles.left_arm,
    )
