"""Keep the chatter of MediaPipe's C++ code off standard error, and nothing else."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

_CHATTER: Final = re.compile(rb"(INFO|VERBOSE): |[IVW]\d{4} |WARNING: (\[[^]]*\.(cc|h):\d+\]|(Logging|All log messages) before )")
"""How lines of information and warning begin: MediaPipe's own, those of 1.2.3's LiteRT, which name their source file in brackets, and
those of the logging library before it is set up. No setting keeps them back; errors (E, F, ERROR) begin otherwise."""

_STDERR: Final = 2


class _Held:
    """The process's standard error while someone holds it back: how many do, where it went, and what has been said."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.holders = 0
        self.real = -1
        self.said: IO[bytes] | None = None


_held = _Held()


@contextmanager
def without_chatter() -> Iterator[None]:
    """Hold standard error back meanwhile, then let through what is not chatter. For short stretches, in any number of threads."""
    _hold()
    try:
        yield
    finally:
        _release()


def _hold() -> None:
    with _held.lock:
        _held.holders += 1
        if _held.holders > 1:
            return
        try:
            if sys.stderr:
                sys.stderr.flush()
            _held.real = os.dup(_STDERR)
        except (OSError, ValueError):
            return  # there is no standard error to keep clean
        _held.said = tempfile.TemporaryFile()  # noqa: SIM115 (closed by whoever releases last)
        os.dup2(_held.said.fileno(), _STDERR)


def _release() -> None:
    with _held.lock:
        _held.holders -= 1
        if _held.holders or _held.said is None:
            return
        os.dup2(_held.real, _STDERR)
        os.close(_held.real)
        with _held.said as said:
            said.seek(0)
            for line in said:
                if not _CHATTER.match(line):
                    os.write(_STDERR, line)
        _held.said = None
