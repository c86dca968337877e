"""The coach: one pose at a time in, what there is to show and say out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coach.exercise import Exercise, Phase
from coach.pose import Pose, Side
from coach.records import Finding, NotCounted, Rep, Session


class State(StrEnum):
    """What the coach is doing, from the user's point of view."""

    LOOKING = "looking"  # nobody, or not enough of the body, can be seen
    GET_READY = "get_ready"  # a person is seen, but not in a starting position
    READY = "ready"  # the starting position is held: a repetition may begin
    MOVING = "moving"  # inside a repetition


@dataclass(frozen=True, slots=True)
class Cue:
    """The one thing to say now: at most six words, from the check `check` (None for praise and guidance)."""

    text: str
    why: str
    check: str | None
    severity: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """All there is to show and say about one moment. Frozen: a reader in another thread sees it whole."""

    time: float
    pose: Pose
    state: State
    message: str
    exercise: str | None
    working_side: str | None
    view: str | None
    count: int
    phase: Phase
    value: float
    unit: str
    target: tuple[float, float]
    cue: Cue | None
    findings: tuple[Finding, ...]
    rep: Rep | None
    not_counted: NotCounted | None


class Coach:
    """Follows one person through one recording or workout. Remembers; call it from one thread at a time.

    `exercise` and `side` override recognition. Poses come in the order of their times.
    """

    def __init__(self, exercises: Iterable[Exercise], *, exercise: str | None = None, side: Side | None = None) -> None:
        raise NotImplementedError

    def see(self, pose: Pose) -> Feedback:
        """Take the next pose; give what to show and say now. `rep` and `not_counted` are what ended at this moment."""
        raise NotImplementedError

    def finish(self) -> Session:
        """Close what is open, as at the end of a recording, and give all that was kept."""
        raise NotImplementedError
