"""Keep MediaPipe's reports on this computer.

MediaPipe 1.2 tells Google, without asking and without a setting against it, which of its tasks ran, in which versions on which system, how
often and how fast (no picture): it posts that to play.googleapis.com with a libcurl of its own. Two locks, each of them enough.
"""

from __future__ import annotations

import os
from typing import Any, Final

NOWHERE: Final = "http://127.0.0.1:9"
"""A proxy that is not there: the port of the discard service, which hardly a computer has and which answers nothing."""


def keep_reports_back() -> None:
    """Send what MediaPipe posts to a proxy that is not there. To be called before MediaPipe is imported.

    Only the C library's environment is changed, which libcurl reads. Python's copy, `os.environ`, stays as it is, and so our own downloads
    go the way that the user set.
    """
    os.putenv("https_proxy", NOWHERE)
    for exceptions in ("no_proxy", "NO_PROXY"):
        os.putenv(exceptions, "localhost")


def trusting_nobody(**options: Any) -> Any:  # noqa: ANN401 - MediaPipe has no types
    """MediaPipe's BaseOptions of `options`, with no certificate to know a server by."""
    from mediapipe.tasks.python import BaseOptions  # type: ignore[import-untyped]

    class TrustingNobody(BaseOptions):  # type: ignore[misc]
        def to_ctypes(self) -> Any:  # noqa: ANN401
            plain = super().to_ctypes()
            plain.ca_bundle_path = os.devnull.encode()
            return plain

    return TrustingNobody(**options)
