"""Recordings analysed in a thread beside the page, so that it can show the progress and be told to stop."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from coach.recording.job import Job, Settings, attempt
from coach.recording.processes import Failure
from coach.ui.analysed import Result, result_of
from coach.ui.corrected_result import CorrectedResult
from models.estimator import EstimatorPool
from models.weights import Progress

if TYPE_CHECKING:
    from coach.recording.analysis import Analysis

SETTINGS: Final = Settings()
"""The page leaves exercise and side to the coach."""
GRACE_S: Final = 5.0
"""How long the program waits at its end for a run to clean up."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunProgress:
    """Which recording of how many is being worked on, what is being done, the share done, pictures a second and seconds left."""

    number: int
    of: int
    doing: str
    share: float = 0.0
    fps: float = 0.0
    left_s: float = 0.0
    reps: int = 0


class Cancelled(Exception):
    """The user cancelled the run."""


@dataclass(eq=False)
class Run:
    """Analyses `videos` one after the other. The page reads `progress`, `results`, `errors`, each replaced whole, and may call `cancel`."""

    videos: Sequence[Path]
    estimators: EstimatorPool
    """Closed when the run is over."""
    folder: Path
    """For the annotated videos."""
    settings: Settings = SETTINGS
    name: str = field(default_factory=lambda: secrets.token_hex(4))
    """By which the address of a page names it."""
    remove: Callable[[], object] = lambda: None
    """Removes the copies of the videos and what was made of them."""
    is_forgotten: bool = False
    progress: RunProgress = RunProgress(1, 1, "Getting ready")
    results: tuple[CorrectedResult, ...] = ()
    errors: tuple[str, ...] = ()
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()
        STARTED.add(self)
        RECENT.append(self)

    @property
    def is_over(self) -> bool:
        """Whether the thread has ended."""
        return self._thread is not None and not self._thread.is_alive()

    @property
    def was_cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Stop at the next picture; finished recordings keep their results."""
        self._stop.set()

    def wait(self, at_most_s: float | None = None) -> None:
        """Block until the run is over."""
        if self._thread:
            self._thread.join(at_most_s)

    def _work(self) -> None:
        with closing(self.estimators):
            for number, video in enumerate(self.videos, start=1):
                try:
                    result = self._analyse(number, video)
                except Cancelled:
                    return
                except Exception:
                    logger.exception("%s could not be analysed", video.name)  # a bug that one video shows must not cost the others
                    result = Failure(f"{video.name}: something went wrong in the coach itself. The terminal says what.")
                if isinstance(result, Failure):
                    self.errors = (*self.errors, result.message)
                else:
                    self.results = (*self.results, CorrectedResult(result))

    def _analyse(self, number: int, video: Path) -> Result | Failure:
        self._tell(number, "Getting the pose model ready")
        annotated = self.folder / f"annotated_{number}" / f"{video.stem}.mp4"

        def write(_job: Job[Result], analysis: Analysis) -> Result:
            self._tell(number, "Writing the report", share=1.0)
            return result_of(analysis, video, annotated, self.settings)

        job = Job(video=video, settings=self.settings, write=write, annotated=annotated, keep_poses=True)
        return attempt(job, estimators=self.estimators, on_progress=self._on_progress(number), on_fetch=self._on_fetch(number))

    def _on_fetch(self, number: int) -> Progress:
        def fetched(what: str, done: int, total: int) -> None:
            self._check()
            self._tell(number, f"Fetching {what}", share=done / max(total, 1))

        return fetched

    def _on_progress(self, number: int) -> Callable[[int, int, int], None]:
        begun: tuple[float, int] | None = None

        def seen(done: int, total: int, reps: int) -> None:
            nonlocal begun
            self._check()
            begun = begun or (time.monotonic(), done)  # not when the pose model was still being opened
            fps = (done - begun[1]) / max(time.monotonic() - begun[0], 1e-3)
            left_s = max(total - done, 0) / max(fps, 1e-3)
            share = min(done / max(total, done, 1), 1.0)
            self._tell(number, self.videos[number - 1].name, share=share, fps=fps, left_s=left_s, reps=reps)

        return seen

    def _tell(self, number: int, doing: str, *, share: float = 0.0, fps: float = 0.0, left_s: float = 0.0, reps: int = 0) -> None:
        self.progress = RunProgress(number, len(self.videos), doing, share, fps, left_s, reps)

    def _check(self) -> None:
        if self._stop.is_set():
            raise Cancelled


STARTED: Final[WeakSet[Run]] = WeakSet()
"""The runs of this process, as long as a page refers to them."""


RECENT: Final[deque[Run]] = deque(maxlen=3)
"""The latest runs, which a page finds again after a reload and in another tab; with the oldest go its copies of videos."""


def run_called(name: str) -> Run | None:
    """The recent run of that name; None when it is gone."""
    return next((one for one in RECENT if one.name == name), None)


def latest_run() -> Run | None:
    """The run that was started last, as long as it was not cancelled."""
    return next((one for one in reversed(RECENT) if not one.was_cancelled), None)


def forget(run: Run) -> None:
    """Let a run go, with its copies of videos, also from other pages that show it."""
    run.is_forgotten = True
    if run in RECENT:
        RECENT.remove(run)
    run.remove()


def end_all() -> None:
    """Cancel all runs as the program ends, and wait for them: a thread that went on would fail when its files are removed."""
    for run in list(STARTED):
        run.cancel()
    for run in list(STARTED):
        run.wait(GRACE_S)
