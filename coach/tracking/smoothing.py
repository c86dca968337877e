"""The One-Euro filter: smooth when slow, prompt when fast (Casiez, Roussel & Vogel, CHI 2012)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from coach.conventions import Floats
from coach.pose import Pose


def share(cutoff: float, dt: float) -> float:
    """The weight of a new value in a first-order low-pass of `cutoff` hertz, `dt` seconds after the last one."""
    return 1.0 / (1.0 + 1.0 / (2.0 * math.pi * cutoff * dt))


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A filtered number. A NaN is given through and remembered by nothing; after a gap the filter goes on from what it knew."""

    time: float = math.nan
    value: float = math.nan
    speed: float = 0.0

    def then(self, time: float, value: float, *, cutoff: float, beta: float) -> Smoothed:
        """The filter after one more value, `time` later than the last. `beta` is hertz of cutoff per unit of speed."""
        if math.isnan(value):
            return self
        dt = time - self.time
        if not dt < 1.0:  # the first value, or so long ago that it says nothing
            return Smoothed(time, value)
        if dt <= 0:
            return self
        speed = self.speed + share(1.0, dt) * ((value - self.value) / dt - self.speed)
        weight = share(cutoff + beta * abs(speed), dt)
        return Smoothed(time, self.value + weight * (value - self.value), speed)


class SmoothPose:
    """The same filter over all landmarks of a pose, for drawing. Remembers one stream; call it from one thread.

    `cutoff` is in hertz, `beta` in hertz per trunk length (of the picture's 0..1) a second.
    """

    def __init__(self, cutoff: float = 1.5, beta: float = 8.0) -> None:
        self._cutoff, self._beta = cutoff, beta
        self._time = math.nan
        self._image: Floats | None = None
        self._speed: Floats = np.zeros(0)

    def see(self, pose: Pose) -> Pose:
        """`pose` with its picture landmarks smoothed; where nobody is seen the filter starts anew."""
        dt = pose.time - self._time
        self._time = pose.time
        if not pose.is_seen or self._image is None or not 0 < dt < 0.5:
            self._image = pose.image if pose.is_seen else None
            self._speed = np.zeros_like(pose.image)
            return pose
        self._speed = self._speed + share(1.0, dt) * ((pose.image - self._image) / dt - self._speed)
        weight = 1.0 / (1.0 + 1.0 / (2.0 * math.pi * (self._cutoff + self._beta * np.abs(self._speed)) * dt))
        self._image = self._image + weight * (pose.image - self._image)
        return Pose(pose.time, self._image, pose.world, pose.visibility, pose.size, pose.others)
