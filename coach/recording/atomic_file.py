"""Files that are written whole or not at all."""

from __future__ import annotations

import glob
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to: renamed to `path` when the block ends well, removed when it does not.

    Where `path` is a link, the file that it points to is written. What is no file, as a pipe, is written to directly.
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


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path`, whole or not at all, in UTF-8."""
    with written_whole(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


def clear_unfinished(path: Path) -> None:
    """Remove what a killed process left behind of `path`."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.????????.part"):
        left.unlink(missing_ok=True)
