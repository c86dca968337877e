"""Corrections in the history: the tables that everything reads hold what counts, and beside them stays what was measured.

With the first correction of a session all that was measured in it is written into `originals`, once and for ever, and its tracks into
`original_tracks`; each correction is a row of `corrections`. The sets of the session are then made anew from both, in one transaction, so
trends, bests, plan and pages need know nothing of it. Taking a correction back makes them anew from one less.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from coach.correction.corrections import CannotCorrect, Correction, Counted, CountedSet
from coach.correction.document import KINDS, exact_json, for_makers, missed_read, read, written
from coach.history import reads, schema, writes
from coach.history.damage import impossible_value
from coach.history.errors import HistoryError
from coach.history.store import History
from coach.history.track import cut_out, joined
from coach.records import NotCounted, SetRecord
from coach.report.codec import NOT_COUNTED, set_read, set_written, whole, words
from coach.report.codec import number as known_number

WHOLE: Final = 0
"""The number of the track of a whole recording in `original_tracks`; those of its sets have theirs."""
SAID: Final = ("finished", "rung", "band", "weight_kg", "target_reps", "reserve", "pain", "notes")
"""The columns of a set that do not come from what was measured."""


@dataclass(frozen=True, slots=True)
class Original:
    """What was measured of a session before the first correction: its sets, what was planned and said of each, and what was not counted.

    `within` are the numbers of the sets that each of `not_counted` belongs to, None where it belongs to none.
    """

    sets: tuple[SetRecord, ...]
    said: tuple[dict[str, Any], ...]
    not_counted: tuple[NotCounted, ...]
    within: tuple[int | None, ...]


def corrections_of(history: History, session_id: int) -> tuple[Correction, ...]:
    """The corrections of a session in the order in which they were made. Raises `HistoryError` when one cannot be read."""
    with history.reading() as connection:
        return _corrections(connection, session_id)


def original_of(history: History, session_id: int) -> Original | None:
    """What was measured of a session, None while nothing of it was corrected."""
    with history.reading() as connection:
        return _original(connection, session_id)


def correct(history: History, session_id: int, correction: Correction, now: datetime, *, whole_track: bytes | None = None) -> None:
    """Keep a correction of a finished session and count by it; `whole_track` are the poses of the whole recording, if they are to be kept.

    Raises `HistoryError` when the session is not over yet, and when what is to be corrected is not there.
    """
    with history.writing() as connection:
        session = connection.execute(select(schema.sessions).where(schema.sessions.c.id == session_id).with_for_update()).one_or_none()
        if session is None:
            raise writes.missing("session", session_id)
        if session.ended_at is None:
            raise HistoryError("This session is not over yet: correct it when it has ended.")
        original = _original(connection, session_id) or _keep_original(connection, session_id)
        if whole_track is not None:
            of = {"session_id": session_id, "number": WHOLE}
            connection.execute(delete(schema.original_tracks).filter_by(**of))
            connection.execute(insert(schema.original_tracks).values(**of, data=whole_track))
        before = _corrections(connection, session_id)
        last = connection.scalar(select(func.max(schema.corrections.c.number)).where(schema.corrections.c.session_id == session_id))
        connection.execute(
            insert(schema.corrections).values(
                session_id=session_id,
                number=(last or 0) + 1,
                made_at=now,
                kind=KINDS[type(correction)],
                data=exact_json(written(correction)),
            )
        )
        _count_anew(connection, session_id, original, before, (*before, correction))


def take_back(history: History, session_id: int) -> None:
    """Take the last correction of a session back. Raises `HistoryError` when there is none."""
    table = schema.corrections
    with history.writing() as connection:
        original, before = _original(connection, session_id), _corrections(connection, session_id)
        if original is None or not before:
            raise HistoryError("There is no correction to take back.")
        last = select(func.max(table.c.number)).where(table.c.session_id == session_id).scalar_subquery()
        connection.execute(delete(table).where(table.c.session_id == session_id, table.c.number == last))
        _count_anew(connection, session_id, original, before, before[:-1])


def for_makers_of(history: History, person_id: int) -> str:
    """All corrections of a person as a list for those who make the coach: see `coach.correction.document.for_makers`."""
    table = schema.originals
    theirs = select(table.c.session_id).join(schema.sessions).where(schema.sessions.c.person_id == person_id).order_by(table.c.session_id)
    with history.reading() as connection:
        found = [(_original(connection, one), _corrections(connection, one)) for one in connection.scalars(theirs).all()]
    try:
        return for_makers([(original.sets, original.not_counted, each) for original, each in found if original])
    except CannotCorrect as error:
        raise HistoryError(f"The corrections cannot be read: {error}") from error


def _corrections(connection: Connection, session_id: int) -> tuple[Correction, ...]:
    table = schema.corrections
    rows = connection.execute(select(table).where(table.c.session_id == session_id).order_by(table.c.number))
    try:
        return tuple(read(row.kind, row.data) for row in rows)
    except ValueError as error:
        raise HistoryError(f"The corrections of session {session_id} cannot be read. {error}") from error


def _original(connection: Connection, session_id: int) -> Original | None:
    data = connection.scalar(select(schema.originals.c.data).where(schema.originals.c.session_id == session_id))
    if data is None:
        return None
    try:
        document = json.loads(data)
        sets = tuple(set_read(one) for one in document["sets"])
        said = tuple(_said_read(one["said"]) for one in document["sets"])
        missed = document["not_counted"]
        within = tuple(None if one["within"] is None else whole(one["within"]) for one in missed)
        return Original(sets, said, tuple(missed_read(one) for one in missed), within)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise HistoryError(f"What was measured of session {session_id} cannot be read: {error}.") from error


def _said_read(said: dict[str, Any]) -> dict[str, Any]:
    """What was planned and said of a set, as the table can hold it. Raises as `_original` expects."""
    return {
        "finished": bool(said["finished"]),
        **{name: words(said[name]) for name in ("rung", "band", "notes")},
        "weight_kg": known_number(said["weight_kg"]),
        **{name: None if said[name] is None else whole(said[name]) for name in ("target_reps", "reserve", "pain")},
    }


def _keep_original(connection: Connection, session_id: int) -> Original:
    details = reads.details(connection, session_id)
    assert details
    rows = connection.execute(select(schema.sets).where(schema.sets.c.session_id == session_id).order_by(schema.sets.c.number))
    said = tuple({name: getattr(row, name) for name in SAID} for row in rows)
    records = tuple(one.record for one in details.sets)
    numbers = {one.id: number for number, one in enumerate(details.sets, start=1)}
    table = schema.not_counted
    of_sets = select(table.c.set_id).where(table.c.session_id == session_id).order_by(table.c.start_s, table.c.end_s)
    within = tuple(numbers.get(set_id) for set_id in connection.scalars(of_sets))
    document = {
        "sets": [{**set_written(one), "said": words} for one, words in zip(records, said, strict=True)],
        "not_counted": [{**NOT_COUNTED.written(one), "within": of} for one, of in zip(details.not_counted, within, strict=True)],
    }
    connection.execute(insert(schema.originals).values(session_id=session_id, data=exact_json(document)))
    for number, one in enumerate(details.sets, start=1):
        data = connection.scalar(select(schema.tracks.c.data).where(schema.tracks.c.set_id == one.id))
        if data is not None:
            connection.execute(insert(schema.original_tracks).values(session_id=session_id, number=number, data=data))
    return Original(records, said, details.not_counted, within)


def _count_anew(
    connection: Connection, session_id: int, original: Original, before: Sequence[Correction], after: Sequence[Correction]
) -> None:
    """Make the sets of the session as they count after `after`; they are in the tables as they counted after `before`."""
    measured = Counted.measured(original.sets, original.not_counted)
    try:
        were, are = measured.corrected(before), measured.corrected(after)
    except CannotCorrect as error:
        raise HistoryError(str(error)) from error
    rows = connection.execute(select(schema.sets).where(schema.sets.c.session_id == session_id).order_by(schema.sets.c.number)).all()
    tracks = dict(
        connection.execute(
            select(schema.original_tracks.c.number, schema.original_tracks.c.data).where(schema.original_tracks.c.session_id == session_id)
        ).all()
    )
    # all are numbered out of the way first: no two may have one number
    for position, row in enumerate(rows, start=1):
        connection.execute(update(schema.sets).where(schema.sets.c.id == row.id).values(number=-position))
    left = list(zip(rows, were.sets, strict=False))
    ids: dict[int, int] = {}
    for number, one in enumerate(are.sets, start=1):
        same = next((pair for pair in left if _key(pair[1]) == _key(one)), None) or next(
            (pair for pair in left if _belong(pair[1], one)), None
        )
        if same:
            left.remove(same)
        said = {name: getattr(same[0], name) for name in SAID} if same else _said(original, one)
        set_id = _write_set(connection, same[0].id if same else None, one.record, {"session_id": session_id, "number": number, **said})
        if (track := _track(one, tracks)) is not None:
            connection.execute(insert(schema.tracks).values(set_id=set_id, data=track))
        for origin in one.origins:
            ids.setdefault(origin, set_id)
    for row, _ in left:
        connection.execute(delete(schema.sets).where(schema.sets.c.id == row.id))
    connection.execute(delete(schema.not_counted).where(schema.not_counted.c.session_id == session_id))
    within = {(one.start_s, one.end_s): of for one, of in zip(original.not_counted, original.within, strict=True)}
    for missed in are.not_counted:
        writes.insert_not_counted(connection, session_id, [missed], ids.get(within.get((missed.start_s, missed.end_s)) or 0))
    if not after:  # all is as it was measured
        for table in (schema.originals, schema.original_tracks):
            connection.execute(delete(table).where(table.c.session_id == session_id))
    if wrong := impossible_value(connection):
        raise HistoryError(f"What was measured of session {session_id} cannot be counted: {wrong}.")


def _key(one: CountedSet) -> tuple[object, ...]:
    return (one.origins, one.record.start_s)


def _belong(one: CountedSet, other: CountedSet) -> bool:
    """Whether a set is what another one was made of."""
    return bool(set(one.origins) & set(other.origins)) or (
        not one.origins and not other.origins and one.record.start_s == other.record.start_s
    )


def _said(original: Original, one: CountedSet) -> dict[str, Any]:
    """What was planned and said of the set that `one` was measured as; of a set that was not measured nothing."""
    if one.origins and one.origins[0] <= len(original.said):
        return original.said[one.origins[0] - 1]
    return {"finished": True, "rung": "", "band": "", "weight_kg": 0.0, "target_reps": None, "reserve": None, "pain": None, "notes": ""}


def _track(one: CountedSet, tracks: dict[int, bytes]) -> bytes | None:
    """The poses of a set: those it was measured from, or its part of the whole recording; None where none were kept."""
    kept = [tracks[number] for number in one.origins if number in tracks]
    if len(kept) == 1:
        return kept[0]
    return joined(kept) if kept else cut_out(tracks[WHOLE], one.record) if WHOLE in tracks else None


def _write_set(connection: Connection, set_id: int | None, record: SetRecord, values: dict[str, Any]) -> int:
    """Write a set over the row with this id, or as a new one, without its track; gives its id."""
    values = values | {
        "exercise": record.exercise,
        "side": record.working_side,
        "view": record.view,
        "start_s": record.start_s,
        "end_s": record.end_s,
    }
    if set_id is None:
        set_id = writes.add_row(connection, schema.sets, **values)
    else:
        connection.execute(update(schema.sets).where(schema.sets.c.id == set_id).values(**values))
        connection.execute(delete(schema.reps).where(schema.reps.c.set_id == set_id))
        connection.execute(delete(schema.tracks).where(schema.tracks.c.set_id == set_id))
    writes.insert_reps(connection, set_id, record.reps)
    return set_id
