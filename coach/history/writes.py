"""Writes values into the tables. Every function gets a connection, so that a caller can keep several things at once, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, select

from coach import __version__
from coach.history import schema
from coach.history.errors import Conflict, HistoryError
from coach.history.names import LONGEST_NAME, is_same_name, tidy
from coach.history.values import NOT_SAID, Load
from coach.records import NotCounted, Rep, SetRecord, Warning
from coach.report.codec import REP_VALUES

WORKING_SIDES: Final = ("left", "right", "both")
REP_COLUMNS: Final = (*REP_VALUES, "good")


def add_row(connection: Connection, table: Table, **values: Any) -> int:  # noqa: ANN401
    """Insert one row; gives its id."""
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None, "a single row has a key"
    return int(key[0])


def new_name(connection: Connection, name: str, *, person_id: int | None = None) -> str:
    """A person's new name as it is kept. Raises `HistoryError` when it is empty, too long, or that of another person than `person_id`."""
    name = tidy(name)
    if not name:
        raise HistoryError("A person needs a name.")
    if len(name) > LONGEST_NAME:
        raise HistoryError(f"A name has at most {LONGEST_NAME} characters.")
    for other in connection.execute(select(schema.people.c.id, schema.people.c.name)):
        if other.id != person_id and is_same_name(other.name, name):
            raise HistoryError(f"There is a person called {other.name} already.")
    return name


def start_session(connection: Connection, person_id: int, started: datetime, *, version: str = __version__, **more: Any) -> int:  # noqa: ANN401
    """Insert a session; gives its id."""
    offset = started.utcoffset()
    if offset is None:
        raise HistoryError("The time at which a session started needs its time zone.")
    people = schema.people
    if connection.scalar(select(people.c.id).where(people.c.id == person_id)) is None:
        raise missing("person", person_id)
    return add_row(
        connection,
        schema.sessions,
        person_id=person_id,
        started_at=started,
        utc_offset_min=round(offset.total_seconds() / 60),
        day=started.date(),
        version=version,
        **more,
    )


def start_set(
    connection: Connection,
    session_id: int,
    number: int,
    record: SetRecord,
    *,
    load: Load = NOT_SAID,
    rung: str = "",
    target_reps: int | None = None,
    finished: bool = False,
) -> int:
    """Insert a set without its repetitions; gives its id."""
    if record.working_side not in WORKING_SIDES:
        raise HistoryError(f"A set's side is {', '.join(WORKING_SIDES)}, not {record.working_side!r}.")
    return add_row(
        connection,
        schema.sets,
        session_id=session_id,
        number=number,
        exercise=record.exercise,
        side=record.working_side,
        view=record.view,
        start_s=record.start_s,
        end_s=record.end_s,
        finished=finished,
        rung=rung,
        band=load.band.value,
        weight_kg=load.weight_kg,
        target_reps=target_reps,
    )


def insert_reps(connection: Connection, set_id: int, reps: Sequence[Rep]) -> None:
    """Insert repetitions with what was found and measured in them."""
    rows = [{"set_id": set_id, "number": rep.index, **{name: getattr(rep, name) for name in REP_COLUMNS}} for rep in reps]
    found = [
        {
            "set_id": set_id,
            "rep": rep.index,
            "number": number,
            "check": one.check,
            "grade": one.grade.value,
            "value": one.value,
            "unit": one.unit,
            "severity": one.severity,
        }
        for rep in reps
        for number, one in enumerate(rep.findings)
    ]
    not_judged = [
        {"set_id": set_id, "rep": rep.index, "number": number, "check": one.check, "reason": one.reason}
        for rep in reps
        for number, one in enumerate(rep.unjudged)
    ]
    measured = [
        {"set_id": set_id, "rep": rep.index, "number": number, "check": check, "value": value}
        for rep in reps
        for number, (check, value) in enumerate(rep.measured)
    ]
    of_tables = ((schema.reps, rows), (schema.findings, found), (schema.unjudged, not_judged), (schema.measured, measured))
    for table, values in of_tables:
        if values:
            connection.execute(insert(table), values)


def insert_not_counted(connection: Connection, session_id: int, movements: Sequence[NotCounted], set_id: int | None) -> None:
    """Insert movements that did not count."""
    rows = [
        {
            "session_id": session_id,
            "set_id": set_id,
            "start_s": one.start_s,
            "end_s": one.end_s,
            "reason": one.reason.value,
            "because": one.because,
            "value": one.value,
            "unit": one.unit,
        }
        for one in movements
    ]
    if rows:
        connection.execute(insert(schema.not_counted), rows)


def insert_warnings(connection: Connection, session_id: int, warnings: Sequence[Warning], *, first: int = 1) -> None:
    """Insert what the user should know about a recording, numbered from `first`."""
    rows = [
        {"session_id": session_id, "number": number, "code": one.code, "message": one.message}
        for number, one in enumerate(warnings, start=first)
    ]
    if rows:
        connection.execute(insert(schema.warnings), rows)


def missing(what: str, row_id: int) -> Conflict:
    """The error for an id that is not there."""
    return Conflict(f"There is no {what} {row_id} in the history.")
