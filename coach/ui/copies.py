"""Folders for the copies of uploaded videos and for what is made of them: each goes with its run, and after a kill at the next start."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Final, Self

from filelock import FileLock, Timeout

PREFIX: Final = "form-coach-videos-"
LOCK: Final = ".lock"
"""A file in the folder that is locked as long as its process lives: the system opens the lock when that is killed."""
YOUNG_S: Final = 60.0
"""A folder that is younger may be one that another coach is just locking."""


@dataclass(frozen=True, slots=True)
class Copies:
    """A folder of this process. Call `remove` when nobody needs it any more."""

    folder: Path
    _lock: FileLock

    @classmethod
    def new(cls) -> Self:
        """A new, empty folder. Raises OSError."""
        folder = Path(mkdtemp(prefix=PREFIX))
        lock = FileLock(folder / LOCK, thread_local=False)
        lock.acquire()
        return cls(folder, lock)

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep() -> None:
    """Remove what killed processes left behind. What other processes of this computer still use stays."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        try:
            if folder.is_symlink() or time.time() - folder.stat().st_mtime < YOUNG_S:
                continue
            with FileLock(folder / LOCK, timeout=0):
                pass
            shutil.rmtree(folder, ignore_errors=True)
        except (Timeout, OSError):  # in use, or somebody else's
            continue
