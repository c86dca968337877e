"""`coach models`: which pose models are here, and fetching them."""

from __future__ import annotations

import os
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
    from models.weights import FILE_VARIABLE

    models = list_models()
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("model")
    table.add_column("size", justify="right")
    table.add_column("state")
    for one in models:
        size = "" if one.bytes is None else f"{one.bytes / 1e6:.1f} MB"
        absent = f"not here yet: coach models fetch {one.model}"
        damaged = f"damaged: delete {one.path.name} and fetch it again"
        table.add_row(one.model, size, absent if one.bytes is None else f"ready ({one.origin})" if one.is_checked else damaged)
    console = Console(highlight=False)
    console.print(table)
    console.print(f"\nin {models[0].path.parent}", soft_wrap=True)
    if named := os.environ.get(FILE_VARIABLE):
        console.print(f"{FILE_VARIABLE} is set, so {named} is used instead of any of them", soft_wrap=True)


@main.command("fetch")
def fetch(model: Annotated[Model, typer.Argument(help="Which model.")] = Model.FULL) -> None:
    """Fetch a pose model, so that the coach works without a network afterwards."""
    from coach.cli.progress import download_progress
    from models.libraries import SystemLibraryMissing
    from models.status import fetch_model
    from models.weights import WeightsUnavailable

    try:
        with download_progress(quiet=False) as fetching:
            status = fetch_model(model.value, progress=fetching)
    except (WeightsUnavailable, SystemLibraryMissing) as error:
        complain(str(error))
        raise typer.Exit(1) from None
    typer.echo(f"{status.model} is ready: {status.path}")
