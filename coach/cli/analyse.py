"""`coach analyse`: videos in, counted and judged repetitions out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.deliver import (
    CsvOption,
    Delivery,
    ExerciseOption,
    JsonOption,
    QuietOption,
    SideOption,
    complain,
    known_exercises,
    one_by_one,
)
from coach.cli.outputs import Places, places


class Model(StrEnum):
    """The pose models, the fastest first."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


def analyse(
    videos: Annotated[list[Path], typer.Argument(metavar="VIDEO", help="Videos of one person exercising.", show_default=False)],
    *,
    json: JsonOption = None,
    csv: CsvOption = None,
    track: Annotated[str | None, typer.Option("--track", metavar="FILE|FOLDER", help="Save the poses (.npz) for 'coach replay'.")] = None,
    video: Annotated[
        str | None, typer.Option("--video", metavar="FILE|FOLDER", help="Write the video with the findings drawn in (.mp4).")
    ] = None,
    exercise: ExerciseOption = None,
    side: SideOption = None,
    model: Annotated[Model, typer.Option("--model", help="The pose model: lite is faster, heavy slower and hardly better.")] = Model.FULL,
    weights: Annotated[
        Path | None, typer.Option("--weights", metavar="FILE", envvar="COACH_MODEL_FILE", help="A pose model's .task file to use instead.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Count, time and judge the repetitions in videos."""
    from coach.cli.progress import download_progress, frame_progress
    from coach.io.video import read_frames
    from coach.pipeline import Coach
    from coach.pose import Side
    from models.estimator import open_estimator
    from models.libraries import SystemLibraryMissing, naming_missing_libraries
    from models.weights import WeightsUnavailable

    exercises = known_exercises(exercise)
    delivery = Delivery(exercises, model=weights.name if weights else model.value, quiet=quiet)

    def work(path: Path, out: Places) -> None:
        with naming_missing_libraries():
            from coach.io.recording import analyse_video
        with read_frames(path) as frames:
            with download_progress(quiet=quiet) as fetching:
                estimator = open_estimator(model.value, weights=weights, progress=fetching)
            with estimator, frame_progress(frames.source, quiet=quiet) as seen:
                session = analyse_video(
                    frames,
                    estimator,
                    Coach(exercises, exercise=exercise, side=Side(side) if side else None),
                    track=out.get("track"),
                    annotated=out.get("video"),
                    exercises=exercises,
                    on_feedback=seen,
                )
        delivery.hand_out(session, frames.source, out)

    try:
        one_by_one(videos, places(videos, json=json, csv=csv, track=track, video=video), work)
    except (WeightsUnavailable, SystemLibraryMissing) as error:
        complain(str(error))
        raise typer.Exit(1) from None
