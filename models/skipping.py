"""Pictures that hardly differ from the last one that the pose model saw have its pose: the model does not run on them.

Whether a picture differs is told by its *blocks*, the means of small squares: a leg that moves by a fraction of a pixel changes those along
its outline, while a camera's noise is averaged out. The largest change decides, wherever it is, not the mean: a slow foot is a small part
of the picture. Compared is with the picture that the model saw last, so that nothing drifts away slowly, and with the one before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.pose import Frame, Pose, PoseEstimator
from models.picture_measures import Grey, grey_of, middle_of

Blocks: TypeAlias = NDArray[np.float32]
"""Mean grey levels [rows, columns] of the blocks of a picture."""
OpenEstimator: TypeAlias = Callable[[], AbstractContextManager[PoseEstimator]]
"""Opens an estimator for one stream; called in the thread that uses it."""

BLOCK: Final = 4
"""Pixels of the small grey picture: the side of a block."""
NOISES: Final = 5.0
"""Standard deviations of the noise by which a block has to change: of 4800 blocks none does by chance."""
LEAST_CHANGE: Final = 4.0
"""Grey levels by which a block has to change where there is no noise: compression renews some by two or three."""
MOST_CHANGE: Final = 6.0
"""Grey levels; where noise would hide a larger change, the model runs on every picture."""
NOISE_S: Final = 2.0
"""The noise is the median of so many seconds."""
SETTLED_S: Final = 1.5
"""For so long nothing may have moved: landmarks are smoothed and come to rest after the limb has, and the short rests and holds between
two repetitions, on which verdicts rest, are seen picture by picture."""
OFTEN_S: Final = 0.8
SELDOM_S: Final = 4.0
"""Between two pictures that the model sees, whatever they show, at first and where nothing has moved for long: what it has lost or
overlooked is found again."""
STILL_SHARE: Final = 0.25
"""Of the time in which nothing has moved: so long the model need not look again, within those two."""


@dataclass(slots=True, eq=False)
class Stillness:
    """Tells which of one stream's pictures hardly differ from the last that the model saw. Remembers; for one thread at a time."""

    is_still: bool = False
    """Whether nothing has moved for a while up to the last picture."""
    _seen: Blocks | None = None
    _before: Blocks | None = None
    _seen_s: float = 0.0
    _changed_s: deque[float] = field(default_factory=lambda: deque(maxlen=2))
    _noise: deque[tuple[float, float]] = field(default_factory=deque)

    def needs_model(self, grey: Grey, time: float) -> bool:
        """Whether the model has to see the picture at `time`; `grey` is `grey_of` it. If so, it is taken as seen."""
        blocks = _blocks(grey)
        before, self._before = self._before, blocks
        if before is None or self._seen is None or before.shape != blocks.shape:
            self._noise.clear()
            self._changed_s.extend((time, time))
            self.is_still = False
            return self._sees(blocks, time)
        since_before = _change(blocks, before)
        self._note_noise(since_before, time)
        largest = since_before.max()
        differs = largest > MOST_CHANGE  # whatever the noise is
        if not differs:
            limit = max(LEAST_CHANGE, NOISES * median(noise for _, noise in self._noise))
            differs = limit > MOST_CHANGE or max(largest, _change(blocks, self._seen).max()) > limit
        if differs:
            self._changed_s.append(time)
        # one change alone is no movement: compression renews the picture now and then
        still_s = time - self._changed_s[0]
        self.is_still = not differs and still_s >= SETTLED_S
        may_skip = self.is_still and 0 < time - self._seen_s < min(max(STILL_SHARE * still_s, OFTEN_S), SELDOM_S)
        return not may_skip and self._sees(blocks, time)

    def _sees(self, blocks: Blocks, time: float) -> bool:
        self._seen, self._seen_s = blocks, time
        return True

    def _note_noise(self, change: Blocks, time: float) -> None:
        """Most of a picture stands still, so the median of all changes tells the noise."""
        self._noise.append((time, 1.4826 * middle_of(change)))
        while self._noise[0][0] < time - NOISE_S:
            self._noise.popleft()


class SkippingPose:
    """A pose estimator that gives the last pose again where a picture hardly differs; else `estimator` finds it. Closing it closes that."""

    def __init__(self, estimator: PoseEstimator) -> None:
        self._estimator, self._stillness = estimator, Stillness()
        self._last: Pose | None = None
        self.has_skipped = False
        """Whether the last picture has the pose of one before."""

    @property
    def is_still(self) -> bool:
        """Whether nothing has moved for a while up to the last picture."""
        return self._stillness.is_still

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`, or `Pose.nobody`. Frames come in the order of their times."""
        self.has_skipped = not self._stillness.needs_model(grey_of(frame), frame.time) and self._last is not None
        if not self.has_skipped or self._last is None:
            self._last = self._estimator.estimate(frame)
            return self._last
        return replace(self._last, time=frame.time)

    def close(self) -> None:
        """Release the model."""
        self._estimator.close()


def _blocks(grey: Grey) -> Blocks:
    """The means of the blocks; what is left over at the right and below is in none."""
    rows, columns = (max(side // BLOCK, 1) for side in grey.shape)
    blocks = grey[: BLOCK * rows, : BLOCK * columns].astype(np.float32)
    for share in (BLOCK // 2, 1):  # halved twice: half the time of one step to a quarter
        blocks = cv2.resize(blocks, (share * columns, share * rows), interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)
    return blocks


def _change(blocks: Blocks, others: Blocks) -> Blocks:
    """By how many grey levels each block differs, the change of light of the whole picture taken out."""
    change = blocks - others
    differences: Blocks = np.abs(change - middle_of(change))
    return differences


def skipping(open_estimator: OpenEstimator) -> OpenEstimator:
    """Opens estimators as `open_estimator` does, which skip pictures that hardly differ."""

    @contextmanager
    def opened() -> Iterator[PoseEstimator]:
        with open_estimator() as estimator:
            yield SkippingPose(estimator)

    return opened
