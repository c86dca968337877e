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

logger = logging.getLogger(__name__)


class Verdict(StrEnum):
    """What a comparison has shown; its value is what the file beside the weights holds."""

    SAME = "same"
    DIFFERENT = "different"


Estimate = Callable[[bytes, list[Frame]], list[Pose]]
"""The poses that a bundle finds in successive frames of one stream. Raises RuntimeError or ValueError for a bundle that MediaPipe refuses."""

_lock = threading.Lock()
_known: dict[str, Verdict] = {}
"""What this process knows, by the name of the file: enough where nothing can be written."""


def proven(pruned: bytes, untouched: bytes, *, folder: Path, estimate: Estimate) -> bytes:
    """`pruned` if it finds exactly what `untouched` finds with the MediaPipe that is installed, else `untouched` and, once, a warning in the log.

    The first time it is tried, which takes about a second; the verdict is kept in `folder`. Any thread and any process may ask.
    """
    if pruned == untouched:
        return untouched
    name = f"pruned-{hashlib.sha256(untouched + pruned).hexdigest()[:16]}-mediapipe-{version('mediapipe')}.verdict"
    with _lock:
        verdict = _known.get(name) or _read(folder / name)
        if verdict is None:
            verdict = _compare(pruned, untouched, estimate)
            _keep(folder / name, verdict)
        if verdict is Verdict.DIFFERENT and name not in _known:
            logger.warning(
                "The pose model runs with its segmentation branch, which is slower: without it MediaPipe %s finds other landmarks.",
                version("mediapipe"),
            )
        _known[name] = verdict
    return pruned if verdict is Verdict.SAME else untouched


@cache
def moving_person() -> tuple[Frame, ...]:
    """The pictures that come with the package, as frames. Raises ValueError when they are damaged."""
    import cv2

    sheet = cv2.imdecode(np.fromfile(PICTURES, np.uint8), cv2.IMREAD_COLOR_RGB)
    if sheet is None:
        raise ValueError(f"{PICTURES} is damaged: install the coach again")
    pictures = [picture for row in np.vsplit(sheet, ROWS) for picture in np.hsplit(row, COLUMNS)]
    return tuple(Frame(APART_S * number, np.ascontiguousarray(picture, np.uint8)) for number, picture in enumerate(pictures))


def _compare(pruned: bytes, untouched: bytes, estimate: Estimate) -> Verdict:
    frames = list(moving_person())
    expected = estimate(untouched, frames)
    try:
        found = estimate(pruned, frames)
    except (RuntimeError, ValueError):
        return Verdict.DIFFERENT
    is_telling = any(pose.is_seen for pose in expected)  # where nobody is found there is nothing to compare
    return Verdict.SAME if is_telling and all(map(_is_same, found, expected)) else Verdict.DIFFERENT


def _is_same(pose: Pose, other: Pose) -> bool:
    """To the last bit, seen or not."""
    fields = ("image", "world", "visibility")
    return all(np.array_equal(getattr(pose, field), getattr(other, field), equal_nan=True) for field in fields)


def _read(path: Path) -> Verdict | None:
    try:
        return Verdict(path.read_text("ascii"))
    except (OSError, ValueError):  # not there yet, out of reach, or damaged
        return None


def _keep(path: Path, verdict: Verdict) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, verdict.encode("ascii"))
    except OSError as error:
        logger.info("The verdict on the pruned pose model could not be kept in %s (%s).", path.parent, error.strerror)
