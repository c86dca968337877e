"""Opening the history: where it is, the connection's settings, migrations, and files that are not as they should be.

SQLite runs with a write-ahead log, so readers and one writer do not wait for each other, and with `synchronous=FULL`:
every commit is flushed to the disk before it returns. The faster `NORMAL` would keep the file readable after a power cut but could
lose the last commits, and a repetition that was acknowledged must not be lost. `fullfsync` makes macOS flush the drive's own cache too.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, inspect, make_url, select, table, text
from sqlalchemy import column as sql_column
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from coach.history.errors import DamagedHistory, HistoryError, NewerHistory, as_history_errors, is_damage
from coach.history.schema import HEAD, VERSION_TABLE

MIGRATIONS: Final = Path(__file__).parent / "migrations"
WRITES: Final = "coach_writes"
NO_TRANSACTION: Final = "coach_no_transaction"
"""Execution options of an SQLite connection: its transactions will write, or it has none at all."""
FILE: Final = "coach_file"
"""Where the `info` of an SQLite connection has the `identity` of the file that it opened."""

BUSY_TIMEOUT_S: Final = 10.0
SQLITE_HEADER: Final = b"SQLite format 3"
"""How a SQLite file begins."""
DATABASE_SUFFIXES: Final = {"", ".db", ".sqlite", ".sqlite3"}
"""How the names of databases end."""
FULL_CHECK_UP_TO_BYTES: Final = 256 * 2**20
"""Larger SQLite files are checked without their tracks."""
MIGRATION_LOCK: Final = 0x636F616368
"""The PostgreSQL advisory lock under which the schema is changed: "coach" in ASCII."""


def address(where: str | Path | None = None) -> URL:
    """Where the history is: what is given, else `COACH_DATABASE_URL`, else one file in the user's data folder. Raises `HistoryError`."""
    where = where or os.environ.get("COACH_DATABASE_URL") or user_data_path("form-coach") / "history.sqlite"
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser().absolute()))
    try:
        url = make_url(where)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise HistoryError(f"This is not an address of a database: {error}") from error
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise HistoryError("The history needs a file: a database in memory is gone when the program ends.")
    return url


def file_of(url: URL) -> Path | None:
    """The SQLite file of an address, None for a database server."""
    return Path(url.database).absolute() if url.get_backend_name() == "sqlite" and url.database else None


def identity(path: Path | None) -> tuple[int, int] | None:
    """What tells a file from another one of the same name; None where there is none, and for a database server."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def open_engine(url: URL) -> Engine:
    """An engine on a history of the newest schema, made or migrated if need be. Raises `HistoryError`."""
    path = file_of(url)
    if path is not None:
        _check_file(path)
        schema_of_file(path)  # refuses a file of something else before anything, even the kind of its log, is changed
    engine = _engine(url)
    try:
        with as_history_errors():
            with engine.connect() as connection:
                version = schema_of(connection)
            if version != HEAD:
                migrate(url)
    except HistoryError:
        engine.dispose()
        raise
    return engine


def schema_of(connection: Connection) -> str | None:
    """The schema's version, None for an empty database. Raises `HistoryError` for a newer one and for a database of something else."""
    names = inspect(connection).get_table_names()
    if VERSION_TABLE not in names:
        if names:
            raise HistoryError(
                f"This database holds something else ({', '.join(names[:3])}): give the coach one of its own. Nothing was changed."
            )
        return None
    version = connection.scalar(select(sql_column("version_num")).select_from(table(VERSION_TABLE)))
    if version is not None and version not in _known_versions():
        raise NewerHistory(
            f"This history was written by a newer version of the coach (schema {version}, this version knows up to {HEAD}): "
            "update the coach to open it. Nothing was changed."
        )
    return version


def schema_of_file(path: Path) -> str | None:
    """The schema's version in a SQLite file, which is opened for reading only. Raises as `schema_of`."""
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True), poolclass=NullPool)
    with as_history_errors(), engine.connect() as connection:
        return schema_of(connection)


def _known_versions() -> set[str]:
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _engine(url: URL, *, for_migration: bool = False) -> Engine:
    path = file_of(url)
    options: dict[str, Any] = {"poolclass": NullPool} if for_migration else {"pool_pre_ping": path is None}
    if path is not None:  # "rw": a file that has vanished is not made anew without its tables
        options["creator"] = lambda: sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, check_same_thread=False)
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise HistoryError(
            f"The driver {error.name} for this database is missing: install it (for PostgreSQL: pip install 'psycopg[binary]')."
        ) from error
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _settings(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
            record.info[FILE] = identity(path)
            # The driver would begin transactions late and by its own rules; the listener below does it instead.
            connection.isolation_level = None
            connection.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
            _use_write_ahead_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA secure_delete = ON")
            # A migration may make a table anew under its old name; with keys enforced that would delete all that belongs to it.
            connection.execute(f"PRAGMA foreign_keys = {'OFF' if for_migration else 'ON'}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            # A transaction that will write takes its turn at the start: one that has read first could not wait for another writer.
            options = connection.get_execution_options()
            if not options.get(NO_TRANSACTION):
                connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")

    return engine


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite does not wait by itself when two processes make the same new file at once."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def migrate(url: URL, to: str = "head") -> None:
    """Bring the schema to a version in one transaction, so that a kill in between leaves the old one."""
    # Alembic is slow to import, and seldom needed.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = _engine(url, for_migration=True).execution_options(**{WRITES: True})
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        schema_of(connection)  # another process may have migrated it meanwhile, even to a newer one
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise HistoryError(
                    f"The history could not be brought to the new schema (a row of {broken[0]} refers to one that is missing). Nothing was changed."
                )


def _check_file(path: Path) -> None:
    """Make the file if it is missing, readable by its owner alone; put a damaged one aside. Raises `HistoryError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise HistoryError(f"The history cannot be kept in {path.parent}: {error.strerror}.") from error
    if not path.is_file():
        raise HistoryError(f"{path} is not a file: the history cannot be kept there.")
    damage = damage_of(path)
    if damage and _is_other_file(path):
        raise HistoryError(f"{path} is not a history, but a file of another kind: name another one. Nothing was changed.")
    if damage:
        try:
            aside = _put_aside(path)
        except OSError as error:
            raise DamagedHistory(
                f"The history {path} is damaged ({damage}), and it could not be put aside ({error.strerror}). Nothing was changed."
            ) from error
        raise DamagedHistory(
            f"The history {path} is damaged ({damage}). It was kept as {aside}, and nothing in it was changed. "
            "Start again for a new, empty history, or restore a backup: coach history restore FILE.",
            aside,
        )


def _is_other_file(path: Path) -> bool:
    """Whether a file is a document, a video or the like that was named by mistake, and not a damaged history."""
    with path.open("rb") as file:
        return file.read(len(SQLITE_HEADER)) != SQLITE_HEADER and path.suffix.lower() not in DATABASE_SUFFIXES


def damage_of(path: Path) -> str:
    """What is wrong inside a SQLite file, empty when nothing is. Raises `HistoryError` when it cannot be read at all."""
    with as_history_errors():
        try:
            result = _quick_check(path, "ro")
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                return str(error)
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise
            result = _quick_check(path, "rw")  # a transaction that was cut off must be rolled back before anything can be read
    return "" if result == "ok" else " ".join(result.replace("*** in database main ***", "").split())


def _quick_check(path: Path, mode: str) -> str:
    """What SQLite's quick check says of a file, "ok" when nothing is wrong.

    Opened for reading only, so that closing it does not write the log into a damaged file.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_S)) as connection:
        if path.stat().st_size < FULL_CHECK_UP_TO_BYTES:
            checks = ["PRAGMA quick_check(1)"]
        else:  # tracks are most of a large file, and a damaged one costs a replay, not the history
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'tracks'").fetchall()
            checks = [f"PRAGMA quick_check('{name}')" for (name,) in names]
        results = [str(connection.execute(check).fetchone()[0]) for check in checks]
    return next((result for result in results if result != "ok"), "ok")


def _put_aside(path: Path) -> Path:
    """Rename a damaged file, its write-ahead log first: the last repetitions may be in the log only."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.stem}.damaged-{now}{path.suffix}")
    for ending in ("-wal", "-shm", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside
