"""One training day of a plan, laid out set by set, as a session to be led through and as lines that say what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from coach.coaching.warm_up_moves import led_moves
from coach.coaching.workout_plan import PlannedSet, WorkoutPlan, is_said_by
from coach.exercise import Exercise, Tempo
from coach.planning.past import PastSession, weaker_side
from coach.planning.week import Day, Item, Plan, for_plans, next_day

WARM_UP_REPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledSet:
    """One set to do, and the rest after it.

    `exercise` is the key of what is done at the step of the ladder, not of the plan's exercise; it is number `number` of `of` sets of it.
    `match_reps`: stop at the number that the weaker side has just done.
    """

    exercise: str
    side: str
    rung: str
    band: str
    number: int
    of: int
    reps: int
    tempo: Tempo
    rest_after_s: int
    match_reps: bool = False
    warm_up: bool = False


@dataclass(frozen=True, slots=True)
class DaySchedule:
    """One day's training: easy movement for `warm_up_min`, then the sets in their order."""

    warm_up_min: int
    sets: tuple[ScheduledSet, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return round(self.warm_up_min + sum(one.reps * one.tempo.rep_s + one.rest_after_s for one in self.sets) / 60)


def day_schedule(plan: Plan, day: Day, on: date, past: Sequence[PastSession] = ()) -> DaySchedule:
    """A training day set by set: a light set first, the weaker side first unless the plan says otherwise, sides in turn so that one rests."""
    items = [plan.item(exercise.key) for exercise in for_plans(item.exercise for item in plan.items) if exercise.key in day.exercises]
    sets: list[ScheduledSet] = []
    for item in items:
        first = plan.first_side or weaker_side(past, item.performed)
        sides = sorted(item.sides, key=lambda side: side != first)
        of = plan.sets_on(item, on)
        if not sets:
            sets.append(_warm_up(item, sides[0]))
        for number in range(1, of + 1):
            for side in sides:
                rest = item.rest_s if side == sides[-1] else plan.rest_between_sides_s
                sets.append(_set(item, side, number, of, rest, match_reps=side != sides[0]))
    if sets:
        sets[-1] = replace(sets[-1], rest_after_s=0)
    return DaySchedule(plan.warm_up_min, tuple(sets))


def _set(item: Item, side: str, number: int, of: int, rest_s: int, *, match_reps: bool) -> ScheduledSet:
    return ScheduledSet(
        exercise=item.performed,
        side=side,
        rung=item.step.name,
        band=item.step.band,
        number=number,
        of=of,
        reps=item.reps,
        tempo=item.tempo,
        rest_after_s=rest_s,
        match_reps=match_reps,
    )


def _warm_up(item: Item, side: str) -> ScheduledSet:
    """One light set without a band, of the day's first exercise."""
    rung = min(item.rung, item.exercise.ladder.start)
    easiest = replace(item, rung=max(rung, min(item.only_rungs, default=0)), reps=WARM_UP_REPS)
    side = side if side in easiest.sides else easiest.sides[0]
    return replace(_set(easiest, side, 1, 1, item.rest_s, match_reps=False), warm_up=True)


def step_in_words(name: str, rung: str) -> str:
    """An exercise called `name` with the step of its ladder, where the name does not say it already."""
    return name if is_said_by(name, rung) else f"{name} ({rung})"


@dataclass(frozen=True, slots=True)
class PlanDay:
    """What the plan asks for on its next day, `away` days from now, at least one set."""

    when: date
    away: int
    schedule: DaySchedule

    @classmethod
    def next(cls, plan: Plan, past: Sequence[PastSession], today: date) -> Self | None:
        """The next day of `plan`; None where that day asks for nothing."""
        when, day = next_day(plan, past, today)
        schedule = day_schedule(plan, day, when, past)
        return cls(when, (when - today).days, schedule) if schedule.sets else None

    def in_words(self, exercises: Iterable[Exercise]) -> str:
        """What the plan asks for, in lines; `exercises` give the names of what is done."""
        names = {one.key: one.name for one in exercises}
        day = {0: "today", 1: "tomorrow"}.get(self.away, f"{self.when:%A, %d %B}")
        together: dict[tuple[str, str], list[ScheduledSet]] = {}
        for one in self.schedule.sets:
            if not one.warm_up:
                together.setdefault((one.exercise, one.rung), []).append(one)
        parts = [
            f"{step_in_words(names[key], rung)}, {sets[0].of} sets of {sets[0].reps}{'' if len({one.side for one in sets}) == 1 else ' a side'}"
            for (key, rung), sets in together.items()
        ]
        first = (
            f". First a warm-up of {self.schedule.warm_up_min} minutes, which the coach leads; then" if self.schedule.warm_up_min else ""
        )
        rest = [] if self.away == 0 else ["Until then your muscles rest; whoever starts now does it earlier."]
        return "\n".join([f"Your plan for {day}, about {self.schedule.minutes} minutes{first}:", *parts, *rest])

    def plan(self, exercises: Iterable[Exercise], target: Callable[[tuple[str, str]], float], session: int) -> WorkoutPlan:
        """The day as a session to be led through.

        `target` gives how many degrees the person goes with an exercise and side, NaN where it is not known; `session` is its number.
        """
        known = {one.key: one for one in exercises}
        sets = tuple(_planned(one, known[one.exercise], target) for one in self.schedule.sets)
        return WorkoutPlan(sets, session, warm_up=led_moves(60.0 * self.schedule.warm_up_min))


def _planned(one: ScheduledSet, exercise: Exercise, target: Callable[[tuple[str, str]], float]) -> PlannedSet:
    return PlannedSet(
        exercise=exercise,
        working_side=one.side,
        reps=one.reps,
        rest_s=one.rest_after_s,
        personal_target=target((one.exercise, one.side)),
        match_reps=one.match_reps,
        rung="" if one.warm_up else one.rung,
        band=one.band,
        warm_up=one.warm_up,
        own_tempo=one.tempo,
    )
