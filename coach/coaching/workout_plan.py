"""The sets that a hands-free session leads through, and how they are announced."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, Self, TypeAlias

from coach.coaching.warm_up_moves import LedMove
from coach.exercise import Exercise, Tempo

REST_S: Final = 60
BETWEEN_SIDES_S: Final = 20
"""Seconds of rest after a set, and where the other side comes next, unless the plan says otherwise."""
WARM_UP: Final = "warm-up"
"""What a set of the warm-up is kept as in place of the ladder's rung, so that the plan does not take it for one of the day's sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSet:
    """One set to do, and the rest after it. `working_side` is left, right or both; `personal_target` is NaN until it is known.

    With `match_reps` as many repetitions are asked for as the set before had, at most `reps`. `rung` says how it is done, as the plan
    words it, with which `band`; both are "" where the plan does not say.
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
    is_skipped: bool = False

    @property
    def tempo(self) -> Tempo:
        """What the pacer shows: the exercise's own tempo where the plan asks for no other."""
        return self.own_tempo or self.exercise.tempo

    @property
    def key(self) -> tuple[str, str]:
        """Exercise and side."""
        return self.exercise.key, self.working_side


class Changed(NamedTuple):
    """Sets made easier or harder: what each of them becomes, which may be two sets or none, and what is different, in words."""

    sets: tuple[tuple[PlannedSet, ...], ...]
    words: str


Change: TypeAlias = Callable[[Sequence[PlannedSet], bool], Changed | None]
"""Takes sets of one exercise that are still to come and whether they are to become harder; None where there is nothing easier or harder."""


@dataclass(frozen=True, slots=True)
class WorkoutPlan:
    """The sets of a session in their order, of one exercise or several. `session` counts this person's sessions, this one included.

    `warm_up` are the moves to be led through before the first set, and `change` makes sets easier or harder; None where nothing does.
    """

    sets: tuple[PlannedSet, ...]
    session: int = 1
    warm_up: tuple[LedMove, ...] = ()
    change: Change | None = None

    def __post_init__(self) -> None:
        if not self.sets:
            raise ValueError("A workout needs at least one set.")

    def after(self, index: int) -> int | None:
        """The set that comes after the one at `index`; None after the last one."""
        return next((number for number in range(index + 1, len(self.sets)) if not self.sets[number].is_skipped), None)

    def before(self, index: int) -> int | None:
        """The set that came before the one at `index`; None before the first one."""
        return next((number for number in range(index - 1, -1, -1) if not self.sets[number].is_skipped), None)

    def with_sets(self, start: int, end: int, sets: Iterable[PlannedSet]) -> WorkoutPlan:
        """The plan with `sets` in place of those from `start` to before `end`."""
        return replace(self, sets=(*self.sets[:start], *sets, *self.sets[end:]))

    def number(self, index: int) -> str:
        """Which set it is of its exercise and side, in words."""
        planned = self.sets[index]
        if planned.warm_up:
            return WARM_UP
        alike = [number for number, one in enumerate(self.sets) if one.key == planned.key and not one.warm_up]
        return f"set {alike.index(index) + 1} of {len(alike)}"

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


def what_follows(plan: WorkoutPlan, index: int) -> str:
    """What comes after the rest that follows the set at `index`, and the band to change to in it; "" where nothing changes."""
    following = plan.after(index)
    if following is None:
        return ""
    now, then = plan.sets[index], plan.sets[following]
    band = "" if then.band == now.band else ", without a band" if then.band == "none" else f", with the {then.band} band"
    if then.exercise is not now.exercise:
        return f"Next: {named(then)}{band}"
    if then.working_side == now.working_side:
        return f"Next set{band}" if band else ""
    return f"Next: {_side(then)}{band}"


def is_said_by(name: str, rung: str) -> bool:
    """Whether an exercise's `name` says already what the step `rung` of its ladder is."""
    return all(word in name.lower() for word in rung.split())


def introduction(plan: WorkoutPlan, index: int) -> str:
    """What is said before the set at `index`; what is as in the set before is not said again."""
    now, before = plan.sets[index], plan.sets[index - 1] if index else None
    if before and (before.exercise, before.rung, before.warm_up) == (now.exercise, now.rung, now.warm_up):
        return "Next set." if before.working_side == now.working_side else f"{_side(now).capitalize()}."
    how = "" if is_said_by(now.exercise.name, now.rung) else f" {now.rung[:1].upper()}{now.rung[1:].replace(' s ', ' seconds ')}."
    return f"{'Warm-up: ' if now.warm_up else ''}{named(now)}.{how}"


def named(planned: PlannedSet) -> str:
    """The exercise and its side."""
    name = planned.exercise.name
    return name if planned.working_side == "both" else f"{name}, {_side(planned)}"


def _side(planned: PlannedSet) -> str:
    return f"{planned.working_side} side"
