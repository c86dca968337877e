"""How many pictures a second are analysed, by which model: fewer when the computer is busy, more again when it is not."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import Final


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `fps` pictures a second through the pose model `model`; `note` tells the user why, "" at the full rate."""

    model: str
    fps: float
    note: str = ""


ENOUGH_FPS: Final = 15.0
"""Counts and tempo need 12 pictures a second (`benchmarks/rates.py`); each further one heats the computer."""
ALL_FPS: Final = 30.0
"""As many as cameras give."""
FEW_FPS: Final = 10.0
STILL_FPS: Final = 7.5
"""While nobody moves: a hand, a step or the next repetition is noticed within an eighth of a second, and then it is dense again."""
SLOW_S: Final = 1 / 20
"""A picture that takes longer than this, one after another, keeps most of a core busy and is answered late."""
QUICK_S: Final = 1 / 33
NOTICE_S: Final = 4.0
"""How long it has to be slow before a step down."""
RECOVER_S: Final = 30.0
"""How long it has to be quick before a step up; twice as long after each step down, so that it does not go to and fro."""
LONGEST_RECOVERY_S: Final = 480.0


def rates(*, has_lite: bool, every_picture: bool = False) -> tuple[Rate, ...]:
    """The rates to step through, fastest first; `every_picture`: as many as the camera gives, while the computer can."""
    fps, few = (ALL_FPS, ENOUGH_FPS) if every_picture else (ENOUGH_FPS, FEW_FPS)
    slow = "This computer is busy: fewer pictures are looked at, so quick movements are timed more roughly."
    full = Rate("full", fps)
    if not has_lite:
        return full, Rate("full", few, slow)
    return full, Rate("lite", fps, "This computer is busy: the lighter pose model is in use."), Rate("lite", few, slow)


class RateController:
    """Chooses the rate by how long the last pictures took. Remembers; belongs to one connection."""

    def __init__(self, rates: tuple[Rate, ...]) -> None:
        self._rates = rates
        self._step = 0
        self._taken: deque[tuple[float, float]] = deque()
        self._since: float | None = None
        self._recovery_s = RECOVER_S / 2

    @property
    def rate(self) -> Rate:
        """The rate to go at now."""
        return self._rates[self._step]

    def see(self, time: float, taken_s: float) -> None:
        """Take how long the picture of `time` took."""
        if self._since is None or time < self._since:
            self._since = time
        self._taken.append((time, taken_s))
        while self._taken[0][0] < time - NOTICE_S:
            self._taken.popleft()
        usual = median(taken for _, taken in self._taken)
        if usual > SLOW_S and time - self._since >= NOTICE_S and self._step + 1 < len(self._rates):
            self._recovery_s = min(2 * self._recovery_s, LONGEST_RECOVERY_S)
            self._go(self._step + 1)
        elif usual < QUICK_S and time - self._since >= self._recovery_s and self._step > 0:
            self._go(self._step - 1)

    def _go(self, step: int) -> None:
        self._step = step
        self._taken.clear()
        self._since = None
