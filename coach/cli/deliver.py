"""What the commands that read recordings share: the choice of an exercise, handing out results, and files that fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from coach.cli.outputs import STDOUT, Places
from coach.recording.refusals import not_written
from coach.recording.source import Source, SourceError
from exercises import keys

if TYPE_CHECKING:  # numpy comes with them, and help need not wait for it
    from coach.exercise import Exercise
    from coach.planning.prescription import Prescription
    from coach.records import Session

JsonOption: TypeAlias = Annotated[
    str | None, typer.Option("--json", metavar="FILE|FOLDER|-", help="Write the result as JSON ('-': one line each to standard output).")
]
CsvOption: TypeAlias = Annotated[str | None, typer.Option("--csv", metavar="FILE|FOLDER|-", help="Write one row per repetition.")]
ReportOption: TypeAlias = Annotated[
    str | None, typer.Option("--report", metavar="FILE|FOLDER", help="Write a page to read, print and pass on (.html).")
]
CaptionsOption: TypeAlias = Annotated[
    str | None, typer.Option("--captions", metavar="FILE|FOLDER", help="Write the counts and cues as captions (.vtt).")
]
TrcOption: TypeAlias = Annotated[
    str | None, typer.Option("--trc", metavar="FILE|FOLDER", help="Save the poses for OpenSim (.trc, metres).")
]
AnglesOption: TypeAlias = Annotated[
    str | None, typer.Option("--angles", metavar="FILE|FOLDER", help="Write joint angles over time with their errors (.csv).")
]
MotOption: TypeAlias = Annotated[str | None, typer.Option("--mot", metavar="FILE|FOLDER", help="Write joint angles for OpenSim (.mot).")]
ExerciseOption: TypeAlias = Annotated[
    str | None, typer.Option("--exercise", metavar="KEY", help=f"Recognised when not given; one of {', '.join(keys())}.")
]
SideOption: TypeAlias = Annotated[
    Literal["left", "right"] | None, typer.Option("--side", help="The working side; recognised when not given.")
]
PrescriptionOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--prescription", metavar="FILE", help="Judge by what a physiotherapist prescribed (.json, see docs/prescription.md)."),
]
QuietOption: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="No tables and no progress bar.")]


def recording(name: str) -> Path:
    """The path of that name. Raises `typer.BadParameter` for a blank one, as a script gives by mistake: it would mean the current folder."""
    if not name.strip():
        raise typer.BadParameter("the name is empty.")
    return Path(name)


def known_exercises(chosen: str | None) -> tuple[Exercise, ...]:
    """All exercises. Raises `typer.BadParameter` when `chosen` is none of them."""
    from exercises import load

    if chosen is not None and chosen not in keys():
        raise typer.BadParameter(f"there is no exercise '{chosen}'; there are {', '.join(keys())}.", param_hint="--exercise")
    return load()


def prescribed(file: Path | None, exercises: Sequence[Exercise]) -> Prescription | None:
    """The prescription in `file`, if one is named. Raises `typer.BadParameter` when it cannot be followed with `exercises`."""
    if file is None:
        return None
    from coach.history import HistoryError
    from coach.history.prescription import read_prescription

    try:
        return read_prescription(file, exercises)
    except HistoryError as error:
        raise typer.BadParameter(str(error), param_hint="--prescription") from None


def one_by_one(inputs: Sequence[Path], results: Sequence[Places], work: Callable[[Path, Places], None]) -> None:
    """Do `work` for every input; those that fail are named on standard error, and then the exit status is 1."""
    failed = False
    for path, places in zip(inputs, results, strict=True):
        try:
            work(path, places)
        except SourceError as error:
            failed = True
            complain(str(error))
        except BrokenPipeError:  # the reader of standard output has ended, so nobody would read the message
            raise
        except OSError as error:
            failed = True
            complain(not_written(f"{path.name}: the results", error))
    if failed:
        raise typer.Exit(1)


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    typer.echo(f"coach: {message}", err=True)


@dataclass
class Delivery:
    """Hands out the results of one command's inputs. Remembers whether the rows on standard output have their header."""

    exercises: Sequence[Exercise]
    _: KW_ONLY
    model: str | None
    quiet: bool
    settings: Mapping[str, Any] | None = None
    _has_header: bool = field(default=False, init=False)

    def hand_out(self, session: Session, source: Source, places: Places) -> None:
        """Write the results to their places, and the tables to standard output unless that is taken."""
        from coach.report.codec import as_json
        from coach.report.table import as_csv, rows

        if "json" in places:
            put(places["json"], as_json(session, source, model=self.model, settings=self.settings) + "\n")
        if "csv" in places:
            on_stdout = places["csv"] == STDOUT
            put(places["csv"], as_csv(rows(session, source), header=not (on_stdout and self._has_header)))
            self._has_header |= on_stdout
        if not self.quiet and STDOUT not in places.values():  # after the files: a terminal may fail
            from coach.cli.tables import show

            show(session, source, self.exercises)


def put(place: Path, text: str) -> None:
    """Write `text` to `place`, whole or not at all, or to standard output."""
    from coach.recording.atomic_file import write_text

    if place == STDOUT:
        typer.echo(text, nl=False)
    else:
        write_text(place, text)
