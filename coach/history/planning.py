"""Between the history and the plan: what the plan looks at, and keeping a person's plan."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Integer, and_, case, cast, func, or_, select

from coach.exercise import Exercise
from coach.history.prescription import load_prescription
from coach.history.reads import not_judged
from coach.history.schema import reps, sessions, sets, warnings
from coach.history.store import History
from coach.history.values import local
from coach.planning import PastSession, PastSet, Plan, PlanDay, plan_document, plan_from
from coach.planning.prescribed_plan import prescribed_plan
from coach.records import Warning

PLAN: Final = "plan"
LATEST: Final = 60
"""Sessions that the plan looks back on: five months of three a week."""
SKIPPED: Final = "skipped_"
"""With this and the exercise's key begins the code of a warning that a set was skipped."""
CLOCKS_DIFFER: Final = timedelta(hours=1)
"""How far in the future a session may have begun."""


def skipped(exercise: str, words: str) -> Warning:
    """That a set of `exercise` was skipped, as it is kept with the session."""
    return Warning(f"{SKIPPED}{exercise}", words)


def past_sessions(history: History, person_id: int, latest: int = LATEST, *, now: datetime | None = None) -> tuple[PastSession, ...]:
    """A person's latest sessions until `now` with their finished sets, oldest first, without one that may be going on now.

    An unfinished session counts as soon as a later one has begun: somebody whose computer died in the middle has trained all the same.
    """
    # what claims to be from the future, as from a clock that was wrong, must not move the plan
    theirs = and_(sessions.c.person_id == person_id, sessions.c.started_at <= (now or datetime.now(UTC)) + CLOCKS_DIFFER)
    newest = select(sessions.c.id).where(theirs).order_by(sessions.c.started_at.desc(), sessions.c.id.desc()).limit(1).scalar_subquery()
    chosen = (
        select(sessions)
        .where(theirs, or_(sessions.c.ended_at.is_not(None), sessions.c.id != newest))
        .order_by(sessions.c.started_at.desc(), sessions.c.id.desc())
        .limit(latest)
        .cte("chosen")
    )
    each_set = (
        select(
            sets,
            func.count(reps.c.number).label("reps"),
            func.coalesce(func.sum(cast(reps.c.good, Integer)), 0).label("good_reps"),
            func.coalesce(func.sum(case((not_judged(), 1), else_=0)), 0).label("not_judged"),
            func.avg(reps.c.range_of_motion).label("range_mean"),
        )
        .select_from(chosen.join(sets, sets.c.session_id == chosen.c.id).outerjoin(reps))
        .where(sets.c.finished)
        .group_by(sets.c.id)
        .order_by(sets.c.session_id, sets.c.number)
    )
    with history.reading() as connection:
        past = connection.execute(select(chosen).order_by(chosen.c.started_at, chosen.c.id)).all()
        left_out: dict[int, set[str]] = {row.id: set() for row in past}
        is_skipped = warnings.c.code.startswith(SKIPPED, autoescape=True)
        for row in connection.execute(select(warnings).join(chosen, warnings.c.session_id == chosen.c.id).where(is_skipped)):
            left_out[row.session_id].add(row.code.removeprefix(SKIPPED))
        of_session: dict[int, list[PastSet]] = {row.id: [] for row in past}
        for row in connection.execute(each_set):
            of_session[row.session_id].append(
                PastSet(
                    exercise=row.exercise,
                    side=row.side,
                    reps=row.reps,
                    good_reps=int(row.good_reps),
                    not_judged=int(row.not_judged),
                    range_mean=math.nan if row.range_mean is None else float(row.range_mean),
                    rung=row.rung,
                    reserve=row.reserve,
                    pain=row.pain,
                )
            )
    return tuple(
        PastSession(
            started=local(row.started_at, row.utc_offset_min),
            sets=tuple(of_session[row.id]),
            pain_next_day=row.pain_next_day,
            skipped=frozenset(left_out[row.id]),
        )
        for row in past
    )


def load_plan(history: History, person_id: int, exercises: Iterable[Exercise]) -> Plan | None:
    """A person's plan, within their prescription if they have one; None when they have no plan.

    Raises `BadPrescription`, and ValueError when what was kept is not a plan of `exercises`.
    """
    exercises = tuple(exercises)
    document = history.setting(person_id, PLAN)
    if document is None:
        return None
    plan, prescription = plan_from(document, exercises), load_prescription(history, person_id, exercises)
    return prescribed_plan(plan, prescription, exercises) if prescription else plan


def save_plan(history: History, person_id: int, plan: Plan) -> None:
    """Keep a person's plan in place of the one before."""
    history.set_setting(person_id, PLAN, plan_document(plan))


def next_plan_day(history: History, person_id: int, exercises: Iterable[Exercise], now: datetime) -> PlanDay | None:
    """The next day of a person's plan; None without a plan, or with one that cannot be read or asks for nothing."""
    try:
        plan = load_plan(history, person_id, exercises)
    except ValueError:
        return None  # the plan page says so, and offers a new one
    return PlanDay.next(plan, past_sessions(history, person_id, now=now), now.date()) if plan else None
