"""One video to analyse: what a job is, and doing it, in this process, in another one, or on another machine."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from coach.coaching.coach import Coach
from coach.exercise import Exercise
from coach.planning.prescription import Prescription
from coach.planning.prescription_document import prescription_document
from coach.pose import Side
from coach.recording.processes import Failure
from coach.recording.refusals import not_written
from coach.recording.sampling import RATE_HZ
from coach.recording.source import SourceError
from exercises import load
from models.estimator import EstimatorPool
from models.libraries import SystemLibraryMissing, naming_missing_libraries
from models.weights import Progress, WeightsUnavailable

if TYPE_CHECKING:
    from coach.recording.analysis import Analysis, OnProgress

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a result depends on besides the video.

    `rate_hz` is how many pictures a second are analysed, None for all; with `every_picture` the pose model sees each of these, also
    where nothing moves.
    `exercise` and `side` are what the coach is told, None where it has to see; `weights` is a file to use instead of the model's; `speed`
    is how many times faster the movement was than the video shows it, None where its tags are to say. By `prescription`, if there is one,
    the exercises are judged.
    """

    exercise: str | None = None
    side: str | None = None
    model: str = "full"
    weights: Path | None = None
    rate_hz: float | None = RATE_HZ
    every_picture: bool = False
    speed: float | None = None
    prescription: Prescription | None = None

    @property
    def model_name(self) -> str:
        """What results call the pose model."""
        return self.weights.name if self.weights else self.model

    def applied(self, exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
        """`exercises` as they are judged."""
        return tuple(self.prescription.applied(one) if self.prescription else one for one in exercises)

    def as_plain(self) -> dict[str, Any]:
        """The settings as they stand in results."""
        told: dict[str, Any] = {"speed": self.speed} if self.speed else {}
        told |= {"every_picture": True} if self.every_picture else {}
        told |= {"prescription": prescription_document(self.prescription)} if self.prescription else {}
        return {"exercise": self.exercise, "side": self.side, "model": self.model_name, "rate_hz": self.rate_hz} | told


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[R]):
    """A video, and what is made of its analysis.

    `annotated` names a video to write with the findings drawn in. `write` writes all other files and gives the job's result. A job for
    another process is pickled, and so is its result: then `write` is a function that can be imported, or a `partial` of one.
    """

    video: Path
    settings: Settings
    write: Callable[[Job[R], Analysis], R]
    annotated: Path | None = None
    keep_poses: bool = False
    """Whether `write` gets the poses; they take much memory."""
    threads: int = 1


def run(
    job: Job[R], *, estimators: EstimatorPool | None = None, on_progress: OnProgress | None = None, on_fetch: Progress | None = None
) -> R:
    """Do `job` with `estimators`, or, without any, with a pool of its own; gives what its `write` gives.

    Raises `SourceError`, `WeightsUnavailable`, `SystemLibraryMissing`, `OSError`, and what the callbacks raise.
    """
    with naming_missing_libraries():
        from coach.recording.analysis import analyse_video

    settings = job.settings
    exercises = settings.applied(load())
    with nullcontext(estimators) if estimators else EstimatorPool(settings.model, weights=settings.weights) as pool:
        analysis = analyse_video(
            job.video,
            lambda: pool.open(progress=on_fetch),
            lambda: Coach(exercises, exercise=settings.exercise, side=Side(settings.side) if settings.side else None),
            rate_hz=settings.rate_hz,
            every_picture=settings.every_picture,
            workers=job.threads,
            annotated=job.annotated,
            exercises=exercises,
            keep_poses=job.keep_poses,
            speed=settings.speed,
            on_progress=on_progress,
        )
    if settings.prescription:
        analysis = replace(analysis, session=settings.prescription.judged(analysis.session, exercises))
    return job.write(job, analysis)


def attempt(
    job: Job[R], *, estimators: EstimatorPool | None = None, on_progress: OnProgress | None = None, on_fetch: Progress | None = None
) -> R | Failure:
    """`run`, with what went wrong as a value: one failed video does not end the others.

    Without `estimators` it takes a pool that the process keeps for its next jobs: opening a model takes longer than a short film.
    """
    try:
        return run(
            job, estimators=estimators or _pool(job.settings.model, job.settings.weights), on_progress=on_progress, on_fetch=on_fetch
        )
    except (SourceError, WeightsUnavailable, SystemLibraryMissing) as error:
        return Failure(str(error))
    except OSError as error:
        return Failure(not_written(f"{job.video.name}: the results", error))


@cache
def _pool(model: str, weights: Path | None) -> EstimatorPool:
    """The process's own pool, closed at its end."""
    pool = EstimatorPool(model, weights=weights)
    atexit.register(pool.close)
    return pool
