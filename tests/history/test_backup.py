"""Backing up and restoring."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coach.history import History, HistoryError, NewerHistory
from coach.history.backup import back_up, restore
from coach.history.erasing import other_copies
from tests.history.made_up import EVENING, a_rich_history, rep
from tests.history.test_files import contents
from tests.history.test_opening import older_file


def test_a_backup_holds_everything_in_one_file(sqlite: History, tmp_path: Path) -> None:
    a_rich_history(sqlite)
    back_up(sqlite, tmp_path / "backups" / "monday.sqlite")

    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["monday.sqlite"]
    with History.open(tmp_path / "backups" / "monday.sqlite") as copy:
        assert contents(copy) == contents(sqlite)


def test_a_backup_is_one_moment_while_others_write(sqlite: History, tmp_path: Path) -> None:
    one = sqlite.start_set(sqlite.start_session(sqlite.add_person("Ada"), EVENING), "clamshell", "left")
    for index in range(1, 101):
        sqlite.add_rep(one, rep(index))
    stop = threading.Event()

    def go_on() -> None:
        index = 101
        while not stop.is_set():
            sqlite.add_rep(one, rep(index))
            index += 1

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        for number in range(5):
            back_up(sqlite, tmp_path / f"{number}.sqlite")
    finally:
        stop.set()
        writer.join()

    for number in range(5):
        with History.open(tmp_path / f"{number}.sqlite") as copy:
            indices = [one.index for one in copy.unfinished(1).record.reps]
            assert indices == list(range(1, len(indices) + 1))
            assert len(indices) >= 100


def test_a_backup_comes_back_and_what_was_there_is_kept(sqlite: History, tmp_path: Path) -> None:
    a_rich_history(sqlite)
    monday = contents(sqlite)
    back_up(sqlite, tmp_path / "monday.sqlite")
    sqlite.add_person("Eve")
    tuesday = contents(sqlite)

    before = restore(sqlite, tmp_path / "monday.sqlite")

    assert contents(sqlite) == monday
    assert before in other_copies(sqlite)
    with History.open(before) as kept:
        assert contents(kept) == tuesday


def test_another_program_sees_what_was_restored(sqlite: History, tmp_path: Path) -> None:
    back_up(sqlite, tmp_path / "empty.sqlite")
    sqlite.add_person("Ada")
    with History.open(sqlite.path) as other:
        assert len(other.people()) == 1
        restore(sqlite, tmp_path / "empty.sqlite")

        assert other.people() == ()
        other.add_person("Bob")
    assert [one.name for one in sqlite.people()] == ["Bob"]


def test_an_older_backup_is_migrated(sqlite: History, tmp_path: Path) -> None:
    assert restore(sqlite, older_file(tmp_path, "0001")) is None

    sqlite.note_session(1, pain_next_day=1)
    assert sqlite.session(1).session.pain_next_day == 1


def newer(folder: Path) -> Path:
    path = older_file(folder, "0001")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE coach_schema SET version_num = '9999'")
        connection.commit()
    return path


def recipes(folder: Path) -> Path:
    path = folder / "recipes.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    return path


def damaged(folder: Path) -> Path:
    path = folder / "damaged.sqlite"
    path.write_bytes(b"SQLite format 3\0 and then nothing" * 100)
    return path


def nothing_in_it(folder: Path) -> Path:
    (folder / "nothing").touch()
    return folder / "nothing"


@pytest.mark.parametrize(
    ("backup", "says"),
    [
        (lambda folder: folder / "nowhere", "There is no backup"),
        (lambda folder: folder / "history.sqlite", "the history itself"),
        (newer, "newer version"),
        (recipes, "something else"),
        (damaged, "is damaged"),
        (nothing_in_it, "not a backup"),
    ],
    ids=["missing", "itself", "newer", "something else", "damaged", "empty"],
)
def test_what_is_no_backup_is_refused_and_changes_nothing(
    backup: Callable[[Path], Path], says: str, sqlite: History, tmp_path: Path
) -> None:
    sqlite.add_person("Ada")

    with pytest.raises(HistoryError, match=says):
        restore(sqlite, backup(tmp_path))
    assert [one.name for one in sqlite.people()] == ["Ada"]
    assert other_copies(sqlite) == ()


def test_a_backup_is_found_from_the_folder_that_one_is_in(sqlite: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sqlite.add_person("Ada")
    back_up(sqlite, Path("copy.sqlite"))
    sqlite.add_person("Eve")

    restore(sqlite, Path("copy.sqlite"))

    assert [one.name for one in sqlite.people()] == ["Ada"]


def test_a_newer_backup_is_refused_as_a_newer_history_is(sqlite: History, tmp_path: Path) -> None:
    with pytest.raises(NewerHistory):
        restore(sqlite, newer(tmp_path))


def test_the_history_is_not_backed_up_over_itself_or_into_nowhere(sqlite: History, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(HistoryError, match="the history itself"):
        back_up(sqlite, sqlite.path)
    with pytest.raises(HistoryError, match="could not be written"):
        back_up(sqlite, tmp_path / "file" / "backup.sqlite")


@pytest.mark.slow
def test_a_server_is_backed_up_with_its_own_tools(postgres: str, tmp_path: Path) -> None:
    with History.open(postgres.format("postgres")) as history:
        with pytest.raises(HistoryError, match="pg_dump"):
            back_up(history, tmp_path / "backup")
        with pytest.raises(HistoryError, match="its own tools"):
            restore(history, tmp_path / "backup")
