"""Settings of glibc's memory allocator that keep a process with many threads from holding on to free memory."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Final

_ARENA_MAX: Final = -8
"""`M_ARENA_MAX` of glibc's malloc.h."""


def share_one_heap() -> None:
    """On Linux, let all threads that start from now on allocate from one heap; elsewhere do nothing.

    By default glibc gives most threads a heap of their own. When one thread allocates pictures and another frees them, hardly any of
    that memory goes back to the system: a long film in 1080p took 300 megabytes more, and went on growing.
    """
    if setting := _of_glibc("mallopt"):
        setting(_ARENA_MAX, 1)


def give_back() -> None:
    """On Linux, return free memory to the system; elsewhere do nothing. Takes some milliseconds.

    By itself glibc returns only what is free at the end of the heap: it kept some 60 megabytes during a film and 400 after it.
    """
    if trim := _of_glibc("malloc_trim"):
        trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """The function of glibc called `name`; None on other systems, and with C libraries that lack it and keep little free memory."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
