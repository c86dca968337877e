"""A folder of videos with one job and with several, alternating, as whole commands.

python -m benchmarks.folder [FOLDER] [--rounds 2]

Without FOLDER, 24 copies of the sample. Prints how many times faster each number of jobs is than one, and the CPU time, which should be equal.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.figures import spread
from benchmarks.video import SAMPLE
from coach.recording.cores import cores

COPIES = 24


def run(folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds on the clock, and of CPU, of analysing `folder`."""
    with TemporaryDirectory() as out:
        words = [sys.executable, "-m", "coach", "analyse", str(folder), "--jobs", str(jobs), "--json", f"{out}/", "--quiet"]
        wall, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(words, check=True)  # noqa: S603 (ourselves)
        wall, after = time.monotonic() - wall, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(
    folder: Annotated[Path | None, typer.Argument(exists=True, file_okay=False)] = None,
    rounds: Annotated[int, typer.Option(help="How often each, in turn.")] = 2,
) -> None:
    """Print what each number of jobs takes."""
    with TemporaryDirectory() as made:
        if folder is None:
            folder = Path(made)
            for number in range(COPIES):
                shutil.copy(SAMPLE, folder / f"{number:02}.mp4")
        counts = sorted({1, 2, cores()})
        runs: dict[int, list[tuple[float, float]]] = {jobs: [] for jobs in counts}
        for _ in range(rounds):
            for jobs in counts:
                runs[jobs].append(run(folder, jobs))
    table = Table("jobs", "wall s", "CPU s", "times faster than 1 job")
    for jobs, ones in runs.items():
        faster = [one[0] / here[0] for one, here in zip(runs[1], ones, strict=True)]
        table.add_row(
            str(jobs),
            f"{median(wall for wall, _ in ones):.1f}",
            f"{median(cpu for _, cpu in ones):.1f}",
            spread(faster),
        )
    Console(width=120).print(f"{cores()} cores, {rounds} rounds; median (smallest to largest)", table)


if __name__ == "__main__":
    typer.run(main)
