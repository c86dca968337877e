"""What a live session writes, on disks that are locked, full, gone or damaged: nothing counted is lost without a word."""

import shutil
import sqlite3
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from coach.coaching.events import RepCounted, SetBegan, SetEnded
from coach.history import Conflict, History, HistoryError
from coach.live.set_recorder import SetRecorder
from coach.live.write_queue import LATE_S, NotKept, WriteQueue, write_all
from exercises import load
from tests.history.made_up import rep
from tests.live.messages import PATIENCE_S, Notebook

CLAMSHELL = next(one for one in load() if one.key == "clamshell")
BEGAN = SetBegan(0, CLAMSHELL, "left", 0.0)


def counted(index):
    return RepCounted(rep(index), "side_lying_diag", rep(index).end_s)


def ended(*indices):
    return SetEnded(0, CLAMSHELL, "left", tuple(rep(index) for index in indices), 100.0)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept here"


def recorder_in(folder):
    history = History.open(folder / "history.sqlite")
    people = history.people()
    return SetRecorder(history, people[0].id if people else history.add_person("Ana"))


@pytest.fixture
def queue(folder):
    return WriteQueue(recorder_in(folder), lambda: recorder_in(folder))


def kept_in(folder):
    """The indices of the kept repetitions, set by set, of every session."""
    with History.open(folder / "history.sqlite") as history:
        return [[one.index for one in kept.reps] for session in history.sessions() for kept in history.session(session.session.id).sets]


@contextmanager
def locked(folder):
    """Another program is writing."""
    with closing(sqlite3.connect(folder / "history.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


class Refuses(Notebook):
    """Refuses the first `times` repetitions with `error`."""

    def __init__(self, times, error):
        super().__init__()
        self.times, self.error = times, error

    def add_rep(self, set_id, rep, **details):
        if self.times:
            self.times -= 1
            raise self.error
        super().add_rep(set_id, rep, **details)


def test_what_is_refused_for_a_while_is_kept_in_its_order_and_once():
    notebook = Refuses(2, HistoryError("The disk is full."))
    queue = WriteQueue(SetRecorder(notebook, person_id=1))

    queue.add([BEGAN, counted(1), counted(2), ended(1, 2)])
    queue.end()
    queue.wait(PATIENCE_S, for_all=True)

    assert [one.index for _, one in notebook.reps] == [1, 2]
    assert notebook.sets == [(1, "clamshell", "left")]
    assert notebook.finished == [("set", 1), ("session", 1)]
    assert queue.not_kept(late_s=0.0) is None


def test_adding_never_waits_for_a_history_that_is_locked_and_all_is_kept_afterwards(queue, folder):
    with locked(folder):
        began = time.perf_counter()
        queue.add([BEGAN, *(counted(index) for index in range(1, 15))])
        queue.wait(0.1)
        took_s = time.perf_counter() - began
        time.sleep(LATE_S)
        told = queue.not_kept()
    queue.end()
    queue.wait(PATIENCE_S * 2, for_all=True)

    assert took_s < 0.5
    assert told.waiting == 14
    assert "busy" in told.why
    assert kept_in(folder) == [list(range(1, 15))]


def test_a_repetition_that_waits_is_told_only_when_it_is_late():
    now = [0.0]
    queue = WriteQueue(SetRecorder(Refuses(10**6, HistoryError("The disk is full.")), person_id=1), clock=lambda: now[0])

    queue.add([BEGAN, counted(1)])
    queue.wait(PATIENCE_S)
    early = queue.not_kept()
    now[0] = LATE_S

    assert early is None
    assert queue.not_kept() == NotKept(waiting=1, lost=0, why="The disk is full.")


def test_what_the_history_will_never_take_is_told_and_holds_up_nothing_else():
    notebook = Refuses(1, Conflict("There is another one."))
    queue = WriteQueue(SetRecorder(notebook, person_id=1))

    queue.add([BEGAN, counted(1), counted(2)])
    queue.end()
    queue.wait(PATIENCE_S, for_all=True)

    assert [one.index for _, one in notebook.reps] == [2]
    assert queue.not_kept() == NotKept(waiting=0, lost=1, why="There is another one.")


def test_a_folder_that_vanishes_is_made_again_with_the_whole_session(queue, folder):
    queue.add([BEGAN, counted(1)])
    queue.wait(PATIENCE_S, for_all=True)
    shutil.rmtree(folder)
    queue.add([counted(2), counted(3)])
    queue.end()
    queue.wait(PATIENCE_S, for_all=True)

    assert queue.not_kept(late_s=0.0) is None
    assert kept_in(folder) == [[1, 2, 3]]


@pytest.mark.slow
def test_a_folder_that_vanishes_and_cannot_be_made_is_told_until_it_can(queue, folder):
    queue.add([BEGAN, counted(1)])
    queue.wait(PATIENCE_S, for_all=True)
    shutil.rmtree(folder)
    folder.write_text("in the way")
    queue.add([counted(2)])
    queue.end()
    queue.wait(1.0, for_all=True)
    told = queue.not_kept(late_s=0.0)
    folder.unlink()
    queue.wait(PATIENCE_S, for_all=True)

    assert told.waiting >= 1
    assert "moved or deleted" in told.why
    assert kept_in(folder) == [[1, 2]]


def test_a_history_that_is_damaged_in_mid_session_is_put_aside_and_the_session_kept_in_a_new_one(queue, folder):
    queue.add([BEGAN, counted(1)])
    queue.wait(PATIENCE_S, for_all=True)
    damage(folder / "history.sqlite")
    queue.add([counted(2)])
    queue.end()
    queue.wait(PATIENCE_S, for_all=True)

    assert kept_in(folder) == [[1, 2]]
    assert list(folder.glob("history.damaged-*"))


def damage(path):
    """Overwrite all but the header, and empty the log."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * (path.stat().st_size - 100))


def test_a_mistake_of_the_coach_itself_is_told_and_ends_nothing(caplog):
    notebook = Refuses(1, ZeroDivisionError("a bug"))
    queue = WriteQueue(SetRecorder(notebook, person_id=1))

    queue.add([BEGAN, counted(1), counted(2)])
    queue.end()
    queue.wait(PATIENCE_S, for_all=True)

    assert [one.index for _, one in notebook.reps] == [2]
    assert queue.not_kept().lost == 1
    assert "a bug" in caplog.text


def test_the_thread_ends_with_the_session():
    before = threading.active_count()
    queue = WriteQueue(SetRecorder(Notebook(), person_id=1))
    queue.end()
    queue.wait(PATIENCE_S, for_all=True)
    queue._thread.join(PATIENCE_S)

    assert threading.active_count() <= before


@pytest.mark.parametrize("failing", ["start_session", "start_set", "add_rep", "finish_set", "finish_session"])
def test_whatever_fails_first_everything_is_there_once(failing):
    class FailsOnce(Notebook):
        failed = False

        def __getattribute__(self, name):
            if name == failing and not FailsOnce.failed:
                FailsOnce.failed = True

                def fail(*_, **__):
                    raise HistoryError("Busy.")

                return fail
            return super().__getattribute__(name)

    notebook = FailsOnce()
    queue = WriteQueue(SetRecorder(notebook, person_id=1))
    queue.add([BEGAN, counted(1), ended(1), replace(BEGAN, index=1), replace(counted(1))])
    queue.end()
    queue.wait(PATIENCE_S, for_all=True)

    assert (len(notebook.sessions), len(notebook.sets), len(notebook.reps)) == (1, 2, 2)
    assert notebook.finished == [("set", 1), ("set", 2), ("session", 1)]


@pytest.mark.slow
def test_the_end_of_the_program_waits_for_what_is_to_be_written_and_tells_what_could_not_be():
    slow, full = Refuses(2, HistoryError("Busy.")), Refuses(10**6, HistoryError("The disk is full."))
    queues = [WriteQueue(SetRecorder(notebook, person_id=1)) for notebook in (slow, full)]
    for queue in queues:
        queue.add([BEGAN, counted(1)])

    told = write_all(2.0)

    assert len(slow.reps) == 1
    assert NotKept(waiting=1, lost=0, why="The disk is full.") in told
    assert all(one.why != "Busy." for one in told)
