"""From values to rows. Every function gets a connection, so that a caller can keep several things at once, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from unicodedata import normalize

from sqlalchemy import Connection, Table, insert, select

from coach import __version__
from coach.history import schema
from coach.history.errors import HistoryError
from coach.history.values import NOT_SAID, Load, name_key
from coach.records import NotCounted, Rep, SetRecord, Warning

SIDES: Final = ("left", "right", "both")
MEASURES: Final = ("start_s", "peak_s", "end_s", "concentric_s", "hold_s", "eccentric_s", "range_of_motion", "unit", "good")


def add_row(connection: Connection, table: Table, **values: Any) -> int:  # noqa: ANN401
    """Insert one row; gives its id."""
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None, "a single row has a key"
    return int(key[0])


def new_name(connection: Connection, name: str, *, of: int | None = None) -> str:
    """A person's name in Unicode's composed form, without blanks around it; `of` is the person who is renamed, None for somebody new.

    Raises `HistoryError` when it is nothing, or somebody else's already. Upper and lower case make no other name.
    """
    name = normalize("NFC", name.strip())
    if not name:
        raise HistoryError("A person needs a name.")
    others = connection.execute(select(schema.people.c.name).where(schema.people.c.id != (of or 0))).scalars()
    if name_key(name) in map(name_key, others):
        raise HistoryError(f"There is a person called {name} already.")
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
    if record.working_side not in SIDES:
        raise HistoryError(f"A set's side is {', '.join(SIDES)}, not {record.working_side!r}.")
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
    """Insert repetitions with what was measured and found in them."""
    rows = [{"set_id": set_id, "number": rep.index, **{name: getattr(rep, name) for name in MEASURES}} for rep in reps]
    measured = [
        {"set_id": set_id, "rep": rep.index, "number": number, "check": check, "value": value}
        for rep in reps
        for number, (check, value) in enumerate(rep.measured)
    ]
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
    for table, values in ((schema.reps, rows), (schema.measured, measured), (schema.findings, found), (schema.unjudged, not_judged)):
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
            "value": one.value,
            "unit": one.unit,
        }
        for one in movements
    ]
    if rows:
        connection.execute(insert(schema.not_counted), rows)


def insert_warnings(connection: Connection, session_id: int, warnings: Sequence[Warning]) -> None:
    """Insert what the user should know about a recording."""
    rows = [
        {"session_id": session_id, "number": number, "code": one.code, "message": one.message}
        for number, one in enumerate(warnings, start=1)
    ]
    if rows:
        connection.execute(insert(schema.warnings), rows)


def missing(what: str, row_id: int) -> HistoryError:
    """The error for an id that is not there."""
    return HistoryError(f"There is no {what} {row_id} in the history.")
