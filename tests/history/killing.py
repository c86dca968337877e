"""Processes that write repetitions and are killed while they do, for the tests and the benchmark."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from coach.history import History
from coach.history.damage import damage_of
from tests.history.made_up import EVENING, HIP_SHARE, ROLL_BACK, rep

# Forked from a server that has imported what they need: quick to start, and without the test's threads and open files.
PROCESSES: Final = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.history.killing"])
PATIENCE_S: Final = 30


@dataclass(frozen=True, slots=True)
class Survived:
    """What became of repetitions that were acknowledged before their writer was killed."""

    acknowledged: int
    kept: int
    damaged: int


def write_for_ever(path: Path, person_id: int, acknowledged: Connection) -> None:
    """Write set after set, and tell of every repetition as soon as the history has acknowledged it."""
    history = History.open(path)
    session = history.start_session(person_id, EVENING)
    while True:
        one = history.start_set(session, "clamshell", "left")
        for index in range(1, 13):
            history.add_rep(one, rep(index, 30.0, ROLL_BACK, unjudged=(HIP_SHARE,)))
            acknowledged.send((one, index))
        history.finish_set(one, reserve=2, pain=0)


def kill_writers(path: Path, kills: int, seed: int = 1) -> Survived:
    """Start a writer, kill it at a random point, look at what is left; again and again on the same file.

    The random point is some work after a random number of acknowledged repetitions, so that it falls into every part of a write.
    """
    chance = random.Random(seed)
    with History.open(path) as history:
        person = history.add_person("Ada")
    acknowledged: set[tuple[int, int]] = set()
    damaged = 0
    for _ in range(kills):
        ours, theirs = PROCESSES.Pipe(duplex=False)
        writer = PROCESSES.Process(target=write_for_ever, args=(path, person, theirs), daemon=True)
        writer.start()
        theirs.close()
        for _ in range(chance.randint(0, 40)):
            if ours.poll(PATIENCE_S):
                acknowledged.add(ours.recv())
        for _ in range(chance.randint(0, 20_000)):  # a moment that is not in step with the writes
            pass
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        while ours.poll():
            try:
                acknowledged.add(ours.recv())
            except EOFError:
                break
        damaged += bool(damage_of(path))
    with History.open(path) as history:
        kept = {
            (one.id, each.index)
            for summary in history.sessions()
            for one in history.session(summary.session.id).sets
            for each in one.reps
            if each == rep(each.index, 30.0, ROLL_BACK, unjudged=(HIP_SHARE,))
        }
    return Survived(len(acknowledged), len(acknowledged & kept), damaged)


def write_sets(where: str, person_id: int, amount: int) -> None:
    """Write sets of ten repetitions, each writer in a session of its own."""
    with History.open(where) as history:
        session = history.start_session(person_id, EVENING)
        for _ in range(amount):
            one = history.start_set(session, "clamshell", "left")
            for index in range(1, 11):
                history.add_rep(one, rep(index))
            history.finish_set(one)


def add_a_person(where: str, name: str) -> None:
    """Open the history, which may not exist yet, and add a person."""
    with History.open(where) as history:
        history.add_person(name)


def run_at_once(target: object, *argument_lists: tuple[object, ...]) -> list[int | None]:
    """Run a function in as many processes at once; gives their exit codes."""
    processes = [PROCESSES.Process(target=target, args=arguments) for arguments in argument_lists]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
