"""Work that is done ahead in another thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")

LOOK_S: Final = 0.1
"""How often somebody who waits looks whether the other side has given up."""


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


class Ahead(Generic[T]):
    """Runs through `things` in a thread of its own, at most `most` ahead of whoever takes them. Close it when it is left early."""

    def __init__(self, things: Iterable[T], *, most: int) -> None:
        self._ready: queue.Queue[T | _End] = queue.Queue(most)
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(things,), daemon=True)
        self._thread.start()

    def __iter__(self) -> Generator[T]:
        """The things in their order. An error on the way to one is raised in its place."""
        try:
            while not isinstance(one := self._ready.get(), _End):
                yield one
            if one.error:
                raise one.error
        finally:
            self.close()

    def close(self) -> None:
        """Stop at the next thing, and wait for that."""
        self._left.set()
        with suppress(queue.Empty):
            while True:
                self._ready.get_nowait()
        self._thread.join()

    def _run(self, things: Iterable[T]) -> None:
        end = _End()
        try:
            for one in things:
                if not self._put(one):
                    return
        except BaseException as error:  # noqa: BLE001 (handed to whoever takes the things)
            end = _End(error)
        self._put(end)

    def _put(self, one: T | _End) -> bool:
        """False when nobody takes it any more."""
        while not self._left.is_set():
            try:
                self._ready.put(one, timeout=LOOK_S)
            except queue.Full:
                continue
            return True
        return False
