"""What processes take, as Linux tells it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def family(root: int) -> set[int]:
    """A process and all that it started."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def memory_mb(pids: set[int]) -> float:
    """Resident memory."""
    page = os.sysconf("SC_PAGE_SIZE")
    return sum(int(numbers.split()[1]) * page for numbers in _read(pids, "statm")) / 1e6


def cpu_s(pids: set[int]) -> float:
    """Processor time of processes, so far."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(sum(map(int, numbers.rpartition(")")[2].split()[11:13])) for numbers in _read(pids, "stat")) / ticks


def _read(pids: set[int], name: str) -> Iterator[str]:
    for pid in pids:
        try:
            yield (Path("/proc") / str(pid) / name).read_text()
        except OSError:  # it has ended
            continue


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
