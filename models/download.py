"""The official bundle, downloaded from its address."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from models.catalogue import Bundle

ANSWER_WITHIN_S: Final = 4.0
"""A server that has not answered by then cannot be reached."""

_SILENCE_S: Final = 30.0  # between two pieces of a download that has begun
_PIECE: Final = 1 << 16  # bytes

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called as `progress(what, done, total)`, in bytes, many times per download; the last call has done == total."""


class FetchFailed(Exception):
    """One way to the weights did not lead there; the message is the reason, without a full stop."""


def download(bundle: Bundle, path: Path, progress: Progress) -> None:
    """Write the official `bundle` to `path`, whole and with the right SHA-256, or raise FetchFailed."""
    import pooch  # type: ignore[import-untyped]

    pooch.get_logger().setLevel(logging.WARNING)  # it would tell on standard error that it downloads
    server = pooch.HTTPDownloader(_Bar(f"Pose model {bundle.model}", bundle.bytes, progress), _PIECE, timeout=(ANSWER_WITHIN_S, _SILENCE_S))
    try:
        _knock(lambda: server(bundle.address, None, None, check_only=True))
    except OSError as error:  # of which kind the errors of pooch's requests are
        raise FetchFailed(f"{urlsplit(bundle.address).hostname} cannot be reached") from error
    try:
        pooch.retrieve(bundle.address, f"sha256:{bundle.sha256}", bundle.file_name, path.parent, downloader=server)
    except OSError as error:
        raise FetchFailed(f"the download failed: {error}") from error
    except ValueError as error:
        raise FetchFailed("what arrived is damaged: its SHA-256 is not the official one") from error


def _knock(ask: Callable[[], object]) -> None:
    """Do `ask`, and raise what it raises, or TimeoutError if that takes too long.

    The time limit of a request counts for each of a server's addresses in turn, and not at all for finding them.
    """
    raised: list[OSError] = []

    def work() -> None:
        try:
            ask()
        except OSError as error:
            raised.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(ANSWER_WITHIN_S)
    if thread.is_alive():
        raise TimeoutError
    if raised:
        raise raised[0]


class _Bar:
    """What pooch takes for a progress bar."""

    def __init__(self, what: str, total: int, progress: Progress) -> None:
        self.total = total
        self._what = what
        self._done = 0
        self._progress = progress

    def update(self, pieces: int) -> None:
        self._done += pieces
        self._progress(self._what, min(self._done, self.total), self.total)

    def reset(self) -> None:
        self._done = 0

    def close(self) -> None:
        pass
