"""Recorded videos: ours beside the plain loop of a tutorial and beside the floor, on the same video, alternating, each in a process of its own.

python -m benchmarks.video [VIDEO] [--rounds 3]

Plain: cv2.VideoCapture, the landmarker on every frame, drawing, cv2.VideoWriter. Floor: decoding every frame and the pruned network on
those that are analysed, nothing else, in one thread and in one for each core, of which none reads anything twice. Cores that work at once
share caches and memory, so the same work takes more CPU time then: ours is compared with the floor on all cores, the plain loop with that
in one thread. "If no core idled" says how many times real time the CPU time would allow on all cores. The machine may be shared, so look
at the CPU time beside the wall time.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated
from unittest.mock import patch

import cv2
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.figures import spread
from coach.coaching.coach import Coach
from coach.pose import BONES, Frame
from coach.recording.analysis import analyse_video
from coach.recording.cores import cores
from coach.recording.overlay import Overlay
from coach.recording.planes import canvas_on
from coach.recording.sampling import RATE_HZ, Sampling
from coach.recording.video import read_frames
from coach.recording.video_writer import write_video
from exercises import load
from models.estimator import EstimatorPool, MediaPipePose, open_estimator
from models.picture_measures import PictureMeasures
from models.weights import find_weights

SAMPLE = Path(__file__).parents[1] / "coach" / "ui" / "sample" / "clamshell.mp4"
EXERCISES = load()


def plain(video: Path, out: Path) -> int:
    """What a tutorial has."""
    capture = cv2.VideoCapture(str(video))
    fps = capture.get(cv2.CAP_PROP_FPS)
    size = int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)), int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT))
    writer = cv2.VideoWriter(str(out), cv2.VideoWriter_fourcc(*"mp4v"), fps, size)
    count = 0
    with MediaPipePose(find_weights("full").read_bytes()) as landmarker:
        while True:
            there, picture = capture.read()
            if not there:
                break
            pose = landmarker.estimate(Frame(count / fps, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)))
            if pose.is_seen:
                places = [(int(x * size[0]), int(y * size[1])) for x, y in pose.image[:, :2]]
                for start, end in BONES:
                    cv2.line(picture, places[start], places[end], (255, 255, 255), 2)
                for place in places:
                    cv2.circle(picture, place, 4, (0, 255, 0), -1)
            writer.write(picture)
            count += 1
    writer.release()
    return count


def floor(video: Path, rate_hz: float | None, threads: int) -> int:
    """Decoding, and the network where it has to run, in so many threads, each of which has as much of the video."""
    with read_frames(video, threads=1) as whole:
        source = whole.source
    sampling, length_s = Sampling.to(rate_hz, fps=source.fps), source.duration_s / threads

    def stretch(number: int) -> int:
        start_s, end_s = number * length_s, (number + 1) * length_s if number + 1 < threads else math.inf
        count = 0
        with read_frames(video, threads=1) as part, estimators.open() as estimator:
            for at_s, picture in part.pictures_from(start_s, sampling):
                if at_s >= end_s:
                    break
                count += 1
                if picture:
                    estimator.estimate(picture.frame())
        return count

    with EstimatorPool() as estimators, ThreadPoolExecutor(threads) as executor:
        return sum(executor.map(stretch, range(threads)))


def ours(video: Path, rate_hz: float | None, annotated: Path | None) -> int:
    """`coach analyse`, without its imports."""
    with EstimatorPool() as estimators:
        analysis = analyse_video(
            video, estimators.open, lambda: Coach(EXERCISES), rate_hz=rate_hz, workers=cores(), annotated=annotated, exercises=EXERCISES
        )
    return analysis.source.frames


def without_surface(video: Path) -> int:
    """Ours on every frame, but nothing is measured in the pictures beside the landmarks."""
    with patch.object(PictureMeasures, "measure", lambda _, pose, __: pose):
        return ours(video, None, None)


KINDS: dict[str, Callable[[Path, Path], int]] = {
    "plain loop": plain,
    "ours, every frame, annotated": lambda video, out: ours(video, None, out),
    "ours, annotated": lambda video, out: ours(video, RATE_HZ, out),
    "ours, every frame": lambda video, _: ours(video, None, None),
    "ours, every frame, without the surface": lambda video, _: without_surface(video),
    "ours": lambda video, _: ours(video, RATE_HZ, None),
    "floor, every frame, one thread": lambda video, _: floor(video, None, 1),
    "floor, every frame": lambda video, _: floor(video, None, cores()),
    "floor": lambda video, _: floor(video, RATE_HZ, cores()),
}


def run(kind: str, video: Path) -> dict[str, float]:
    """One run in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.video", str(video), "--one", kind]
    measured: dict[str, float] = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603 (ourselves)
    return measured


def measure(kind: str, video: Path) -> None:
    """Do one run here and print what it took."""
    with TemporaryDirectory() as folder:
        wall, cpu = time.monotonic(), time.process_time()
        frames = KINDS[kind](video, Path(folder) / "out.mp4")
        took = {"wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    typer.echo(json.dumps({**took, "frames": frames, "peak_mb": peak_mb}))


def shares(video: Path, most: int = 600) -> dict[str, float]:
    """CPU seconds of each stage of the annotated analysis, one after the other in one thread, over the first frames."""
    spent: dict[str, float] = dict.fromkeys(("decode", "detect", "coach", "draw", "encode"), 0.0)

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        spent[stage] += time.process_time() - begun

    coach, overlay = Coach(EXERCISES), Overlay(EXERCISES)
    with (
        TemporaryDirectory() as folder,
        read_frames(video, threads=1) as source,
        open_estimator() as estimator,
        write_video(Path(folder) / "out.mp4", fps=source.source.fps) as writer,
    ):
        pictures = Sampling.to(RATE_HZ, fps=source.source.fps).of(source.pictures())
        for _ in range(most):
            with timed("decode"):
                picture, is_taken = next(pictures, (None, False))
                if picture is None:
                    break
                frame = picture.frame() if is_taken else None
            if frame:
                with timed("detect"):
                    pose = estimator.estimate(frame)
                with timed("coach"):
                    feedback = coach.see(pose)
            with timed("draw"):
                drawn = picture.yuv()
                overlay.draw(canvas_on(drawn), feedback)
            with timed("encode"):
                writer.write(picture.time, drawn)
    return spent


def main(
    video: Annotated[Path, typer.Argument()] = SAMPLE,
    rounds: Annotated[int, typer.Option(help="How often each, in turn.")] = 3,
    one: Annotated[str | None, typer.Option(help="Do only this, here.")] = None,
) -> None:
    """Print what each takes, and the ratios with their spread."""
    if one:
        measure(one, video)
        return
    with read_frames(video) as source:
        facts = source.source
    runs: dict[str, list[dict[str, float]]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind in KINDS:
            runs[kind].append(run(kind, video))
    table = Table("", "wall s", "x real time", "if no core idled", "CPU ms a frame", "cores", "peak MB", "x plain", "CPU over its floor")
    for kind, ones in runs.items():
        base = runs[_floor_of(kind)]
        table.add_row(
            kind,
            spread([one["wall"] for one in ones]),
            spread([facts.duration_s / one["wall"] for one in ones]),
            f"{median(cores() * facts.duration_s / one['cpu'] for one in ones):.2f}",
            spread([1000 * one["cpu"] / one["frames"] for one in ones]),
            spread([one["cpu"] / one["wall"] for one in ones]),
            f"{max(one['peak_mb'] for one in ones):.0f}",
            spread([there["wall"] / here["wall"] for there, here in zip(runs["plain loop"], ones, strict=True)]),
            spread([here["cpu"] / least["cpu"] for least, here in zip(base, ones, strict=True)]),
        )
    console = Console(width=170)
    console.print(
        f"{facts.name}, {facts.duration_s:.1f} s, {facts.width}x{facts.height}, {facts.fps:g} fps; {cores()} cores, {rounds} rounds"
    )
    console.print("Median (smallest to largest).", table)
    spent = shares(video)
    total = sum(spent.values())
    console.print("Shares of CPU, annotated:", ", ".join(f"{stage} {seconds / total:.0%}" for stage, seconds in spent.items()))


def _floor_of(kind: str) -> str:
    if kind == "plain loop" or "one thread" in kind:
        return "floor, every frame, one thread"
    return "floor, every frame" if "every" in kind else "floor"


if __name__ == "__main__":
    typer.run(main)
