"""What a glance at a picture tells without any model: whether the film was cut, whether something came in, the colour of clothes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np

from coach.conventions import Floats
from coach.geometry import point_between, ratio
from coach.pose import Frame, Landmark, Pose
from coach.tracking.exerciser import Looks

ROWS, COLUMNS = 18, 24
"""Single pixels looked at, at least: enough for half a person in the distance."""
CUT_BY: Final = 15.0
"""Grey levels (of 256) by which pictures differ on average over a cut; 8 at most when somebody walks right past the camera."""
UNLIKE: Final = 0.6
"""Correlation below which pictures are of different scenes; a change of light or of exposure leaves it near 1."""
CHANGED_BY: Final = 40.0
"""Grey levels that neither noise nor a soft shadow changes."""
CHANGED_SHARE: Final = 0.01
"""Of the picture; somebody at the far wall covers twice that."""
MARGIN: Final = 0.12
"""What hands, feet and head stick out beyond the landmarks, as a share of the longer side of their box."""
WITHIN_TRUNK: Final = ((0.4, 0.15), (0.6, 0.3), (0.4, 0.45), (0.6, 0.6), (0.5, 0.75))
"""Places on the trunk whose colour is looked at: from the left to the right side, and from the shoulders to the hips."""

TRUNK: Final = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]


class Box(NamedTuple):
    """A part of a picture, as shares of its width and height."""

    left: float
    top: float
    right: float
    bottom: float

    def of(self, shape: tuple[int, ...]) -> tuple[slice, slice]:
        """The rows and columns of an array [height, width, ...] that the box covers."""
        height, width = shape[:2]
        rows, columns = (self.top * height, self.bottom * height), (self.left * width, self.right * width)
        return slice(int(rows[0]), int(np.ceil(rows[1]))), slice(int(columns[0]), int(np.ceil(columns[1])))


def box_around(pose: Pose) -> Box:
    """Where in the picture a person is, with a margin, as far as it is in the picture."""
    size = np.array(pose.size)
    low, high = pose.image[:, :2].min(axis=0), pose.image[:, :2].max(axis=0)
    margin = MARGIN * ((high - low) * size).max() / size
    (left, top), (right, bottom) = np.clip(low - margin, 0.0, 1.0), np.clip(high + margin, 0.0, 1.0)
    return Box(float(left), float(top), float(right), float(bottom))


def looks(frame: Frame, pose: Pose) -> Looks:
    """The colour of the trunk of somebody in `frame`: the median over a few places, so that an arm before it does not matter."""
    width, height = frame.size
    left, right, left_hip, right_hip = ((x * width, y * height) for x, y, _ in pose.image[TRUNK].tolist())
    colours = []
    for across, along in WITHIN_TRUNK:
        upper, lower = point_between(left, right, across), point_between(left_hip, right_hip, across)
        x, y = point_between(upper, lower, along)
        colours.append(frame.pixels[min(max(int(y), 0), height - 1), min(max(int(x), 0), width - 1)].tolist())
    return tuple(sorted(channel)[len(channel) // 2] / 255.0 for channel in zip(*colours, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Glimpse:
    """A picture seen from far off: the green of a few hundred of its pixels."""

    green: Floats

    @classmethod
    def of(cls, frame: Frame) -> Self:
        """A glimpse of `frame`."""
        width, height = frame.size
        down, across = max(height // ROWS, 1), max(width // COLUMNS, 1)
        return cls(frame.pixels[down // 2 :: down, across // 2 :: across, 1].astype(np.float64))

    def is_cut_from(self, before: Glimpse) -> bool:
        """Whether this shows another scene than the picture before: unlike it on the left, in the middle and on the right."""
        if self.green.shape != before.green.shape:
            return True
        if np.abs(self.green - before.green).mean() < CUT_BY:
            return False
        thirds = zip(np.array_split(self.green, 3, axis=1), np.array_split(before.green, 3, axis=1), strict=True)
        return all(_correlation(*both) < UNLIKE for both in thirds)

    def changed_beside(self, box: Box, before: Glimpse) -> bool:
        """Whether something has come, gone or moved outside `box`. Both glimpses are of one stream."""
        changed = np.abs(self.green - before.green) > CHANGED_BY
        if changed.mean() < CHANGED_SHARE:
            return False
        changed[box.of(changed.shape)] = False
        return bool(changed.mean() > CHANGED_SHARE)


def _correlation(one: Floats, other: Floats) -> float:
    """1 where one is as the other, be it brighter or of more contrast; 0 where either is all the same."""
    a, b = one - one.mean(), other - other.mean()
    return ratio(float((a * b).sum()), float(np.sqrt((a * a).sum() * (b * b).sum()))) if a.any() and b.any() else 0.0
