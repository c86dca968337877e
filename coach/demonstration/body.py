"""A made-up person: forward kinematics from joint angles to the 33 landmarks, in the axes of the room.

The room is in metres: +x to the right of the picture, +y up from the floor, +z towards a camera that stands square in
front. The frame of a body part is a [..., 3, 3] matrix whose columns are its left, its up (towards the head) and its
front. Every angle may be a number or an array over time, and every result has that leading shape.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, fields
from typing import TypeAlias

import numpy as np

from coach.conventions import Floats
from coach.pose import LANDMARKS, Landmark

Angle: TypeAlias = float | Floats
"""Degrees, in the clinical sign of `coach.conventions`."""

Direction: TypeAlias = tuple[float, float, float] | Floats

LEFT, RIGHT = 1.0, -1.0
"""The sign with which a side's abduction and rotation turn."""

MIRROR_ROWS = np.array([0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(row + (1 if row % 2 else -1) for row in range(11, LANDMARKS))])
"""The row of each landmark's partner on the other side."""

MIRROR_X = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True, slots=True)
class Body:
    """Segment lengths in metres, as shares of body height.

    Limbs and feet: Winter, Biomechanics and Motor Control of Human Movement, 2009, figure 4.1. Trunk, hip width and shoulder
    width are between joint centres as the pose model places them on rendered people, less than Winter's outer breadths.
    """

    height: float = 1.70

    @property
    def thigh(self) -> float:
        """Hip to knee."""
        return 0.245 * self.height

    @property
    def shank(self) -> float:
        """Knee to ankle."""
        return 0.246 * self.height

    @property
    def trunk(self) -> float:
        """From midway between the hips to midway between the shoulders."""
        return 0.270 * self.height

    @property
    def hip_width(self) -> float:
        """Between the hip joints."""
        return 0.112 * self.height

    @property
    def shoulder_width(self) -> float:
        """Between the shoulder joints."""
        return 0.195 * self.height

    @property
    def upper_arm(self) -> float:
        """Shoulder to elbow."""
        return 0.186 * self.height

    @property
    def forearm(self) -> float:
        """Elbow to wrist."""
        return 0.146 * self.height

    @property
    def heel(self) -> Floats:
        """From the ankle, in the frame of the foot."""
        return self.height * np.array([0.0, -0.034, -0.036])

    @property
    def foot_index(self) -> Floats:
        """From the ankle, in the frame of the foot: heel to foot index is Winter's foot length."""
        return self.height * np.array([0.004, -0.034, 0.116])

    @property
    def ankle_height(self) -> float:
        """Of the ankle over the floor when the foot is flat."""
        return 0.039 * self.height


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
class Posture:
    """A whole body: `hips` [..., 3] is the point midway between the hips, `pelvis` [..., 3, 3] the frame of the pelvis."""

    hips: Floats
    pelvis: Floats
    left: Leg = field(default=Leg())
    right: Leg = field(default=Leg())
    spine: Spine = field(default=Spine())
    left_arm: Arm = field(default=Arm())
    right_arm: Arm = field(default=Arm())


def turn(axis: int, degrees: Angle) -> Floats:
    """[..., 3, 3]: the rotation by `degrees` about the x, y or z axis (0, 1, 2)."""
    angle = np.radians(np.asarray(degrees, dtype=np.float64))
    matrix = np.zeros((*angle.shape, 3, 3))
    first, second = (axis + 1) % 3, (axis + 2) % 3
    matrix[..., axis, axis] = 1.0
    matrix[..., first, first] = matrix[..., second, second] = np.cos(angle)
    matrix[..., second, first] = np.sin(angle)
    matrix[..., first, second] = -np.sin(angle)
    return matrix


def joint(flexion: Angle, abduction: Angle, rotation: Angle, side: float) -> Floats:
    """[..., 3, 3]: a ball joint in the clinical order of Grood and Suntay, flexion first, then abduction, then rotation."""
    turned: Floats = turn(0, -np.asarray(flexion)) @ turn(2, side * np.asarray(abduction)) @ turn(1, side * np.asarray(rotation))
    return turned


def joint_angles(matrix: Floats, side: float) -> tuple[Floats, Floats, Floats]:
    """Flexion, abduction and rotation of a ball joint: undoes `joint`."""
    flexion = -np.degrees(np.arctan2(matrix[..., 2, 1], matrix[..., 1, 1]))
    abduction = side * np.degrees(np.arcsin(np.clip(-matrix[..., 0, 1], -1.0, 1.0)))
    rotation = side * np.degrees(np.arctan2(matrix[..., 0, 2], matrix[..., 0, 0]))
    return flexion, abduction, rotation


def moved(frame: Floats, vector: Floats) -> Floats:
    """[..., 3]: a vector given in `frame`, in the axes of the room."""
    turned: Floats = np.einsum("...ij,...j->...i", frame, vector)
    return turned


def hip(body: Body, posture: Posture, side: float) -> Floats:
    """[..., 3]: where the hip joint of one side is."""
    return posture.hips + moved(posture.pelvis, np.array([side * body.hip_width / 2, 0.0, 0.0]))


def landmarks(body: Body, posture: Posture) -> Floats:
    """[..., 33, 3]: the landmarks in the room, numbered as MediaPipe numbers them."""
    spine = posture.spine
    line = posture.pelvis @ turn(2, -np.asarray(spine.side_bend)) @ turn(0, spine.lean) @ turn(1, spine.twist)
    thorax = line @ turn(0, np.asarray(spine.rounding) / 2)
    reach = body.trunk * np.cos(np.radians(np.asarray(spine.rounding)) / 2)
    shoulders = posture.hips + line[..., :, 1] * reach[..., None]
    head = thorax @ turn(0, spine.nod)

    points = dict(enumerate(_face(body, shoulders, head)))
    for side, leg, arm, odd in ((LEFT, posture.left, posture.left_arm, 0), (RIGHT, posture.right, posture.right_arm, 1)):
        for row, point in enumerate(_arm(body, shoulders, thorax, arm, side)):
            points[Landmark.LEFT_SHOULDER + 2 * row + odd] = point
        for row, point in enumerate(_leg(body, hip(body, posture, side), posture.pelvis, leg, side)):
            points[Landmark.LEFT_HIP + 2 * row + odd] = point
    return np.stack(np.broadcast_arrays(*(points[row] for row in range(LANDMARKS))), axis=-2)


def _leg(body: Body, hip_joint: Floats, pelvis: Floats, leg: Leg, side: float) -> tuple[Floats, ...]:
    """Hip, knee, ankle, heel, foot index."""
    thigh = pelvis @ joint(leg.flexion, leg.abduction, leg.rotation, side)
    shank = thigh @ turn(0, leg.knee)
    foot = shank @ joint(leg.dorsiflexion, leg.eversion, leg.toe_out, side)
    knee = hip_joint - body.thigh * thigh[..., :, 1]
    ankle = knee - body.shank * shank[..., :, 1]
    outwards = np.array([side, 1.0, 1.0])
    return hip_joint, knee, ankle, ankle + moved(foot, body.heel * outwards), ankle + moved(foot, body.foot_index * outwards)


def _arm(body: Body, shoulders: Floats, thorax: Floats, arm: Arm, side: float) -> tuple[Floats, ...]:
    """Shoulder, elbow, wrist, little finger, index finger, thumb."""
    outwards = np.array([side, 1.0, 1.0])
    fore = unit(moved(thorax, unit(np.asarray(arm.fore)) * outwards))
    across = unit(np.cross(fore, moved(thorax, np.array([0.2 * side, 0.3, 0.93]))))
    shoulder = shoulders + moved(thorax, np.array([side * body.shoulder_width / 2, 0.0, 0.0]))
    elbow = shoulder + body.upper_arm * moved(thorax, unit(np.asarray(arm.upper)) * outwards)
    wrist = elbow + body.forearm * fore
    hand = ((0.055, 0.016), (0.060, -0.010), (0.034, -0.022))
    return shoulder, elbow, wrist, *(wrist + body.height * (along * fore + side * aside * across) for along, aside in hand)


def _face(body: Body, shoulders: Floats, head: Floats) -> list[Floats]:
    """Nose, eyes, ears and mouth: rows 0 to 10, from the middle between the ears."""
    eye = [(0.011, 0.018, 0.056), (0.019, 0.019, 0.053), (0.026, 0.018, 0.047)]
    ear, mouth = [(0.044, 0.0, 0.0)], [(0.014, -0.028, 0.053)]
    shares = [(0.0, -0.004, 0.066)]
    for feature in (eye, ear, mouth):
        for side in (LEFT, RIGHT):
            shares += [(side * x, y, z) for x, y, z in feature]
    between_ears = shoulders + moved(head, body.height * np.array([0.0, 0.113, 0.012]))
    return [between_ears + moved(head, body.height * np.asarray(share)) for share in shares]


def unit(vector: Floats) -> Floats:
    """The same direction, one long."""
    direction: Floats = vector / np.linalg.norm(vector, axis=-1, keepdims=True)
    return direction


def mirrored(posture: Posture) -> Posture:
    """The mirror image, left made right, across the room's middle (x = 0)."""
    spine = posture.spine
    return Posture(
        posture.hips * MIRROR_X,
        posture.pelvis * np.outer(MIRROR_X, MIRROR_X),
        left=posture.right,
        right=posture.left,
        spine=Spine(spine.lean, -np.asarray(spine.side_bend), -np.asarray(spine.twist), spine.rounding, spine.nod),
        left_arm=posture.right_arm,
        right_arm=posture.left_arm,
    )


def between(start: Posture, end: Posture, share: Floats) -> Posture:
    """The postures on the way from one to another, `share` [T] from 0 to 1: joints turn evenly, the pelvis by the shortest turn."""
    step = np.swapaxes(start.pelvis, -1, -2) @ end.pelvis
    angle = np.arccos(np.clip((np.trace(step) - 1) / 2, -1.0, 1.0))
    if angle < 1e-9:
        pelvis = np.broadcast_to(start.pelvis, (*share.shape, 3, 3))
    else:
        # The axis of a half turn has no antisymmetric part: take the column of (R + I) that is largest.
        skew = step - step.T
        axis = np.array([skew[2, 1], skew[0, 2], skew[1, 0]]) if np.pi - angle > 1e-6 else (step + np.eye(3))[:, np.argmax(np.diag(step))]
        pelvis = start.pelvis @ about(axis, np.degrees(angle) * share)

    def mix(one: object, two: object) -> list[Floats]:
        return [a + (b - a) * share for a, b in zip(astuple(one), astuple(two), strict=True)]  # type: ignore[call-overload]

    def arm(one: Arm, two: Arm) -> Arm:
        pairs = ((np.asarray(getattr(one, f.name)), np.asarray(getattr(two, f.name))) for f in fields(Arm))
        return Arm(*(unit(a) + (unit(b) - unit(a)) * share[..., None] for a, b in pairs))

    return Posture(
        start.hips + (end.hips - start.hips) * share[..., None],
        pelvis,
        left=Leg(*mix(start.left, end.left)),
        right=Leg(*mix(start.right, end.right)),
        spine=Spine(*mix(start.spine, end.spine)),
        left_arm=arm(start.left_arm, end.left_arm),
        right_arm=arm(start.right_arm, end.right_arm),
    )


def about(axis: Floats, degrees: Angle) -> Floats:
    """[..., 3, 3]: the rotation by `degrees` about any one axis (Rodrigues)."""
    x, y, z = unit(axis)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(np.asarray(degrees, dtype=np.float64))[..., None, None]
    turned: Floats = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross)
    return turned
