"""`coach models`: which pose models are here, and fetching them."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.cli.analyse import Model
from coach.cli.deliver import complain

main = typer.Typer(help="List the pose models, or fetch one.", invoke_without_command=True)


@main.callback()
def _list(context: typer.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    from rich.console import Console
    from rich.table import Table

    from models.status import list_models

    table = Table("model", "size", "state", "file", box=None)
    for one in list_models():
        size = f"{one.bytes / 1e6:.1f} MB" if one.bytes is not None else ""
        table.add_row(one.model, size, "ready" if one.is_checked else "absent" if one.bytes is None else "damaged", str(one.path))
    Console().print(table)


@main.command("fetch")
def fetch(model: Annotated[Model, typer.Argument(help="Which model.")] = Model.FULL) -> None:
    """Fetch a pose model, so that the coach works without a network afterwards."""
    from coach.cli.progress import download_progress
    from models.status import fetch_model
    from models.weights import WeightsUnavailable

    try:
        with download_progress(quiet=False) as fetching:
            status = fetch_model(model.value, progress=fetching)
    except WeightsUnavailable as error:
        complain(str(error))
        raise typer.Exit(1) from None
    typer.echo(f"{status.model} is ready: {status.path}")
