"""Erasing a session, a person, tracks or everything, also from the database's files.

Freed space is overwritten (`secure_delete`), the file is written anew without it (`VACUUM`) and the log is emptied. What was erased is
still in backups and exports, and in what the disk itself keeps of overwritten blocks.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Table, delete, select, text

from coach.history import schema
from coach.history.errors import HistoryError, as_history_errors
from coach.history.store import History


def erase_session(history: History, session_id: int) -> None:
    """Erase one session with all that belongs to it."""
    _erase(history, schema.sessions, session_id)


def erase_person(history: History, person_id: int) -> None:
    """Erase a person with all their sessions and settings."""
    _erase(history, schema.people, person_id)


def erase_everything(history: History) -> None:
    """Erase all people and all that belongs to them."""
    with history.writing() as connection:
        connection.execute(delete(schema.people))
    erase_traces(history)


def erase_tracks(history: History, person_id: int) -> int:
    """Erase the movements that were kept of a person for replays, and give of how many sets; their repetitions stay."""
    theirs = select(schema.sets.c.id).join(schema.sessions).where(schema.sessions.c.person_id == person_id)
    with history.writing() as connection:
        sets = connection.execute(delete(schema.tracks).where(schema.tracks.c.set_id.in_(theirs))).rowcount
    erase_traces(history)
    return sets


def erase_traces(history: History) -> None:
    """Remove from the files what is still there of rows that were erased. Raises `HistoryError` while another program is reading."""
    with as_history_errors():
        if history.path is None:
            with history.maintaining() as connection:
                for table in schema.metadata.sorted_tables:
                    connection.execute(text(f"VACUUM (FULL) {table.name}"))
            return
        with history.maintaining() as connection:
            connection.exec_driver_sql("VACUUM")
            (busy, *_) = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    if busy:
        raise HistoryError(
            "It is erased, but another program has the history open, so traces of it stay in the file. "
            "Close the other one and run: coach history erase --traces"
        )


def other_copies(history: History) -> tuple[Path, ...]:
    """Files beside the history that were put aside and may still hold what was erased."""
    path = history.path
    return () if path is None else tuple(sorted(path.parent.glob(f"{path.stem}.*-*{path.suffix}*")))


def _erase(history: History, table: Table, row_id: int) -> None:
    with history.writing() as connection:
        if connection.scalar(select(table.c.id).where(table.c.id == row_id)) is None:
            raise HistoryError(f"There is no {'person' if table is schema.people else 'session'} {row_id} in the history.")
        connection.execute(delete(table).where(table.c.id == row_id))
    erase_traces(history)
