"""How a command opens the history, and asks before it does what cannot be undone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from coach.cli.deliver import complain

if TYPE_CHECKING:
    from coach.history import History


@contextmanager
def opened(context: typer.Context, *, damaged_is_fine: bool = False) -> Iterator[History]:
    """The history; what goes wrong with it is one line on standard error and exit status 1."""
    from coach.history import DamagedHistory, History

    with _errors_said():
        try:
            history = History.open(context.obj)
        except DamagedHistory as error:
            if not damaged_is_fine or error.kept_as is None:
                raise
            complain(str(error))
            history = History.open(context.obj)
        with history:
            yield history


@contextmanager
def opened_to_read(context: typer.Context) -> Iterator[History]:
    """The history as it can be read, also from a disk that is full or may not be written to."""
    from coach.history import reading_only

    with _errors_said(), reading_only.opened_to_read(context.obj) as history:
        yield history


@contextmanager
def _errors_said() -> Iterator[None]:
    from coach.history import HistoryError

    try:
        yield
    except HistoryError as error:
        complain(str(error))
        raise typer.Exit(1) from None


def ask(question: str, *, yes: bool) -> None:
    """Ask at the terminal, unless `yes` says so already. Raises `typer.Abort`, and `typer.BadParameter` where nobody can be asked."""
    if not yes and sys.stdin is None:
        raise typer.BadParameter("there is nobody to ask; --yes does it without asking.", param_hint="--yes")
    if not yes:
        typer.confirm(question, abort=True)
