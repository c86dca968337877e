"""What the picture would tell of a made-up person: their trunk has a surface, an elliptical cylinder that turns with pelvis and thorax."""

from __future__ import annotations

import numpy as np

from coach.conventions import Floats
from coach.demonstration.rotation import unit
from coach.picture import HALF_DEPTH, PatchReading, PictureReading
from coach.pose import Landmark

HALF_WIDTH = 0.30
"""Half the width of the trunk's section, in trunk lengths."""
ELSEWHERE = 0.3
"""Trunk lengths: who has moved this far is compared with a new keyframe."""
FOOT_IS_ELSEWHERE = 0.1
"""Trunk lengths by which a foot has to move for all of the picture around it to change."""

HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
FEET = [[Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX], [Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX]]


def readings(times: Floats, seen: Floats, pixels: Floats) -> list[PictureReading]:
    """What is read of landmarks at `seen` [T, 33, 3], in the axes of the camera, and at `pixels` [T, 33, 2] of the picture, y down.

    Nobody knows how much the picture moves: `motion` is NaN, and durations are read from the landmarks.
    """
    if np.ptp(pixels[0], axis=0).max() < 1.0:  # a single point, not a person
        return [PictureReading() for _ in times]
    hips, found, start = pixels[:, HIPS].mean(axis=1), [], 0
    while start < len(times):
        length = float(np.linalg.norm(pixels[start, SHOULDERS].mean(axis=0) - hips[start]))
        away = np.linalg.norm(hips[start:] - hips[start], axis=-1) > ELSEWHERE * length
        end = start + int(np.argmax(away)) if away.any() else len(times)
        found += _since_keyframe(float(times[start]), seen[start:end], pixels[start:end], length)
        start = end
    return found


def _since_keyframe(keyframe: float, seen: Floats, pixels: Floats, length: float) -> list[PictureReading]:
    """What is read while one keyframe holds, which is the first of the pictures; `length` is that of the trunk in it, in pixels."""
    along = pixels[0, SHOULDERS].mean(axis=0) - pixels[0, HIPS].mean(axis=0)
    lies = bool(abs(along[0]) > abs(along[1]))
    pelvis, thorax = (_patches(seen, along / length, rows, share) for rows, share in ((HIPS, 0.25), (SHOULDERS, 0.6)))
    moved = [np.linalg.norm(pixels[:, rows] - pixels[0, rows], axis=-1).mean(axis=-1) / length for rows in FEET]
    left, right = (np.minimum(one / FOOT_IS_ELSEWHERE, 1.0).tolist() for one in moved)
    return [PictureReading(keyframe, lies, *each, 0.0) for each in zip(pelvis, thorax, zip(left, right, strict=True), strict=True)]


def _frames(seen: Floats, rows: list[Landmark]) -> Floats:
    """[T, 3, 3]: the axes of the pelvis, or of the thorax: to the left, up and to the front of the person."""
    left = unit(seen[:, rows[0]] - seen[:, rows[1]])
    up = seen[:, SHOULDERS].mean(axis=1) - seen[:, HIPS].mean(axis=1)
    front = unit(np.cross(left, up))
    return np.stack([left, np.cross(front, left), front], axis=-1)


def _patches(seen: Floats, axis: Floats, rows: list[Landmark], share: float) -> list[PatchReading]:
    """How the surface `share` of the way from hips to shoulders has moved since the first picture of `seen` [T, 33, 3].

    `axis` is the direction of the trunk in the first picture ([2], y down).
    """
    middle = seen[:, HIPS].mean(axis=1)
    lengths = np.linalg.norm(seen[:, SHOULDERS].mean(axis=1) - middle, axis=-1)
    frames = _frames(seen, rows)
    # The point of the section that is nearest to the camera at rest, in the person's own axes.
    half = np.array([HALF_WIDTH, HALF_DEPTH])
    towards = half * frames[0, 2, [0, 2]]
    nearest = half * towards / max(float(np.linalg.norm(towards)), 1e-6)
    spot = lengths[0] * np.array([nearest[0], share, nearest[1]])
    beside = spot + [0.0, 0.1 * lengths[0], 0.0]
    places, above = ((middle + frames @ place)[:, :2] * [1.0, -1.0] for place in (spot, beside))
    moved = (places - places[0]) / lengths[0]
    before, after = above[0] - places[0], above - places
    turn = np.degrees(np.arctan2(before[1] * after[:, 0] - before[0] * after[:, 1], after @ before))
    residual = 1.0 + 100.0 * np.abs(1.0 - lengths / lengths[0])  # a trunk that curls has creases
    columns = (moved @ [axis[1], -axis[0]], moved @ axis, turn, residual)
    return [
        PatchReading(across, way, turned, 1.0, 0.002, 0.5, creased, 1.0)
        for across, way, turned, creased in np.stack(columns, axis=-1).tolist()
    ]
