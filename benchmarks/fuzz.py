"""Feeds the coach mutated files: `python -m benchmarks.fuzz KIND... --count 1000`. Counts stack traces, hangs and leftovers."""

from __future__ import annotations

from typing import Annotated

import typer

from tests.fuzz import kinds
from tests.fuzz.attempts import run


def main(
    names: Annotated[list[str] | None, typer.Argument(metavar="KIND...", help=f"Of {', '.join(kinds.KINDS)}; all when not given.")] = None,
    count: Annotated[int, typer.Option(help="Attempts of each kind.")] = 1000,
    first: Annotated[int, typer.Option(help="The number of the first attempt, which is its seed.")] = 0,
) -> None:
    """Print the counts, and of what went wrong the number and the last line."""
    for name in names or kinds.KINDS:
        outcome = run(kinds.KINDS[name], range(first, first + count))
        typer.echo(f"{name}: {outcome}")
        for number, trace in outcome.traces.items():
            typer.echo(f"  {number}: {trace.strip().splitlines()[-1][:300]}")
        for number in outcome.hangs:
            typer.echo(f"  {number}: hangs")
        for number, left in outcome.leftovers.items():
            typer.echo(f"  {number}: left {', '.join(left)}")


if __name__ == "__main__":
    typer.run(main)
