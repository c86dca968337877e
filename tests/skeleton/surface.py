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


def readings(times: Floats, seen: Floats, pixels: Floats) -> list[PictureReading]:
    """What is read of landmarks at `seen` [T, 33, 3], in the axes of the camera, and at `pixels` [T, 33, 2] of the picture, y down.

    Nobody knows how much the picture moves: `motion` is NaN, and durations are read from the landmarks.
    """
    if np.ptp(pixels[0], axis=0).max() < 1.0:  # a single point, not a person
        return [PictureReading() for _ in times]
    found, start = [], 0
    for i in range(len(times)):
        moved = np.linalg.norm(pixels[i, HIPS].mean(0) - pixels[start, HIPS].mean(0))
        start = i if moved > ELSEWHERE * _length(pixels[start]) else start
        found.append(_reading(seen, pixels, start, i, float(times[start])))
    return found


def _length(pixels: Floats) -> float:
    return float(np.linalg.norm(pixels[SHOULDERS].mean(0) - pixels[HIPS].mean(0)))


def _reading(seen: Floats, pixels: Floats, start: int, now: int, keyframe: float) -> PictureReading:
    along = pixels[start, SHOULDERS].mean(0) - pixels[start, HIPS].mean(0)
    lies = bool(abs(along[0]) > abs(along[1]))
    both = np.array([start, now])
    pelvis, thorax = (_patch(seen[both], pixels[start], rows, share) for rows, share in ((HIPS, 0.25), (SHOULDERS, 0.6)))
    feet = [
        min(
            float(np.linalg.norm(pixels[now, rows] - pixels[start, rows], axis=-1).mean()) / _length(pixels[start]) / FOOT_IS_ELSEWHERE, 1.0
        )
        for rows in ([Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX], [Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX])
    ]
    return PictureReading(keyframe, lies, pelvis, thorax, (feet[0], feet[1]), 0.0)


def _frame(seen: Floats, rows: list[Landmark]) -> Floats:
    """[3, 3]: the axes of the pelvis, or of the thorax: to the left, up and to the front of the person."""
    left = unit(seen[rows[0]] - seen[rows[1]])
    up = seen[SHOULDERS].mean(0) - seen[HIPS].mean(0)
    front = unit(np.cross(left, up))
    return np.stack([left, np.cross(front, left), front], axis=-1)


def _patch(seen: Floats, pixels: Floats, rows: list[Landmark], share: float) -> PatchReading:
    """How the surface `share` of the way from hips to shoulders moves between the two moments of `seen` [2, 33, 3]; `pixels` are the first's."""
    trunks = [one[SHOULDERS].mean(0) - one[HIPS].mean(0) for one in seen]
    length = float(np.linalg.norm(trunks[0]))
    frames = [_frame(one, rows) for one in seen]
    # The point of the section that is nearest to the camera at rest, in the person's own axes.
    half = np.array([HALF_WIDTH, HALF_DEPTH])
    towards = half * (frames[0].T @ np.array([0.0, 0.0, 1.0]))[[0, 2]]
    nearest = half * towards / max(float(np.linalg.norm(towards)), 1e-6)
    spot = length * np.array([nearest[0], share, nearest[1]])
    beside = spot + [0.0, 0.1 * length, 0.0]
    (at_rest, above), (now, now_above) = (
        [(one[HIPS].mean(0) + frame @ place)[:2] * [1.0, -1.0] for place in (spot, beside)] for one, frame in zip(seen, frames, strict=True)
    )
    axis = pixels[SHOULDERS].mean(0) - pixels[HIPS].mean(0)
    axis = axis / np.linalg.norm(axis)
    moved = (now - at_rest) / length
    before, after = above - at_rest, now_above - now
    turn = np.degrees(np.arctan2(before[1] * after[0] - before[0] * after[1], before @ after))
    residual = 1.0 + 100.0 * abs(1.0 - float(np.linalg.norm(trunks[1])) / length)  # a trunk that curls has creases
    return PatchReading(float(moved @ [axis[1], -axis[0]]), float(moved @ axis), float(turn), 1.0, 0.002, 0.5, residual, 1.0)
