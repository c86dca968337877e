"""`coach replay`: saved tracks in, counted and judged repetitions out."""

from __future__ import annotations

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
    known_exercises,
    one_by_one,
    prescribed,
    recording,
)
from coach.cli.outputs import Places, files_of, places


def replay_tracks(
    tracks: Annotated[
        list[Path],
        typer.Argument(metavar="TRACK", parser=recording, help="Tracks (.npz) that 'coach analyse --track' wrote.", show_default=False),
    ],
    *,
    json: JsonOption = None,
    csv: CsvOption = None,
    report: ReportOption = None,
    captions: CaptionsOption = None,
    trc: TrcOption = None,
    angles: AnglesOption = None,
    mot: MotOption = None,
    exercise: ExerciseOption = None,
    side: SideOption = None,
    prescription: PrescriptionOption = None,
    quiet: QuietOption = False,
) -> None:
    """Analyse saved tracks again, without their videos."""
    from coach.correction.judging import judge_again
    from coach.recording.tracks import read_track

    exercises = known_exercises(exercise)
    by = prescribed(prescription, exercises)
    if by:
        exercises = tuple(map(by.applied, exercises))
    delivery = Delivery(exercises, model=None, quiet=quiet)

    def work(path: Path, out: Places) -> None:
        track = read_track(path)
        session, timeline = judge_again(track.poses, exercises, exercise, side)
        session = by.judged(session, exercises) if by else session
        if files := files_of(out):  # what makes them loads OpenCV and PyAV, which the tables need not wait for
            from coach.recording.analysis import Analysis
            from coach.recording.job import Settings
            from coach.report.outputs import write_about

            write_about(
                files,
                Analysis(session, track.source, timeline, track.poses),
                Settings(exercise=exercise, side=side, prescription=by),
                {},
                is_track=True,
            )
        delivery.hand_out(session, track.source, out)

    one_by_one(tracks, places(tracks, json=json, csv=csv, report=report, captions=captions, trc=trc, angles=angles, mot=mot), work)
