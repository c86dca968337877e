"""A long video in segments, each read by a thread of its own: the same poses sooner.

Decoding and the pose model leave Python's lock alone, so threads do; and they share what each process would have to load.

A tracker never quite forgets how it began: started at another picture, its landmarks differ by a thousandth of the picture for ever.
So where a video is cut does not depend on the number of threads, and one pass changes its estimator at the same borders (`Relay`).
But where somebody else is in the picture it does not: a fresh estimator would have to find out again who exercises.
"""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self, TypeAlias

from coach.pose import Frame, Pose, PoseEstimator
from coach.recording.prefetch import LOOK_S
from coach.recording.sampling import Thinning
from coach.recording.source import Source
from coach.recording.video import NotSeekable, read_frames

OpenEstimator: TypeAlias = Callable[[], AbstractContextManager[PoseEstimator]]
"""Opens an estimator for one stream; called in the thread that uses it."""

LENGTH_S: Final = 30.0
"""Of a segment, about: with shorter ones too much is seen twice, with longer ones too many poses wait for their turn."""
SETTLING_S: Final = 1.0
"""How much earlier an estimator begins than its poses count: then a fresh one differs from others no more than they do."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a video, from `start_s` to before `end_s`."""

    start_s: float
    end_s: float


def cut(duration_s: float) -> list[Segment]:
    """A video of `duration_s` (0: not known) in segments, the last one open; a short one stays whole.

    They come in pairs, so that no thread waits for another's last one: machines have an even number of cores.
    """
    count = max(1, 2 * round(duration_s / (2 * LENGTH_S)))
    borders = [duration_s * number / count for number in range(count)]
    return [Segment(start, end) for start, end in zip(borders, [*borders[1:], math.inf], strict=True)]


class Relay:
    """An estimator for one pass over a video of `duration_s`, that gives the poses which its segments give. As any estimator, it remembers."""

    def __init__(self, open_estimator: OpenEstimator, duration_s: float) -> None:
        self._open = open_estimator
        self._borders = [segment.start_s for segment in cut(duration_s)[1:]]
        self._opened = ExitStack()
        self._running = self._opened.enter_context(open_estimator())
        self._fresh: tuple[PoseEstimator, ExitStack] | None = None
        self._in_company = False

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`."""
        if self._borders and frame.time >= self._borders[0]:
            self._borders.pop(0)
            self._change()
        elif self._borders and frame.time >= self._borders[0] - SETTLING_S:
            self._fresh = self._fresh or self._begin()
            self._fresh[0].estimate(frame)
        pose = self._running.estimate(frame)
        self._in_company = bool(pose.others)
        return pose

    def close(self) -> None:
        """Release the models."""
        if self._fresh:
            self._fresh[1].close()
        self._opened.close()

    def _change(self) -> None:
        fresh, self._fresh = self._fresh, None
        if self._in_company:
            if fresh:
                fresh[1].close()
            return
        self._opened.close()
        self._running, self._opened = fresh or self._begin()

    def _begin(self) -> tuple[PoseEstimator, ExitStack]:
        opened = ExitStack()
        return opened.enter_context(self._open()), opened


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


@dataclass
class _Reading:
    """One segment on its way: its poses as they come, its first and last picture, and the one after it."""

    segment: Segment
    poses: queue.SimpleQueue[Pose | _End] = field(default_factory=queue.SimpleQueue)
    first_s: float = math.nan
    last_s: float = math.nan
    next_s: float = math.nan


class Segmented:
    """Reads the poses of a video in segments. Use as a context, in one thread, and iterate once.

    Raises `NotSeekable` on the way when the segments do not fit together as one pass would have it: then read it in one pass.
    """

    def __init__(self, path: Path, source: Source, open_estimator: OpenEstimator, *, rate_hz: float | None, workers: int) -> None:
        self._path, self.source, self._open = path, source, open_estimator
        self._thinning = Thinning.to(rate_hz, fps=source.fps)
        self._readings = [_Reading(segment) for segment in cut(source.duration_s)]
        self._workers = workers
        # only so many segments may wait for their turn, so memory does not grow with the video
        self._may_begin = threading.Semaphore(2 * workers)
        self._next = iter(self._readings)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._seen = 0

    @property
    def seen(self) -> int:
        """How many pictures were read so far, by all threads."""
        return self._seen

    @property
    def found(self) -> Source:
        """The video as it was found, after the last pose."""
        return Source.measured(self.source.name, frames=self._seen, first_s=0.0, last_s=self._readings[-1].last_s, size=self.source.size)

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(self._workers)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for _thread in self._threads:
            self._may_begin.release()
        for thread in self._threads:
            thread.join()

    def poses(self) -> Iterator[Pose | None]:
        """The poses in the order of their times; None, now and then, while the next is awaited."""
        border_s, last = 0.0, None
        for reading in self._readings:
            if last and last.others:  # one pass goes on with the estimator that knows who exercises
                raise NotSeekable
            for pose in _as_they_come(reading.poses):
                last = pose or last
                yield pose
            if reading.first_s != border_s:
                raise NotSeekable
            border_s = reading.next_s
            self._may_begin.release()

    def _work(self) -> None:
        while True:
            self._may_begin.acquire()
            with self._lock:
                reading = next(self._next, None)
            if reading is None or self._stop.is_set():
                return
            try:
                self._read(reading)
                reading.poses.put(_End())
            except BaseException as error:  # noqa: BLE001 (raised where the poses are awaited)
                reading.poses.put(_End(error))
                return

    def _read(self, reading: _Reading) -> None:
        start_s, end_s = reading.segment.start_s, reading.segment.end_s
        with read_frames(self._path, threads=1) as video, self._open() as estimator:
            # one picture earlier, so that the first that is wanted has one before it, by which thinning decides
            pictures = video.pictures_from(max(start_s - SETTLING_S - 1.0 / video.source.fps, 0.0))
            for picture, is_taken in self._thinning.of(pictures):
                if self._stop.is_set():
                    return
                time, is_own = picture.time, picture.time >= start_s
                if time >= end_s:
                    reading.next_s = time
                    return
                if is_own:
                    self._note(reading, time)
                if time >= start_s - SETTLING_S and is_taken:
                    pose = estimator.estimate(picture.frame())
                    if is_own:
                        reading.poses.put(pose)

    def _note(self, reading: _Reading, time: float) -> None:
        reading.first_s = time if math.isnan(reading.first_s) else reading.first_s
        reading.last_s = time
        with self._lock:
            self._seen += 1


def _as_they_come(poses: queue.SimpleQueue[Pose | _End]) -> Iterator[Pose | None]:
    while True:
        try:
            one = poses.get(timeout=LOOK_S)
        except queue.Empty:
            yield None
            continue
        if isinstance(one, _End):
            if one.error:
                raise one.error
            return
        yield one
