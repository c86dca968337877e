"""`coach replay`: saved tracks in, counted and judged repetitions out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.deliver import (
    CsvOption,
    Delivery,
    ExerciseOption,
    JsonOption,
    PrescriptionOption,
    QuietOption,
    SideOption,
    known_exercises,
    one_by_one,
    prescribed,
    recording,
)
from coach.cli.outputs import Places, places


def replay_tracks(
    tracks: Annotated[
        list[Path],
        typer.Argument(metavar="TRACK", parser=recording, help="Tracks (.npz) that 'coach analyse --track' wrote.", show_default=False),
    ],
    *,
    json: JsonOption = None,
    csv: CsvOption = None,
    exercise: ExerciseOption = None,
    side: SideOption = None,
    prescription: PrescriptionOption = None,
    quiet: QuietOption = False,
) -> None:
    """Analyse saved tracks again, without their videos."""
    from coach.coaching.coach import Coach
    from coach.pose import Side
    from coach.recording.tracks import read_track, replay

    exercises = known_exercises(exercise)
    by = prescribed(prescription, exercises)
    if by:
        exercises = tuple(map(by.applied, exercises))
    delivery = Delivery(exercises, model=None, quiet=quiet)

    def work(path: Path, out: Places) -> None:
        track = read_track(path)
        session = replay(track.poses, Coach(exercises, exercise=exercise, side=Side(side) if side else None))
        delivery.hand_out(by.judged(session, exercises) if by else session, track.source, out)

    one_by_one(tracks, places(tracks, json=json, csv=csv), work)
