"""Recordings analysed beside the page, in a thread of their own, so that it can show how far they are and be told to stop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from weakref import WeakSet

from coach.coaching.coach import Coach
from coach.exercise import Exercise
from coach.pose import PoseEstimator
from coach.recording.source import SourceError
from models.libraries import SystemLibraryMissing, naming_missing_libraries
from models.weights import Progress, WeightsUnavailable

if TYPE_CHECKING:
    from coach.recording.film import Analysis

MODEL = "full"
GRACE_S: Final = 5.0
"""How long the program waits at its end for a run to put its things away."""

logger = logging.getLogger(__name__)


class Estimators(Protocol):
    """Gives each stream a pose estimator of its own."""

    def open(self, *, progress: Progress) -> AbstractContextManager[PoseEstimator]:
        """An estimator for one stream; `progress` is told how the weights come in."""

    def close(self) -> None:
        """Release the models. No stream may be open."""


@dataclass(frozen=True, slots=True)
class Result:
    """One analysed recording. `annotated` is an H.264 video with the findings drawn in, `pictures` are the peaks of its repetitions.

    `tracks` are the landmarks of each of its sets, should it be kept in the history.
    """

    name: str
    analysis: Analysis
    annotated: Path
    captions: str
    pictures: dict[float, str]
    report: str
    tracks: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Far:
    """How far a run is: which recording of how many, what it is doing there, the share done, frames a second and seconds left."""

    number: int
    of: int
    doing: str
    share: float = 0.0
    fps: float = 0.0
    left_s: float = 0.0
    reps: int = 0


class Cancelled(Exception):
    """Somebody wanted no more."""


@dataclass(eq=False)
class Run:
    """Analyses `videos` one after the other. The page reads `far`, `results`, `errors`, each replaced whole, and may call `cancel`."""

    videos: Sequence[Path]
    exercises: tuple[Exercise, ...]
    estimators: Estimators
    """Closed when the run is over."""
    folder: Path
    """For the annotated videos."""
    far: Far = Far(1, 1, "Getting ready")
    results: tuple[Result, ...] = ()
    errors: tuple[str, ...] = ()
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()
        UNDER_WAY.add(self)

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes."""
        return self._thread is not None and not self._thread.is_alive()

    @property
    def was_cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Stop at the next picture; what is done stays."""
        self._stop.set()

    def wait(self, at_most_s: float | None = None) -> None:
        """Until it is over."""
        if self._thread:
            self._thread.join(at_most_s)

    def _work(self) -> None:
        with closing(self.estimators):
            self._analyse_all()

    def _analyse_all(self) -> None:
        for number, video in enumerate(self.videos, start=1):
            self.far = Far(number, len(self.videos), "Getting the pose model ready")
            try:
                self.results = (*self.results, self._analysed(number, video))
            except Cancelled:
                return
            except (SourceError, WeightsUnavailable, SystemLibraryMissing) as error:
                self.errors = (*self.errors, str(error))
            except OSError as error:
                self.errors = (*self.errors, f"{video.name}: the results could not be written: {error.strerror or error}.")
            except Exception:
                logger.exception("%s could not be analysed", video.name)  # a bug met in one video must not cost the others, nor be silent
                self.errors = (*self.errors, f"{video.name}: something went wrong in the coach itself. The terminal says what.")

    def _analysed(self, number: int, video: Path) -> Result:
        with naming_missing_libraries():
            from coach.history.track import tracks_of
            from coach.recording.film import analyse_film
            from coach.recording.sampling import RATE_HZ
            from coach.report.captions import as_captions
            from coach.report.page import as_report, peak_pictures

        annotated = self.folder / f"annotated_{number}" / f"{video.stem}.mp4"
        analysis = analyse_film(
            video,
            lambda: self.estimators.open(progress=self._fetching(number)),
            lambda: Coach(self.exercises),
            annotated=annotated,
            exercises=self.exercises,
            keep_poses=True,
            on_progress=self._progress(number),
        )
        tracks = tracks_of(analysis.session, analysis.poses)
        analysis = replace(analysis, poses=[])  # the tracks are a twentieth of them
        self.far = Far(number, len(self.videos), "Writing the report", share=1.0)
        pictures = peak_pictures(analysis, video)
        report = as_report(analysis, pictures, self.exercises, model=MODEL, rate_hz=RATE_HZ)
        captions = as_captions(analysis.session, analysis.story.cues, is_portrait=analysis.source.is_portrait)
        return Result(video.name, analysis, annotated, captions, pictures, report, tracks)

    def _fetching(self, number: int) -> Progress:
        def fetched(what: str, done: int, total: int) -> None:
            self._check()
            self.far = Far(number, len(self.videos), f"Fetching {what}", share=done / max(total, 1))

        return fetched

    def _progress(self, number: int) -> Callable[[int, int, int], None]:
        begun: tuple[float, int] | None = None

        def seen(done: int, total: int, reps: int) -> None:
            nonlocal begun
            self._check()
            begun = begun or (time.monotonic(), done)  # not when the pose model was still being opened
            fps = (done - begun[1]) / max(time.monotonic() - begun[0], 1e-3)
            left_s = max(total - done, 0) / max(fps, 1e-3)
            self.far = Far(number, len(self.videos), self.videos[number - 1].name, min(done / max(total, done, 1), 1.0), fps, left_s, reps)

        return seen

    def _check(self) -> None:
        if self._stop.is_set():
            raise Cancelled


UNDER_WAY: Final[WeakSet[Run]] = WeakSet()
"""Those that were begun and are not forgotten."""


def end_all() -> None:
    """Stop what is going on, as the program ends: a thread that went on would fall over what is taken away under it."""
    for run in list(UNDER_WAY):
        run.cancel()
    for run in list(UNDER_WAY):
        run.wait(GRACE_S)
