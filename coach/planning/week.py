"""The weekly plan: which exercises on which days, at which rung, and one day of it laid out set by set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from coach.planning.doses import (
    DOSES,
    FEWEST_SETS_TO_MOVE_UP,
    FIRST_WEEKS,
    FIRST_WEEKS_SETS,
    REPS_FROM,
    REST_BETWEEN_SIDES_S,
    REST_S,
    SIDES,
    WARM_UP_MIN,
    WARM_UP_REPS,
    Dose,
    Rung,
    Tempo,
)
from coach.planning.past import PastSession, weaker_side

DAYS_BETWEEN: Final = 2
"""At least 48 hours between sessions that train the same muscle."""

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What the plan asks of one exercise. Only sessions that began after `since` speak for or against changing it."""

    exercise: str
    rung: int
    sets: int
    reps: int
    tempo: Tempo
    since: datetime
    rest_s: int = REST_S

    def __post_init__(self) -> None:
        if self.exercise not in DOSES:
            raise ValueError(f"The plan knows no exercise {self.exercise!r}; it knows {', '.join(DOSES)}.")
        if not 0 <= self.rung < len(self.dose.ladder):
            raise ValueError(f"{self.dose.name} has steps 0 to {len(self.dose.ladder) - 1}, not {self.rung}.")
        if not 1 <= self.sets <= 6 or not 1 <= self.reps <= 30:
            raise ValueError(f"{self.dose.name}: give 1 to 6 sets of 1 to 30 repetitions, not {self.sets} of {self.reps}.")
        if self.since.tzinfo is None:
            raise ValueError("A plan's times need a time zone.")

    @property
    def dose(self) -> Dose:
        """The exercise's own table."""
        return DOSES[self.exercise]

    @property
    def step(self) -> Rung:
        """The rung of the ladder that is trained now."""
        return self.dose.ladder[self.rung]

    @property
    def performed(self) -> str:
        """The key of the exercise that is done at this rung."""
        return self.step.exercise or self.exercise

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that are trained one after the other at this rung."""
        return ("both",) if self.step.exercise == "two_leg_bridge" else self.dose.sides


@dataclass(frozen=True, slots=True)
class Day:
    """A training day: 0 is Monday."""

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
    rest_between_sides_s: int = REST_BETWEEN_SIDES_S
    first_side: str = ""
    """Left or right; the weaker one when it is not said."""

    def __post_init__(self) -> None:
        weekdays = sorted(day.weekday for day in self.days)
        if not 1 <= len(weekdays) <= 3 or not set(weekdays) <= set(range(7)):
            raise ValueError("Plan one to three training days a week.")
        after = [*weekdays[1:], weekdays[0] + 7]
        if any(later - earlier < DAYS_BETWEEN for earlier, later in zip(weekdays, after, strict=True)):
            raise ValueError("Leave at least 48 hours between training days: the muscle grows while it rests.")
        if self.first_side not in ("", *SIDES):
            raise ValueError(f"The side to begin with is left or right, not {self.first_side!r}.")
        if not 0 <= self.warm_up_min <= 30 or not 0 <= self.rest_between_sides_s <= 300:
            raise ValueError("Warm up for at most 30 minutes, and rest for at most 300 seconds between the sides.")
        planned = [item.exercise for item in self.items]
        if len(set(planned)) != len(planned):
            raise ValueError("Each exercise stands in the plan once.")
        missing = {exercise for day in self.days for exercise in day.exercises} - set(planned)
        if missing:
            raise ValueError(f"The plan has days with {', '.join(sorted(missing))}, but does not say how much.")

    def item(self, exercise: str) -> Item:
        """What is planned for an exercise. Raises KeyError when it is not in the plan."""
        return {item.exercise: item for item in self.items}[exercise]

    def with_item(self, item: Item) -> Plan:
        """The plan with one exercise's item changed, or added."""
        kept = {old.exercise: old for old in self.items} | {item.exercise: item}
        return replace(self, items=tuple(kept.values()))

    def is_lighter(self, on: date) -> bool:
        """Whether a day is in the lighter week."""
        return self.deload_from is not None and timedelta(0) <= on - self.deload_from < timedelta(weeks=1)

    def sets_on(self, item: Item, on: date) -> int:
        """How many sets of an item to do on a day: two at first, half in a lighter week."""
        sets = min(item.sets, FIRST_WEEKS_SETS) if on - self.started < timedelta(weeks=FIRST_WEEKS) else item.sets
        return (sets + 1) // 2 if self.is_lighter(on) else sets


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One set to do, and the rest after it. `match_reps`: stop at the number that the weaker side has just done."""

    exercise: str
    name: str
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
class Workout:
    """One day's training: easy movement for `warm_up_min`, then the steps in their order."""

    warm_up_min: int
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return round(self.warm_up_min + sum(step.reps * step.tempo.rep_s + step.rest_after_s for step in self.steps) / 60)


def first_plan(now: datetime, weekdays: Sequence[int] = (0, 3)) -> Plan:
    """The plan of a beginner: every exercise on every day, but standing and seated abduction in turn."""
    items = tuple(
        Item(exercise=dose.exercise, rung=dose.start, sets=FEWEST_SETS_TO_MOVE_UP, reps=REPS_FROM, tempo=dose.tempo, since=now)
        for dose in DOSES.values()
    )
    left_out = ("seated_abduction", "standing_abduction")
    days = tuple(
        Day(weekday, tuple(exercise for exercise in DOSES if exercise != left_out[turn % 2]))
        for turn, weekday in enumerate(sorted(weekdays))
    )
    return Plan(days=days, items=items, started=now.date(), rested=now.date())


def next_day(plan: Plan, past: Sequence[PastSession], today: date) -> tuple[date, Day]:
    """The next training day, today at the earliest, with 48 hours since the last session."""
    earliest = max([today, *(session.day + timedelta(days=DAYS_BETWEEN) for session in past)])
    by_weekday = {day.weekday: day for day in plan.days}
    when = next(day for day in (earliest + timedelta(days=n) for n in range(7)) if day.weekday() in by_weekday)
    return when, by_weekday[when.weekday()]


def workout(plan: Plan, day: Day, on: date, past: Sequence[PastSession] = ()) -> Workout:
    """A training day set by set: a light set first, the weaker side first unless the plan says otherwise, sides in turn so that one rests."""
    items = [plan.item(exercise) for exercise in DOSES if exercise in day.exercises]
    steps: list[Step] = []
    for item in items:
        first = plan.first_side or weaker_side(past, item.performed)
        sides = sorted(item.sides, key=lambda side: side != first)
        of = plan.sets_on(item, on)
        if not steps:
            steps.append(_warm_up(item, sides[0]))
        for number in range(1, of + 1):
            for side in sides:
                rest = item.rest_s if side == sides[-1] else plan.rest_between_sides_s
                steps.append(_step(item, side, number, of, rest, match_reps=side != sides[0]))
    if steps:
        steps[-1] = replace(steps[-1], rest_after_s=0)
    return Workout(plan.warm_up_min, tuple(steps))


def _step(item: Item, side: str, number: int, of: int, rest_s: int, *, match_reps: bool) -> Step:
    return Step(
        exercise=item.performed,
        name=item.dose.name,
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


def _warm_up(item: Item, side: str) -> Step:
    """One light set without a band, of the day's first exercise."""
    easiest = replace(item, rung=min(item.rung, item.dose.start), reps=WARM_UP_REPS)
    side = side if side in easiest.sides else easiest.sides[0]
    return replace(_step(easiest, side, 1, 1, item.rest_s, match_reps=False), warm_up=True)


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as JSON knows it, to be kept; `plan_from` reads it back."""
    document = asdict(plan)
    for item in document["items"]:
        item["since"] = item["since"].isoformat()
    for key in ("started", "rested", "deload_from"):
        document[key] = document[key] and document[key].isoformat()
    return document


def plan_from(document: dict[str, Any]) -> Plan:
    """The plan of a document that `plan_document` wrote. Raises ValueError when it is not one."""
    try:
        items = tuple(
            Item(**{**item, "tempo": Tempo(**item["tempo"]), "since": datetime.fromisoformat(item["since"])}) for item in document["items"]
        )
        days = tuple(Day(day["weekday"], tuple(day["exercises"])) for day in document["days"])
        dates = {key: document[key] and date.fromisoformat(document[key]) for key in ("started", "rested", "deload_from")}
        return Plan(**{**document, "items": items, "days": days, **dates})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"This is not a plan that the coach wrote: {error}.") from error
