"""Settings of glibc's memory allocator that keep a process with many threads from holding on to free memory."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from typing import Final

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""`M_TRIM_THRESHOLD`, `M_MMAP_THRESHOLD` and `M_ARENA_MAX` of glibc's malloc.h."""
_LARGEST_MMAP_THRESHOLD: Final = 32 * 2**20
"""Bytes to which glibc raises the second by itself; the first is then twice that."""


def share_one_heap() -> None:
    """On Linux, let all threads that start from now on allocate from one heap; elsewhere do nothing.

    By default glibc gives most threads a heap of their own. When one thread allocates pictures and another frees them, hardly any of
    that memory goes back to the system: a long film in 1080p took 300 megabytes more, and went on growing.
    """
    if setting := _of_glibc("mallopt"):
        setting(_ARENA_MAX, 1)
        if "MALLOC_TRIM_THRESHOLD_" in os.environ:  # as Dask has it for its workers: each picture would be fetched from the system anew
            setting(_MMAP_THRESHOLD, _LARGEST_MMAP_THRESHOLD)
            setting(_TRIM_THRESHOLD, 2 * _LARGEST_MMAP_THRESHOLD)


def give_back() -> None:
    """On Linux, return free memory to the system; elsewhere do nothing. Takes some milliseconds.

    By itself glibc returns only what is free at the end of the heap: it kept some 60 megabytes during a film and 400 after it.
    """
    if trim := _of_glibc("malloc_trim"):
        trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """The function of glibc called `name`; None on other systems, and with C libraries that lack it and keep little free memory."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
