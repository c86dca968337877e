"""What happens in a session, decided once here in the core: the voice, the page, the history and the report only listen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TypeAlias

from coach.exercise import Exercise
from coach.records import NotCounted, Rep


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


@dataclass(frozen=True, slots=True)
class SetBegan:
    """A set begins. `index` counts from 0: the sets of the plan, or without a plan those that were recognised.

    `goal` is how many repetitions the plan asks for; `rung` and `band` say how the set is to be done. None and "" without a plan.
    """

    index: int
    exercise: Exercise
    working_side: str
    cause_s: float
    goal: int | None = None
    rung: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class RepCounted:
    """A repetition of the set that began last, numbered from 1 within it, seen in `view`."""

    rep: Rep
    view: str | None
    cause_s: float


@dataclass(frozen=True, slots=True)
class AttemptRejected:
    """A movement was not counted; its reason is in it."""

    attempt: NotCounted
    cause_s: float


@dataclass(frozen=True, slots=True)
class SetEnded:
    """The set that began last is over. `summary` is what is said of it and `why` the reason for what to change, "" where nothing is said."""

    index: int
    exercise: Exercise
    working_side: str
    reps: tuple[Rep, ...]
    cause_s: float
    summary: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class SetSkipped:
    """The person skipped a set of the plan: one that had not begun, or the rest of one of which `reps` were done.

    `number` says which set it is of its exercise and side, in words. It is no set that failed.
    """

    index: int
    exercise: Exercise
    working_side: str
    number: str
    reps: tuple[Rep, ...]
    cause_s: float


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The first slow repetitions have shown how far this person goes, in degrees: to be kept, and given with later plans."""

    exercise: str
    working_side: str
    personal_target: float
    cause_s: float


Utterance: TypeAlias = Say | Tone
"""What can be heard."""
SetEvent: TypeAlias = SetBegan | RepCounted | AttemptRejected | SetEnded | SetSkipped
Event: TypeAlias = Utterance | SetEvent | Calibrated
