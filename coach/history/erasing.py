"""Erasing a session, a person, tracks or everything, also from the database's files.

Freed space is overwritten (`secure_delete`), the file is written anew without it (`VACUUM`) and the log is emptied. What was erased is
still in backups and exports, and in what the disk itself keeps of overwritten blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, delete, select, text

from coach.history import schema
from coach.history.errors import CannotWrite, HistoryError, as_history_errors
from coach.history.store import History


def erase_session(history: History, session_id: int) -> None:
    """Erase one session with all that belongs to it."""
    _erase(history, schema.sessions, session_id)


def erase_person(history: History, person_id: int) -> None:
    """Erase a person with all their sessions and settings."""
    _erase(history, schema.people, person_id)


def erase_everything(history: History) -> None:
    """Erase all people and all that belongs to them."""
    with _deleting(history) as connection:
        connection.execute(delete(schema.people))
    erase_traces(history)


def erase_tracks(history: History, person_id: int) -> int:
    """Erase the movements that were kept of a person for replays, and give of how many sets; their repetitions stay."""
    theirs = select(schema.sets.c.id).join(schema.sessions).where(schema.sessions.c.person_id == person_id)
    with _deleting(history) as connection:
        sets = connection.execute(delete(schema.tracks).where(schema.tracks.c.set_id.in_(theirs))).rowcount
        of_person = select(schema.sessions.c.id).where(schema.sessions.c.person_id == person_id)
        connection.execute(delete(schema.original_tracks).where(schema.original_tracks.c.session_id.in_(of_person)))
    erase_traces(history)
    return sets


def erase_traces(history: History) -> None:
    """Remove from the files what is still there of rows that were erased.

    Raises `HistoryError` while another program is reading, and where the disk has no room for the file once more.
    """
    try:
        busy = _vacuum(history)
    except CannotWrite as error:
        raise HistoryError(
            f"It is erased, but traces of it stay in the file, which could not be written anew. {error} "
            "Then run: coach history erase --traces"
        ) from error
    if busy:
        raise HistoryError(
            "It is erased, but another program has the history open, so traces of it stay in the file. "
            "Close the other one and run: coach history erase --traces"
        )


def _vacuum(history: History) -> bool:
    """Write the file anew and empty its log; gives whether another program hinders it."""
    with as_history_errors(), history.maintaining() as connection:
        if history.path is None:
            for table in schema.metadata.sorted_tables:
                connection.execute(text(f"VACUUM (FULL) {table.name}"))
            return False
        connection.exec_driver_sql("VACUUM")
        (busy, *_) = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        return bool(busy)


@contextmanager
def _deleting(history: History) -> Iterator[Connection]:
    """A connection for deleting rows; where the disk does not take that, it is said that nothing was erased."""
    try:
        with history.writing() as connection:
            yield connection
    except CannotWrite as error:
        raise HistoryError(f"Nothing was erased. {error} Deleting needs a little room too.") from error


def other_copies(history: History) -> tuple[Path, ...]:
    """Files beside the history that were put aside and may still hold what was erased."""
    path = history.path
    return () if path is None else tuple(sorted(path.parent.glob(f"{path.stem}.*-*{path.suffix}*")))


def _erase(history: History, table: Table, row_id: int) -> None:
    with _deleting(history) as connection:
        if connection.scalar(select(table.c.id).where(table.c.id == row_id)) is None:
            raise HistoryError(f"There is no {'person' if table is schema.people else 'session'} {row_id} in the history.")
        connection.execute(delete(table).where(table.c.id == row_id))
    erase_traces(history)
