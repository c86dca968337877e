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
Grid: TypeAlias = NDArray[np.float32]
"""One number for each point of a patch [rows, columns]."""

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
PRIORS: Final = {
    True: np.array([np.inf, 0.015, np.radians(15.0), 0.08]),  # of a trunk that lies
    False: np.array([np.inf, 0.03, np.radians(15.0), 0.08]),  # of one that is upright: who leans or tilts also slides
}
"""Standard deviations of across and along (trunk lengths), turn (radians) and scale (its logarithm)."""
LARGEST_STEP: Final = np.array([0.03, 0.03, 0.1, 0.1])
SMALL_STEP: Final = np.array([0.0005, 0.0005, 0.002, 0.002])
"""Of the same four: in one iteration at most, and below which they end."""
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

    `along` and `across` are where its points lie, in trunk lengths; `grey` [points] is how it looked, `derivatives` [points, 6] how that
    changes with each unknown, `shown` [points] is 1 where no arm covered it. Remembers the last registration, where the next one starts.
    """

    axis: Axis
    along: Grid
    across: Grid
    grey: Floats = field(default_factory=lambda: np.empty(0))
    derivatives: Floats = field(default_factory=lambda: np.empty((0, 6)))
    shown: Floats = field(default_factory=lambda: np.empty(0))
    state: Floats = field(default_factory=lambda: np.zeros(4))
    light: Floats = field(default_factory=lambda: np.zeros(2))
    _middle: float = field(init=False)
    _from_middle: Grid = field(init=False)
    _height: Grid = field(init=False)
    """How far each point of a trunk that lies is above its axis, towards the camera, in trunk lengths."""

    def __post_init__(self) -> None:
        self._middle = float(self.along.mean())
        self._from_middle = self.along - self._middle
        self._height = HALF_DEPTH * np.sqrt(1 - (self.across / HALF_WIDTH) ** 2)

    @classmethod
    def of(cls, picture: Blurred, axis: Axis, share: tuple[float, float], arms: Floats) -> Self:
        """The patch in `picture`, without what `arms` ([n, 2, 2]: their ends in pixels) cover."""
        pitch = max(1.0 / axis.length, (share[1] - share[0]) / POINTS)
        along, across = np.meshgrid(np.arange(share[0], share[1], pitch), np.arange(-REACH, REACH, pitch))
        patch = cls(axis, along.astype(np.float32), across.astype(np.float32))
        x, y = patch._places(np.zeros(4))
        grey = sampled(picture, x, y)
        columns = [patch._derivative(picture, i, step) for i, step in enumerate((pitch / 2, pitch / 2, 0.02, 0.02))]
        patch.grey = grey.ravel().astype(np.float64)
        patch.derivatives = np.stack([*columns, np.ones(grey.size), patch.grey - patch.grey.mean()], axis=1)
        patch.shown = patch._visible(picture, x, y, arms)
        return patch

    def forget(self) -> None:
        """Start the next registration from how the patch lay in the keyframe."""
        self.state, self.light = np.zeros(4), np.zeros(2)

    def register(self, picture: Blurred, shift: Floats, arms: Floats) -> PatchReading | None:
        """How the patch lies in `picture`, which the camera has shifted by `shift` ([2], pixels); None where too little of it is shown."""
        state, light = self.state.copy(), self.light.copy()
        x, y = self._places(state, shift)
        shown = self.shown * self._visible(picture, x, y, arms)
        if shown.mean() < LEAST_SHOWN:
            return None
        spread = PRIORS[self.axis.lies]
        for _ in range(ITERATIONS):
            error = sampled(picture, x, y).ravel() - self.grey - light[0] - light[1] * self.derivatives[:, 5]
            weight = shown / (1 + (error / HALF_WEIGHT) ** 2)
            weighted = self.derivatives * weight[:, None]
            prior = np.full(6, 1e-3)
            prior[:4] += weight.sum() / shown.sum() * INDEPENDENT * NOISE**2 / spread**2
            matrix = self.derivatives.T @ weighted + np.diag(prior)
            step = np.linalg.solve(matrix, weighted.T @ error + prior * np.concatenate([state, [0.0, 0.0]]))
            change = np.clip(step[:4], -LARGEST_STEP, LARGEST_STEP)
            state, light = state - change, light + step[4:]
            if (np.abs(change) < SMALL_STEP).all():
                break
            x, y = self._places(state, shift)
        self.state, self.light = state, light
        # What the patch tells of "across" once all other unknowns are free.
        told = max(float(matrix[0, 0] - matrix[0, 1:] @ np.linalg.solve(matrix[1:, 1:], matrix[1:, 0])), 1e-9)
        return PatchReading(
            across=float(state[0]),
            along=float(state[1]),
            turn=float(np.degrees(state[2])),
            scale=float(np.exp(state[3])),
            uncertainty=float(NOISE / np.sqrt(told)),
            directness=float(told / matrix[1, 1]),
            residual=float(np.sqrt((weight * error**2).sum() / weight.sum())),
            kept=float(weight.mean()),
        )

    def _places(self, state: Floats, shift: Floats | tuple[float, float] = (0.0, 0.0)) -> tuple[Grid, Grid]:
        """Where the points are in the picture, x and y, once the patch has moved by `state` and the camera the picture by `shift`."""
        across, along, turn, scale = state.tolist()  # plain numbers leave the arrays single, as numpy's own would not
        w = self.across
        if self.axis.lies:
            sine = min(max(across / HALF_DEPTH, -1.0), 1.0)
            w = w * math.sqrt(1 - sine**2) + self._height * sine
        else:
            w = w + across
        s = self._from_middle
        cosine, sine = math.exp(scale) * math.cos(turn), math.exp(scale) * math.sin(turn)
        s, w = cosine * s - sine * w + self._middle + along, sine * s + cosine * w
        length, (ax, ay), (bx, by) = self.axis.length, self.axis.along.tolist(), self.axis.across.tolist()
        x, y = (self.axis.origin + shift).tolist()
        return x + length * ax * s + length * bx * w, y + length * ay * s + length * by * w

    def _derivative(self, picture: Blurred, unknown: int, step: float) -> Floats:
        """By how many grey levels each point changes with one of the four unknowns."""
        change = np.zeros(4)
        change[unknown] = step
        ahead, behind = (sampled(picture, *self._places(sign * change)).ravel() for sign in (1, -1))
        return (ahead - behind).astype(np.float64) / (2 * step)

    def _visible(self, picture: Blurred, x: Grid, y: Grid, arms: Floats) -> Floats:
        """1 for points in the picture and not behind an arm, else 0."""
        height, width = picture.shape
        visible: NDArray[np.bool_] = (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)
        for (ax, ay), (bx, by) in arms.tolist():
            dx, dy = bx - ax, by - ay
            share = np.clip(((x - ax) * dx + (y - ay) * dy) / max(dx * dx + dy * dy, 1e-6), 0, 1)
            visible &= (x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2 > (ARM * self.axis.length) ** 2
        shown: Floats = visible.ravel().astype(np.float64)
        return shown


def sampled(picture: Blurred, x: Grid, y: Grid) -> Grid:
    """The grey levels of `picture` at places between its pixels, those at the edge repeated beyond it."""
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32, copy=False)
