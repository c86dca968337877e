"""Trust the pruned network only after it has found the same as the untouched one, once for each MediaPipe and bundle.

A release of MediaPipe may treat the pruned network differently (1.2.3 lost the person in most pictures until the pruning was changed).
So a later release may make the coach slower, but never wrong.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np

from coach.pose import Frame, Pose
from models.bundle import write_whole

PICTURES: Final = Path(__file__).with_name("moving_person.jpg")
"""Twenty pictures of a rendered person who begins a clamshell, 0.27 s apart, in rows of five."""
ROWS, COLUMNS, APART_S = 4, 5, 0.27
END_OF_JPEG: Final = b"\xff\xd9"

logger = logging.getLogger(__name__)


class Comparison(StrEnum):
    """What a comparison has shown; its value is what the file beside the weights holds. One that could not be made is not stored."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_MADE = "not made"


Estimate = Callable[[bytes, list[Frame]], list[Pose]]
"""The poses that a bundle finds in successive frames of one stream. Raises RuntimeError or ValueError for a bundle that MediaPipe refuses."""

_lock = threading.Lock()
_known: dict[str, Comparison] = {}
"""The comparisons of this process, by the name of the file: enough where nothing can be written."""


def proven(pruned: bytes, untouched: bytes, *, folder: Path, estimate: Estimate) -> bytes:
    """`pruned` if it finds exactly what `untouched` finds with the MediaPipe that is installed, else `untouched` and, once, a warning in the log.

    The first call compares them, which takes about a second, and keeps the result in `folder`. Without pictures to compare them in,
    `untouched` is used. Any thread and any process may call it.
    """
    if pruned == untouched:
        return untouched
    mediapipe = version("mediapipe")
    name = f"pruned-{hashlib.sha256(untouched + pruned).hexdigest()[:16]}-mediapipe-{mediapipe}.verdict"
    with _lock:
        result = _known.get(name) or _read(folder / name)
        if result is None:
            result = _compare(pruned, untouched, estimate)
            if result is not Comparison.NOT_MADE:
                _keep(folder / name, result)
        if result is not Comparison.SAME and name not in _known:
            different = f"without it MediaPipe {mediapipe} finds other landmarks."
            not_made = f"{PICTURES} is missing or damaged. Install the coach again."
            why = different if result is Comparison.DIFFERENT else not_made
            logger.warning("The pose model runs with its segmentation branch, which is slower: %s", why)
        _known[name] = result
    return pruned if result is Comparison.SAME else untouched


@cache
def moving_person() -> tuple[Frame, ...]:
    """The pictures that come with the package, as frames. Raises OSError or ValueError when they are missing or damaged."""
    import cv2

    jpeg = PICTURES.read_bytes()
    whole = jpeg.endswith(END_OF_JPEG)  # the decoder would fill a missing part with grey
    sheet = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB) if whole else None
    if sheet is None:
        raise ValueError(f"{PICTURES} is damaged")
    pictures = [picture for row in np.vsplit(sheet, ROWS) for picture in np.hsplit(row, COLUMNS)]
    return tuple(Frame(APART_S * number, np.ascontiguousarray(picture, np.uint8)) for number, picture in enumerate(pictures))


def _compare(pruned: bytes, untouched: bytes, estimate: Estimate) -> Comparison:
    try:
        frames = list(moving_person())
    except (OSError, ValueError):
        return Comparison.NOT_MADE
    expected = estimate(untouched, frames)
    try:
        found = estimate(pruned, frames)
    except (RuntimeError, ValueError):
        return Comparison.DIFFERENT
    is_telling = any(pose.is_seen for pose in expected)  # where nobody is found there is nothing to compare
    return Comparison.SAME if is_telling and all(map(_is_same, found, expected)) else Comparison.DIFFERENT


def _is_same(pose: Pose, other: Pose) -> bool:
    """To the last bit, seen or not."""
    fields = ("image", "world", "visibility")
    return all(np.array_equal(getattr(pose, field), getattr(other, field), equal_nan=True) for field in fields)


def _read(path: Path) -> Comparison | None:
    try:
        return Comparison(path.read_text("ascii"))
    except (OSError, ValueError):  # not there yet, out of reach, or damaged
        return None


def _keep(path: Path, result: Comparison) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, result.encode("ascii"))
    except OSError as error:
        logger.info("The comparison of the pruned pose model could not be kept in %s (%s).", path.parent, error.strerror)
