"""`coach history`: shows, exports, imports, backs up, restores and erases what was kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

import typer

from coach.cli.deliver import complain
from coach.cli.history_opened import ask, opened, opened_to_read

main = typer.Typer(help="Show, export, back up and erase what was kept.", no_args_is_help=True)

DATES: Final = ["%Y-%m-%d"]
MOMENTS: Final = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]

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
    side: Annotated[Literal["left", "right"] | None, typer.Option(help="Only sessions with this side.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=DATES, help="From this day on.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=DATES, help="Up to this day, included.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest.")] = 20,
) -> None:
    """List the sessions, newest first."""
    from coach.cli.history_people import person_called
    from coach.cli.history_tables import show_sessions
    from coach.history import Filter
    from coach.pose import Side
    from exercises import load

    with opened_to_read(context) as history:
        who = person_called(history, person) if person else None
        which = Filter(who.id if who else None, exercise, Side(side) if side else None, since and since.date(), until and until.date())
        sessions = history.sessions(which, limit=limit)
        names = {one.id: one.name for one in history.people()}
    if not sessions:
        typer.echo("No sessions were kept." if which == Filter() else "No sessions were kept that match.")
        return
    show_sessions(sessions, names, load())


@main.command("show")
def show(
    context: typer.Context,
    session: Annotated[int | None, typer.Argument(help="The number of the session; the newest when not given.")] = None,
) -> None:
    """Show one session with all its sets and repetitions."""
    from coach.cli.history_tables import show_session
    from coach.handout.corrected import corrected_in_words
    from exercises import load

    with opened_to_read(context) as history:
        if session is None:
            newest = history.sessions(limit=1)
            if not newest:
                typer.echo("No sessions were kept.")
                return
            session = newest[0].session.id
        details = history.session(session)
        names = {one.id: one.name for one in history.people()}
        corrected = corrected_in_words(history, session)
    show_session(details, names[details.session.person_id], load(), corrected)


@main.command("export")
def export(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="A file that ends in .json or .zip, or a folder.")],
    *,
    kind: Annotated[
        str | None, typer.Option("--format", metavar="json|csv|parquet", help="By the name when not given; csv in a folder.")
    ] = None,
) -> None:
    """Write everything to one JSON file, or into a folder with one CSV or Parquet file per table."""
    from coach.history.files import ExportFormat
    from coach.history.files import export as write
    from coach.history.zipped import export_zipped

    chosen = kind or ("json" if target.suffix == ".json" else "csv")
    if chosen not in list(ExportFormat):
        raise typer.BadParameter(f"there is no format '{chosen}'; there are {', '.join(ExportFormat)}.", param_hint="--format")
    with opened_to_read(context) as history:
        (export_zipped if target.suffix == ".zip" else write)(history, target, ExportFormat(chosen))
    typer.echo(f"Everything is in {target}.")


@main.command("report")
def report(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The page to write, which ends in .html.")],
    *,
    session: Annotated[int | None, typer.Option(metavar="NUMBER", help="About this session.")] = None,
    compare: Annotated[int | None, typer.Option(metavar="NUMBER", help="And about this one beside it.")] = None,
    person: PersonOption = None,
    since: Annotated[
        datetime | None, typer.Option(formats=DATES, help="About the time from this day on; four weeks when not given.")
    ] = None,
    until: Annotated[datetime | None, typer.Option(formats=DATES, help="Up to this day, included; today when not given.")] = None,
) -> None:
    """Write a page to print for a physiotherapist: about a session, two beside each other, or some weeks."""
    from coach.cli.history_report import write_report
    from coach.recording.refusals import not_written

    with opened_to_read(context) as history:
        try:
            write_report(history, target, session=session, compare=compare, person=person, since=since, until=until)
        except OSError as error:
            complain(not_written(f"The page {target}", error))
            raise typer.Exit(1) from None
    typer.echo(f"The page is in {target}: open it in a browser to print it.")


@main.command("prescription")
def prescription(
    context: typer.Context,
    *,
    read: Annotated[Path | None, typer.Option("--import", metavar="FILE", help="Keep this prescription (.json) from now on.")] = None,
    write: Annotated[Path | None, typer.Option("--export", metavar="FILE", help="Write the one that is kept to this file.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Go by none from now on.")] = False,
    person: PersonOption = None,
) -> None:
    """Keep, write or remove what a physiotherapist prescribed; without an option, say it."""
    from coach.cli.history_prescription import import_prescription, remove_prescription, show_prescription, write_prescription

    if sum((read is not None, write is not None, remove)) > 1:
        raise typer.BadParameter("say one of --import, --export and --remove.")
    if read or remove:
        with opened(context) as history:
            typer.echo(import_prescription(history, person, read) if read else remove_prescription(history, person))
    else:
        with opened_to_read(context) as history:
            typer.echo(write_prescription(history, person, write) if write else show_prescription(history, person))


@main.command("import")
def import_files(
    context: typer.Context,
    sources: Annotated[
        list[Path], typer.Argument(metavar="FILE|FOLDER...", help="An export, also a zipped one, or results of 'coach analyse --json'.")
    ],
    *,
    person: PersonOption = None,
    recorded: Annotated[
        datetime | None, typer.Option(formats=MOMENTS, help="When it was recorded, in local time; the date of the file when not given.")
    ] = None,
    tracks: Annotated[
        bool | None,
        typer.Option(
            "--tracks/--no-tracks",
            help="Keep the movement too, for replays: from the track (.npz) that 'coach analyse --track' wrote under the same name "
            "beside the result. As the person has set it when not given.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read an export into an empty history, or add results of 'coach analyse --json' to it."""
    from coach.cli.history_import import keep_analysis, moment_of
    from coach.history import HistoryError
    from coach.history.import_analysis import analysis_in
    from coach.history.imports import import_export
    from coach.history.zipped import is_zipped

    failed = False
    with opened(context) as history:
        for source in sources:
            try:
                document = None if source.is_dir() or is_zipped(source) else analysis_in(source)
                if document is None:
                    import_export(history, source)
                    typer.echo(f"{source}: imported.")
                else:
                    moment = moment_of(recorded or source.stat().st_mtime)
                    typer.echo(f"{source}: {keep_analysis(history, source, document, moment, person=person, tracks=tracks)}")
            except HistoryError as error:
                failed = True
                is_named = str(error).startswith((str(source), source.name))
                complain(str(error) if is_named else f"{source}: {error}")
    if failed:
        raise typer.Exit(1)


@main.command("erase")
def erase(
    context: typer.Context,
    *,
    session: Annotated[int | None, typer.Option(metavar="NUMBER", help="Erase one session.")] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Erase a person with everything of theirs.")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="Erase everything.")] = False,
    tracks: Annotated[
        str | None, typer.Option("--tracks", metavar="NAME", help="Erase the movements that were kept of a person, not the repetitions.")
    ] = None,
    traces: Annotated[bool, typer.Option("--traces", help="Only remove what is left in the file of rows erased before.")] = False,
    yes: YesOption = False,
) -> None:
    """Erase a session, a person or everything, also from the file. It cannot be undone."""
    from coach.cli.history_people import person_called
    from coach.history import erasing

    if sum((session is not None, person is not None, tracks is not None, everything, traces)) != 1:
        raise typer.BadParameter("say what to erase: one of --session, --person, --tracks, --everything and --traces.")
    with opened(context) as history:
        if traces:
            erasing.erase_traces(history)
        elif session is not None:
            day = history.session(session).session.day
            ask(f"Erase session {session} of {day:%Y-%m-%d} for ever?", yes=yes)
            erasing.erase_session(history, session)
        elif person is not None:
            who = person_called(history, person)
            ask(f"Erase {who.name} and all their sessions for ever?", yes=yes)
            erasing.erase_person(history, who.id)
        elif tracks is not None:
            who = person_called(history, tracks)
            ask(f"Erase all movements kept of {who.name}, so that nothing can be replayed?", yes=yes)
            erasing.erase_tracks(history, who.id)
        else:
            ask("Erase everything that was ever kept?", yes=yes)
            erasing.erase_everything(history)
        typer.echo("Erased.")
        copies = erasing.other_copies(history)
    if copies and not traces:
        typer.echo(f"Older copies are still here, delete them if they should go too: {', '.join(map(str, copies))}")


@main.command("backup")
def backup(context: typer.Context, target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]) -> None:
    """Copy the whole history to one file, also while the coach is running."""
    from coach.history.backup import back_up

    with opened_to_read(context) as history:
        back_up(history, target)
    typer.echo(f"The history is in {target}.")


@main.command("restore")
def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that 'coach history backup' wrote.")],
    *,
    yes: YesOption = False,
) -> None:
    """Put a backup in the place of the history."""
    from coach.history.backup import restore as put_back

    with opened(context, damaged_is_fine=True) as history:
        if history.people():
            ask("Replace everything in the history by the backup?", yes=yes)
        before = put_back(history, source)
    typer.echo(f"The history is as it was in {source}." + (f" What was there before is in {before}." if before else ""))
