"""What the review shows: days, progress, sides and faults, added up by the database over any stretch of the history.

Every function takes the history and a `Filter`, and gives rows in the order of their days. A number that nothing was measured for is NaN.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Label, Subquery, and_, case, cast, func, select

from coach.history.reads import not_judged, of_sessions, of_sets
from coach.history.schema import findings, measured, reps, sessions, sets
from coach.history.store import History
from coach.history.values import Band, Filter
from coach.records import Grade, Verdict

LOAD_LEVEL: ColumnElement[float] = (
    case({Band.LIGHT.value: 2.0, Band.MEDIUM.value: 3.0, Band.HEAVY.value: 4.0}, value=sets.c.band, else_=1.0) + sets.c.weight_kg
)
"""How heavy a set is: 1 for the body alone, 2 to 4 for a band, and 1 more for every kilogram.

A scale of steps, not of newtons: nobody knows a band's force, so compare a person with themselves in one exercise only.
"""

SUMS: Final[dict[str, ColumnElement[Any]]] = {
    f"{name}_{word}": aggregate(reps.c[name])
    for name in ("range_of_motion", "concentric_s", "hold_s", "eccentric_s")
    for word, aggregate in (("sum", func.sum), ("seen", func.count))
}

OF_A_SET: Final[dict[str, ColumnElement[Any]]] = {
    "unit": func.min(reps.c.unit),
    "reps": func.count(),
    "good": func.sum(cast(reps.c.good, Integer)),
    "judged": func.sum(case((not_judged(), 0), else_=1)),
    "range_best": func.max(reps.c.range_of_motion),
    "range_error": func.max(reps.c.range_error),
    "good_best": func.max(case((reps.c.good, reps.c.range_of_motion))),
    **SUMS,
}
"""What can be said of the repetitions of one set."""


@dataclass(frozen=True, slots=True)
class DayTotal:
    """One day of the calendar."""

    day: date
    sessions: int
    sets: int
    reps: int
    good_reps: int
    judged_reps: int


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """One exercise on one side in one session. `volume` is repetitions times load level, `reserve` the smallest and `pain` the worst reported."""

    day: date
    session_id: int
    exercise: str
    side: str
    unit: str
    sets: int
    reps: int
    good_reps: int
    judged_reps: int
    range_mean: float
    range_best: float
    concentric_s: float
    hold_s: float
    eccentric_s: float
    volume: float
    reserve: int | None
    pain: int | None
    range_error: float = math.nan
    """How far off a range may be at most, in nine of ten cases; NaN of what was measured in the older way, which knew none."""

    @property
    def clean_rate(self) -> float:
        """Good repetitions of all that were judged, 0 to 1; NaN when none was."""
        return self.good_reps / self.judged_reps if self.judged_reps else math.nan


@dataclass(frozen=True, slots=True)
class MeasureProgress:
    """What one check measured on one side in one session: the mean over the repetitions in which it was judged, in the check's unit."""

    day: date
    session_id: int
    side: str
    check: str
    mean: float


@dataclass(frozen=True, slots=True)
class SideDifference:
    """Left and right of one exercise in one session where both were trained."""

    day: date
    session_id: int
    exercise: str
    unit: str
    left_range: float
    right_range: float

    @property
    def range_difference(self) -> float:
        """How much further the left side went, in `unit`."""
        return self.left_range - self.right_range


@dataclass(frozen=True, slots=True)
class FaultCount:
    """How many repetitions had a finding of a check, by what it makes of them: a fault, or a little off."""

    exercise: str
    check: str
    verdict: Verdict
    reps: int


def calendar(history: History, which: Filter) -> tuple[DayTotal, ...]:
    """Every day with a session, also one in which nothing was counted."""
    each = per_set(which, "reps", "good", "judged")
    query = (
        of_sets(
            select(
                sessions.c.day,
                func.count(sessions.c.id.distinct()),
                func.count(sets.c.id),
                func.coalesce(func.sum(each.c.reps), 0),
                func.coalesce(func.sum(each.c.good), 0),
                func.coalesce(func.sum(each.c.judged), 0),
            ),
            which,
        )
        .select_from(sessions.outerjoin(sets).outerjoin(each, each.c.set_id == sets.c.id))
        .group_by(sessions.c.day)
        .order_by(sessions.c.day)
    )
    with history.reading() as connection:
        return tuple(DayTotal(day, *map(int, numbers)) for day, *numbers in connection.execute(query))


def progress(history: History, which: Filter) -> tuple[SessionProgress, ...]:
    """The trend of range, clean repetitions, tempo and volume."""
    each = per_set(which, "unit", "reps", "good", "judged", "range_best", "range_error", *SUMS)
    query = (
        select(
            sessions.c.day,
            sessions.c.id,
            sets.c.exercise,
            sets.c.side,
            func.min(each.c.unit).label("unit"),
            func.count().label("sets"),
            func.sum(each.c.reps).label("reps"),
            func.sum(each.c.good).label("good"),
            func.sum(each.c.judged).label("judged"),
            _mean(each, "range_of_motion"),
            func.max(each.c.range_best).label("range_best"),
            func.max(each.c.range_error).label("range_error"),
            _mean(each, "concentric_s"),
            _mean(each, "hold_s"),
            _mean(each, "eccentric_s"),
            func.sum(each.c.reps * LOAD_LEVEL).label("volume"),
            func.min(sets.c.reserve).label("reserve"),
            func.max(sets.c.pain).label("pain"),
        )
        .select_from(sessions.join(sets).join(each, each.c.set_id == sets.c.id))
        .group_by(sessions.c.day, sessions.c.id, sets.c.exercise, sets.c.side)
        .order_by(sessions.c.day, sessions.c.id, sets.c.exercise, sets.c.side)
    )
    with history.reading() as connection:
        return tuple(
            SessionProgress(
                day=row.day,
                session_id=row.id,
                exercise=row.exercise,
                side=row.side,
                unit=row.unit,
                sets=row.sets,
                reps=int(row.reps),
                good_reps=int(row.good),
                judged_reps=int(row.judged),
                range_mean=_number(row.range_of_motion),
                range_best=_number(row.range_best),
                concentric_s=_number(row.concentric_s),
                hold_s=_number(row.hold_s),
                eccentric_s=_number(row.eccentric_s),
                volume=float(row.volume),
                reserve=row.reserve,
                pain=row.pain,
                range_error=_number(row.range_error),
            )
            for row in connection.execute(of_sets(query, which))  # narrowed once more: a server would look at everybody's sets
        )


def measures(history: History, which: Filter, checks: Iterable[str]) -> tuple[MeasureProgress, ...]:
    """The trend of what the checks with the keys `checks` measured."""
    query = (
        of_sets(select(sessions.c.day, sessions.c.id, sets.c.side, measured.c.check, func.avg(measured.c.value)), which)
        .select_from(sessions.join(sets).join(measured, measured.c.set_id == sets.c.id))
        .where(measured.c.check.in_(list(checks)), measured.c.value.is_not(None))
        .group_by(sessions.c.day, sessions.c.id, sets.c.side, measured.c.check)
        .order_by(sessions.c.day, sessions.c.id, sets.c.side, measured.c.check)
    )
    with history.reading() as connection:
        return tuple(MeasureProgress(*row) for row in connection.execute(query))


def differences(rows: Iterable[SessionProgress]) -> tuple[SideDifference, ...]:
    """Left against right, wherever `progress` has both sides of an exercise in one session."""
    sides: dict[tuple[date, int, str], dict[str, SessionProgress]] = {}
    for row in rows:
        sides.setdefault((row.day, row.session_id, row.exercise), {})[row.side] = row
    return tuple(
        SideDifference(
            day=day,
            session_id=session_id,
            exercise=exercise,
            unit=both["left"].unit,
            left_range=both["left"].range_mean,
            right_range=both["right"].range_mean,
        )
        for (day, session_id, exercise), both in sides.items()
        if {"left", "right"} <= both.keys()
    )


def faults(history: History, which: Filter) -> tuple[FaultCount, ...]:
    """How often each check was tripped, the most frequent first."""
    amount = func.count()
    is_fault = case((and_(findings.c.grade == Grade.FAULT.value, findings.c.severity >= 2), 1), else_=0)
    query = (
        of_sets(select(sets.c.exercise, findings.c.check, is_fault, amount), which)
        .select_from(sessions.join(sets).join(findings, findings.c.set_id == sets.c.id))
        .group_by(sets.c.exercise, findings.c.check, is_fault)
        .order_by(amount.desc(), sets.c.exercise, findings.c.check, is_fault.desc())
    )
    with history.reading() as connection:
        return tuple(
            FaultCount(exercise, check, Verdict.FAULT if fault else Verdict.A_LITTLE_OFF, reps)
            for exercise, check, fault, reps in connection.execute(query)
        )


def training_days(history: History, which: Filter) -> tuple[date, ...]:
    """The days with a session of the person, for the streak."""
    with history.reading() as connection:
        return tuple(connection.scalars(of_sessions(select(sessions.c.day).distinct(), which).order_by(sessions.c.day)))


def streak_weeks(days: Iterable[date], today: date) -> int:
    """How many weeks in a row, from Monday, had a session. A week that is not over yet does not break the row."""
    weeks = {day - timedelta(days=day.weekday()) for day in days if day <= today}
    week = today - timedelta(days=today.weekday())
    if week not in weeks:
        week -= timedelta(weeks=1)
    streak = 0
    while week in weeks:
        streak += 1
        week -= timedelta(weeks=1)
    return streak


def measured_anew(rows: Sequence[SessionProgress]) -> date | None:
    """The first day whose ranges were measured in the newer way, if there are older ones before it: the two are not to be compared."""
    newer = [row.day for row in rows if not math.isnan(row.range_error)]
    older = [row.day for row in rows if math.isnan(row.range_error) and not math.isnan(row.range_mean)]
    return min(newer) if newer and older and min(older) < min(newer) else None


def per_set(which: Filter, *wanted: str) -> Subquery:
    """One row for each set of the filter that has repetitions, with the wanted `OF_A_SET`: all other sums are made from these.

    Repetitions lie in the file set by set, so this reads each once, in order, and never sorts them.
    """
    chosen = of_sets(select(sets.c.id).select_from(sets.join(sessions)), which)
    return (
        select(reps.c.set_id, *(OF_A_SET[name].label(name) for name in wanted))
        .where(reps.c.set_id.in_(chosen))
        .group_by(reps.c.set_id)
        .subquery("each")
    )


def _mean(each: Subquery, name: str) -> Label[Any]:
    """The mean over repetitions, not over sets; NULL where nothing was seen."""
    return (func.sum(each.c[f"{name}_sum"]) / func.nullif(func.sum(each.c[f"{name}_seen"]), 0)).label(name)


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
