"""The system's shared libraries that MediaPipe and OpenCV load, and a plain word when one is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

PACKAGES: Final = ("libegl1", "libgles2", "libgl1", "libglib2.0-0", "libxcb1")
"""The Debian packages that a desktop has and a bare server lacks."""

_MISSING: Final = re.compile(r"(?P<library>\S+\.so[.\d]*): cannot open shared object file")  # as the dynamic loader says it


class SystemLibraryMissing(Exception):
    """A shared library of the system is not installed; the message is one line and says how to get it."""


@contextmanager
def naming_missing_libraries() -> Iterator[None]:
    """Turn the loader's error from an import of MediaPipe or OpenCV inside into SystemLibraryMissing."""
    try:
        yield
    except (ImportError, OSError) as error:
        found = _MISSING.search(str(error))
        if found is None:
            raise
        raise SystemLibraryMissing(
            f"The system library {found['library']} is missing; on Debian and Ubuntu: apt-get install {' '.join(PACKAGES)}"
        ) from error
