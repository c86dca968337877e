"""What a picture shows without any pose model: whether the film was cut, whether something came in, the colour of clothes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np

from coach.conventions import Floats
from coach.geometry import point_between, ratio
from coach.pose import TRUNK, Frame, Pose
from coach.tracking.exerciser import Colour

ROWS, COLUMNS = 18, 24
"""Size of a thumbnail, at least: enough for half a person in the distance."""
CUT_BY: Final = 15.0
"""Grey levels (of 256) by which pictures differ on average over a cut; 8 at most when somebody walks right past the camera."""
UNLIKE: Final = 0.6
"""Correlation below which pictures are of different scenes; a change of light or of exposure leaves it near 1."""
CHANGED_BY: Final = 40.0
"""Grey levels by which neither noise nor a soft shadow changes a pixel."""
CHANGED_SHARE: Final = 0.01
"""Share of the picture that has to change; somebody at the far wall covers twice that."""
MARGIN: Final = 0.12
"""By how much hands, feet and head reach beyond the landmarks, as a share of the longer side of their box."""
WITHIN_TRUNK: Final = ((0.4, 0.15), (0.6, 0.3), (0.4, 0.45), (0.6, 0.6), (0.5, 0.75))
"""Places on the trunk whose colour is read: shares of the way from left to right, and from the shoulders to the hips."""


class Box(NamedTuple):
    """A part of a picture, its edges as shares of the picture's width and height."""

    left: float
    top: float
    right: float
    bottom: float

    def slices(self, shape: tuple[int, ...]) -> tuple[slice, slice]:
        """The rows and columns of an array [height, width, ...] that the box covers."""
        height, width = shape[:2]
        rows, columns = (self.top * height, self.bottom * height), (self.left * width, self.right * width)
        return slice(int(rows[0]), int(np.ceil(rows[1]))), slice(int(columns[0]), int(np.ceil(columns[1])))


def box_around(pose: Pose) -> Box:
    """The box of a person with a margin, cut at the edges of the picture."""
    size = np.array(pose.size)
    low, high = pose.image[:, :2].min(axis=0), pose.image[:, :2].max(axis=0)
    margin = MARGIN * ((high - low) * size).max() / size
    (left, top), (right, bottom) = np.clip(low - margin, 0.0, 1.0), np.clip(high + margin, 0.0, 1.0)
    return Box(float(left), float(top), float(right), float(bottom))


def trunk_colour(frame: Frame, pose: Pose) -> Colour:
    """The colour of the clothes on the trunk of somebody in `frame`: the median of a few places, so that an arm across it does not matter."""
    width, height = frame.size
    left, right, left_hip, right_hip = ((x * width, y * height) for x, y, _ in pose.image[list(TRUNK)].tolist())
    colours = []
    for across, along in WITHIN_TRUNK:
        upper, lower = point_between(left, right, across), point_between(left_hip, right_hip, across)
        x, y = point_between(upper, lower, along)
        colours.append(frame.pixels[min(max(int(y), 0), height - 1), min(max(int(x), 0), width - 1)].tolist())
    return tuple(sorted(channel)[len(channel) // 2] / 255.0 for channel in zip(*colours, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Thumbnail:
    """A picture in little: the `green` [rows, columns] of a few hundred of its pixels, 0 to 255."""

    green: Floats

    @classmethod
    def from_frame(cls, frame: Frame) -> Self:
        """The thumbnail of `frame`."""
        width, height = frame.size
        down, across = max(height // ROWS, 1), max(width // COLUMNS, 1)
        return cls(frame.pixels[down // 2 :: down, across // 2 :: across, 1].astype(np.float64))

    def is_cut_from(self, before: Thumbnail) -> bool:
        """Whether this shows another scene than the picture before: unlike it on the left, in the middle and on the right."""
        if self.green.shape != before.green.shape:
            return True
        if np.abs(self.green - before.green).mean() < CUT_BY:
            return False
        thirds = zip(np.array_split(self.green, 3, axis=1), np.array_split(before.green, 3, axis=1), strict=True)
        return all(_correlation(*both) < UNLIKE for both in thirds)

    def changed_outside(self, box: Box, before: Thumbnail) -> bool:
        """Whether something has come, gone or moved outside `box`. Both thumbnails are of one stream."""
        changed = np.abs(self.green - before.green) > CHANGED_BY
        if changed.mean() < CHANGED_SHARE:
            return False
        changed[box.slices(changed.shape)] = False
        return bool(changed.mean() > CHANGED_SHARE)


def _correlation(one: Floats, other: Floats) -> float:
    """Pearson's correlation of two arrays, -1 to 1; 0 where either is the same everywhere."""
    a, b = one - one.mean(), other - other.mean()
    return ratio(float((a * b).sum()), float(np.sqrt((a * a).sum() * (b * b).sum()))) if a.any() and b.any() else 0.0
