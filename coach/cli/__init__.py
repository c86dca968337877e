"""The command line: `coach analyse | replay | history | models | diagnose | app | live`. What a command needs is imported when it runs, so that help is quick."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from coach import __version__
from coach.cli import analyse, app, diagnose, history, live, models, replay

main = typer.Typer(
    name="coach",
    help="Counts, times and judges gluteus-medius exercises, on your own computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
main.command("analyse")(analyse.analyse)
main.command("replay")(replay.replay_tracks)
main.add_typer(history.main, name="history")
main.add_typer(models.main, name="models")
main.command("diagnose")(diagnose.diagnose)
main.command("app")(app.app)
main.command("live")(live.live)


def _show_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"coach {__version__}")
        raise typer.Exit


@main.callback()
def _coach(
    *,
    version: Annotated[  # noqa: ARG001 - its callback shows it
        bool, typer.Option("--version", callback=lambda wanted: _show_version(wanted=wanted), is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    # a terminal that cannot show a character, or a file name that is no text, must not end a command
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
