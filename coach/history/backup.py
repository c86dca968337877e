"""Backing up, restoring and erasing.

Erased means gone from the database's own files: freed space is overwritten (`secure_delete`), the file is written anew without it (`VACUUM`)
and the log is emptied. It is not gone from backups, from exports, or from what the disk itself keeps of overwritten blocks.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Table, delete, select, text

from coach.history import schema
from coach.history.errors import SENTENCES, HistoryError, in_one_sentence
from coach.history.opening import BUSY_TIMEOUT_S, damage_of, opened, schema_in
from coach.history.store import History
from coach.recording.atomic_file import written_whole
from coach.recording.refusals import not_written


def back_up(history: History, target: Path) -> None:
    """Copy the whole history to one file, whole or not at all, while others may go on writing."""
    path = _file(history, "back it up with its own tools (pg_dump), or export it")
    if target.exists() and target.samefile(path):
        raise HistoryError(f"{target} is the history itself: choose another file for the backup.")
    try:
        with in_one_sentence(), written_whole(target) as unfinished:
            unfinished.touch(mode=0o600)
            _copy(path, unfinished)
            with closing(sqlite3.connect(unfinished)) as copy:
                copy.execute("PRAGMA journal_mode = DELETE")  # a backup is one file, without a log beside it
            with unfinished.open("rb+") as file:
                os.fsync(file.fileno())
    except OSError as error:
        raise HistoryError(not_written(f"The backup {target}", error)) from error


def restore(history: History, source: Path) -> Path | None:
    """Put a backup in the place of the whole history; gives where the history before it was kept, None if that was empty."""
    path, source = _file(history, "restore it with its own tools, or import an export into an empty one"), source.absolute()
    if not source.is_file():
        raise HistoryError(f"There is no backup {source}.")
    if source.samefile(path):
        raise HistoryError(f"{source} is the history itself, not a backup.")
    if damage := damage_of(source):
        raise HistoryError(f"The backup {source} is damaged ({damage}). Nothing was changed.")
    if schema_in(source) is None:
        raise HistoryError(f"{source} is not a backup of a history. Nothing was changed.")
    before = None
    if history.people():
        before = path.with_name(f"{path.stem}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{path.suffix}")
        back_up(history, before)
    with in_one_sentence():
        _copy(source, path)
    opened(history.url).dispose()  # an older backup is migrated
    return before


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
    with in_one_sentence():
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


def _file(history: History, instead: str) -> Path:
    if history.path is None:
        raise HistoryError(f"This history is in a database server: {instead}.")
    return history.path


def _copy(source: Path, target: Path) -> None:
    """SQLite's online backup: one moment of the source, written into the target as one transaction."""
    waiting_since, left = time.monotonic(), -1

    def moved_on(_status: int, remaining: int, _total: int) -> None:
        nonlocal waiting_since, left
        if remaining != left:
            waiting_since, left = time.monotonic(), remaining
        elif time.monotonic() - waiting_since > BUSY_TIMEOUT_S:
            raise HistoryError(SENTENCES[sqlite3.SQLITE_BUSY])

    with _plain(source) as ours, _plain(target) as theirs:
        ours.backup(theirs, pages=1000, progress=moved_on)


@contextmanager
def _plain(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        yield connection
