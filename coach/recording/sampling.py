"""Which pictures of a video are analysed: no more than timing needs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, Self, TypeVar


class Timed(Protocol):
    """What is shown at a time, in seconds."""

    @property
    def time(self) -> float:
        """Seconds since the beginning."""


T = TypeVar("T", bound=Timed)

RATE_HZ: Final = 12.0
"""Pictures analysed per second of video, about, unless another rate is asked for. At 12, as at 15, none of 40 recordings is counted
differently and 19 of 20 durations shift by less than 0.05 to 0.23 s; at 10 one is counted differently (`benchmarks/rates.py`)."""
WORTH_IT: Final = 1.5
"""As many times the rate a video must have to be thinned."""
SLACK: Final = 0.25
"""Of a picture's time: so slots begin between pictures also where they last two and a half."""


@dataclass(frozen=True, slots=True)
class Thinning:
    """Takes one picture of every `step_s` seconds (0: all); `slack_s` absorbs the jitter of time stamps.

    It remembers nothing, so that the parts of a video are thinned as the whole is.
    """

    step_s: float
    slack_s: float

    @classmethod
    def to(cls, rate_hz: float | None, *, fps: float) -> Self:
        """About `rate_hz` pictures a second of a video with `fps`; every picture for None, and where little would be left out."""
        return cls(1.0 / rate_hz if rate_hz and fps >= WORTH_IT * rate_hz else 0.0, SLACK / fps)

    def of(self, pictures: Iterable[T]) -> Iterator[tuple[T, bool]]:
        """Each picture, and whether it is analysed. The last one always is: a repetition may end with the video."""
        held: T | None = None
        before: float | None = None  # only its time: a picture takes memory
        for picture in pictures:
            if held is not None:
                yield held, self._takes(held.time, before)
                before = held.time
            held = picture
        if held is not None:
            yield held, True

    @property
    def takes_all(self) -> bool:
        """Whether every picture is analysed."""
        return not self.step_s

    def _takes(self, time: float, before: float | None) -> bool:
        return before is None or self.takes_all or self._slot(time) != self._slot(before)

    def _slot(self, time: float) -> int:
        return math.floor((time + self.slack_s) / self.step_s)
