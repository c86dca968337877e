"""The hands-free session as one pure step: find me, hold still, 3-2-1, the set, its summary, rest, the next set or side.

Nothing here has a clock: time comes with the feedback, so a whole session can be replayed in a test.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self, TypeAlias

from coach.exercise import Exercise, Tempo
from coach.pipeline import Feedback
from coach.records import Rep

REST_S, BETWEEN_SIDES_S = 60.0, 20.0


class Stage(StrEnum):
    """Where in a session somebody is."""

    FIND = "find"  # getting into the picture, the view and the position
    STILL = "still"  # in position: hold still
    COUNTDOWN = "countdown"
    SET = "set"
    PAUSED = "paused"
    REST = "rest"
    DONE = "done"


class Ask(StrEnum):
    """What somebody asks for by key, click or touch. Asking to pause twice is pausing once."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class Sound(StrEnum):
    """The short sounds."""

    REP = "rep"
    MISSED = "missed"
    HOLD = "hold"
    GO = "go"
    END = "end"


class Priority(IntEnum):
    """Of two things to say at once the higher one is said first, and it may cut a lower one short."""

    PRAISE = 1
    CUE = 2
    GUIDE = 3
    COUNT = 4
    STOP = 5


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSet:
    """One set to do, and the rest after it. `working_side` is left, right or both; `personal_target` is NaN until it is known."""

    exercise: Exercise
    working_side: str
    reps: int
    rest_s: float = REST_S
    personal_target: float = math.nan

    @property
    def tempo(self) -> Tempo:
        """The exercise's own tempo, for a pacer."""
        return self.exercise.tempo


@dataclass(frozen=True, slots=True)
class WorkoutPlan:
    """The sets of a session in their order, of one exercise or several."""

    sets: tuple[PlannedSet, ...]

    @classmethod
    def of(
        cls,
        exercise: Exercise,
        sides: Iterable[str],
        *,
        sets: int,
        reps: int,
        rest_s: float = REST_S,
        between_sides_s: float = BETWEEN_SIDES_S,
        personal_target: float = math.nan,
    ) -> Self:
        """So many sets of one exercise, each on every side in turn."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SetBegins:
    """The set at `index` of the plan begins: from now on a fresh coach counts, told the exercise and the side."""

    index: int
    planned: PlannedSet
    cause_s: float


@dataclass(frozen=True, slots=True)
class SetEnds:
    """The set at `index` of the plan is over; `reps` are those that count for it, numbered from 1. `summary` is also said."""

    index: int
    planned: PlannedSet
    reps: tuple[Rep, ...]
    summary: str
    cause_s: float


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The first slow repetitions have shown how far this person goes: to be kept, and given with later plans."""

    exercise: str
    working_side: str
    personal_target: float
    cause_s: float


Event: TypeAlias = Say | Tone | SetBegins | SetEnds | Calibrated


@dataclass(frozen=True, slots=True)
class WorkoutState:
    """Where in the session somebody is. Begin with `WorkoutState()`.

    `message` is what stands on the screen. `until_s` is when a countdown or a rest ends, NaN elsewhere; `index` the set of the plan
    that is being done or comes next; `reps` those of the set so far; `personal_target` what to aim at, NaN before it is known.
    """

    stage: Stage = Stage.FIND
    message: str = ""
    since_s: float = math.nan
    until_s: float = math.nan
    index: int = 0
    reps: tuple[Rep, ...] = ()
    personal_target: float = math.nan

    @property
    def count(self) -> int:
        """Repetitions of the set so far."""
        return len(self.reps)


def step(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback, ask: Ask | None = None) -> tuple[WorkoutState, tuple[Event, ...]]:
    """Take the next feedback, and what the user asks for, if anything; give what to say, sound and keep, in this order."""
    raise NotImplementedError
