"""Copying the whole history to one file, and back."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from coach.history.damage import BUSY_TIMEOUT_S, damage_of
from coach.history.errors import MESSAGES, HistoryError, as_history_errors
from coach.history.opening import open_engine, schema_of_file
from coach.history.store import History
from coach.recording.atomic_file import written_whole
from coach.recording.refusals import not_written


def back_up(history: History, target: Path) -> None:
    """Copy the whole history to one file, whole or not at all, while others may go on writing."""
    path = _file(history, "back it up with its own tools (pg_dump), or export it")
    if target.exists() and path.exists() and target.samefile(path):
        raise HistoryError(f"{target} is the history itself: choose another file for the backup.")
    try:
        with as_history_errors(), written_whole(target) as unfinished:
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
    if schema_of_file(source) is None:
        raise HistoryError(f"{source} is not a backup of a history. Nothing was changed.")
    before = None
    if history.people():
        before = path.with_name(f"{path.stem}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{path.suffix}")
        back_up(history, before)
    with as_history_errors():
        _copy(source, path)
    open_engine(history.url).dispose()  # an older backup is migrated
    return before


def _file(history: History, instead: str) -> Path:
    if history.path is None:
        raise HistoryError(f"This history is in a database server: {instead}.")
    return history.path


def _copy(source: Path, target: Path) -> None:
    """SQLite's online backup: one moment of the source, written into the target as one transaction."""
    waiting_since, left = time.monotonic(), -1

    def stop_when_stuck(_status: int, remaining: int, _total: int) -> None:
        nonlocal waiting_since, left
        if remaining != left:
            waiting_since, left = time.monotonic(), remaining
        elif time.monotonic() - waiting_since > BUSY_TIMEOUT_S:
            raise HistoryError(MESSAGES[sqlite3.SQLITE_BUSY])

    with _connected(source) as ours, _connected(target) as theirs:
        ours.backup(theirs, pages=1000, progress=stop_when_stuck)


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        yield connection
