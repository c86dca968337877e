"""Opening the history: where it is, the connection's settings, migrations, and files that are not as they should be.

SQLite runs with a write-ahead log, so readers and one writer do not wait for each other, and with `synchronous=FULL`:
every commit is flushed to the disk before it returns. The faster `NORMAL` would keep the file readable after a power cut but could
lose the last commits, and a repetition that was acknowledged must not be lost. `fullfsync` makes macOS flush the drive's own cache too.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path
from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    NullPool,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy import column as sql_column
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from coach.history.damage import BUSY_TIMEOUT_S, as_text, damage_of, impossible_value, is_other_file, put_aside
from coach.history.errors import DamagedHistory, HistoryError, NewerHistory, as_history_errors
from coach.history.schema import HEAD, VERSION_TABLE, metadata

MIGRATIONS: Final = Path(__file__).parent / "migrations"
WRITES: Final = "coach_writes"
NO_TRANSACTION: Final = "coach_no_transaction"
"""Execution options of an SQLite connection: its transactions will write, or it has none at all."""
FILE: Final = "coach_file"
"""Where the `info` of an SQLite connection has the `identity` of the file that it opened."""

OURS: Final = {"people", "sessions", "sets", "reps"}
"""Tables that every version of the history has."""
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
        try:
            schema_of_file(path)  # refuses a file of something else before anything, even the kind of its log, is changed
        except DamagedHistory as error:
            raise _set_aside(path, str(error)) from error
    engine = _engine(url)
    try:
        with as_history_errors():
            with engine.connect() as connection:
                version, is_stated = schema_of(connection), _stated_version(connection) is not None
            if version != HEAD:
                migrate(url)
            elif not is_stated:
                _state_version(engine)
            if path is not None:
                _check_values(engine, path)
    except HistoryError:
        engine.dispose()
        raise
    return engine


def _check_values(engine: Engine, path: Path) -> None:
    """Put a file aside that SQLite finds in order, but in which a value cannot be what was written."""
    try:
        with engine.connect() as connection:
            damage = impossible_value(connection)
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR:
            raise
        damage = str(error.orig)  # a table or a column is not there
    if damage:
        engine.dispose()
        raise _set_aside(path, damage)


def schema_of(connection: Connection) -> str | None:
    """The schema's version, None for an empty database. Raises `HistoryError` for a newer one and for a database of something else."""
    version = _stated_version(connection)
    if version is None:
        names = inspect(connection).get_table_names()
        if set(names) >= OURS:
            if _has_newest_tables(connection):
                return HEAD
            raise DamagedHistory("the version of its tables is missing")
        if set(names) - {VERSION_TABLE}:
            raise HistoryError(
                f"This database holds something else ({', '.join(names[:3])}): give the coach one of its own. Nothing was changed."
            )
        return None
    if version not in _known_versions():
        raise NewerHistory(
            f"This history was written by a newer version of the coach (schema {version}, this version knows up to {HEAD}): "
            "update the coach to open it. Nothing was changed."
        )
    return version


def _stated_version(connection: Connection) -> str | None:
    """What the version table says; None without one, and where it says nothing that could be a version."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version = connection.scalar(select(sql_column("version_num")).select_from(table(VERSION_TABLE)))
    return version if isinstance(version, str) and re.fullmatch("[0-9]{4}", version) else None


def _has_newest_tables(connection: Connection) -> bool:
    found = inspect(connection)
    names = set(found.get_table_names())
    return all(
        one.name in names and {column["name"] for column in found.get_columns(one.name)} == {column.name for column in one.columns}
        for one in metadata.sorted_tables
    )


def _state_version(engine: Engine) -> None:
    """Write down the newest version where that was lost, so that migrations and backups know it."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        stated = Table(VERSION_TABLE, MetaData(), Column("version_num", String(32), primary_key=True))
        stated.create(connection, checkfirst=True)
        connection.execute(delete(stated))
        connection.execute(insert(stated).values(version_num=HEAD))


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
            connection.text_factory = as_text
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
    if damage and is_other_file(path):
        raise HistoryError(f"{path} is not a history, but a file of another kind: name another one. Nothing was changed.")
    if damage:
        raise _set_aside(path, damage)


def _set_aside(path: Path, damage: str) -> DamagedHistory:
    """Put a damaged file aside; gives what to say of it."""
    try:
        aside = put_aside(path)
    except OSError as error:
        return DamagedHistory(
            f"The history {path} is damaged ({damage}), and it could not be put aside ({error.strerror}). Nothing was changed."
        )
    return DamagedHistory(
        f"The history {path} is damaged ({damage}). It was kept as {aside}, and nothing in it was changed. "
        "Start again for a new, empty history, or restore a backup: coach history restore FILE.",
        aside,
    )
