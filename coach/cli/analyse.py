"""`coach analyse`: videos, or a folder of them, in; counted and judged repetitions out."""

from __future__ import annotations

import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.deliver import (
    AnglesOption,
    CaptionsOption,
    CsvOption,
    Delivery,
    ExerciseOption,
    JsonOption,
    MotOption,
    PrescriptionOption,
    QuietOption,
    ReportOption,
    SideOption,
    TrcOption,
    complain,
    known_exercises,
    one_by_one,
    prescribed,
    recording,
)
from coach.cli.outputs import Places, files_of, places
from coach.recording.sampling import RATE_HZ


class Model(StrEnum):
    """The pose models, the fastest first."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


def analyse(
    videos: Annotated[
        list[Path],
        typer.Argument(
            metavar="VIDEO|FOLDER", parser=recording, help="Videos of one person exercising, or a folder of them.", show_default=False
        ),
    ],
    *,
    json: JsonOption = None,
    csv: CsvOption = None,
    report: ReportOption = None,
    video: Annotated[
        str | None, typer.Option("--video", metavar="FILE|FOLDER", help="Write the video with the findings drawn in (.mp4).")
    ] = None,
    captions: CaptionsOption = None,
    track: Annotated[str | None, typer.Option("--track", metavar="FILE|FOLDER", help="Save the poses (.npz) for 'coach replay'.")] = None,
    trc: TrcOption = None,
    angles: AnglesOption = None,
    mot: MotOption = None,
    exercise: ExerciseOption = None,
    side: SideOption = None,
    prescription: PrescriptionOption = None,
    model: Annotated[Model, typer.Option("--model", help="The pose model: lite is faster, heavy slower and hardly better.")] = Model.FULL,
    weights: Annotated[
        Path | None, typer.Option("--weights", metavar="FILE", envvar="COACH_MODEL_FILE", help="A pose model's .task file to use instead.")
    ] = None,
    rate: Annotated[float, typer.Option("--rate", min=0, metavar="HZ", help="Pictures analysed per second, about; 0 for all.")] = RATE_HZ,
    every_picture: Annotated[
        bool, typer.Option("--every-picture", help="Run the pose model also on pictures that hardly differ from the last, as in a rest.")
    ] = False,
    speed: Annotated[
        float | None,
        typer.Option(
            "--speed",
            min=0.1,
            max=50,
            metavar="TIMES",
            help="How many times faster the movement was than the video shows it: 4 for slow motion at a quarter. As the video says when not given.",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            metavar="N",
            help="So many videos at once, a core for each; as many as there are cores with a folder. Of a single video, so many cores.",
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="With a folder: also the videos that are done.")] = False,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="Do the work on this Dask cluster, which sees the same paths.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Count, time and judge the repetitions in videos."""
    from coach.recording.job import Settings
    from models.libraries import SystemLibraryMissing
    from models.weights import WeightsUnavailable

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # as an exception, it leaves nothing half-written
    exercises = known_exercises(exercise)
    settings = Settings(
        exercise=exercise,
        side=side,
        model=model.value,
        weights=weights,
        rate_hz=rate or None,
        every_picture=every_picture,
        speed=speed,
        prescription=prescribed(prescription, exercises),
    )
    options = {
        "csv": csv,
        "report": report,
        "video": video,
        "captions": captions,
        "track": track,
        "trc": trc,
        "angles": angles,
        "mot": mot,
    }
    if cluster or (jobs and len(videos) > 1) or any(path.is_dir() for path in videos):
        from coach.cli.many import analyse_many

        try:
            analyse_many(videos, {"json": json, **options}, settings, jobs=jobs, again=again, cluster=cluster, quiet=quiet)
        except KeyboardInterrupt:
            complain("stopped. What was done is kept, and nothing half-written; the same command goes on from there.")
            raise typer.Exit(128 + signal.SIGINT) from None
        return
    delivery = Delivery(settings.applied(exercises), model=settings.model_name, quiet=quiet, settings=settings.as_plain())

    def work(path: Path, out: Places) -> None:
        from coach.cli.progress import download_progress, frame_progress
        from coach.recording.cores import cores
        from coach.recording.job import run
        from coach.report.outputs import file_job

        job = file_job(path, settings, files_of(out), threads=jobs or cores())
        with download_progress(quiet=quiet) as fetching, frame_progress(path.name, quiet=quiet) as seen:
            session, source = run(job, on_progress=seen, on_fetch=fetching)
        delivery.hand_out(session, source, out)

    try:
        one_by_one(videos, places(videos, json=json, **options), work)
    except (WeightsUnavailable, SystemLibraryMissing) as error:
        complain(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complain("stopped. Nothing half-written is left.")
        raise typer.Exit(128 + signal.SIGINT) from None
