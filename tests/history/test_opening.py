"""Where the history is, older and newer schemas, and files that are not as they should be."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, insert

from coach.history import DamagedHistory, History, HistoryError, NewerHistory
from coach.history.damage import damage_of
from coach.history.opening import MIGRATIONS, address, migrate
from coach.history.schema import HEAD, VERSION_TABLE, metadata
from tests.history.conftest import new_database
from tests.history.made_up import EVENING, a_rich_history, rep

OLD = Path(__file__).parent / "data"
OLDER = sorted(path.stem.removeprefix("schema_") for path in OLD.glob("schema_*.sql"))


def revisions() -> list[str]:
    """All schema versions, the newest first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def older_file(folder: Path, version: str) -> Path:
    """A history as the coach of that schema wrote it."""
    path = folder / f"{version}.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((OLD / f"schema_{version}.sql").read_text(encoding="utf-8"))
    return path


def test_the_tables_are_those_that_the_migrations_make(history: History) -> None:
    with history.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_the_newest_schema_is_known_by_name_and_every_older_one_has_an_example() -> None:
    assert revisions()[0] == HEAD
    assert sorted(revisions()[1:]) == OLDER


@pytest.mark.parametrize("version", OLDER)
def test_an_older_history_is_migrated_and_keeps_everything(version: str, tmp_path: Path) -> None:
    path = older_file(tmp_path, version)

    with History.open(path) as history:
        (newest, older) = history.sessions()
        details = history.session(older.session.id)

        assert [one.name for one in history.people()] == ["Ada", "Bob"]
        assert history.setting(1, "voice") == {"volume": 0.5}
        assert details.sets[0].reps[0] == rep(1, 31.25)
        assert [one.findings[0].check for one in details.sets[0].reps[1:]] == ["clam_roll_back"]
        assert details.session.started_at == EVENING
        assert details.session.notes == "good day"
        assert len(details.not_counted) == 1
        assert len(details.warnings) == 1
        assert newest.session.ended_at is None
        history.note_session(older.session.id, pain_next_day=1)
        history.add_track(details.sets[0].id, b"new")
        assert history.add_person("Eve") > max(one.id for one in history.people()[:2])
    assert damage_of(path) == ""


def test_an_older_history_on_a_server_is_migrated(postgres: str) -> None:
    where = new_database(postgres, empty=True)
    migrate(address(where), "0001")
    engine = create_engine(address(where))
    old = MetaData()
    old.reflect(engine)
    with engine.begin() as connection:
        connection.execute(insert(old.tables["people"]).values(name="Ada", created_at=EVENING))
    engine.dispose()

    with History.open(where) as history:
        session = history.start_session(history.people()[0].id, EVENING)
        history.note_session(session, pain_next_day=1)

        assert history.session(session).session.pain_next_day == 1


def test_a_migration_that_fails_leaves_the_old_history(tmp_path: Path) -> None:
    path = older_file(tmp_path, "0001")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE tracks (in_the_way)")
        before = "\n".join(connection.iterdump())

    with pytest.raises(HistoryError, match="tracks"):
        History.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert "\n".join(connection.iterdump()) == before


def test_a_newer_history_is_refused_and_left_alone(where: str) -> None:
    with History.open(where) as history:
        history.add_person("Ada")
        with history.writing() as connection:
            connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")

    with pytest.raises(NewerHistory, match=r"newer version of the coach \(schema 9999.*update the coach"):
        History.open(where)
    if history.path:
        with closing(sqlite3.connect(history.path)) as connection:
            assert connection.execute("SELECT name FROM people").fetchall() == [("Ada",)]


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "recipes.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()

    with pytest.raises(HistoryError, match=r"something else \(recipes\)"):
        History.open(path)
    assert path.read_bytes() == before


def test_a_server_s_database_of_something_else_is_refused(postgres: str) -> None:
    where = new_database(postgres, empty=True)
    engine = create_engine(address(where))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name text)")
    engine.dispose()

    with pytest.raises(HistoryError, match="something else"):
        History.open(where)


def garbage(content: bytes) -> bytes:
    return b"This is no database." * 500


def zeros(content: bytes) -> bytes:
    return bytes(len(content))


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2 // 4096 * 4096 + 100]


def a_page_overwritten(content: bytes) -> bytes:
    return content[:8192] + os.urandom(4096 * 3) + content[8192 + 4096 * 3 :]


def half_a_header(content: bytes) -> bytes:
    return content[:50]


@pytest.mark.parametrize("damage", [garbage, zeros, cut_off, a_page_overwritten, half_a_header], ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_reported_kept_aside_and_never_overwritten(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with History.open(path) as history:
        a_rich_history(history)
    path.write_bytes(damage(path.read_bytes()))
    damaged = path.read_bytes()

    with pytest.raises(DamagedHistory, match="is damaged") as error:
        History.open(path)

    assert error.value.kept_as.read_bytes() == damaged
    assert str(error.value.kept_as) in str(error.value)
    assert not path.exists()
    with History.open(path) as history:
        assert history.people() == ()
    assert error.value.kept_as.read_bytes() == damaged


def test_a_file_of_another_kind_that_is_named_by_mistake_stays_as_it_is(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"....ftypisom" * 500)

    with pytest.raises(HistoryError, match="is not a history"):
        History.open(film)

    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    assert film.read_bytes() == b"....ftypisom" * 500


def test_a_damaged_file_takes_its_log_with_it(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    History.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO people (name, created_at) VALUES ('Ada', '2026-01-01 00:00:00')")
        connection.commit()
        log = path.with_name("history.sqlite-wal").read_bytes()
        with path.open("r+b") as file:
            file.write(bytes(200))
        with pytest.raises(DamagedHistory) as error:
            History.open(path)

    assert log
    assert error.value.kept_as.with_name(error.value.kept_as.name + "-wal").read_bytes() == log


def test_a_damaged_file_that_cannot_be_put_aside_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.sqlite"
    path.write_bytes(b"broken" * 1000)

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(DamagedHistory, match=r"could not be put aside \(Permission denied\)"):
        History.open(path)
    assert path.read_bytes() == b"broken" * 1000


def test_damage_that_shows_later_is_one_sentence(sqlite: History) -> None:
    a_rich_history(sqlite)
    sqlite.close()
    with closing(sqlite3.connect(sqlite.path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'reps'").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with sqlite.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)

    with pytest.raises(DamagedHistory, match=r"^The history is damaged .*start it again"):
        sqlite.sessions()


def test_an_empty_file_is_a_new_history(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite").touch()

    with History.open(tmp_path / "empty.sqlite") as history:
        assert history.people() == ()


def test_a_large_file_is_looked_over_without_its_tracks(sqlite: History, monkeypatch: pytest.MonkeyPatch) -> None:
    a_rich_history(sqlite)
    sqlite.close()
    monkeypatch.setattr("coach.history.damage.FULL_CHECK_UP_TO_BYTES", 0)

    assert damage_of(sqlite.path) == ""
    sqlite.path.write_bytes(a_page_overwritten(sqlite.path.read_bytes()))
    assert damage_of(sqlite.path) != ""


def test_a_transaction_that_was_cut_off_before_the_log_is_rolled_back(tmp_path: Path) -> None:
    """A file that was being made when the power went has a journal, which only a connection that may write can undo."""
    path = tmp_path / "history.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE one (two)")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        for _ in range(100):
            connection.execute("INSERT INTO one VALUES (zeroblob(4000))")
        copy = tmp_path / "copy.sqlite"
        copy.write_bytes(path.read_bytes())
        journal = path.with_name("history.sqlite-journal").read_bytes()
    copy.with_name("copy.sqlite-journal").write_bytes(journal)

    assert damage_of(copy) == ""


def test_the_history_is_in_the_user_s_data_folder_unless_told_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COACH_DATABASE_URL", raising=False)
    monkeypatch.setattr("coach.history.opening.user_data_path", lambda name: tmp_path / name)
    assert address().database == str(tmp_path / "form-coach" / "history.sqlite")

    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path}/mine.sqlite")
    assert address().database == f"{tmp_path}/mine.sqlite"

    monkeypatch.setenv("COACH_DATABASE_URL", "postgresql://ada@example.org/history")
    assert address().drivername == "postgresql+psycopg"
    assert address(tmp_path / "given.sqlite").database == str(tmp_path / "given.sqlite")


def test_folders_with_awkward_names_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "100 % of ä?#&" / "my history.sqlite"
    with History.open(path) as history:
        history.add_person("Ada")
    with History.open(path) as history:
        assert len(history.people()) == 1


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("nosuch://host/name", "not an address"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://host/name", "driver MySQLdb for this database is missing"),
        ("postgresql://ada@localhost:1/history", "refused"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_sentence(where: str, says: str) -> None:
    with pytest.raises(HistoryError, match=rf"^[^\n]*{says}[^\n]*$"):
        History.open(where)


def test_a_place_where_no_file_can_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "file" / "history.sqlite"):
        with pytest.raises(HistoryError, match="cannot be kept"):
            History.open(place)


def test_two_moments_of_one_day_in_two_zones_are_in_their_order(sqlite: History) -> None:
    ada = sqlite.add_person("Ada")
    first = sqlite.start_session(ada, datetime.fromisoformat("2026-03-02T20:00:00+09:00"))
    second = sqlite.start_session(ada, datetime(2026, 3, 2, 12, tzinfo=UTC))

    assert [one.session.id for one in sqlite.sessions()] == [second, first]
