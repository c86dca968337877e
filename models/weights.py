"""Where the pose weights come from: a file of the user's, the cache, the official bundle, or the older wheel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

FILE_VARIABLE: Final = "COACH_MODEL_FILE"
"""The environment variable that names a bundle to use instead of the cached one."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called as `progress(what, done, total)`, in bytes, many times per download; the last call has done == total."""


class WeightsUnavailable(Exception):
    """No way led to the weights. The message, of several lines, is ready to show: each way, why it failed, and what to do by hand."""


def find_weights(model: str = "full", *, explicit: Path | None = None, progress: Progress | None = None) -> Path:
    """The checked bundle of `model`, fetched into the user's cache on first use.

    Tried in this order: `explicit`, the file that COACH_MODEL_FILE names, the cache, the official bundle and, for
    full, the older wheel. A named file is used or refused, never silently replaced by another.
    Raises WeightsUnavailable. Safe to call from several processes at once.
    """
    raise NotImplementedError
