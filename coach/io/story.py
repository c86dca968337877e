"""What the coach saw and said from moment to moment of a recording: what charts, captions and pictures of it need."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.cues import Cue
from coach.exercise import Phase
from coach.pipeline import Feedback
from coach.pose import Pose

PHASES: Final = tuple(Phase)


@dataclass
class Story:
    """Hears all feedback of one recording. Keeps about 500 bytes of each: 25 megabytes an hour."""

    target: tuple[float, float] | None = None
    cues: list[tuple[float, Cue]] = field(default_factory=list)
    times: array[float] = field(default_factory=lambda: array("d"))
    values: array[float] = field(default_factory=lambda: array("f"))
    _phases: array[int] = field(default_factory=lambda: array("B"))
    _landmarks: list[NDArray[np.float32]] = field(default_factory=list)

    def hear(self, feedback: Feedback) -> None:
        """Keep what is wanted of it."""
        self.times.append(feedback.time)
        self.values.append(feedback.value)
        self._phases.append(PHASES.index(feedback.phase))
        self._landmarks.append(np.column_stack((feedback.pose.image[:, :2], feedback.pose.visibility)).astype(np.float32))
        if feedback.cue:
            self.cues.append((feedback.time, feedback.cue))
        if feedback.rep:
            self.target = feedback.target

    def phases(self) -> Iterator[tuple[Phase, float, float]]:
        """The stretches of one phase: the phase, and from when to when."""
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
        landmarks = self._landmarks[near].astype(np.float64)
        flat = np.column_stack((landmarks[:, :2], np.zeros(len(landmarks))))
        return Pose(self.times[near], flat, np.full_like(flat, np.nan), landmarks[:, 2], size)
