"""Of all that was found, the one thing to say now, if any."""

from __future__ import annotations

from dataclasses import dataclass

from coach.records import NotCounted, Rep
from coach.sets import OpenSet


@dataclass(frozen=True, slots=True)
class Cue:
    """The one thing to say now: at most six words, from the check `check` (None for praise and guidance)."""

    text: str
    why: str
    check: str | None
    severity: int


@dataclass(frozen=True, slots=True)
class CueState:
    """What was said, for the rules of when to say the next thing."""


def choose(
    state: CueState, time: float, current: OpenSet | None, rep: Rep | None, missed: NotCounted | None
) -> tuple[CueState, Cue | None]:
    """The cue after this moment, if any."""
    return state, None
