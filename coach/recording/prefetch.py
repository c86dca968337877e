"""Takes things out of an iterable ahead of time, in another thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")

POLL_S: Final = 0.1
"""How often a thread that waits looks whether the other side has stopped."""


@dataclass(frozen=True, slots=True)
class End:
    """After the last thing in a queue; with the error that ended them, if one did."""

    error: BaseException | None = None


class Prefetch(Generic[T]):
    """Iterates over `things` in a thread of its own, at most `most` ahead of the consumer. Close it when it is left early."""

    def __init__(self, things: Iterable[T], *, most: int) -> None:
        self._ready: queue.Queue[T | End] = queue.Queue(most)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(things,), daemon=True)
        self._thread.start()

    def __iter__(self) -> Generator[T]:
        """The things in their order. An error on the way to one is raised in its place."""
        try:
            while not isinstance(one := self._ready.get(), End):
                yield one
            if one.error:
                raise one.error
        finally:
            self.close()

    def close(self) -> None:
        """Stop at the next thing; blocks until the thread has ended."""
        self._closed.set()
        with suppress(queue.Empty):
            while True:
                self._ready.get_nowait()
        self._thread.join()

    def _run(self, things: Iterable[T]) -> None:
        end = End()
        try:
            for one in things:
                if not self._put(one):
                    return
        except BaseException as error:  # noqa: BLE001 (raised in the consumer)
            end = End(error)
        self._put(end)

    def _put(self, one: T | End) -> bool:
        """False when the consumer has closed."""
        while not self._closed.is_set():
            try:
                self._ready.put(one, timeout=POLL_S)
            except queue.Full:
                continue
            return True
        return False
