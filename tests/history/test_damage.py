"""Damaged files: whatever the damage, it is told in a sentence, the file put aside, and the way is free."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coach.cli import main
from coach.history import DamagedHistory, History, HistoryError, erasing, reading_only
from coach.history.backup import back_up
from coach.history.errors import CannotWrite
from coach.history.files import ExportFormat, export
from coach.history.schema import VERSION_TABLE
from tests.history.made_up import a_rich_history

pytestmark = pytest.mark.slow  # many histories are damaged

WRONG_VALUES = [
    "UPDATE sets SET band = 'lighu'",
    "UPDATE findings SET grade = x'ff'",
    "UPDATE not_counted SET reason = 'nothing'",
    "UPDATE sessions SET started_at = '2026-13-45 99:00:00'",
    "UPDATE sessions SET day = '0000-00-00'",
    "UPDATE sessions SET utc_offset_min = 1000000000",
    "UPDATE sets SET weight_kg = -1e300",
    "UPDATE sets SET number = 'two' WHERE id = 1",
    "UPDATE reps SET range_of_motion = x'00'",
    "UPDATE settings SET value = '{'",
    "UPDATE people SET created_at = 7",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A history with everything in it."""
    path = tmp_path / "history.sqlite"
    with History.open(path) as history:
        a_rich_history(history)
    return path


def changed(path: Path, *statements: str) -> None:
    """Change what nobody but a failing disk would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def with_a_byte_that_is_no_text(path: Path) -> None:
    """SQLite quotes the byte in its message, which Python then cannot read."""
    data = path.read_bytes()
    at = data.index(b"CREATE TABLE sets") + 11
    path.write_bytes(data[:at] + b"\xd1" + data[at + 1 :])


def test_a_schema_that_is_no_text_any_more_is_put_aside(path: Path) -> None:
    with_a_byte_that_is_no_text(path)
    damaged = path.read_bytes()

    with pytest.raises(DamagedHistory, match="is damaged") as told:
        History.open(path)

    assert told.value.kept_as is not None
    assert told.value.kept_as.read_bytes() == damaged
    with History.open(path) as history:
        assert history.people() == ()


@pytest.mark.parametrize("statement", WRONG_VALUES)
def test_a_value_that_the_coach_cannot_have_written_is_damage(path: Path, statement: str) -> None:
    changed(path, statement)

    with pytest.raises(DamagedHistory, match="impossible values in") as told:
        History.open(path)

    assert told.value.kept_as is not None
    assert not path.exists()


def test_a_character_that_is_damaged_costs_no_more_than_itself(path: Path) -> None:
    changed(path, "UPDATE people SET name = CAST(x'41ff61' AS TEXT) WHERE id = 1")

    with History.open(path) as history:
        assert history.people()[0].name == "A\ufffda"


@pytest.mark.parametrize("statement", [f"DROP TABLE {VERSION_TABLE}", f"DELETE FROM {VERSION_TABLE}"])
def test_a_history_that_has_lost_its_version_is_known_by_its_tables(path: Path, statement: str) -> None:
    changed(path, statement)

    with History.open(path) as history:
        assert len(history.people()) == 2
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(f"SELECT count(*) FROM {VERSION_TABLE}").fetchone() == (1,)


def test_a_history_that_has_lost_its_version_and_a_column_is_put_aside(path: Path) -> None:
    changed(path, f"DROP TABLE {VERSION_TABLE}", "ALTER TABLE sets DROP COLUMN notes")

    with pytest.raises(DamagedHistory, match="version of its tables is missing") as told:
        History.open(path)

    assert told.value.kept_as is not None


@pytest.mark.parametrize(
    "damage", [with_a_byte_that_is_no_text, lambda path: changed(path, WRONG_VALUES[0]), lambda path: path.write_bytes(b"x" * 5000)]
)
def test_a_backup_is_restored_over_a_damaged_history(path: Path, damage: Any, tmp_path: Path) -> None:
    with History.open(path) as history:
        back_up(history, tmp_path / "backup.sqlite")
    damage(path)

    done = CliRunner().invoke(main, ["history", "--database", str(path), "restore", str(tmp_path / "backup.sqlite"), "--yes"])

    assert done.exit_code == 0
    with History.open(path) as history:
        assert len(history.people()) == 2
    assert len(list(tmp_path.glob("history.damaged-*"))) >= 1


def test_a_history_that_cannot_be_written_is_read_from_a_copy_with_its_log(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_history = History.open
    left_open = open_history(path)
    left_open.add_person("Written last")

    def only_copies(where: Any = None) -> History:
        if Path(where) == path:
            raise CannotWrite("The disk is full.")
        return open_history(where)

    monkeypatch.setattr(reading_only.History, "open", only_copies)
    with reading_only.opened_to_read(path) as history:
        names = [one.name for one in history.people()]
        export(history, tmp_path / "export.json", ExportFormat.JSON)
        back_up(history, tmp_path / "backup.sqlite")
        copy = history.path
    left_open.close()

    assert "Written last" in names
    assert copy is not None
    assert not copy.exists()
    with open_history(tmp_path / "backup.sqlite") as backup:
        assert [one.name for one in backup.people()] == names


def test_what_a_full_disk_lets_erase_and_what_not_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: History) -> bool:
        raise CannotWrite("The disk is full.")

    with History.open(path) as history:
        monkeypatch.setattr(erasing, "_vacuum", full)
        with pytest.raises(HistoryError, match=r"^It is erased, but traces .* The disk is full\. Then run"):
            erasing.erase_session(history, 1)

        assert len(history.sessions()) == 2


def test_where_not_even_deleting_has_room_it_is_said_that_nothing_was_erased(path: Path) -> None:
    with (
        History.open(path) as history,
        pytest.raises(HistoryError, match=r"^Nothing was erased\. The disk is full"),
        erasing._deleting(history),
    ):
        raise CannotWrite("The disk is full.")
