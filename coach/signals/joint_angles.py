"""Joint angles of hips, knees, trunk and pelvis over time, in the clinical signs of `coach.conventions`.

The pelvis has no landmarks of its own but the hips. Its frame is: up along the trunk, left along the sum of the lines of hips and
shoulders, square to it. The hip is resolved in the order of Grood and Suntay (J Biomech Eng 105, 1983; ISB, Wu et al. 2002): flexion
about the pelvis's left-right axis, abduction, then rotation of the thigh, which only a bent knee shows. How pelvis and trunk turn and lean
landmarks do not show: the cloth tells it, of who lies on the side (turns) or stands facing the camera (leaning aside), since rest. Seated it does
not: there the thighs move the cloth. The flexion of the trunk nothing tells. `benchmarks.angles` measures how far each angle can be believed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.body import Body
from coach.conventions import Floats
from coach.exercise import Measure
from coach.pose import TRUNK, Landmark, Pose, Side
from coach.posture import Posture
from coach.signals.placement import placement
from coach.signals.surface import TILT_SHOWN, cloth_tilt, pelvis_roll, thorax_roll, trunk_side_lean

OF_LEG: Final = ("hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion")
ANGLES: Final = (
    *(f"{name}_{side}" for side in ("left", "right") for name in OF_LEG),
    "trunk_flexion",
    "trunk_side_lean",
    "trunk_rotation",
    "pelvis_pitch",
    "pelvis_list",
    "pelvis_roll",
)
"""Abduction outward, rotation of the hip outward, the knee's bend; the trunk against the pelvis forward, to the person's left, turned to
the left; the pelvis: tipped forward, its right side up, turned to the left about the trunk. All of trunk and pelvis is since rest, and so is
rotation of the hip."""
OF_TRUNK: Final = ANGLES[2 * len(OF_LEG) :]
SEEN_FROM: Final = 0.5
"""The visibility from which a landmark counts as seen."""
BENT: Final = 25.0
"""Degrees of the knee's bend as it reads, from which the shank tells the thigh's rotation."""
REST_S: Final = 1.0
"""How long somebody is taken to rest from the first picture on, or around a moment of rest that is known."""
ON_SIDE: Final = 0.6
"""How far up the line of the hips points, as a cosine, of somebody who lies on the side: on the back it is level."""
FURTHEST_ROLLED: Final = 45.0
"""Degrees by which cloth or landmarks may have turned since rest for the cloth to be believed: beyond, other cloth is in view."""


def joint_angles(poses: Sequence[Pose], rests: Sequence[float] = ()) -> dict[str, Floats]:
    """Each of `ANGLES` at the times of `poses`, in degrees; NaN where it was not seen.

    `rests` are moments in seconds at which the body rested, such as the starts of sets: angles since rest compare with the last one
    before them. Without any, the body rests in the first second in which it is seen.
    """
    if not poses:
        return {name: np.empty(0) for name in ANGLES}
    visibility = np.array([pose.visibility for pose in poses])
    world = np.where((visibility >= SEEN_FROM)[..., None], np.array([pose.world for pose in poses]), np.nan)
    pelvis = _pelvis(world)
    angles = {f"{name}_{side}": column for side in Side for name, column in zip(OF_LEG, _leg(world, pelvis, side), strict=True)}
    angles |= {name: np.full(len(poses), np.nan) for name in OF_TRUNK}
    times = np.array([pose.time for pose in poses])
    for now, resting in _spans(times, ~np.isnan(pelvis[:, 0, 0]), sorted(rests)):
        since = _since_rest(poses, pelvis, now, resting)
        for side in Side:
            rotation = angles[f"hip_rotation_{side}"]
            since[f"hip_rotation_{side}"] = rotation[now] - _median(rotation[resting])
        for name, values in since.items():
            angles[name][now] = values
    return {name: angles[name] for name in ANGLES}


def _pelvis(world: Floats) -> Floats:
    """[T, 3, 3]: the pelvis's left, up and front as columns."""
    shoulders_and_hips = world[:, TRUNK]
    left_shoulder, right_shoulder, left_hip, right_hip = np.moveaxis(shoulders_and_hips, 1, 0)
    up = _unit(left_shoulder + right_shoulder - left_hip - right_hip)
    across = _unit(left_hip - right_hip) + _unit(left_shoulder - right_shoulder)
    left = _unit(across - up * _dot(across, up)[:, None])
    return np.stack([left, up, np.cross(left, up)], axis=-1)


def _leg(world: Floats, pelvis: Floats, side: Side) -> tuple[Floats, Floats, Floats, Floats]:
    """Flexion, abduction and outward rotation of the hip, and the bend of the knee."""
    sign, name = (1.0, "LEFT") if side is Side.LEFT else (-1.0, "RIGHT")
    hip, knee, ankle = (world[:, Landmark[f"{name}_{part}"]] for part in ("HIP", "KNEE", "ANKLE"))
    thigh, shank = _in(pelvis, _unit(knee - hip)), _in(pelvis, _unit(ankle - knee))
    flexion = np.arctan2(thigh[:, 2], -thigh[:, 1])
    abduction = sign * np.arcsin(np.clip(thigh[:, 0], -1.0, 1.0))
    bend = np.degrees(np.arctan2(np.linalg.norm(np.cross(thigh, shank), axis=-1), _dot(thigh, shank)))
    # the left and the front of a thigh that is bent and spread but not rotated; a bent knee's shank then points backward
    zero, cos, sin = np.zeros(len(thigh)), np.cos(sign * abduction), np.sin(sign * abduction)
    left = np.stack([cos, sin * np.cos(flexion), -sin * np.sin(flexion)], axis=-1)
    front = np.stack([zero, np.sin(flexion), np.cos(flexion)], axis=-1)
    rotation = -sign * np.degrees(np.arctan2(_dot(shank, left), -_dot(shank, front)))
    return np.degrees(flexion), np.degrees(abduction), np.where(bend > BENT, rotation, np.nan), bend


def _spans(times: Floats, seen: NDArray[np.bool_], rests: Sequence[float]) -> list[tuple[slice, NDArray[np.intp]]]:
    """Which pictures compare with which: the slices of time, and for each the rows of its rest."""
    if not seen.any():
        return []
    moments = list(rests) or [float(times[seen][0]) + REST_S / 2]
    starts = [0, *(int(row) for row in np.searchsorted(times, moments[1:])), len(times)]
    return [
        (slice(start, end), np.flatnonzero(seen & (np.abs(times - moment) <= REST_S / 2 + 1e-6)))
        for moment, start, end in zip(moments, starts[:-1], starts[1:], strict=True)
    ]


def _since_rest(poses: Sequence[Pose], pelvis: Floats, now: slice, resting: NDArray[np.intp]) -> dict[str, Floats]:
    if not len(resting):
        return {}
    u, _, v = np.linalg.svd(np.median(pelvis[resting], axis=0))
    rest = u @ v
    turned = np.einsum("ji,tjk->tik", rest, pelvis[now])
    by_landmarks = np.degrees(np.arctan2(turned[:, 0, 2], turned[:, 0, 0]))
    return {
        "pelvis_pitch": np.degrees(np.arctan2(turned[:, 2, 1], turned[:, 1, 1])),
        **_of_cloth(poses[now], [poses[row] for row in resting], rest, by_landmarks),
    }


def _of_cloth(poses: Sequence[Pose], resting: Sequence[Pose], rest: Floats, by_landmarks: Floats) -> dict[str, Floats]:
    """What the cloth tells of pelvis and trunk since rest, in the postures that show it."""
    upper = rest[1, 0]  # how far up the left points
    is_on_side = bool(abs(upper) >= ON_SIDE)
    followed = [pose for pose in resting if pose.picture and pose.picture.pelvis and pose.picture.lies is is_on_side]
    if not followed:
        return {}
    body, bodies = Body.from_pose(followed[len(followed) // 2]), [Body.from_pose(pose) for pose in poses]

    def measured(signal: Measure, side: Side) -> Floats:
        return np.array([signal(one, body, side) for one in bodies])

    if is_on_side:
        pelvis, thorax = (_believed(measured(turn, Side.LEFT), by_landmarks) for turn in (pelvis_roll, thorax_roll))
        sign = math.copysign(1.0, upper)
        return {"pelvis_roll": sign * pelvis, "trunk_rotation": sign * (thorax - pelvis)}
    if placement(body).posture is not Posture.STANDING:
        return {}
    tilt = measured(cloth_tilt, Side.RIGHT) / TILT_SHOWN
    # a trunk that keeps straight over a pelvis leans as the pelvis does
    return {"pelvis_list": tilt, "trunk_side_lean": measured(trunk_side_lean, Side.LEFT) - tilt}


def _believed(backward: Floats, by_landmarks: Floats) -> Floats:
    """A turn backward, where neither cloth nor landmarks have turned so far that other cloth is in view."""
    return np.where(np.maximum(np.abs(by_landmarks), np.abs(backward)) < FURTHEST_ROLLED, backward, np.nan)


def _median(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else math.nan


def _in(frame: Floats, vectors: Floats) -> Floats:
    """[T, 3]: vectors of the room in the axes of `frame`."""
    turned: Floats = np.einsum("tij,ti->tj", frame, vectors)
    return turned


def _dot(a: Floats, b: Floats) -> Floats:
    product: Floats = np.einsum("ti,ti->t", a, b)
    return product


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    direction: Floats = np.divide(vectors, lengths, out=np.full_like(vectors, np.nan), where=lengths > 0)
    return direction
