"""The log of a program that runs for long: warnings and errors, for whoever is to help later."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path
from typing import Any, Final

from platformdirs import user_log_path

LOG: Final = "coach.log"
LOG_BYTES: Final = 200_000
"""Of the log, and as much again of the one before."""


class _LazyLog(logging.handlers.RotatingFileHandler):
    """Makes its folder with the first line: a start that goes well writes nothing."""

    def _open(self) -> Any:  # noqa: ANN401
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (the library's name)
        """Do without a line that cannot be written, as on a full disk."""


def keep_log(folder: Path | None = None) -> None:
    """Keep the warnings and errors of this process in the log too; a log that cannot be written is done without."""
    handler = _LazyLog((folder or log_folder()) / LOG, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", errors="replace", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for name in ("coach", "models"):
        logging.getLogger(name).addHandler(handler)


def log_folder() -> Path:
    """Where the log lies."""
    return user_log_path("form-coach", appauthor=False)
