"""`coach history`: what was kept, out of it and into it again, backed up and erased."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer

from coach.cli.deliver import complain
from coach.pose import Side
from coach.records import SetRecord

if TYPE_CHECKING:
    from coach.io.history import History, KeptSet, Person

main = typer.Typer(help="Show, export, back up and erase what was kept.", no_args_is_help=True)

DATES: Final = ["%Y-%m-%d"]
MOMENTS: Final = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]
FIRST_PERSON: Final = "me"
"""Whose recordings are imported into a history without people."""

PersonOption: TypeAlias = Annotated[
    str | None, typer.Option("--person", metavar="NAME", help="Whose sessions; needed when there are several people.")
]
YesOption: TypeAlias = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


@main.callback()
def _history(
    context: typer.Context,
    database: Annotated[
        str | None,
        typer.Option(metavar="FILE|URL", envvar="COACH_DATABASE_URL", help="Where the history is; in your data folder when not given."),
    ] = None,
) -> None:
    context.obj = database


@main.command("list")
def list_sessions(
    context: typer.Context,
    *,
    person: PersonOption = None,
    exercise: Annotated[str | None, typer.Option(metavar="KEY", help="Only sessions with this exercise.")] = None,
    side: Annotated[Side | None, typer.Option(help="Only sessions with this side.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=DATES, help="From this day on.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=DATES, help="Up to this day, included.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest.")] = 20,
) -> None:
    """List the sessions, newest first."""
    from rich.console import Console
    from rich.table import Table

    from coach.io.history import Filter

    with _opened(context) as history:
        who = _person(history, person) if person else None
        which = Filter(who.id if who else None, exercise, side, since and since.date(), until and until.date())
        sessions = history.sessions(which, limit=limit)
        names = {one.id: one.name for one in history.people()}
    if not sessions:
        typer.echo("No sessions were kept." if which == Filter() else "No sessions were kept that match.")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("session", "day", "person", "exercises", "sets", "reps", "good", "not counted"):
        table.add_column(heading, justify="right" if heading in {"session", "sets", "reps", "good", "not counted"} else "left")
    for one in sessions:
        session = one.session
        table.add_row(
            str(session.id),
            f"{session.day:%Y-%m-%d}" + ("" if session.ended_at else " (unfinished)"),
            names[session.person_id],
            ", ".join(one.exercises),
            str(one.sets),
            str(one.reps),
            f"{one.good_reps / one.reps:.0%}" if one.reps else "",
            str(one.not_counted or ""),
        )
    Console().print(table)


@main.command("show")
def show(
    context: typer.Context,
    session: Annotated[int | None, typer.Argument(help="The number of the session; the newest when not given.")] = None,
) -> None:
    """Show one session with all its sets and repetitions."""
    from rich.console import Console
    from rich.table import Table

    from coach.cli.tables import show_record
    from exercises import load

    with _opened(context) as history:
        if session is None:
            newest = history.sessions(limit=1)
            if not newest:
                typer.echo("No sessions were kept.")
                return
            session = newest[0].session.id
        details = history.session(session)
        names = {one.id: one.name for one in history.people()}
    kept = details.session
    console = Console(highlight=False, markup=False)
    console.print(
        f"Session {kept.id}, {names[kept.person_id]}, {kept.started_at:%Y-%m-%d %H:%M}, {kept.source}"
        + ("" if kept.ended_at else " (unfinished)")
    )
    for note in (kept.notes, *(f"Set {one.number}: {one.notes}" for one in details.sets if one.notes)):
        if note:
            console.print(note, style="italic")
    if kept.pain_next_day is not None:
        console.print(f"Pain on the next day: {kept.pain_next_day} of 10")
    table = Table(box=None, pad_edge=False)
    for heading in ("set", "exercise", "side", "reps", "good", "reserve", "pain", "step and load"):
        table.add_column(heading, no_wrap=heading != "step and load")
    for one in details.sets:
        table.add_row(
            str(one.number),
            one.record.exercise,
            one.record.working_side,
            f"{len(one.reps)}" + (f" of {one.target_reps}" if one.target_reps else ""),
            str(sum(rep.good for rep in one.reps)),
            "" if one.reserve is None else str(one.reserve),
            "" if one.pain is None else str(one.pain),
            _step_and_load(one),
        )
    console.print(table)
    show_record(console, replace(details.record, sets=tuple(_timed(one.record) for one in details.sets)), load())


@main.command("export")
def export(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="A file that ends in .json, or a folder.")],
    *,
    kind: Annotated[
        str | None, typer.Option("--format", metavar="json|csv|parquet", help="By the name when not given; csv in a folder.")
    ] = None,
) -> None:
    """Write everything to one JSON file, or into a folder with one CSV or Parquet file per table."""
    from coach.io.history.files import Kind
    from coach.io.history.files import export as write

    chosen = kind or ("json" if target.suffix == ".json" else "csv")
    if chosen not in list(Kind):
        raise typer.BadParameter(f"there is no format '{chosen}'; there are {', '.join(Kind)}.", param_hint="--format")
    with _opened(context) as history:
        write(history, target, Kind(chosen))
    typer.echo(f"Everything is in {target}.")


@main.command("import")
def import_files(
    context: typer.Context,
    sources: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...", help="An export, or results of 'coach analyse --json'.")],
    *,
    person: PersonOption = None,
    recorded: Annotated[
        datetime | None, typer.Option(formats=MOMENTS, help="When it was recorded, in local time; the date of the file when not given.")
    ] = None,
) -> None:
    """Read an export into an empty history, or add results of 'coach analyse --json' to it."""
    from coach.io.history import HistoryError
    from coach.io.history.files import import_export

    failed = False
    with _opened(context) as history:
        for source in sources:
            try:
                document = None if source.is_dir() else _analysis(source)
                if document is None:
                    import_export(history, source)
                    typer.echo(f"{source}: imported.")
                else:
                    moment = (recorded or datetime.fromtimestamp(source.stat().st_mtime)).astimezone()  # noqa: DTZ006 - made aware here
                    typer.echo(f"{source}: kept as session {_keep(history, person, document, moment)}.")
            except HistoryError as error:
                failed = True
                complain(f"{source}: {error}")
    if failed:
        raise typer.Exit(1)


@main.command("erase")
def erase(
    context: typer.Context,
    *,
    session: Annotated[int | None, typer.Option(metavar="NUMBER", help="Erase one session.")] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Erase a person with everything of theirs.")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="Erase everything.")] = False,
    traces: Annotated[bool, typer.Option("--traces", help="Only remove what is left in the file of rows erased before.")] = False,
    yes: YesOption = False,
) -> None:
    """Erase a session, a person or everything, also from the file. It cannot be undone."""
    from coach.io.history import safekeeping

    if sum((session is not None, person is not None, everything, traces)) != 1:
        raise typer.BadParameter("say what to erase: one of --session, --person, --everything and --traces.")
    with _opened(context) as history:
        if traces:
            safekeeping.erase_traces(history)
        elif session is not None:
            day = history.session(session).session.day
            _ask(f"Erase session {session} of {day:%Y-%m-%d} for ever?", yes=yes)
            safekeeping.erase_session(history, session)
        elif person is not None:
            who = _person(history, person)
            _ask(f"Erase {who.name} and all their sessions for ever?", yes=yes)
            safekeeping.erase_person(history, who.id)
        else:
            _ask("Erase everything that was ever kept?", yes=yes)
            safekeeping.erase_everything(history)
        typer.echo("Erased.")
        copies = safekeeping.other_copies(history)
    if copies and not traces:
        typer.echo(f"Older copies are still here, delete them if they should go too: {', '.join(map(str, copies))}")


@main.command("backup")
def backup(context: typer.Context, target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]) -> None:
    """Copy the whole history to one file, also while the coach is running."""
    from coach.io.history import safekeeping

    with _opened(context) as history:
        safekeeping.back_up(history, target)
    typer.echo(f"The history is in {target}.")


@main.command("restore")
def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that 'coach history backup' wrote.")],
    *,
    yes: YesOption = False,
) -> None:
    """Put a backup in the place of the history."""
    from coach.io.history import safekeeping

    with _opened(context, damaged_is_fine=True) as history:
        if history.people():
            _ask("Replace everything in the history by the backup?", yes=yes)
        before = safekeeping.restore(history, source)
    typer.echo(f"The history is as it was in {source}." + (f" What was there before is in {before}." if before else ""))


def _step_and_load(one: KeptSet) -> str:
    band = f"{one.load.band} band" if one.load.band not in {"", "none"} else ""
    named = one.rung if band in one.rung else f"{one.rung}, {band}"
    return " + ".join(filter(None, (named if one.rung else band, f"{one.load.weight_kg:g} kg" if one.load.weight_kg else "")))


def _timed(one: SetRecord) -> SetRecord:
    """A set that was cut off, from its first repetition to its last."""
    if not one.reps:
        return one
    start, end = one.reps[0].start_s, one.reps[-1].end_s
    return replace(one, start_s=start if math.isnan(one.start_s) else one.start_s, end_s=end if math.isnan(one.end_s) else one.end_s)


@contextmanager
def _opened(context: typer.Context, *, damaged_is_fine: bool = False) -> Iterator[History]:
    """The history; what goes wrong with it is one line on standard error and exit status 1."""
    from coach.io.history import DamagedHistory, History, HistoryError

    try:
        try:
            history = History.open(context.obj)
        except DamagedHistory as error:
            if not damaged_is_fine:
                raise
            complain(str(error))
            history = History.open(context.obj)
        with history:
            yield history
    except HistoryError as error:
        complain(str(error))
        raise typer.Exit(1) from None


def _person(history: History, name: str | None) -> Person:
    """The person of that name, or the only one."""
    people = history.people()
    found = [one for one in people if name in {None, one.name}]
    if len(found) != 1:
        there_are = f"there are {', '.join(one.name for one in people)}" if people else "nobody was added yet"
        raise typer.BadParameter(
            f"there is nobody called {name}; {there_are}." if name else f"say whose: {there_are}.", param_hint="--person"
        )
    return found[0]


def _keep(history: History, person: str | None, document: dict[str, Any], moment: datetime) -> int:
    from coach.io.history.analysed import import_analysis

    if not history.people():
        history.add_person(person or FIRST_PERSON)
    return import_analysis(history, _person(history, person).id, document, moment)


def _analysis(source: Path) -> dict[str, Any] | None:
    """The document of a result of `coach analyse`, None for an export."""
    from coach.io.history import HistoryError
    from coach.io.history.files import FORMAT

    try:
        with source.open(encoding="utf-8") as file:
            if FORMAT in file.read(200):
                return None
            file.seek(0)
            document = json.load(file)
    except OSError as error:
        raise HistoryError(f"It could not be read: {error.strerror}.") from error
    except ValueError as error:
        raise HistoryError(f"It is neither an export nor a result of 'coach analyse': {error}.") from error
    return document if isinstance(document, dict) else {}


def _ask(question: str, *, yes: bool) -> None:
    if not yes:
        typer.confirm(question, abort=True)
