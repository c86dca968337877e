"""Which pictures of a video are analysed: no more than timing needs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Self

RATE_HZ: Final = 15.0
"""Pictures analysed per second of video, about, unless another rate is asked for; at 10 one of 21 real recordings is
counted differently and durations shift by up to 0.1 s, at 15 none is (`benchmarks/rates.py`)."""


@dataclass(frozen=True, slots=True)
class Thinning:
    """Takes one picture of every `step_s` seconds; `slack_s`, half a picture's time, absorbs the jitter of time stamps.

    It remembers nothing, so that the parts of a video are thinned as the whole is.
    """

    step_s: float
    slack_s: float

    @classmethod
    def to(cls, rate_hz: float | None, *, fps: float) -> Self:
        """Every n-th picture of a video with `fps`, n chosen so that about `rate_hz` remain; every picture for None."""
        every = max(1, round(fps / rate_hz)) if rate_hz else 1
        return cls(every / fps if every > 1 else 0.0, 0.5 / fps)

    @property
    def takes_all(self) -> bool:
        """Whether every picture is analysed."""
        return not self.step_s

    def takes(self, time: float, before: float | None) -> bool:
        """Whether the picture at `time` is analysed, the one before it having been at `before` (None: it is the first)."""
        return before is None or self.takes_all or self._slot(time) != self._slot(before)

    def _slot(self, time: float) -> int:
        return math.floor((time + self.slack_s) / self.step_s)
