"""What surrounds somebody in a keyframe: it tells how the camera has moved since, and whether the light changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np

from coach.conventions import Floats
from models.patch import DAMPING, Blurred, Points, sampled

PITCH: Final = 4
"""Pixels between two points."""
LEAST_POINTS: Final = 60
"""With fewer, somebody fills the picture and nobody can say whether the camera moved."""
ITERATIONS: Final = 3
HALF_WEIGHT: Final = 8.0
"""Grey levels by which a point has to be wrong to count half: somebody who walks by must not move the camera."""
PLAIN: Final = 4.0
"""Squared grey levels a pixel that bare walls and noise show: they do not move the camera."""
LARGEST_STEP: Final = 3.0
SMALL_STEP: Final = 0.02
"""Pixels, in one iteration at most, and below which they end."""
CHANGED: Final = 20.0
"""Grey levels by which a point has to differ to have changed."""
RIGHT: Final = np.array([[1], [0]], np.float32)
DOWN: Final = np.array([[0], [1]], np.float32)
"""Steps to the next pixels."""


@dataclass(slots=True, eq=False)
class Background:
    """Points around somebody at `places` [2, points], their `grey` levels [points] and `derivatives` [4, points] in a keyframe.

    After `register`: `shift` is how far the camera has moved the picture since then, [2], pixels; `light` is by how many grey levels the
    background is brighter, and its gain less 1; `changed` is the share of it that looks different all the same, 0 to 1.
    """

    places: Points
    grey: Floats
    derivatives: Floats
    shift: Floats = field(default_factory=lambda: np.zeros(2))
    light: Floats = field(default_factory=lambda: np.zeros(2))
    changed: float = 0.0

    @classmethod
    def of(cls, picture: Blurred, body: Floats, reach: float) -> Self:
        """The background of `picture`: all that is further than `reach` pixels from the box around `body` ([n, 2], pixels)."""
        height, width = picture.shape
        across, down = np.meshgrid(np.arange(PITCH, width - PITCH, PITCH), np.arange(PITCH, height - PITCH, PITCH))
        low, high = body.min(axis=0) - reach, body.max(axis=0) + reach
        outside = (across < low[0]) | (across > high[0]) | (down < low[1]) | (down > high[1])
        places = np.stack([across[outside], down[outside]]).astype(np.float32)
        if not places.size:
            return cls(places, np.empty(0), np.empty((4, 0)))
        slopes = [(sampled(picture, places + step) - sampled(picture, places - step)) / 2 for step in (RIGHT, DOWN)]
        grey = sampled(picture, places).astype(np.float64)
        return cls(places, grey, np.stack([*slopes, np.ones(grey.size), grey - grey.mean()]))

    def register(self, picture: Blurred) -> None:
        """Compare `picture` with the keyframe, starting from the last shift."""
        if self.grey.size < LEAST_POINTS:
            return
        prior = np.diag([self.grey.size * PLAIN, self.grey.size * PLAIN, DAMPING, DAMPING])
        for _ in range(ITERATIONS):
            error = self._error(picture)
            weighted = self.derivatives / (1 + (error / HALF_WEIGHT) ** 2)
            step = np.linalg.solve(weighted @ self.derivatives.T + prior, weighted @ error)
            change = np.clip(step[:2], -LARGEST_STEP, LARGEST_STEP)
            self.shift, self.light = self.shift - change, self.light + step[2:]
            if np.abs(change).max() < SMALL_STEP and np.abs(step[2:]).max() < SMALL_STEP:
                break
        else:
            error = self._error(picture)
        self.changed = np.count_nonzero(np.abs(error) > CHANGED) / error.size

    def relit(self, grey: Blurred) -> Blurred:
        """What was `grey` in the keyframe, in the light of the last picture."""
        if not self.grey.size:
            return grey
        brighter, gain = self.light.tolist()
        relit: Blurred = (1 + gain) * grey + (brighter - gain * float(self.grey.mean()))
        return relit

    def _error(self, picture: Blurred) -> Floats:
        """By how many grey levels each point differs from what is expected."""
        there = sampled(picture, self.places + self.shift[:, None].astype(np.float32))
        error: Floats = there - self.grey - self.light[0] - self.light[1] * self.derivatives[3]
        return error
