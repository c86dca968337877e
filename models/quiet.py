"""Keep what MediaPipe's C++ code says below the level of an error off standard error, and nothing else."""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

_CHATTER: Final = re.compile(rb"(VERBOSE|DEBUG|INFO|WARNING): |[VDIW]\d{4} ")
"""How a line below the level of an error begins, whatever it says: TensorFlow Lite and LiteRT write the level in full, Abseil its letter
and the date. MediaPipe has no setting that keeps them back. Errors begin with ERROR, E or F; nothing of Python's begins so."""

_STDERR: Final = 2
_END: Final = b"\0\n"
"""Written by ourselves after all that the others wrote; no line ends in a zero byte."""


class _Filter:
    """Stands before the process's standard error and passes on at once what is not chatter: a fatal error ends the process.

    A thread does it until nobody can write any more: another process may have been started meanwhile and have inherited our end.
    Raises OSError or ValueError where there is no standard error, RuntimeError when the interpreter ends and starts no more threads.
    """

    def __init__(self) -> None:
        if sys.stderr:
            sys.stderr.flush()
        self._real = os.dup(_STDERR)
        source, self._sink = os.pipe()
        self._is_through = threading.Event()
        threading.Thread(target=self._pass_on, args=(source, os.dup(self._real)), name="quiet", daemon=True).start()
        os.dup2(self._sink, _STDERR)

    def remove(self) -> None:
        """Give standard error back, when all that was said is passed on."""
        os.dup2(self._real, _STDERR)
        os.write(self._sink, _END)
        os.close(self._sink)
        self._is_through.wait()
        os.close(self._real)

    def _pass_on(self, source: int, real: int) -> None:
        with open(source, "rb") as lines, open(real, "wb", buffering=0) as out:
            for line in lines:
                is_end = line.endswith(_END)
                said = line.removesuffix(_END) if is_end else line
                if said and not _CHATTER.match(said):
                    with suppress(OSError):  # whoever read it has gone
                        out.write(said)
                if is_end:
                    self._is_through.set()


_lock = threading.RLock()


@contextmanager
def without_chatter() -> Iterator[None]:
    """Keep chatter off standard error meanwhile. For short stretches: other threads wait for theirs.

    LiteRT writes a line in three pieces, and what two threads say at once would be mixed up beyond recognition.
    """
    with _lock:
        try:
            standing = _Filter()
        except (OSError, ValueError, RuntimeError):  # nobody can read it, or only the end of the process follows
            yield
            return
        try:
            yield
        finally:
            standing.remove()
