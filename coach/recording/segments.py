"""A long video in segments, each read by a thread of its own: the same poses sooner.

Decoding and the pose model release Python's lock, so threads are enough, and share what each process would have to load.

A tracker depends for ever on where it began: started at another picture, its landmarks differ by a thousandth of the picture.
So where a video is cut does not depend on the number of threads, and one pass changes its estimator at the same borders
(`SegmentedEstimator`). What the pictures tell beside the landmarks is measured in their order, by the thread that takes the poses: each
picture is compared with an earlier one, and what lies between them does not depend on where the video was cut. Where somebody else is in the picture it does not: a new estimator would have to find out again who exercises.
"""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, Self, TypeAlias

from coach.pose import Frame, Pose, PoseEstimator
from coach.recording.prefetch import POLL_S, End
from coach.recording.sampling import Sampling
from coach.recording.source import Source
from coach.recording.video import NotSeekable, read_frames
from models.picture_measures import Grey, PictureMeasures, grey_of
from models.skipping import OpenEstimator

LENGTH_S: Final = 30.0
"""Of a segment, about: with shorter ones too much is seen twice, with longer ones too many poses wait for their turn."""
SETTLING_S: Final = 1.0
"""How much earlier than its segment an estimator begins: then its poses differ from another's no more than two others' do."""
TOGETHER: Final = 16
"""Poses that are handed over at once: with the pose model running beside it, whoever takes them finds the processor's caches full of
something else, and one by one that costs a fifth more."""


Found: TypeAlias = tuple[Pose, Grey]
"""A pose and the small grey picture that it was found in."""


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


class SegmentedEstimator:
    """For one pass over a video of `duration_s`: gives the poses that a `SegmentReader` gives, by a new estimator for each segment.

    Remembers, as any estimator.
    """

    def __init__(self, open_estimator: OpenEstimator, duration_s: float) -> None:
        self._open = open_estimator
        self._borders = [segment.start_s for segment in cut(duration_s)[1:]]
        self._opened = ExitStack()
        self._running = self._opened.enter_context(open_estimator())
        self._next: tuple[PoseEstimator, ExitStack] | None = None
        self._has_others = False

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`."""
        if self._borders and frame.time >= self._borders[0]:
            self._borders.pop(0)
            self._change()
        elif self._borders and frame.time >= self._borders[0] - SETTLING_S:
            self._next = self._next or self._begin()
            self._next[0].estimate(frame)
        pose = self._running.estimate(frame)
        self._has_others = bool(pose.others)
        return pose

    def close(self) -> None:
        """Release the models."""
        if self._next:
            self._next[1].close()
        self._opened.close()

    def _change(self) -> None:
        following, self._next = self._next, None
        if self._has_others:
            if following:
                following[1].close()
            return
        self._opened.close()
        self._running, self._opened = following or self._begin()

    def _begin(self) -> tuple[PoseEstimator, ExitStack]:
        opened = ExitStack()
        return opened.enter_context(self._open()), opened


@dataclass
class _Reading:
    """One segment while it is read: its poses as they are found, and the times of its first and last picture and of the one after it."""

    segment: Segment
    poses: queue.SimpleQueue[list[Found] | End] = field(default_factory=queue.SimpleQueue)
    first_s: float = math.nan
    last_s: float = math.nan
    next_s: float = math.nan


class SegmentReader:
    """Reads the poses of a video in segments. Use as a context, in one thread, and iterate once.

    Iterating raises `NotSeekable` when the segments do not fit together as in one pass: then read the video in one pass.
    """

    def __init__(
        self, path: Path, source: Source, open_estimator: OpenEstimator, *, rate_hz: float | None, workers: int, speed: float | None
    ) -> None:
        self._path, self.source, self._open, self._speed = path, source, open_estimator, speed
        self._sampling = Sampling.to(rate_hz, fps=source.fps)
        self._readings = [_Reading(segment) for segment in cut(source.duration_s)]
        self._workers = workers
        # only so many segments may be read ahead, so memory does not grow with the video
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
        """The video as it was read; complete after the last pose."""
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
        border_s, last, measures = 0.0, None, PictureMeasures()
        for reading in self._readings:
            if last and last.others:  # one pass goes on with the estimator that knows who exercises
                raise NotSeekable
            for found in _taken_from(reading.poses):
                last = measures.measure(*found) if found else last
                yield last if found else None
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
                found = self._read(reading)
                while some := list(islice(found, TOGETHER)):
                    reading.poses.put(some)
                reading.poses.put(End())
            except BaseException as error:  # noqa: BLE001 (raised where the poses are awaited)
                reading.poses.put(End(error))
                return

    def _read(self, reading: _Reading) -> Iterator[Found]:
        start_s, end_s = reading.segment.start_s, reading.segment.end_s
        with read_frames(self._path, threads=1, speed=self._speed) as video, self._open() as estimator:
            for time, picture in video.pictures_from(max(start_s - SETTLING_S, 0.0), self._sampling):
                if self._stop.is_set():
                    return
                is_own = time >= start_s
                if time >= end_s:
                    reading.next_s = time
                    return
                if is_own:
                    self._note(reading, time)
                if picture:
                    frame = picture.frame()
                    pose = estimator.estimate(frame)
                    if is_own:
                        yield pose, grey_of(frame)

    def _note(self, reading: _Reading, time: float) -> None:
        reading.first_s = time if math.isnan(reading.first_s) else reading.first_s
        reading.last_s = time
        with self._lock:
            self._seen += 1


def _taken_from(poses: queue.SimpleQueue[list[Found] | End]) -> Iterator[Found | None]:
    while True:
        try:
            some = poses.get(timeout=POLL_S)
        except queue.Empty:
            yield None
            continue
        if isinstance(some, End):
            if some.error:
                raise some.error
            return
        yield from some
