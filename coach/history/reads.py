"""Reads values from the tables. Every function gets a connection, so that a caller can read several things as of one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, select

from coach.history.schema import findings, measured, not_counted, reps, sessions, sets, tracks, unjudged, warnings
from coach.history.values import Band, Filter, KeptSession, KeptSet, Load, SessionDetails, SessionSummary, local
from coach.records import Finding, Grade, NotCounted, Reason, Rep, SetRecord, Unjudged, Warning
from coach.report.codec import REP_VALUES


def of_sessions(query: Select[Any], which: Filter) -> Select[Any]:
    """`query`, which reads from sessions, narrowed to the person and the days."""
    if which.person_id is not None:
        query = query.where(sessions.c.person_id == which.person_id)
    if which.since is not None:
        query = query.where(sessions.c.day >= which.since)
    if which.until is not None:
        query = query.where(sessions.c.day <= which.until)
    return query


def of_sets(query: Select[Any], which: Filter) -> Select[Any]:
    """`query`, which reads from sessions and sets, narrowed to the filter."""
    query = of_sessions(query, which)
    if which.exercise is not None:
        query = query.where(sets.c.exercise == which.exercise)
    if which.side is not None:
        query = query.where(sets.c.side == which.side)
    return query


def summaries(connection: Connection, which: Filter, *, limit: int | None) -> tuple[SessionSummary, ...]:
    """One line per session, newest first."""
    query = of_sessions(select(sessions), which)
    if which.exercise is not None or which.side is not None:
        has = select(sets.c.id).where(sets.c.session_id == sessions.c.id)
        for column, wanted in ((sets.c.exercise, which.exercise), (sets.c.side, which.side)):
            has = has if wanted is None else has.where(column == wanted)
        query = query.where(exists(has))
    query = query.order_by(sessions.c.started_at.desc(), sessions.c.id.desc()).limit(limit)
    chosen = query.cte("chosen")
    rows = connection.execute(query).all()
    set_rows = connection.execute(
        select(sets.c.session_id, sets.c.exercise, func.count().label("sets"))
        .join(chosen, chosen.c.id == sets.c.session_id)
        .group_by(sets.c.session_id, sets.c.exercise)
        .order_by(sets.c.session_id, func.min(sets.c.number))
    ).all()
    rep_rows = connection.execute(
        select(sets.c.session_id, func.count(), func.sum(case((reps.c.good, 1), else_=0)), func.sum(case((not_judged(), 0), else_=1)))
        .join(chosen, chosen.c.id == sets.c.session_id)
        .join(reps, reps.c.set_id == sets.c.id)
        .group_by(sets.c.session_id)
    ).all()
    missed_rows = connection.execute(
        select(not_counted.c.session_id, func.count())
        .join(chosen, chosen.c.id == not_counted.c.session_id)
        .group_by(not_counted.c.session_id)
    ).all()
    by_session: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for session_id, exercise, count in set_rows:
        by_session[session_id].append((exercise, count))
    counted = {session_id: tuple(map(int, numbers)) for session_id, *numbers in rep_rows}
    missed = {row[0]: row[1] for row in missed_rows}
    return tuple(
        SessionSummary(
            session=_session(row),
            exercises=tuple(exercise for exercise, _ in by_session[row.id]),
            sets=sum(count for _, count in by_session[row.id]),
            **dict(zip(("reps", "good_reps", "judged_reps"), counted.get(row.id, (0, 0, 0)), strict=True)),
            not_counted=missed.get(row.id, 0),
        )
        for row in rows
    )


def details(connection: Connection, session_id: int) -> SessionDetails | None:
    """Everything in one session, None when there is no such session."""
    row = connection.execute(select(sessions).where(sessions.c.id == session_id)).one_or_none()
    if row is None:
        return None
    tracked = exists(select(tracks.c.set_id).where(tracks.c.set_id == sets.c.id)).label("has_track")
    set_rows = connection.execute(select(sets, tracked).where(sets.c.session_id == session_id).order_by(sets.c.number)).all()
    kept = reps_of(connection, [one.id for one in set_rows])
    return SessionDetails(
        session=_session(row),
        sets=tuple(_set(one, kept.get(one.id, ())) for one in set_rows),
        not_counted=tuple(
            NotCounted(one.start_s, one.end_s, Reason(one.reason), one.value, one.unit, one.because)
            for one in connection.execute(
                select(not_counted).where(not_counted.c.session_id == session_id).order_by(not_counted.c.start_s, not_counted.c.end_s)
            )
        ),
        warnings=tuple(
            Warning(one.code, one.message)
            for one in connection.execute(select(warnings).where(warnings.c.session_id == session_id).order_by(warnings.c.number))
        ),
    )


def reps_of(connection: Connection, set_ids: Iterable[int]) -> dict[int, tuple[Rep, ...]]:
    """The repetitions of each set, in the order of their index."""
    set_ids = list(set_ids)
    found: defaultdict[tuple[int, int], list[Finding]] = defaultdict(list)
    for one in connection.execute(
        select(findings).where(findings.c.set_id.in_(set_ids)).order_by(findings.c.set_id, findings.c.rep, findings.c.number)
    ):
        found[one.set_id, one.rep].append(Finding(one.check, Grade(one.grade), one.value, one.unit, one.severity))
    not_judged: defaultdict[tuple[int, int], list[Unjudged]] = defaultdict(list)
    for one in connection.execute(
        select(unjudged).where(unjudged.c.set_id.in_(set_ids)).order_by(unjudged.c.set_id, unjudged.c.rep, unjudged.c.number)
    ):
        not_judged[one.set_id, one.rep].append(Unjudged(one.check, one.reason))
    measures: defaultdict[tuple[int, int], list[tuple[str, float]]] = defaultdict(list)
    for one in connection.execute(
        select(measured).where(measured.c.set_id.in_(set_ids)).order_by(measured.c.set_id, measured.c.rep, measured.c.number)
    ):
        measures[one.set_id, one.rep].append((one.check, one.value))
    kept: defaultdict[int, list[Rep]] = defaultdict(list)
    for one in connection.execute(select(reps).where(reps.c.set_id.in_(set_ids)).order_by(reps.c.set_id, reps.c.number)):
        rep = Rep(
            index=one.number,
            **{name: getattr(one, name) for name in REP_VALUES},
            findings=tuple(found[one.set_id, one.number]),
            unjudged=tuple(not_judged[one.set_id, one.number]),
            measured=tuple(measures[one.set_id, one.number]),
            is_judged=one.good or bool(found[one.set_id, one.number]),  # nothing found and yet not good: it was not judged
        )
        kept[one.set_id].append(rep)
    return {set_id: tuple(each) for set_id, each in kept.items()}


def not_judged() -> ColumnElement[bool]:
    """Whether a repetition is neither good nor has anything that was found."""
    found = select(findings.c.check).where(findings.c.set_id == reps.c.set_id, findings.c.rep == reps.c.number)
    return and_(~reps.c.good, ~exists(found))


def _session(row: Row[Any]) -> KeptSession:
    return KeptSession(
        id=row.id,
        person_id=row.person_id,
        started_at=local(row.started_at, row.utc_offset_min),
        ended_at=row.ended_at and local(row.ended_at, row.utc_offset_min),
        source=row.source,
        model=row.model,
        version=row.version,
        notes=row.notes,
        pain_next_day=row.pain_next_day,
    )


def _set(row: Row[Any], kept: tuple[Rep, ...]) -> KeptSet:
    return KeptSet(
        id=row.id,
        number=row.number,
        record=SetRecord(row.exercise, row.side, row.view, row.start_s, row.end_s, kept),
        finished=row.finished,
        load=Load(Band(row.band), row.weight_kg),
        rung=row.rung,
        target_reps=row.target_reps,
        reserve=row.reserve,
        pain=row.pain,
        notes=row.notes,
        has_track=bool(row.has_track),
    )
