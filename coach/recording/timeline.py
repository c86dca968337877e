"""What the coach saw and said from moment to moment of a recording: what charts, captions and pictures of it need."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from coach.coaching.coach import Feedback
from coach.coaching.cues import Cue, Kind
from coach.coaching.events import RepCounted
from coach.exercise import Phase
from coach.pose import LANDMARKS, Pose

PHASES: Final = tuple(Phase)
KEPT: Final = np.float16
"""How landmarks are kept: to a pixel or two, which is enough for thumbnails."""


@dataclass
class Timeline:
    """Collects the feedback of one recording. Keeps some 200 bytes of each: 12 megabytes an hour."""

    target: tuple[float, float] | None = None
    cues: list[tuple[float, Cue]] = field(default_factory=list)
    counted_s: dict[float, float] = field(default_factory=dict)
    """When each repetition was counted, by when it ended: a little later."""
    times: array[float] = field(default_factory=lambda: array("d"))
    values: array[float] = field(default_factory=lambda: array("f"))
    _phases: array[int] = field(default_factory=lambda: array("B"))
    _landmarks: bytearray = field(default_factory=bytearray)

    def add(self, feedback: Feedback) -> None:
        """Add the next feedback."""
        self.times.append(feedback.time)
        self.values.append(feedback.value)
        self._phases.append(PHASES.index(feedback.phase))
        self._landmarks += np.column_stack((feedback.pose.image[:, :2], feedback.pose.visibility)).astype(KEPT).tobytes()
        if feedback.cue:
            self.cues.append((feedback.time, feedback.cue))
        for event in feedback.events:
            if isinstance(event, RepCounted):
                self.counted_s[event.rep.end_s] = feedback.time
        if feedback.rep:
            self.target = feedback.target

    def corrected(self, start_s: float, end_s: float) -> list[str]:
        """The checks that the voice corrected between these times, and in the second after them, most often first."""
        said = [cue.check for time, cue in self.cues if cue.kind is Kind.CORRECTION and cue.check and start_s <= time <= end_s + 1.0]
        return [check for check, _ in Counter(said).most_common()]

    def phases(self) -> Iterator[tuple[Phase, float, float]]:
        """Each phase, and from when to when it lasted."""
        begun = 0
        for number in range(1, len(self.times) + 1):
            if number == len(self.times) or self._phases[number] != self._phases[begun]:
                yield PHASES[self._phases[begun]], self.times[begun], self.times[min(number, len(self.times) - 1)]
                begun = number

    def pose_at(self, time: float, size: tuple[int, int]) -> Pose:
        """The pose nearest to `time`, as far as drawing needs it: without the third dimension."""
        if not self.times:
            return Pose.nobody(time, size)
        after = min(bisect_left(self.times, time), len(self.times) - 1)
        near = after - 1 if after and time - self.times[after - 1] < self.times[after] - time else after
        size_of_one = LANDMARKS * 3 * np.dtype(KEPT).itemsize
        landmarks = np.frombuffer(self._landmarks, KEPT, LANDMARKS * 3, near * size_of_one).reshape(-1, 3).astype(np.float64)
        flat = np.column_stack((landmarks[:, :2], np.zeros(len(landmarks))))
        return Pose(self.times[near], flat, np.full_like(flat, np.nan), landmarks[:, 2], size)
