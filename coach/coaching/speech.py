"""What can be heard in a session: sentences, short sounds, and what is said again until it is done."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

SETTLED_S = 0.8
"""What lasts for less is not worth a word."""
AGAIN_S = 10.0
"""Before the same guidance is said again."""
AT_MOST = 3
"""Who has heard it so often knows it; it still stands on the screen."""


class Priority(IntEnum):
    """Of two things to say at once the higher one is said first, and it may cut a lower one short."""

    PRAISE = 1
    CUE = 2
    GUIDE = 3
    COUNT = 4
    STOP = 5


class Sound(StrEnum):
    """The short sounds."""

    REP = "rep"
    MISSED = "missed"
    HOLD = "hold"
    GO = "go"
    END = "end"


@dataclass(frozen=True, slots=True)
class Say:
    """Something to speak. `cause_s` is the time of the picture that it is about: 1.5 s later it is too late to say it."""

    text: str
    priority: Priority
    cause_s: float


@dataclass(frozen=True, slots=True)
class Tone:
    """A short sound to play."""

    sound: Sound
    cause_s: float


def spoken_s(text: str) -> float:
    """About how long a voice takes for `text`: 15 characters a second, and a breath."""
    return len(text) / 15 + 0.4


@dataclass(frozen=True, slots=True)
class Prompt:
    """Guidance that is said once it has been right for a moment, and now and then again while it stays right."""

    text: str = ""
    since_s: float = math.nan
    said_s: float = -math.inf
    times: int = 0

    def see(self, time: float, text: str) -> tuple[Prompt, tuple[Say, ...]]:
        """The same after the next moment, at which `text` would be right (empty: nothing), and what to say."""
        if text != self.text:
            return Prompt(text, time), ()
        if not text or self.times >= AT_MOST or time - self.since_s < SETTLED_S or time - self.said_s < AGAIN_S:
            return self, ()
        return replace(self, said_s=time, times=self.times + 1), (Say(text, Priority.GUIDE, time),)
