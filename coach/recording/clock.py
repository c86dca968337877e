"""From the time stamps of a camera or a file to seconds that start at 0 and always rise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

RESET_S: Final = 1.0
"""A time stamp that falls back further than this starts a new clock (joined recordings); a smaller step back is jitter."""
SMALLEST_STEP_S: Final = 0.001
"""How far apart two frames with the same time stamp are put: the pose model counts whole milliseconds."""


@dataclass
class Clock:
    """Turns presentation time stamps into seconds that start at 0 and strictly increase. Remembers the last one."""

    step_s: float
    longest_gap_s: float = math.inf
    """A stamp that comes later after the last one than this starts a new clock too."""
    left_out_s: float = 0.0
    """How much was left out where a clock jumped ahead."""
    _start: float | None = None
    _last: float = 0.0

    def read(self, stamp: float | None) -> float:
        """The time of the next picture; without a stamp it comes one step after the last."""
        if self._start is None:
            self._start = stamp or 0.0
            return 0.0
        time = self._last + self.step_s if stamp is None else stamp - self._start
        if stamp is not None and not self._last - RESET_S <= time <= self._last + self.longest_gap_s:
            self.left_out_s += max(time - self._last - self.step_s, 0.0)
            time = self._last + self.step_s
            self._start = stamp - time
        self._last = max(time, self._last + SMALLEST_STEP_S)
        return self._last
