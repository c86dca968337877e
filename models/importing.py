"""How MediaPipe is imported: quietly towards the network, and without what the coach never uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final

from models.libraries import naming_missing_libraries
from models.reports import keep_reports_back

_STAND_INS: Final[dict[str, ModuleType | None]] = {
    "matplotlib": ModuleType("matplotlib"),
    "matplotlib.pyplot": ModuleType("matplotlib.pyplot"),
    "sounddevice": None,  # as if it were not installed, which MediaPipe expects
}
"""Matplotlib is for MediaPipe's own drawings of landmarks, sounddevice for recording sound."""


@contextmanager
def importing_mediapipe() -> Iterator[None]:
    """MediaPipe, or a part of it, is imported inside. Raises SystemLibraryMissing.

    Stand-ins are there meanwhile for libraries that take half of the time of the import, and 30 megabytes. Afterwards anybody can
    import the real ones.
    """
    keep_reports_back()
    absent = {name: stand_in for name, stand_in in _STAND_INS.items() if name not in sys.modules}
    sys.modules.update(absent)  # type: ignore[arg-type]  # None says that there is none
    try:
        with naming_missing_libraries():
            yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)
