"""Erasing: gone from the files, byte by byte."""

from __future__ import annotations

import pytest

from coach.history import History, HistoryError
from coach.history.erasing import erase_everything, erase_person, erase_session, erase_traces
from tests.history.made_up import DARK, EVENING, a_session, one_set, rep
from tests.history.test_files import contents

pytestmark = pytest.mark.slow  # whole files are searched for what was erased

MARK = "a-word-that-is-nowhere-else"


def bytes_of(history: History) -> bytes:
    """All that lies in the history's own files."""
    return b"".join(path.read_bytes() for path in history.path.parent.glob(history.path.name + "*"))


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
