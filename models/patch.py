"""A patch of the trunk's surface, registered against how it looked in a keyframe.

A trunk that lies is taken for an elliptical cylinder whose axis runs from the hips to the shoulders: when it rolls, what is printed, sewn
or creased on it travels across the axis, most where it is nearest to the camera. A trunk that is upright moves in the picture's plane.
Found are that travel, a slide along the axis, a turn and a scale, and a change of gain and brightness: Gauss-Newton with the derivatives
of the keyframe (Baker & Matthews 2004, with additive updates), robust weights, and priors on what a trunk hardly does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final, Self, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.conventions import Floats
from coach.picture import HALF_DEPTH, PatchReading

Blurred: TypeAlias = NDArray[np.float32]
"""A small grey picture [height, width], blurred, 0 to 255."""
Points: TypeAlias = NDArray[np.float32]
"""Numbers for each of some points [numbers, points], or one for each [points]."""

HALF_WIDTH: Final = 0.30
"""Half axis of the trunk's section across it, in trunk lengths; the one towards the camera is `coach.picture.HALF_DEPTH`."""
REACH: Final = 0.24
"""Half the width of a patch in trunk lengths: nearer to the outline, the background would be in it."""
POINTS: Final = 28
"""Points along a patch, at most; a trunk that is small in the picture has one a pixel."""
INDEPENDENT: Final = 60.0
"""Neighbouring points are not independent of each other: one in so many is, so the priors count so many times."""
ITERATIONS: Final = 4
HALF_WEIGHT: Final = 8.0
"""Grey levels by which a point has to be wrong to count half (Cauchy weights)."""
NOISE: Final = 6.0
"""Grey levels: standard deviation of what a registration leaves."""
SPREADS: Final = {
    True: np.array([np.inf, 0.015, np.radians(15.0), 0.08, np.inf, np.inf]),  # of a trunk that lies
    False: np.array([np.inf, 0.03, np.radians(15.0), 0.08, np.inf, np.inf]),  # of one that is upright: who leans or tilts also slides
}
"""Standard deviations of `Patch.unknowns`: how far a trunk goes by itself."""
PRIORS: Final = {lies: INDEPENDENT * (NOISE / spread) ** 2 for lies, spread in SPREADS.items()}
DAMPING: Final = 1e-3
"""Added to each unknown's own entry of the normal equations, so that they can be solved where nothing tells of it."""
LARGEST_STEP: Final = np.array([0.03, 0.03, 0.1, 0.1, np.inf, np.inf])
SMALL_STEP: Final = np.array([0.0005, 0.0005, 0.002, 0.002, np.inf, np.inf])
"""Of `Patch.unknowns`: in one iteration at most, and below which they end."""
ARM: Final = 0.06
"""Half the width of an arm in trunk lengths."""
LEAST_SHOWN: Final = 0.25
"""Share of a patch that has to be in the picture and not behind an arm."""


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Where a trunk lies in a picture: from `origin` (mid-hip, [2], pixels, y down) `along` (a unit vector) for `length` pixels."""

    origin: Floats
    along: Floats
    length: float

    @classmethod
    def between(cls, hips: Floats, shoulders: Floats) -> Self:
        """The axis from mid-hip to mid-shoulder."""
        way = shoulders - hips
        length = float(np.hypot(way[0], way[1]))
        return cls(hips, way / length, length)

    @property
    def across(self) -> Floats:
        """The unit vector to the left of the way from hips to shoulders, as the picture is seen."""
        return np.array([self.along[1], -self.along[0]])

    @property
    def lies(self) -> bool:
        """Whether the trunk lies across the picture rather than up and down in it."""
        return bool(abs(self.along[0]) > abs(self.along[1]))


@dataclass(slots=True, eq=False)
class Patch:
    """The trunk's surface between two shares of the way from the hips to the shoulders, as it looked in a keyframe.

    Unknown are, in this order, across, along, turn and scale (`coach.picture.PatchReading`, in trunk lengths, radians and its logarithm), by
    how many grey levels the patch is brighter, and its gain less 1. In trunk lengths: `middle` is how far along the axis the patch's middle
    lies, `points` [4, points] are 1 and how far each point lies along and across the axis from there and, of a trunk that lies, how high it
    is above the axis, towards the camera. `grey` [points] is how they looked, `derivatives` [6, points] how the difference of a later picture
    from that changes with each unknown, `shown` [points] is 1 where no arm covered them. Remembers the last registration, `unknowns` [6],
    where the next one starts.
    """

    axis: Axis
    middle: float
    points: Points
    grey: Floats = field(default_factory=lambda: np.empty(0))
    derivatives: Floats = field(default_factory=lambda: np.empty((6, 0)))
    shown: Floats = field(default_factory=lambda: np.empty(0))
    unknowns: Floats = field(default_factory=lambda: np.zeros(6))

    @classmethod
    def of(cls, picture: Blurred, axis: Axis, share: tuple[float, float], arms: Floats) -> Self:
        """The patch in `picture`, without what `arms` ([n, 2, 2]: their ends in pixels) cover."""
        pitch = max(1.0 / axis.length, (share[1] - share[0]) / POINTS)
        grid = np.meshgrid(np.arange(share[0], share[1], pitch), np.arange(-REACH, REACH, pitch))
        along, across = (one.ravel().astype(np.float32) for one in grid)
        middle, height = float(along.mean()), HALF_DEPTH * np.sqrt(1 - (across / HALF_WIDTH) ** 2)
        patch = cls(axis, middle, np.stack([np.ones_like(along), along - middle, across, height]))
        places = patch._places(np.zeros(6))
        grey = sampled(picture, places).astype(np.float64)
        moved = [patch._derivative(picture, i, step) for i, step in enumerate((pitch / 2, pitch / 2, 0.02, 0.02))]
        patch.grey = grey
        patch.derivatives = np.stack([*moved, -np.ones(grey.size), grey.mean() - grey])
        patch.shown = patch._visible(picture, places, arms)
        return patch

    def forget(self) -> None:
        """Start the next registration from how the patch lay in the keyframe."""
        self.unknowns = np.zeros(6)

    def register(self, picture: Blurred, shift: Floats, arms: Floats) -> PatchReading | None:
        """How the patch lies in `picture`, which the camera has shifted by `shift` ([2], pixels); None where too little of it is shown."""
        unknowns = self.unknowns
        places = self._places(unknowns, shift)
        shown = self.shown * self._visible(picture, places, arms)
        count = shown.sum()
        if count < LEAST_SHOWN * shown.size:
            return None
        priors = PRIORS[self.axis.lies]
        for _ in range(ITERATIONS):
            error = sampled(picture, places) - self.grey + unknowns[4:] @ self.derivatives[4:]
            weight = shown / (1 + (error / HALF_WEIGHT) ** 2)
            weighted = self.derivatives * weight
            prior = weight.sum() / count * priors
            matrix = weighted @ self.derivatives.T
            matrix.flat[:: len(matrix) + 1] += prior + DAMPING
            inverse = np.linalg.inv(matrix)
            change = np.clip(inverse @ (weighted @ error + prior * unknowns), -LARGEST_STEP, LARGEST_STEP)
            unknowns = unknowns - change
            if (np.abs(change) < SMALL_STEP).all():
                break
            places = self._places(unknowns, shift)
        self.unknowns = unknowns
        across, along, turn, scale, *_ = unknowns.tolist()
        told = 1 / float(inverse[0, 0])  # by the patch of "across" once all other unknowns are free
        weights = weight.sum()
        return PatchReading(
            across=across,
            along=along,
            turn=math.degrees(turn),
            scale=math.exp(scale),
            uncertainty=NOISE / math.sqrt(told),
            directness=float(told / matrix[1, 1]),
            residual=math.sqrt((weight * error**2).sum() / weights),
            kept=float(weights / weight.size),
        )

    def _places(self, unknowns: Floats, shift: Floats | tuple[float, float] = (0.0, 0.0)) -> Points:
        """Where the points are in the picture, x and y [2, points], once the patch has moved and the camera the picture by `shift`."""
        across, along, turn, scale, *_ = unknowns.tolist()
        # A point of a trunk that lies travels across as its cylinder rolls.
        high = min(max(across / HALF_DEPTH, -1.0), 1.0)
        wide, high, aside = (math.sqrt(1 - high**2), high, 0.0) if self.axis.lies else (1.0, 0.0, across)
        axis, grown = self.axis, self.axis.length * math.exp(scale)
        cosine, sine = grown * math.cos(turn), grown * math.sin(turn)
        to_shoulders = cosine * axis.along + sine * axis.across
        to_side = cosine * axis.across - sine * axis.along
        middle = axis.origin + shift + axis.length * (self.middle + along) * axis.along + aside * to_side
        places: Points = np.array([middle, to_shoulders, wide * to_side, high * to_side], np.float32).T @ self.points
        return places

    def _derivative(self, picture: Blurred, unknown: int, step: float) -> Floats:
        """By how many grey levels each point changes with one of the first four unknowns."""
        change = np.zeros(6)
        change[unknown] = step
        ahead, behind = (sampled(picture, self._places(sign * change)) for sign in (1, -1))
        return (ahead - behind).astype(np.float64) / (2 * step)

    def _visible(self, picture: Blurred, places: Points, arms: Floats) -> Floats:
        """1 for `places` [2, points] in the picture and not behind an arm, else 0."""
        x, y = places
        (left, top), (right, bottom) = places.min(axis=1).tolist(), places.max(axis=1).tolist()
        height, width = picture.shape
        visible = np.ones(x.size, np.bool_)
        if left < 0 or top < 0 or right > width - 1 or bottom > height - 1:
            visible = (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)
        reach = ARM * self.axis.length
        for (ax, ay), (bx, by) in arms.tolist():
            is_beside = max(ax, bx) < left - reach or min(ax, bx) > right + reach
            if is_beside or max(ay, by) < top - reach or min(ay, by) > bottom + reach:
                continue
            dx, dy = bx - ax, by - ay
            share = np.clip(((x - ax) * dx + (y - ay) * dy) / max(dx * dx + dy * dy, 1e-6), 0, 1)
            visible &= (x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2 > reach**2
        return visible.astype(np.float64)


def sampled(picture: Blurred, places: Points) -> Points:
    """The grey levels [points] of `picture` at `places` [2, points] between its pixels, those at the edge repeated beyond it."""
    x, y = places[:, None]  # OpenCV takes a row of points
    grey: Points = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0].astype(np.float32, copy=False)
    return grey
