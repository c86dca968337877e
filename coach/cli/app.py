"""`coach app`: the web app."""

from __future__ import annotations

from typing import Annotated

import typer


def app(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the app listens, on this computer only.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the app in the browser.")] = True,
) -> None:
    """Start the web app and open it in the browser."""
    typer.echo("Starting the app. Ctrl+C ends it.")

    from coach.ui.launch import run  # Streamlit takes its time

    run(port=port, browser=browser)
