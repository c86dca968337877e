"""Personal bests: how far, and how many."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select

from coach.history.reads import of_sets
from coach.history.review import LOAD_LEVEL, per_set
from coach.history.schema import reps, sessions, sets, tracks
from coach.history.store import History
from coach.history.values import Filter


@dataclass(frozen=True, slots=True)
class Best:
    """A personal best: the widest good repetition of an exercise on a side, and the set and session that hold it."""

    exercise: str
    side: str
    range_of_motion: float
    unit: str
    day: date
    session_id: int
    set_id: int
    rep: int


@dataclass(frozen=True, slots=True)
class MostReps:
    """A personal best: the set with the most good repetitions at the heaviest load level of an exercise on a side."""

    exercise: str
    side: str
    load_level: float
    good_reps: int
    day: date
    session_id: int
    set_id: int


def personal_bests(history: History, which: Filter, *, tracked: bool = False) -> tuple[tuple[Best, ...], tuple[MostReps, ...]]:
    """For each exercise and side the widest good repetition, and the set with the most good ones at the heaviest load.

    Of equals it is the earliest. `tracked`: only among the sets that can be replayed.
    """
    each = per_set(which, "good", "good_best")
    earliest = (sessions.c.day, sets.c.session_id, sets.c.number)
    kind = (sets.c.exercise, sets.c.side)
    ranked = (
        select(
            *kind,
            LOAD_LEVEL.label("load_level"),
            each.c.good,
            each.c.good_best,
            sessions.c.day,
            sets.c.session_id,
            each.c.set_id,
            func.row_number().over(partition_by=kind, order_by=(each.c.good_best.desc().nulls_last(), *earliest)).label("widest"),
            func.row_number().over(partition_by=kind, order_by=(LOAD_LEVEL.desc(), each.c.good.desc(), *earliest)).label("most"),
        )
        .select_from(sessions.join(sets).join(each, each.c.set_id == sets.c.id))
        .where(each.c.good > 0)
    )
    if tracked:
        ranked = ranked.where(exists(select(tracks.c.set_id).where(tracks.c.set_id == each.c.set_id)))
    top = of_sets(ranked, which).subquery("top")  # narrowed once more: a server would look at everybody's sets
    query = select(top).where(or_(top.c.widest == 1, top.c.most == 1)).order_by(top.c.exercise, top.c.side)
    with history.reading() as connection:
        rows = connection.execute(query).all()
        widest = {row.set_id: row for row in rows if row.widest == 1 and not math.isnan(row.good_best)}
        good = select(reps.c.set_id, reps.c.number, reps.c.range_of_motion, reps.c.unit).where(reps.c.set_id.in_(widest), reps.c.good)
        first: dict[int, tuple[int, str]] = {}
        for rep in connection.execute(good.order_by(reps.c.set_id, reps.c.number)):
            if rep.range_of_motion == widest[rep.set_id].good_best:
                first.setdefault(rep.set_id, (rep.number, rep.unit))
    return (
        tuple(
            Best(row.exercise, row.side, float(row.good_best), first[set_id][1], row.day, row.session_id, set_id, first[set_id][0])
            for set_id, row in widest.items()
        ),
        tuple(
            MostReps(row.exercise, row.side, float(row.load_level), int(row.good), row.day, row.session_id, row.set_id)
            for row in rows
            if row.most == 1
        ),
    )
