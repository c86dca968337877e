"""What a hands-free session is made of: the sets that are planned, its stages, and what happens in it besides what is heard."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeAlias

from coach.coaching.cues import CueState
from coach.coaching.speech import Say, Tone
from coach.exercise import Exercise, Tempo
from coach.records import Rep

REST_S, BETWEEN_SIDES_S = 60, 20


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSet:
    """One set to do, and the rest after it. `working_side` is left, right or both; `personal_target` is NaN until it is known.

    With `match_reps` as many repetitions are asked for as the set before had, at most `reps`. `rung` says how it is done, as the plan
    words it, with which `band`; both are "" where nobody said.
    """

    exercise: Exercise
    working_side: str
    reps: int
    rest_s: float = REST_S
    personal_target: float = math.nan
    match_reps: bool = False
    rung: str = ""
    band: str = ""
    warm_up: bool = False
    own_tempo: Tempo | None = None

    @property
    def tempo(self) -> Tempo:
        """What the pacer shows: the exercise's own tempo where the plan asks for no other."""
        return self.own_tempo or self.exercise.tempo

    @property
    def key(self) -> tuple[str, str]:
        """Exercise and side."""
        return self.exercise.key, self.working_side


@dataclass(frozen=True, slots=True)
class WorkoutPlan:
    """The sets of a session in their order, of one exercise or several. `session` counts this person's sessions, this one included."""

    sets: tuple[PlannedSet, ...]
    session: int = 1

    def __post_init__(self) -> None:
        if not self.sets:
            raise ValueError("A workout needs at least one set.")

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
        session: int = 1,
    ) -> Self:
        """So many sets of one exercise, each on every side in turn."""
        *others, last = sides
        turns = [(side, between_sides_s) for side in others] + [(last, rest_s)]
        planned = [
            PlannedSet(exercise=exercise, working_side=side, reps=reps, rest_s=rest, personal_target=personal_target)
            for side, rest in turns * sets
        ]
        return cls(tuple(planned), session)


@dataclass(frozen=True, slots=True)
class SetBegins:
    """The set at `index` of the plan begins: from now on a fresh coach counts, told the exercise, the side and `cues`."""

    index: int
    planned: PlannedSet
    cues: CueState
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


def what_follows(plan: WorkoutPlan, index: int) -> str:
    """What comes after the rest that follows the set at `index`, and the band to put on or off in it."""
    now, then = plan.sets[index], plan.sets[index + 1]
    band = "" if then.band == now.band else ", without a band" if then.band == "none" else f", with the {then.band} band"
    if then.exercise is not now.exercise:
        return f"Rest. Next: {_named(then)}{band}"
    if then.working_side == now.working_side:
        return f"Rest. Next set{band}" if band else "Rest"
    return f"Rest. Next: {_side(then)}{band}"


def introduction(plan: WorkoutPlan, index: int) -> str:
    """What the set at `index` is; what is as in the set before is not said again."""
    now, before = plan.sets[index], plan.sets[index - 1] if index else None
    if before and (before.exercise, before.rung, before.warm_up) == (now.exercise, now.rung, now.warm_up):
        return "Next set." if before.working_side == now.working_side else f"{_side(now).capitalize()}."
    is_said = all(word in now.exercise.name.lower() for word in now.rung.split())
    how = "" if is_said else f" {now.rung[:1].upper()}{now.rung[1:].replace(' s ', ' seconds ')}."
    return f"{'Warm-up: ' if now.warm_up else ''}{_named(now)}.{how}"


def _named(planned: PlannedSet) -> str:
    name = planned.exercise.name
    return name if planned.working_side == "both" else f"{name}, {_side(planned)}"


def _side(planned: PlannedSet) -> str:
    return f"{planned.working_side} side"
