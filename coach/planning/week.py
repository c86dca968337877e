"""The weekly plan: which exercises on which days, at which rung of their ladders, and when the next training day is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from coach.coaching.workout_plan import BETWEEN_SIDES_S, REST_S
from coach.exercise import Exercise, Rung, Tempo
from coach.planning.past import PastSession

REPS_FROM, REPS_TO = 10, 15
"""Double progression: start where ten are good, add until fifteen, then the next rung and back to ten."""
FEWEST_SETS_TO_MOVE_UP = 3
FIRST_WEEKS, FIRST_WEEKS_SETS = 2, 2
"""Beginners do two sets for the first two weeks."""
WARM_UP_MIN = 4
DAYS_BETWEEN: Final = 2
"""At least 48 hours between sessions that train the same muscle."""

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What the plan asks of one exercise. Only sessions that began after `since` count when a change is suggested.

    `rung` is the number of the ladder's rung, 0 the easiest. A prescription allows `only_sides` and `only_rungs`, of those that the exercise
    has; without one they are empty. They are not kept with the plan.
    """

    exercise: Exercise
    rung: int
    sets: int
    reps: int
    tempo: Tempo
    since: datetime
    rest_s: int = REST_S
    only_sides: tuple[str, ...] = ()
    only_rungs: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        name, rungs = self.exercise.name, self.exercise.ladder.rungs
        if self.exercise.in_plan is None:
            raise ValueError(f"{name} is a step of another exercise and stands in no plan by itself.")
        if not 0 <= self.rung < len(rungs):
            raise ValueError(f"{name} has steps 0 to {len(rungs) - 1}, not {self.rung}.")
        if not 1 <= self.sets <= 6 or not 1 <= self.reps <= 30:
            raise ValueError(f"{name}: give 1 to 6 sets of 1 to 30 repetitions, not {self.sets} of {self.reps}.")
        if self.since.tzinfo is None:
            raise ValueError("A plan's times need a time zone.")

    @classmethod
    def first(cls, exercise: Exercise, now: datetime) -> Item:
        """What a beginner does."""
        return cls(
            exercise=exercise,
            rung=exercise.ladder.start,
            sets=FEWEST_SETS_TO_MOVE_UP,
            reps=REPS_FROM,
            tempo=exercise.tempo,
            since=now,
        )

    @property
    def key(self) -> str:
        """The exercise's key, by which the days of the plan name it."""
        return self.exercise.key

    @property
    def step(self) -> Rung:
        """The rung of the ladder that is trained now."""
        return self.exercise.ladder.rungs[self.rung]

    @property
    def performed(self) -> str:
        """The key of the exercise that is done at this rung."""
        return self.step.exercise or self.key

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that are trained one after the other at this rung."""
        sides = self.step.sides or self.exercise.sides
        return tuple(side for side in sides if side in self.only_sides) or sides


@dataclass(frozen=True, slots=True)
class Day:
    """A training day, 0 is Monday, and the keys of its exercises."""

    weekday: int
    exercises: tuple[str, ...]

    @property
    def name(self) -> str:
        """The weekday in words."""
        return WEEKDAYS[self.weekday]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A person's week. Change it with `dataclasses.replace`; a plan that breaks the rules is refused with ValueError."""

    days: tuple[Day, ...]
    items: tuple[Item, ...]
    started: date
    rested: date
    """When the last lighter week began, or the start."""
    deload_from: date | None = None
    warm_up_min: int = WARM_UP_MIN
    rest_between_sides_s: int = BETWEEN_SIDES_S
    first_side: str = ""
    """Left or right; the weaker one when it is not said."""

    def __post_init__(self) -> None:
        weekdays = sorted(day.weekday for day in self.days)
        if not 1 <= len(weekdays) <= 3 or not set(weekdays) <= set(range(7)):
            raise ValueError("Plan one to three training days a week.")
        after = [*weekdays[1:], weekdays[0] + 7]
        if any(later - earlier < DAYS_BETWEEN for earlier, later in zip(weekdays, after, strict=True)):
            raise ValueError("Leave at least 48 hours between training days: the muscle grows while it rests.")
        if self.first_side not in ("", "left", "right"):
            raise ValueError(f"The side to begin with is left or right, not {self.first_side!r}.")
        if not 0 <= self.warm_up_min <= 30 or not 0 <= self.rest_between_sides_s <= 300:
            raise ValueError("Warm up for at most 30 minutes, and rest for at most 300 seconds between the sides.")
        planned = [item.key for item in self.items]
        if len(set(planned)) != len(planned):
            raise ValueError("Each exercise stands in the plan once.")
        missing = {exercise for day in self.days for exercise in day.exercises} - set(planned)
        if missing:
            raise ValueError(f"The plan has days with {', '.join(sorted(missing))}, but does not say how much.")

    def item(self, exercise: str) -> Item:
        """What is planned for the exercise with this key. Raises KeyError when it is not in the plan."""
        return {item.key: item for item in self.items}[exercise]

    def with_item(self, item: Item) -> Plan:
        """The plan with one exercise's item changed, or added."""
        kept = {old.key: old for old in self.items} | {item.key: item}
        return replace(self, items=tuple(kept.values()))

    def is_lighter(self, on: date) -> bool:
        """Whether a day is in the lighter week."""
        return self.deload_from is not None and timedelta(0) <= on - self.deload_from < timedelta(weeks=1)

    def sets_on(self, item: Item, on: date) -> int:
        """How many sets of an item to do on a day: two at first, half in a lighter week."""
        sets = min(item.sets, FIRST_WEEKS_SETS) if on - self.started < timedelta(weeks=FIRST_WEEKS) else item.sets
        return (sets + 1) // 2 if self.is_lighter(on) else sets


def for_plans(exercises: Iterable[Exercise]) -> list[Exercise]:
    """Those of `exercises` that a plan can have, in the order of a session."""
    placed = [(one.in_plan.order, one.key, one) for one in exercises if one.in_plan]
    return [one for _, _, one in sorted(placed, key=lambda entry: entry[:2])]


def first_plan(exercises: Iterable[Exercise], now: datetime, weekdays: Sequence[int] = (0, 3)) -> Plan:
    """The plan of a beginner: every exercise on every day, but those that take turns one a day."""
    planned = for_plans(exercises)
    days = tuple(Day(weekday, tuple(_on_day(planned, turn))) for turn, weekday in enumerate(sorted(weekdays)))
    return Plan(days=days, items=tuple(Item.first(one, now) for one in planned), started=now.date(), rested=now.date())


def _on_day(planned: Sequence[Exercise], turn: int) -> list[str]:
    """The keys of the exercises of the training day with number `turn`."""
    groups: dict[str, list[str]] = {}
    for one in planned:
        if one.in_plan:
            groups.setdefault(one.in_plan.in_turn or one.key, []).append(one.key)
    chosen = {keys[turn % len(keys)] for keys in groups.values()}
    return [one.key for one in planned if one.key in chosen]


def next_day(plan: Plan, past: Sequence[PastSession], today: date) -> tuple[date, Day]:
    """The next training day, today at the earliest, with 48 hours since the last session."""
    earliest = max([today, *(session.day + timedelta(days=DAYS_BETWEEN) for session in past)])
    by_weekday = {day.weekday: day for day in plan.days}
    when = next(day for day in (earliest + timedelta(days=n) for n in range(7)) if day.weekday() in by_weekday)
    return when, by_weekday[when.weekday()]
