"""Many jobs at once, each in a process of its own: when one crashes, only its job is lost."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Final, Generic, TypeVar

J = TypeVar("J")
R = TypeVar("R")

GRACE_S: Final = 10.0
"""How long a process may take to put its things away when the run is cancelled."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job has no result, in one line; `crashed` when its process was killed or fell over."""

    message: str
    crashed: bool = False


def over_processes(work: Callable[[J], R], jobs: Iterable[J], processes: int) -> Iterator[tuple[J, R | Failure]]:
    """Do `work` for all `jobs` in so many processes; gives each job with its result as it is done, in no particular order.

    `work` is a function that can be imported; jobs and results can be pickled. Leaving early stops what is going on.
    """
    ahead = iter(jobs)
    workers: list[_Worker[J, R]] = []
    try:
        for job in ahead:
            workers.append(_Worker(work, job))
            if len(workers) == processes:
                break
        while workers:
            ready = wait([worker.line for worker in workers])
            for worker in [one for one in workers if one.line in ready]:
                yield worker.job, worker.result()
                following = next(ahead, _NONE)
                if isinstance(following, _Nothing):
                    worker.stop()
                    workers.remove(worker)
                else:
                    worker.take(following)
    finally:
        for worker in workers:
            worker.ask_to_stop()
        for worker in workers:
            worker.stop()


class _Nothing:
    """No job is left."""


_NONE: Final = _Nothing()


class _Worker(Generic[J, R]):
    """A process that does one job after another, and is replaced when it dies."""

    def __init__(self, work: Callable[[J], R], job: J) -> None:
        self._work = work
        self._start()
        self.take(job)

    def _start(self) -> None:
        context = get_context("spawn")  # a forked copy of a process with threads may hang
        self.line, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_serve, args=(self._work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, job: J) -> None:
        """Begin with `job`."""
        self.job = job
        with suppress(OSError):  # a dead process shows when its result is read
            self.line.send(job)

    def result(self) -> R | Failure:
        """The result that is ready."""
        try:
            result: R | Failure = self.line.recv()
        except (EOFError, OSError):
            self.stop()
            code = self._process.exitcode or 0
            how = f"killed by signal {-code}" if code < 0 else f"ended with status {code}"
            self._start()
            return Failure(f"the process that worked on it was {how}" if code < 0 else f"the process that worked on it {how}", crashed=True)
        return result

    def ask_to_stop(self) -> None:
        """The process stops at the next chance, leaving nothing half-written."""
        self._process.terminate()

    def stop(self) -> None:
        """End the process and wait for it."""
        self.line.close()
        self._process.join(GRACE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(work: Callable[[J], R], line: Connection[R | Failure, J]) -> None:
    """The worker's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent decides
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # an exception, so that what is half-written is removed
    while True:
        try:
            job = line.recv()
        except EOFError:
            return
        try:
            result: R | Failure = work(job)
        except Exception as error:  # noqa: BLE001 (a bug met in one file must not cost the others)
            result = Failure(f"it failed unexpectedly ({type(error).__name__}: {error})", crashed=True)
        line.send(result)
