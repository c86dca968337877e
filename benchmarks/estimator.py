"""CPU time per frame of the pose estimator, with and without the segmentation branch, in one run.

python -m benchmarks.estimator [VIDEO] [--model full]
"""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from coach.pose import Frame, Pose
from coach.recording.video import read_frames
from models.estimator import MediaPipePose
from models.prune import without_mask
from models.weights import find_weights

SAMPLE = Path(__file__).parents[1] / "coach" / "ui" / "sample" / "clamshell.mp4"


def cpu_ms_per_frame(bundle: bytes, frames: list[Frame]) -> tuple[float, list[Pose]]:
    """Of all threads of this process, without opening the model and without the first frame; and the poses."""
    with MediaPipePose(bundle) as estimator:
        poses = [estimator.estimate(frames[0])]
        begun = time.process_time()
        poses += [estimator.estimate(frame) for frame in frames[1:]]
        return (time.process_time() - begun) * 1000 / (len(frames) - 1), poses


def main(
    video: Annotated[Path, typer.Argument()] = SAMPLE,
    model: Annotated[str, typer.Option()] = "full",
    count: Annotated[int, typer.Option(help="How many frames.")] = 150,
    rounds: Annotated[int, typer.Option(help="How often each, in turn.")] = 3,
) -> None:
    """Print both times, their ratio, and by how much the landmarks differ."""
    with read_frames(video) as source:
        frames = list(islice(source, count))
    whole = find_weights(model).read_bytes()
    runs = [(cpu_ms_per_frame(whole, frames), cpu_ms_per_frame(without_mask(whole), frames)) for _ in range(rounds)]
    untouched, pruned = (median(run[which][0] for run in runs) for which in (0, 1))
    differences = [np.abs(one.image - other.image) for one, other in zip(runs[0][0][1], runs[0][1][1], strict=True)]
    differences += [np.abs(one.world - other.world) for one, other in zip(runs[0][0][1], runs[0][1][1], strict=True)]
    width, height = frames[0].size
    out = Console(soft_wrap=True)
    out.print(f"{model} on {len(frames)} frames of {video.name} ({width}x{height}), CPU per frame, median of {rounds} rounds")
    out.print(f"untouched {untouched:5.1f} ms   pruned {pruned:5.1f} ms   ratio {pruned / untouched:.2f}")
    out.print(f"largest difference of any landmark: {np.nanmax(differences)}")


if __name__ == "__main__":
    typer.run(main)
