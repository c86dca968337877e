"""Damaged files: how damage is found, and how a file is put aside so that nothing more happens to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection, Date, Double, Integer, LargeBinary

from coach.correction.document import READ
from coach.history.errors import as_history_errors, is_damage
from coach.history.schema import (
    Measure,
    PrintableText,
    Utc,
    corrections,
    findings,
    metadata,
    not_counted,
    original_tracks,
    originals,
    sessions,
    sets,
    settings,
    tracks,
)
from coach.history.values import Band
from coach.records import Grade, Reason

BUSY_TIMEOUT_S: Final = 10.0
SQLITE_HEADER: Final = b"SQLite format 3"
"""How a SQLite file begins."""
DATABASE_SUFFIXES: Final = {"", ".db", ".sqlite", ".sqlite3"}
"""How the names of databases end."""
FULL_CHECK_UP_TO_BYTES: Final = 256 * 2**20
"""Larger SQLite files are checked without their tracks."""

KINDS: Final = {
    Utc: "'text'",
    Date: "'text'",
    PrintableText: "'text'",
    Measure: "'real', 'integer'",
    Double: "'real', 'integer'",
    Boolean: "'integer'",
    Integer: "'integer'",
    LargeBinary: "'blob'",
}
"""What SQLite calls the values of a column's type: it keeps whatever it is given."""
FIRST_DAY: Final = "1900-01-01"
LAST_DAY: Final = "2201-01-01"
"""Nobody trains outside; further out a time zone would lead out of the calendar."""
LARGEST: Final = 1e9
"""No measure is larger: a number beyond it would not fit on a page."""
LONGEST_OFFSET_MIN: Final = 24 * 60 - 1
"""No time zone is further from UTC."""


def damage_of(path: Path) -> str:
    """What is wrong inside a SQLite file, empty when nothing is. Raises `HistoryError` when it cannot be read at all."""
    with as_history_errors():
        try:
            result = _quick_check(path, "ro")
        except UnicodeDecodeError:  # SQLite's own message quotes what it could not understand
            return "its tables cannot be read"
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                return str(error)
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise
            result = _quick_check(path, "rw")  # a transaction that was cut off must be rolled back before anything can be read
    return "" if result == "ok" else " ".join(result.replace("*** in database main ***", "").split())


def impossible_value(connection: Connection) -> str:
    """The table and column of a value that the coach cannot have written, empty when there is none; of the newest schema.

    What SQLite says of it: elsewhere nothing is looked at.
    """
    if connection.dialect.name != "sqlite":
        return ""
    for table in metadata.sorted_tables:
        if table is tracks or table is original_tracks:  # a damaged track costs a replay, not the history
            continue
        wrong = " ".join(f"WHEN NOT coalesce({_test(column)}, 0) THEN '{column.name}'" for column in table.columns)
        values = f'SELECT CASE {wrong} END AS wrong FROM "{table.name}"'  # noqa: S608 (names of the schema's own)
        found = connection.exec_driver_sql(f"SELECT wrong FROM ({values}) WHERE wrong IS NOT NULL").first()  # noqa: S608
        if found:
            return f"impossible values in {table.name}.{found[0]}"
    return ""


def _test(column: Column[Any]) -> str:
    """What holds of each value of `column`, in SQL."""
    name = f'"{column.name}"'
    kind = next(names for of, names in KINDS.items() if isinstance(column.type, of))
    conditions = [f"typeof({name}) IN ({kind})"]
    if isinstance(column.type, Utc):  # as Python reads them, which SQLite alone would not say
        conditions.append(f"{name} GLOB '[0-9][0-9][0-9][0-9]-*' AND datetime({name}) IS NOT NULL")
    if isinstance(column.type, Date):
        conditions.append(f"date({name}) = {name}")
    if isinstance(column.type, Utc | Date):
        conditions.append(f"{name} BETWEEN '{FIRST_DAY}' AND '{LAST_DAY}'")
    if isinstance(column.type, Measure | Double):
        conditions.append(f"{name} BETWEEN {-LARGEST} AND {LARGEST}")
    if isinstance(column.type, Integer) and not column.primary_key and not column.foreign_keys:
        conditions.append(f"{name} BETWEEN {-LARGEST} AND {LARGEST}")
    if column is sessions.c.utc_offset_min:
        conditions.append(f"{name} BETWEEN {-LONGEST_OFFSET_MIN} AND {LONGEST_OFFSET_MIN}")
    if column is sets.c.weight_kg:
        conditions.append(f"{name} >= 0")
    if any(column is one for one in (settings.c.value, originals.c.data, corrections.c.data)):
        conditions.append(f"json_valid({name})")
    for of, words in ((sets.c.band, Band), (findings.c.grade, Grade), (not_counted.c.reason, Reason)):
        if column is of:
            conditions.append(f"{name} IN ({', '.join(repr(one.value) for one in words)})")
    if column is corrections.c.kind:
        conditions.append(f"{name} IN ({', '.join(map(repr, READ))})")
    test = " AND ".join(f"({one})" for one in conditions)
    return f"({name} IS NULL OR ({test}))" if column.nullable else test


def is_other_file(path: Path) -> bool:
    """Whether a file is a document, a video or the like that was named by mistake, and not a damaged history."""
    with path.open("rb") as file:
        return file.read(len(SQLITE_HEADER)) != SQLITE_HEADER and path.suffix.lower() not in DATABASE_SUFFIXES


def put_aside(path: Path) -> Path:
    """Rename a damaged file, its write-ahead log first: the last repetitions may be in the log only."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.stem}.damaged-{now}{path.suffix}")
    for ending in ("-wal", "-shm", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside


def _quick_check(path: Path, mode: str) -> str:
    """What SQLite's quick check says of a file, "ok" when nothing is wrong.

    Opened for reading only, so that closing it does not write the log into a damaged file.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_S)) as connection:
        connection.text_factory = as_text
        if path.stat().st_size < FULL_CHECK_UP_TO_BYTES:
            checks = ["PRAGMA quick_check(1)"]
        else:  # tracks are most of a large file, and a damaged one costs a replay, not the history
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%tracks'").fetchall()
            checks = [f"PRAGMA quick_check('{name}')" for (name,) in names]
        results = [str(connection.execute(check).fetchone()[0]) for check in checks]
    return next((result for result in results if result != "ok"), "ok")


def as_text(data: bytes) -> str:
    """Text of a database, of which a damaged character costs no more than itself."""
    return data.decode("utf-8", "replace")
