"""A patch of the trunk's surface, registered against how it looked in a keyframe.

The trunk is taken for an elliptical cylinder whose axis runs from the hips to the shoulders. When it rolls about the axis, what is
printed, sewn or creased on its front travels across the axis, most where the surface is nearest to the camera. The registration finds
that travel, a slide along the axis, a turn and a scale in the picture's plane, and a change of gain and brightness, by Gauss-Newton
with the derivatives of the keyframe (inverse compositional in spirit: Baker & Matthews 2004) and robust weights.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.conventions import Floats
from coach.picture import PatchReading

HALF_WIDTH: Final = 0.30
HALF_DEPTH: Final = 0.18
"""Half axes of the cylinder's section across and towards the camera, in trunk lengths (rendered people, lying on the side)."""
ACROSS: Final = 0.24
"""Half the width of a patch, in trunk lengths: nearer to the outline the background would be in it."""
POINTS: Final = 28
"""Points of a patch along the trunk, at most; fewer where the trunk is small in the picture: a point a pixel."""
ITERATIONS: Final = 4
POINTS_WORTH: Final = 60.0
ROBUST: Final = 8.0
"""Grey levels by which a point may differ before it counts half as much (a Cauchy weight)."""
ARM: Final = 0.06
"""Half the width of an arm, in trunk lengths."""
NOISE: Final = 6.0
"""Grey levels: standard deviation of what a registration leaves, and in trunk lengths, degrees and natural logarithms what it should not exceed:"""
PRIORS: Final = np.array([np.inf, 0.015, np.radians(15.0), 0.08])
"""... roll is free, a slide along the axis hardly happens, a turn and a scale do where somebody leans or rocks."""
LARGEST_STEP: Final = np.array([0.03, 0.03, 0.1, 0.1])
"""Of roll (radians), slide (trunk lengths), turn (radians) and scale (natural logarithm), in one iteration."""
SMALL_STEP: Final = np.array([0.0005, 0.0005, 0.002, 0.002])
"""The iterations end below it."""


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Where a trunk lies in a picture: from `origin` (mid-hip, pixels, y down) `along` (unit vector) for `length` pixels."""

    origin: Floats
    along: Floats
    length: float

    @classmethod
    def between(cls, hips: Floats, shoulders: Floats) -> Self:
        """The axis from mid-hip to mid-shoulder, each [2] in pixels."""
        way = shoulders - hips
        length = float(np.hypot(*way))
        return cls(hips, way / length, length)

    @property
    def across(self) -> Floats:
        """The unit vector to the left of the way from hips to shoulders, as the picture is seen."""
        return np.array([self.along[1], -self.along[0]])


@dataclass(slots=True, eq=False)
class Patch:
    """The surface of the trunk from and to shares of the way from the hips to the shoulders, as it looked in a keyframe. Remembers the
    last registration, from which the next one starts.
    """

    axis: Axis
    rolls: bool
    s: NDArray[np.float32]
    w: NDArray[np.float32]
    rest: NDArray[np.float32]
    derivatives: Floats
    shown: Floats
    state: Floats = field(default_factory=lambda: np.zeros(4))
    light: Floats = field(default_factory=lambda: np.zeros(2))

    @classmethod
    def of(cls, picture: NDArray[np.float32], axis: Axis, share: tuple[float, float], arms: Floats, *, rolls: bool) -> Self:
        """The patch in a blurred grey `picture`; what `arms` ([n, 2, 2], the ends of each in pixels) cover is left out."""
        pitch = max(1.0, (share[1] - share[0]) * axis.length / POINTS) / axis.length
        s, w = np.meshgrid(np.arange(share[0], share[1], pitch, np.float32), np.arange(-ACROSS, ACROSS, pitch, np.float32))
        nothing = np.empty((0, 0), np.float32)
        patch = cls(axis, rolls, s, w, nothing, np.empty((0, 0)), np.empty(0))
        x, y = patch._places(np.zeros(4))
        patch.rest = _at(picture, x, y)
        columns = []
        for i, step in enumerate((pitch / 2, pitch / 2, 0.02, 0.02)):
            change = np.zeros(4)
            change[i] = step
            ahead, behind = (_at(picture, *patch._places(sign * change)) for sign in (1, -1))
            columns.append(((ahead - behind) / (2 * step)).ravel())
        patch.derivatives = np.stack([*columns, np.ones(patch.rest.size), (patch.rest - patch.rest.mean()).ravel()], 1)
        patch.shown = (_inside(picture, x, y) & ~_covered(x, y, arms, ARM * axis.length)).ravel().astype(float)
        return patch

    def _places(self, state: Floats) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where the points of the patch are in the picture (x, y) when it is moved by `state`: roll, slide, turn, scale."""
        across, slide, turn, scale = state
        if self.rolls:
            sine = np.clip(across / HALF_DEPTH, -1, 1)
            w = self.w * np.sqrt(1 - sine**2) + HALF_DEPTH * np.sqrt(1 - (self.w / HALF_WIDTH) ** 2) * sine
        else:
            w = self.w + across
        middle = float(self.s.mean())
        s = self.s - middle
        c, n = np.exp(scale) * np.cos(turn), np.exp(scale) * np.sin(turn)
        s, w = c * s - n * w + middle + slide, n * s + c * w
        (ox, oy), (ax, ay), (bx, by) = self.axis.origin, self.axis.along, self.axis.across
        length = self.axis.length
        return (ox + length * (ax * s + bx * w)).astype(np.float32), (oy + length * (ay * s + by * w)).astype(np.float32)

    def register(self, picture: NDArray[np.float32], shift: Floats, arms: Floats) -> PatchReading | None:
        """Where the patch is in `picture`, whose camera has moved by `shift` ([2], pixels) since the keyframe; None where it is gone."""
        state, light = self.state.copy(), self.light.copy()
        shade = self.derivatives[:, 5]
        rest = self.rest.ravel()
        covered = None
        for _ in range(ITERATIONS):
            x, y = self._places(state)
            x, y = x + np.float32(shift[0]), y + np.float32(shift[1])
            if covered is None:
                covered = self.shown * (_inside(picture, x, y) & ~_covered(x, y, arms, ARM * self.axis.length)).ravel()
                if covered.mean() < 0.25:
                    return None
            error = _at(picture, x, y).ravel() - (rest + light[0] + light[1] * shade)
            weight = covered / (1 + (error / ROBUST) ** 2)
            weighted = self.derivatives * weight[:, None]
            hessian = self.derivatives.T @ weighted
            prior = np.zeros(6)
            # The points next to each other are not independent: a patch tells about as much as a sixteenth of them.
            prior[:4] = weight.sum() / covered.sum() * NOISE**2 * POINTS_WORTH / PRIORS**2
            step = np.linalg.solve(hessian + np.diag(prior + 1e-3), weighted.T @ error + prior * np.r_[state, light])
            change = np.clip(step[:4], -LARGEST_STEP, LARGEST_STEP)
            state -= change
            light += step[4:]
            if (np.abs(change) < SMALL_STEP).all():
                break
        self.state, self.light = state, light
        rest_of = [1, 2, 3, 4, 5]
        matrix = hessian + np.diag(prior + 1e-3)
        told = matrix[0, 0] - matrix[0, rest_of] @ np.linalg.solve(matrix[np.ix_(rest_of, rest_of)], matrix[rest_of, 0])
        residual = float(np.sqrt((weight * error**2).sum() / weight.sum()))
        return PatchReading(
            across=float(state[0]),
            along=float(state[1]),
            turn=float(np.degrees(state[2])),
            scale=float(np.exp(state[3])),
            uncertainty=float(NOISE / np.sqrt(max(told, 1e-9))),
            directness=float(told / matrix[1, 1]),
            residual=residual,
            kept=float(weight.sum() / self.shown.size),
        )

    def forget(self) -> None:
        """Start the next registration from how the patch lay in the keyframe."""
        self.state, self.light = np.zeros(4), np.zeros(2)


def _at(picture: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _inside(picture: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.bool_]:
    height, width = picture.shape
    return (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)


def _covered(x: NDArray[np.float32], y: NDArray[np.float32], arms: Floats, reach: float) -> NDArray[np.bool_]:
    """Which of the points lie within `reach` of any of `arms`."""
    covered = np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in arms:
        dx, dy = bx - ax, by - ay
        share = np.clip(((x - ax) * dx + (y - ay) * dy) / max(dx * dx + dy * dy, 1e-6), 0, 1)
        covered |= (x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2 < reach**2
    return covered
