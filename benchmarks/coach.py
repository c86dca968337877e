"""How many milliseconds `Coach.see` takes for each pose of a recorded track.

python -m benchmarks.coach [TRACK]
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from coach.coaching.coach import Coach
from coach.pose import Pose
from coach.recording.tracks import read_track
from exercises import load

TRACK = Path(__file__).parents[1] / "tests" / "data" / "tracks" / "clamshell.npz"
TARGET_MS = 0.3


def ms_per_pose(poses: tuple[Pose, ...]) -> list[float]:
    """CPU time of this thread for each pose in turn, on which other work of the machine has little influence."""
    coach, spent = Coach(load()), []
    for pose in poses:
        begun = time.thread_time_ns()
        coach.see(pose)
        spent.append((time.thread_time_ns() - begun) / 1e6)
    return spent


def main(
    track: Annotated[Path, typer.Argument()] = TRACK, rounds: Annotated[int, typer.Option(help="How often the whole track.")] = 5
) -> None:
    """Print median and 95th percentile over all poses and rounds, and the slowest pose of the quickest round."""
    poses = read_track(track).poses
    runs = [ms_per_pose(poses) for _ in range(rounds)]
    middle, high = np.percentile(runs, [50, 95])
    out = Console(soft_wrap=True)
    out.print(f"Coach.see on {len(poses)} poses of {track.name}, {rounds} rounds, CPU time per pose")
    out.print(
        f"median {middle:.3f} ms (target {TARGET_MS} ms)   95 % within {high:.3f} ms   slowest {min(max(run) for run in runs):.1f} ms"
    )


if __name__ == "__main__":
    typer.run(main)
