"""`python -m benchmarks.validation CLIPS TRACKS --write docs/validation.md`: measure how right the coach is, and write the page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

import exercises
from benchmarks.validation.page import Occasion, page
from benchmarks.validation.runs import made_up_movements, run_all, scores_of_films
from benchmarks.validation.truth import TruthError, fingerprint, recorded_cases, rendered_cases
from coach.recording.atomic_file import written_whole
from coach.recording.tracks import TrackError
from coach.report.codec import NotADocument


def main(
    clips: Annotated[Path, typer.Argument(help="Rendered clips: <id>.json beside <id>.track.npz.", show_default=False)],
    tracks: Annotated[Path, typer.Argument(help="Recordings of people: labels.json and <id>.npz.", show_default=False)],
    *,
    films: Annotated[
        Path | None, typer.Option(help="Results of `coach analyse --json` of the films of the clips: <id>.json.", show_default=False)
    ] = None,
    prefix: Annotated[str, typer.Option(help="Only the clips whose names begin so.")] = "",
    batch: Annotated[int | None, typer.Option(help="Only the recordings of this batch; otherwise all.", show_default=False)] = None,
    write: Annotated[Path | None, typer.Option(help="Where to write the page; otherwise it is printed.", show_default=False)] = None,
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on the page; otherwise today.")] = None,
    model: Annotated[
        str, typer.Option(help="What found the poses, for the page.")
    ] = "MediaPipe 1.2.2, full model, VIDEO mode, on every picture; rendered clips replayed at the default rate",
) -> None:
    """Replay every track, score it, and write the validation page."""
    known = exercises.load()
    try:
        cases = rendered_cases(clips, prefix) + recorded_cases(tracks, batch)
        runs = run_all(cases, made_up_movements(), known, lambda doing: typer.echo(doing, err=True))
        by_video = scores_of_films(films, cases) if films else ()
    except (TruthError, TrackError, NotADocument) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    chosen_by = (
        ("--films RESULTS " if films else "") + (f"--prefix {prefix} " if prefix else "") + ("" if batch is None else f"--batch {batch} ")
    )
    occasion = Occasion(f"{date or datetime.now(UTC):%Y-%m-%d}", model, fingerprint(cases), chosen_by)
    text = page(runs, known, occasion, by_video)
    if write is None:
        typer.echo(text, nl=False)
        return
    with written_whole(write) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
