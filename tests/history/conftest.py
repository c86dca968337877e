"""A history in SQLite and, where a server is installed, the same in PostgreSQL."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.history import History
from tests.history.new import new_history

TEMPLATE = "made_before"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, in a temporary folder, reached by a socket in it alone; its end is `/`."""
    pytest.importorskip("psycopg", reason="psycopg, or the libpq that it needs, is not installed", exc_type=ImportError)
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    # A socket's path may only be about a hundred characters long, so not pytest's own folder. In memory where there is room:
    # a database is 8 MB in 300 files, and a disk that others use too takes minutes over a hundred of them.
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 * 2**30
    folder = Path(tempfile.mkdtemp(prefix="coach-pg-", dir=memory if roomy else None))
    # PostgreSQL refuses to run as root.
    nobody: dict[str, Any] = {}
    if os.geteuid() == 0:
        somebody = pwd.getpwnam("nobody")
        os.chown(folder, somebody.pw_uid, somebody.pw_gid)
        nobody = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}

    def run(program: str, *arguments: str) -> None:
        # The server inherits the output, so it goes to a file: a pipe would only end with the server.
        with (folder / "out.log").open("a") as log:
            subprocess.run(
                [programs / program, "-D", folder / "data", *arguments], check=True, stdout=log, stderr=log, cwd=folder, **nobody
            )

    try:
        run("initdb", "-A", "trust", "-U", "coach", "-E", "UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-w", "-o", f"-c listen_addresses= -c fsync=off -k {folder}", "-l", str(folder / "server.log"), "start")
        try:
            History.open(f"postgresql://coach@/postgres?host={folder}").close()
            _sql(folder, f"CREATE DATABASE {TEMPLATE} TEMPLATE postgres")
            yield f"postgresql://coach@/{{}}?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path | None:
    """Where initdb and pg_ctl are: in the path, or where Debian keeps them."""
    if shutil.which("initdb") and shutil.which("pg_ctl"):
        return Path(str(shutil.which("initdb"))).parent
    return max((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


def _sql(folder: Path, statement: str) -> None:
    import psycopg

    with psycopg.connect(f"host={folder} user=coach dbname=template1", autocommit=True) as connection:
        connection.execute(statement)


numbers = itertools.count()


def new_database(postgres: str, *, empty: bool = False) -> str:
    """The address of a new database with the tables of a history, or without any."""
    name = f"history_{next(numbers)}"
    _sql(Path(postgres.partition("host=")[2]), f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else TEMPLATE}")
    return postgres.format(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a history that does not exist yet, or is empty."""
    if request.param == "sqlite":
        yield str(tmp_path / "history.sqlite")
        return
    database = new_database(request.getfixturevalue("postgres"))
    yield database
    name, _, folder = database.partition("@/")[2].partition("?host=")
    _sql(Path(folder), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def history(where: str) -> Iterator[History]:
    """An empty history, once in each kind of database."""
    with History.open(where) if "://" in where else new_history(Path(where)) as history:
        yield history


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[History]:
    """An empty history in a file."""
    with new_history(tmp_path / "history.sqlite") as history:
        yield history
