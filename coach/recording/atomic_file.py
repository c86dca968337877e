"""Files that are written whole or not at all."""

from __future__ import annotations

import glob
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; it becomes `path` when the block ends well and vanishes when it does not.

    A link stays one: the file that it names is written. What is no file, as a pipe, is written to directly.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def clear_unfinished(path: Path) -> None:
    """Remove what a killed process left behind of `path`."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.????????.part"):
        left.unlink(missing_ok=True)
