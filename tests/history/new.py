"""A new history, without making its tables anew each time."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coach.history import History


def new_history(path: Path) -> History:
    """An empty history in a file that does not exist yet: the copy of one."""
    path.touch(0o600)  # as the history makes it
    path.write_bytes(_empty())
    return History.open(path)


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite"
        History.open(path).close()
        return path.read_bytes()
