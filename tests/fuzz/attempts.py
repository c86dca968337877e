"""One attempt with mutated input: what it may end with, what it may not, and what it leaves behind."""

from __future__ import annotations

import random
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

PATIENCE_S = 300
"""An attempt that takes longer hangs: the slowest healthy one takes 3 s of the processor, and on a full machine it waits for that."""

Attempt: TypeAlias = Callable[[random.Random, Path], object]
"""Mutates something in a folder of its own and uses it. What it raises is a stack trace that a user would see."""


class Hangs(BaseException):
    """Patience has ended. No `Exception`, so that nothing takes it for a failure of its own."""


@dataclass
class Outcome:
    """How many attempts there were, and those that went wrong, by their numbers."""

    attempts: int = 0
    traces: dict[int, str] = field(default_factory=dict)
    hangs: list[int] = field(default_factory=list)
    leftovers: dict[int, list[str]] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.traces or self.hangs or self.leftovers)

    def __str__(self) -> str:
        return f"{self.attempts} attempts: {len(self.traces)} stack traces, {len(self.hangs)} hangs, {len(self.leftovers)} with leftovers"


def run(attempt: Attempt, numbers: range) -> Outcome:
    """Make the attempts with these numbers, each of which is the seed of its own."""
    outcome = Outcome()
    for number in numbers:
        outcome.attempts += 1
        with TemporaryDirectory(prefix="coach-fuzz-") as folder:
            try:
                with at_most(PATIENCE_S):
                    attempt(random.Random(number), Path(folder))
            except Hangs:
                outcome.hangs.append(number)
            except Exception:  # noqa: BLE001 (whatever it is, it is counted)
                outcome.traces[number] = traceback.format_exc()
            if left := [path.name for path in Path(folder).rglob("*.part")]:
                outcome.leftovers[number] = left
    return outcome


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raises `Hangs` in the main thread when the block takes longer."""

    def ring(*_: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def mutated(data: bytes, chance: random.Random, most: int = 30) -> bytes:
    """The data with some bytes changed, left out, doubled or cut off; now and then only one."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, most))):
        at = chance.randrange(max(len(changed), 1))
        match chance.randrange(8):
            case 0:
                del changed[at : at + chance.randrange(1, 200)]
            case 1:
                changed[at:at] = changed[at : at + chance.randrange(1, 200)]
            case 2 if chance.random() < 0.2:
                del changed[at:]
            case 3:
                changed[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0"))
            case _ if changed:
                changed[at] = chance.randrange(256)
    return bytes(changed)
