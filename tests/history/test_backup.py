"""Backing up, restoring and erasing: gone from the files, byte by byte."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coach.history import History, HistoryError, NewerHistory
from coach.history.backup import back_up, erase_everything, erase_person, erase_session, erase_traces, other_copies, restore
from tests.history.made_up import DARK, EVENING, a_rich_history, a_session, one_set, rep
from tests.history.test_files import contents
from tests.history.test_opening import older_file


def bytes_of(history: History) -> bytes:
    """All that lies in the history's own files."""
    return b"".join(path.read_bytes() for path in history.path.parent.glob(history.path.name + "*"))


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


def test_a_server_is_backed_up_with_its_own_tools(postgres: str, tmp_path: Path) -> None:
    with History.open(postgres.format("postgres")) as history:
        with pytest.raises(HistoryError, match="pg_dump"):
            back_up(history, tmp_path / "backup")
        with pytest.raises(HistoryError, match="its own tools"):
            restore(history, tmp_path / "backup")


MARK = "a-word-that-is-nowhere-else"


def secretive(history: History, name: str) -> tuple[int, int]:
    """A person whose sessions are full of a word; gives their id and one session's."""
    person = history.add_person(name)
    for number in range(30):
        session = history.start_session(person, EVENING, source=f"{MARK}-{name}-{number}")
        one = history.start_set(session, "clamshell", "left", rung=f"{MARK}-{name}-{number}")
        history.add_rep(one, rep(1))
        history.finish_set(one, notes=f"{MARK}-{name}-{number} " * 50)
        history.add_track(one, f"{MARK}-{name}-{number} ".encode() * 500)
    return person, session


@pytest.mark.parametrize("open_elsewhere", [False, True], ids=["alone", "while another program has it open"])
def test_an_erased_session_is_gone_from_the_files(sqlite: History, open_elsewhere: bool) -> None:
    _, session = secretive(sqlite, "ada")
    other = History.open(sqlite.path)
    if open_elsewhere:
        other.people()
    else:
        other.close()
    assert f"{MARK}-ada-29".encode() in bytes_of(sqlite)

    erase_session(sqlite, session)
    other.close()

    assert f"{MARK}-ada-29".encode() not in bytes_of(sqlite)
    assert f"{MARK}-ada-28".encode() in bytes_of(sqlite)
    assert len(sqlite.sessions()) == 29


def test_an_erased_person_is_gone_from_the_files(sqlite: History) -> None:
    ada, _ = secretive(sqlite, "ada")
    secretive(sqlite, "bob")
    sqlite.set_setting(ada, "diary", f"{MARK}-ada")

    erase_person(sqlite, ada)

    assert f"{MARK}-ada".encode() not in bytes_of(sqlite)
    assert f"{MARK}-bob".encode() in bytes_of(sqlite)
    assert [one.name for one in sqlite.people()] == ["bob"]


def test_everything_that_was_erased_is_gone_from_the_files(sqlite: History) -> None:
    secretive(sqlite, "ada")

    erase_everything(sqlite)

    assert MARK.encode() not in bytes_of(sqlite)
    assert not any(contents(sqlite).values())


def test_erasing_works_in_every_database(history: History) -> None:
    ada, bob = history.add_person("Ada"), history.add_person("Bob")
    kept = history.keep_session(ada, a_session(one_set("left"), one_set("right")), EVENING, source="a")
    erase_session(history, kept)
    assert not any(rows for name, rows in contents(history).items() if name != "people")

    history.keep_session(ada, a_session(), EVENING, source="a")
    erase_person(history, ada)
    assert [one.id for one in history.people()] == [bob]
    assert not any(rows for name, rows in contents(history).items() if name != "people")

    erase_everything(history)
    assert history.people() == ()


def test_a_number_is_never_given_again(history: History) -> None:
    """A page that still shows an erased set must not write into somebody else's."""
    ada = history.add_person("Ada")
    session = history.start_session(ada, EVENING)
    erased = history.start_set(session, "clamshell", "left")
    erase_session(history, session)

    new = history.start_set(history.start_session(ada, EVENING), "clamshell", "left")

    assert new != erased
    with pytest.raises(HistoryError, match="no set"):
        history.add_rep(erased, rep(1))


def test_a_reader_that_holds_on_is_said_and_the_traces_go_later(sqlite: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.history.opening.BUSY_TIMEOUT_S", 0.02)
    with History.open(sqlite.path) as impatient:
        ada, _ = secretive(impatient, "ada")
        with sqlite.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM people").scalar_one()
            with pytest.raises(HistoryError, match="--traces"):
                erase_person(impatient, ada)

        assert impatient.people() == ()
        erase_traces(impatient)
        assert MARK.encode() not in bytes_of(impatient)


def test_what_is_not_there_cannot_be_erased(sqlite: History) -> None:
    for erase in (erase_session, erase_person):
        with pytest.raises(HistoryError, match="There is no"):
            erase(sqlite, 99)


def test_warnings_of_a_recording_are_erased_with_it(sqlite: History) -> None:
    session = sqlite.keep_session(sqlite.add_person("Ada"), a_session(), EVENING, source="clip.mp4")
    assert DARK.message.encode() in bytes_of(sqlite)

    erase_session(sqlite, session)

    assert DARK.message.encode() not in bytes_of(sqlite)
