"""What can go wrong with the history, as one sentence for the user that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError

DAMAGE_CODES: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
DISK_CODES: Final = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}
)

MESSAGES: Final = {
    sqlite3.SQLITE_BUSY: "The history is busy: another program has been writing to it for long. Try again, or close the other one.",
    sqlite3.SQLITE_LOCKED: "The history is busy: another program is changing it. Try again.",
    sqlite3.SQLITE_FULL: "The disk is full: nothing more can be kept in the history until there is room.",
    sqlite3.SQLITE_READONLY: "The history may only be read: check the permissions of its file and folder.",
    sqlite3.SQLITE_PERM: "The history may not be opened: check the permissions of its file and folder.",
    sqlite3.SQLITE_CANTOPEN: "The history cannot be opened: check that its folder exists and may be written to.",
    sqlite3.SQLITE_IOERR: "The disk refuses to read or write the history: check the disk.",
}


class HistoryError(Exception):
    """The history could not do what was asked; the message is one sentence for the user."""


class NewerHistory(HistoryError):
    """The history was written by a newer version of the coach; nothing was changed."""


class Conflict(HistoryError):
    """What was to be kept contradicts what is there: a row that exists already, or that belongs to nothing."""


class CannotWrite(HistoryError):
    """The disk of the history is full, may only be read or fails: what is there may still be readable."""


class VanishedHistory(HistoryError):
    """The history's file is not in its place any more: what was written last went into a file that nobody finds."""


class DamagedHistory(HistoryError):
    """The history's file is damaged. `kept_as` is where it was put aside, None while it is still in its place."""

    def __init__(self, message: str, kept_as: Path | None = None) -> None:
        super().__init__(message)
        self.kept_as = kept_as


def is_damage(error: BaseException | None) -> bool:
    """Whether a database error says that the file itself is damaged, rather than busy, full or out of reach."""
    return isinstance(error, sqlite3.Error) and (getattr(error, "sqlite_errorcode", 0) & 0xFF) in DAMAGE_CODES


@contextmanager
def as_history_errors() -> Iterator[None]:
    """Raises `HistoryError` in place of the database's own errors."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(f"This does not fit with what the history holds: {_first_line(error.orig)}.") from error
    except DBAPIError as error:
        raise _history_error(error.orig) from error
    except sqlite3.Error as error:
        raise _history_error(error) from error
    except OverflowError as error:  # raised before the database is asked
        raise HistoryError("A number in it is too large to be kept.") from error
    except UnicodeDecodeError as error:  # the message of an error of SQLite that quotes what is damaged
        raise _damaged("its tables cannot be read") from error


def _history_error(error: BaseException | None) -> HistoryError:
    if is_damage(error):
        return _damaged(str(error))
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kind = CannotWrite if code in DISK_CODES else HistoryError
    return kind(MESSAGES.get(code, f"The database refused: {_first_line(error)}."))


def _damaged(how: str) -> DamagedHistory:
    return DamagedHistory(
        f"The history is damaged ({how}). Close the coach and start it again: the file is then put aside, and you can restore a backup."
    )


def _first_line(error: BaseException | None) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
