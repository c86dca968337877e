"""The One-Euro filter: smooth when slow, prompt when fast (Casiez, Roussel & Vogel, CHI 2012)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from coach.conventions import Floats
from coach.pose import Pose

Number = TypeVar("Number", float, Floats)

SPEED_CUTOFF_HZ = 1.0  # of the low-pass on the speed, as in the paper
FORGET_S = 1.0  # after so long without a value the filter starts again with the next one
FORGET_POSE_S = 0.5


def low_pass_weight(cutoff: Number, dt: float) -> Number:
    """The weight of a new value in a first-order low-pass of `cutoff` hertz, `dt` seconds after the last one."""
    return 1.0 / (1.0 + 1.0 / (2.0 * math.pi * cutoff * dt))


def averaging_weight(seconds: float, time_constant_s: float) -> float:
    """The weight of a new value in an exponential moving average, `seconds` after the last one."""
    return 1.0 - math.exp(-seconds / time_constant_s)


@dataclass(frozen=True, slots=True)
class OneEuroState:
    """The filter on one number after the values so far: `value` filtered, and its `speed` a second. NaN before the first value."""

    time: float = math.nan
    value: float = math.nan
    speed: float = 0.0

    def step(self, time: float, value: float, *, cutoff: float, beta: float) -> OneEuroState:
        """The state after `value` at `time`. `cutoff` is in hertz, `beta` in hertz per unit of speed.

        NaN, and a time that is not later, leave the filter unchanged; the value after a gap of `FORGET_S` is taken as it is.
        """
        if math.isnan(value):
            return self
        dt = time - self.time
        if not dt < FORGET_S:  # also the first value: then dt is NaN
            return OneEuroState(time, value)
        if dt <= 0:
            return self
        speed = self.speed + low_pass_weight(SPEED_CUTOFF_HZ, dt) * ((value - self.value) / dt - self.speed)
        weight = low_pass_weight(cutoff + beta * abs(speed), dt)
        return OneEuroState(time, self.value + weight * (value - self.value), speed)


class PoseSmoother:
    """The same filter on the landmarks of a pose in the picture, for drawing. Remembers one stream; call it from one thread.

    `cutoff` is in hertz, `beta` in hertz per picture width (or height) a second.
    """

    def __init__(self, cutoff: float = 1.5, beta: float = 8.0) -> None:
        self._cutoff, self._beta = cutoff, beta
        self._time = math.nan
        self._image: Floats | None = None
        self._speed: Floats = np.zeros(0)

    def update(self, pose: Pose) -> Pose:
        """`pose` with its `image` smoothed. Where nobody is seen, and after a gap, the filter starts again."""
        dt = pose.time - self._time
        self._time = pose.time
        if not pose.is_seen or self._image is None or not 0 < dt < FORGET_POSE_S:
            self._image = pose.image if pose.is_seen else None
            self._speed = np.zeros_like(pose.image)
            return pose
        self._speed = self._speed + low_pass_weight(SPEED_CUTOFF_HZ, dt) * ((pose.image - self._image) / dt - self._speed)
        weight = low_pass_weight(self._cutoff + self._beta * np.abs(self._speed), dt)
        self._image = self._image + weight * (pose.image - self._image)
        return replace(pose, image=self._image)
