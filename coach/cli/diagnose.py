"""`coach diagnose`: what to send along with a report of a problem."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from coach.cli.deliver import complain

REPORT: Final = "form-coach-report.zip"


def diagnose(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")] = Path(REPORT),
    *,
    track: Annotated[
        Path | None, typer.Option("--track", metavar="TRACK", help="A saved track (.npz) whose poses are to be in it: numbers, no picture.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write it without asking.")] = False,
) -> None:
    """Put versions, settings and the log into one file for a report of a problem: no picture and no name. It is shown first."""
    from coach.diagnosis import diagnose as report
    from coach.diagnosis import write
    from coach.recording.refusals import not_written
    from coach.recording.source import SourceError

    try:
        diagnosis = report(track)
        typer.echo(diagnosis.contents)
        if not yes:
            typer.confirm(f"\nWrite this to {target}? It is sent to nobody.", abort=True)
        write(diagnosis, target)
    except SourceError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    except OSError as error:
        complain(not_written(str(target), error))
        raise typer.Exit(1) from None
    typer.echo(f"\nWritten to {target}: attach it to your report.")
