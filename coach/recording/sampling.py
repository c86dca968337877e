"""Which pictures of a video are analysed: no more than timing needs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, Self, TypeVar


class Timed(Protocol):
    """A picture or a pose."""

    @property
    def time(self) -> float:
        """Seconds since the beginning."""


T = TypeVar("T", bound=Timed)

RATE_HZ: Final = 12.0
"""Pictures analysed per second of video, about, unless another rate is asked for. At 12, as at 15, none of 40 recordings is counted
differently and 19 of 20 durations shift by less than 0.05 to 0.23 s; at 10 one is counted differently (`benchmarks/rates.py`)."""
LEAST_RATIO: Final = 1.5
"""A video with fewer times the rate than this is analysed picture by picture: sampling would leave little out."""
JITTER: Final = 0.25
"""Of a picture's time: so the borders of the steps fall between pictures, also where a step is two and a half pictures long."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """Takes one picture of every `step_s` seconds (0: all); `jitter_s` is how much too early a time stamp may be.

    It has no state, so a part of a video is sampled as it is within the whole.
    """

    step_s: float
    jitter_s: float

    @classmethod
    def to(cls, rate_hz: float | None, *, fps: float) -> Self:
        """About `rate_hz` pictures a second of a video with `fps`; every picture for None, and where little would be left out."""
        return cls(1.0 / rate_hz if rate_hz and fps >= LEAST_RATIO * rate_hz else 0.0, JITTER / fps)

    def of(self, pictures: Iterable[T]) -> Iterator[tuple[T, bool]]:
        """Each picture, and whether it is analysed. The last one always is: a repetition may end with the video."""
        held: T | None = None
        before: float | None = None  # only its time: a picture takes memory
        for picture in pictures:
            if held is not None:
                yield held, self.takes(held.time, before)
                before = held.time
            held = picture
        if held is not None:
            yield held, True

    @property
    def takes_all(self) -> bool:
        """Whether every picture is analysed."""
        return not self.step_s

    def takes(self, time: float, before: float | None) -> bool:
        """Whether the picture at `time` is analysed, where it is not the last; `before` is the time of the one before it, if there is one."""
        return before is None or self.takes_all or self._step(time) != self._step(before)

    def _step(self, time: float) -> int:
        return math.floor((time + self.jitter_s) / self.step_s)


EVERY: Final = Sampling(0.0, 0.0)
"""Takes every picture."""
