"""Files that are written whole or not at all."""

from __future__ import annotations

import glob
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o600
LONGEST_NAME: Final = 255
"""Bytes of a file's name, on all usual disks."""


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to: renamed to `path` when the block ends well, removed when it does not.

    A new file may be read by its owner alone: what is written here tells of somebody's health. Where `path` is a link, the file that it points to is written. What is no file, as a pipe, is written to directly.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{_beginning(path)}.{secrets.token_hex(4)}.part")
    try:
        unfinished.touch(mode=OWNER_ONLY)
        yield unfinished
        if path.exists():
            unfinished.chmod(path.stat().st_mode)  # whoever opened it to others meant it
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _beginning(path: Path) -> str:
    """How the name of an unfinished file begins: as that of `path`, or a short stand-in where it would become too long."""
    name = os.fsencode(path.name)
    if len(name) + len("..12345678.part") <= LONGEST_NAME:
        return f".{path.name}"
    return f".{hashlib.sha256(name).hexdigest()[:16]}"


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path`, whole or not at all, in UTF-8."""
    with written_whole(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


def clear_unfinished(path: Path) -> None:
    """Remove what a killed process left behind of `path`."""
    for left in path.parent.glob(f"{glob.escape(_beginning(path))}.????????.part"):
        left.unlink(missing_ok=True)
