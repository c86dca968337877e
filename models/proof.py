"""Trust the pruned network only once it was seen to find what the untouched one finds, with this MediaPipe and on this computer.

How MediaPipe treats a network that is not as its maker wrote it may change with any release: 1.2.3 lost the person in most pictures until
the pruning was mended. So a later release can make the coach slower, but not wrong.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Sequence
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np

from coach.pose import Frame, Pose
from models.bundle import write_whole
from models.libraries import naming_missing_libraries

PICTURES: Final = Path(__file__).with_name("proof.jpg")
"""Ten pictures of somebody rendered who does a clamshell, and below them ten of somebody who lifts a leg standing: lying and upright, and
a change of scene between, at which the person is lost and found."""
ROWS, COLUMNS = 2, 10
APART_S: Final = 0.25

logger = logging.getLogger(__name__)

Estimate = Callable[[bytes, Sequence[Frame]], list[Pose]]
"""The poses that a bundle finds in the frames of one stream; raises RuntimeError or ValueError if MediaPipe cannot use the bundle."""


class Verdict(StrEnum):
    """What the comparison has shown, in the words of the file that keeps it."""

    SAME = "same"
    NOT_SHOWN = "not shown to be the same"


_lock = threading.Lock()
_verdicts: dict[str, Verdict] = {}
"""What this process knows, by the name of the file: all that there is where no file can be written."""


def trusted(pruned: bytes, untouched: bytes, estimate: Estimate, folder: Path) -> bytes:
    """`pruned` if it finds exactly what `untouched` finds in the pictures, otherwise `untouched`, and once a line in the log.

    The comparison takes about a second, and its verdict is kept in `folder`, so that it is made once for a MediaPipe, a bundle and a
    way of pruning. For any thread and process; two that ask at once find the same. Raises as `estimate` does for `untouched`.
    """
    if pruned == untouched:
        return untouched
    pictures = _read_pictures()
    key = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in (untouched, pruned, pictures))).hexdigest()[:16]
    path = folder / f"pruned-{key}-mediapipe-{version('mediapipe')}.txt"
    with _lock:
        if path.name not in _verdicts:
            verdict = _kept(path)
            if verdict is None:
                verdict = _compared(pruned, untouched, estimate, frames_of(pictures))
                _keep(path, verdict)
            _verdicts[path.name] = verdict
            if verdict is not Verdict.SAME:
                logger.warning(
                    "The pose model runs with its segmentation branch, which is slower: with MediaPipe %s it was %s without it.",
                    version("mediapipe"),
                    verdict,
                )
        return pruned if _verdicts[path.name] is Verdict.SAME else untouched


def frames_of(pictures: bytes) -> list[Frame]:
    """The frames on the sheet of pictures, row by row; none if it is damaged."""
    with naming_missing_libraries():
        import cv2

    sheet = cv2.imdecode(np.frombuffer(pictures, np.uint8), cv2.IMREAD_COLOR_RGB) if pictures else None
    if sheet is None:
        return []
    parts = [part for row in np.split(sheet, ROWS) for part in np.split(row, COLUMNS, axis=1)]
    return [Frame(APART_S * number, np.asarray(part, np.uint8)) for number, part in enumerate(parts)]


def _compared(pruned: bytes, untouched: bytes, estimate: Estimate, frames: list[Frame]) -> Verdict:
    expected = estimate(untouched, frames)
    try:
        found = estimate(pruned, frames)
    except (RuntimeError, ValueError):
        return Verdict.NOT_SHOWN
    # Where nobody is seen there is nothing to compare.
    is_telling = sum(pose.is_seen for pose in expected) > len(frames) / 2
    return Verdict.SAME if is_telling and all(map(_is_same, found, expected)) else Verdict.NOT_SHOWN


def _is_same(pose: Pose, other: Pose) -> bool:
    """To the last bit."""
    fields = ("image", "world", "visibility")
    return all(np.array_equal(getattr(pose, field), getattr(other, field), equal_nan=True) for field in fields)


def _read_pictures() -> bytes:
    try:
        return PICTURES.read_bytes()
    except OSError:
        return b""  # with which nothing is shown


def _kept(path: Path) -> Verdict | None:
    try:
        return Verdict(path.read_text("utf-8").strip())
    except (OSError, ValueError):  # absent, out of reach, or damaged
        return None


def _keep(path: Path, verdict: Verdict) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"{verdict}\n".encode())
    except OSError as error:
        logger.info("%s cannot be written (%s): the pose model is compared again next time.", path, error.strerror)
