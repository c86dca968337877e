"""One video worked through: what a job is, and doing it, in this process, in another one, or on another machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.cli.outputs import Places
from coach.recording.source import Source, SourceError

if TYPE_CHECKING:  # numpy comes with them, and help need not wait for it
    from coach.recording.film import OnProgress
    from coach.recording.processes import Failure
    from coach.records import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a result depends on besides the video. `rate_hz` is how many pictures a second are analysed, None for all."""

    exercise: str | None
    side: str | None
    model: str
    weights: Path | None
    rate_hz: float | None

    @property
    def model_name(self) -> str:
        """What results call the pose model."""
        return self.weights.name if self.weights else self.model

    def as_plain(self) -> dict[str, Any]:
        """The settings as they stand in results."""
        return {"exercise": self.exercise, "side": self.side, "model": self.model_name, "rate_hz": self.rate_hz}


def files_of(places: Places) -> dict[str, Path]:
    """Those results that the work itself writes; the others are handed out when it is done."""
    return {kind: place for kind, place in places.items() if kind not in ("json", "csv")}


@dataclass(frozen=True, slots=True)
class Job:
    """A video, the files to write about it by kind, and with how many threads."""

    video: Path
    files: dict[str, Path]
    settings: Settings
    threads: int


@dataclass(frozen=True, slots=True)
class Done:
    """What came out of a job, besides its files."""

    session: Session
    source: Source


def do(job: Job, on_progress: OnProgress | None = None, on_fetch: Callable[[str, int, int], None] | None = None) -> Done:
    """Do `job`: analyse the video and write its files, each whole or not at all.

    Raises `SourceError`, `WeightsUnavailable`, `SystemLibraryMissing` and `OSError`.
    """
    from models.libraries import naming_missing_libraries

    with naming_missing_libraries():
        from coach.recording.film import analyse_film
        from coach.report.outputs import write_outputs
    from coach.coaching.coach import Coach
    from coach.pose import Side
    from exercises import load
    from models.estimator import Estimators

    exercises, settings = load(), job.settings
    with Estimators(settings.model, weights=settings.weights) as estimators:
        analysis = analyse_film(
            job.video,
            lambda: estimators.open(progress=on_fetch),
            lambda: Coach(exercises, exercise=settings.exercise, side=Side(settings.side) if settings.side else None),
            rate_hz=settings.rate_hz,
            workers=job.threads,
            annotated=job.files.get("video"),
            exercises=exercises,
            keep_poses=bool({"track", "trc"} & set(job.files)),
            on_progress=on_progress,
        )
    write_outputs(
        analysis,
        job.files,
        video=job.video,
        exercises=exercises,
        model=settings.model_name,
        rate_hz=settings.rate_hz,
        exercise=settings.exercise,
        side=settings.side,
    )
    return Done(analysis.session, analysis.source)


def attempt(job: Job) -> Done | Failure:
    """`do`, with what went wrong as a value: for other processes and machines, which nobody watches."""
    from coach.recording.processes import Failure
    from models.libraries import SystemLibraryMissing
    from models.weights import WeightsUnavailable

    try:
        return do(job)
    except (SourceError, WeightsUnavailable, SystemLibraryMissing) as error:
        return Failure(str(error))
    except OSError as error:
        return Failure(not_written(job.video, error))


def not_written(video: Path, error: OSError) -> str:
    """What to say when results could not be written."""
    return f"{video.name}: the results could not be written: {error.strerror or error}."
