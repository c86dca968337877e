"""A history that can only be read: its disk is full, or may not be written to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from coach.history.errors import CannotWrite, HistoryError
from coach.history.opening import address, file_of
from coach.history.store import History


@contextmanager
def opened_to_read(where: str | Path | None = None) -> Iterator[History]:
    """The history, to be listed, exported or backed up; where its disk refuses to be written to, a copy of it elsewhere.

    SQLite writes beside a file even to read it. Raises `HistoryError`.
    """
    try:
        history = History.open(where)
    except CannotWrite as error:
        path = file_of(address(where))
        if path is None or not path.is_file() or path.stat().st_size == 0:
            raise
        with TemporaryDirectory(prefix="form-coach-") as folder, History.open(_copied(path, Path(folder), error)) as history:
            yield history
        return
    with history:
        yield history


def _copied(path: Path, folder: Path, why: HistoryError) -> Path:
    """A copy of the file and of its log, which holds what was written last."""
    copy = folder / path.name
    try:
        for ending in ("", "-wal"):
            part = path.with_name(path.name + ending)
            if part.exists():
                shutil.copyfile(part, copy.with_name(copy.name + ending))
    except OSError as error:
        raise HistoryError(f"{why} It could not be copied to {folder.parent} to be read there either: {error.strerror}.") from error
    return copy
