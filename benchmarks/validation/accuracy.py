"""`python -m benchmarks.validation.accuracy CLIPS`: measure how exact the numbers are, and write the file that the report words it from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

import exercises
from benchmarks.validation.figures import mean, percentile
from benchmarks.validation.groups import errors, time_sizes
from benchmarks.validation.picture_tables import ROLLED_DEG, STILL_DEG, all_rolls
from benchmarks.validation.runs import replayed
from benchmarks.validation.scoring import Score
from benchmarks.validation.truth import Case, TruthError, fingerprint, rendered_cases
from coach.exercise import Exercise
from coach.recording.atomic_file import write_text
from coach.recording.tracks import TrackError
from coach.report.accuracy import ANY_VIEW, FILE, Accuracy, RollAccuracy

FEWEST: int = 5
"""Of fewer repetitions of a view no figure is given."""


def main(
    clips: Annotated[Path, typer.Argument(help="Rendered clips: <id>.json beside <id>.track.npz.", show_default=False)],
    *,
    write: Annotated[Path, typer.Option(help="Where to write it.")] = FILE,
) -> None:
    """Replay every rendered clip, and write by exercise and view how far its numbers are from the truth."""
    known = exercises.load()
    try:
        cases = rendered_cases(clips, "")
        scores = [replayed(_measured(case), known) for case in cases if case.reps]
    except (TruthError, TrackError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    write_text(write, json.dumps(document(scores, fingerprint(cases), known), indent=1) + "\n")


def _measured(case: Case) -> Case:
    """The same without its faults: what is measured is compared with the truth, whatever was done wrong."""
    return replace(case, reps=tuple(replace(rep, faults=()) for rep in case.reps))


def document(scores: Sequence[Score], data: str, known: Sequence[Exercise]) -> dict[str, Any]:
    """The file: the figures by exercise and view, those of the pelvis's roll, and the fingerprint of the data that they come from."""
    measured: dict[str, dict[str, Any]] = {}
    for key in sorted({one.case.exercise for one in scores if errors([one])}):
        mine = [one for one in scores if one.case.exercise == key and one.exercise_right]
        by_view = {view: [one for one in mine if one.view == view] for view in sorted({one.view or "" for one in mine})}
        groups = {view: group for view, group in by_view.items() if view and len(errors(group)) >= FEWEST} | {ANY_VIEW: mine}
        measured[key] = {view: asdict(figures(group)) for view, group in groups.items() if errors(group)}
    return {"data": data, "measured": measured, "roll": asdict(of_rolls(scores, known))}


def of_rolls(scores: Sequence[Score], known: Sequence[Exercise]) -> RollAccuracy:
    """How far the roll of the pelvis was from the truth, where it rolled and where it did not."""
    reps = all_rolls(scores, known)
    rolled, still = [one for one in reps if one.true >= ROLLED_DEG], [one for one in reps if one.true < STILL_DEG]
    return RollAccuracy(*(round(mean(abs(one.error) for one in group), 1) for group in (rolled, still)))


def figures(scores: Sequence[Score]) -> Accuracy:
    """How far the repetitions of `scores` were from the truth."""
    ranges = [abs(error.range_deg) for error in errors(scores)]
    return Accuracy(
        repetitions=len(ranges),
        range_mean=round(mean(ranges), 1),
        range_ninety=round(percentile(ranges, 90), 1),
        time_median=round(time_sizes(scores, 50), 2),
        time_ninety=round(time_sizes(scores, 90), 2),
    )


if __name__ == "__main__":
    typer.run(main)
