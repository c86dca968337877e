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
"""How long a process may take to clean up when the run is cancelled."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job has no result, in one line; `crashed` when its process was killed or it raised what it should not."""

    message: str
    crashed: bool = False


def over_processes(work: Callable[[J], R], jobs: Iterable[J], processes: int) -> Iterator[tuple[J, R | Failure]]:
    """Do `work` for all `jobs` in so many processes; gives each job with its result as it is done, in no particular order.

    `work` is a function that can be imported; jobs and results can be pickled. Leaving the iteration early ends the processes.
    """
    waiting = iter(jobs)
    workers: list[_Worker[J, R]] = []
    try:
        for job in waiting:
            workers.append(_Worker(work, job))
            if len(workers) == processes:
                break
        while workers:
            ready = wait([worker.pipe for worker in workers])
            for worker in [one for one in workers if one.pipe in ready]:
                yield worker.job, worker.result()
                following = next(waiting, _NONE)
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
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_serve, args=(self._work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, job: J) -> None:
        """Start on `job`."""
        self.job = job
        with suppress(OSError):  # a dead process shows when its result is read
            self.pipe.send(job)

    def result(self) -> R | Failure:
        """The result that is ready."""
        try:
            result: R | Failure = self.pipe.recv()
        except (EOFError, OSError):
            self.stop()
            code = self._process.exitcode or 0
            how = f"killed by signal {-code}" if code < 0 else f"ended with status {code}"
            self._start()
            return Failure(f"the process that worked on it was {how}" if code < 0 else f"the process that worked on it {how}", crashed=True)
        return result

    def ask_to_stop(self) -> None:
        """Tell the process to stop; it leaves nothing half-written."""
        self._process.terminate()

    def stop(self) -> None:
        """End the process and wait for it."""
        self.pipe.close()
        self._process.join(GRACE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(work: Callable[[J], R], pipe: Connection[R | Failure, J]) -> None:
    """What a worker process does until its pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent decides
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # as an exception, it removes what is half-written
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        try:
            result: R | Failure = work(job)
        except Exception as error:  # noqa: BLE001 (a bug that one file shows must not cost the others)
            result = Failure(f"it failed unexpectedly ({type(error).__name__}: {error})", crashed=True)
        pipe.send(result)
