"""What is gained where nothing moves: a film that is half rest, analysed with every picture and with those skipped that hardly differ.

python -m benchmarks.skipping [VIDEO] [--rounds 3]
python -m benchmarks.skipping --compare FOLDER

The film is VIDEO and then for as long its last picture, twice, as sets and rests are, all with the noise of a camera, at three
sizes. "Decoding" only decodes. With --compare all videos of a folder are analysed three times, and what comes out is compared: with
every picture, with skipping, and with every picture but the first, which tells how much the pose model's landmarks depend on chance.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import av
import cv2
import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.figures import spread
from benchmarks.rates import pairs
from benchmarks.video import EXERCISES, SAMPLE
from coach.coaching.coach import Coach
from coach.pose import Frame, Pose, PoseEstimator
from coach.recording.analysis import analyse_video
from coach.recording.cores import cores
from coach.recording.video import read_frames
from coach.records import Session
from models.estimator import EstimatorPool
from models.skipping import OpenEstimator

SIZES: Final = ((640, 480), (1280, 720), (1920, 1080))
NOISE: Final = 2.0
"""Grey levels: standard deviation of each pixel's noise in the camera, before the video is coded."""
FPS: Final = 30
PART_S: Final = 30.0
"""Seconds of each set, and of each rest, at most."""
SETS: Final = 2
"""So many that each of two cores has some of both: a film is analysed in segments. And so few that a round is short: where others use the
same machine, its speed changes by half from one minute to the next."""
WAYS: Final = ("every picture", "skipping", "decoding")


def half_rest(path: Path, video: Path, size: tuple[int, int]) -> None:
    """Write the film, 30 pictures a second."""
    random = np.random.default_rng(1)
    noises = [random.normal(0, NOISE, (size[1], size[0], 3)).round().astype(np.int8) for _ in range(8)]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height = size
        stream.pix_fmt, stream.options = "yuv420p", {"preset": "veryfast", "crf": "23"}
        count = 0

        def write(pixels: NDArray[np.uint8]) -> None:
            nonlocal count
            noisy = cv2.add(pixels, noises[count % len(noises)], dtype=cv2.CV_8U).astype(np.uint8, copy=False)
            picture = av.VideoFrame.from_ndarray(noisy, format="rgb24")
            picture.pts, picture.time_base = count, Fraction(1, FPS)
            container.mux(stream.encode(picture))
            count += 1

        for _ in range(SETS):
            begun = count
            with read_frames(video) as film:
                for frame in takewhile(lambda frame: frame.time < PART_S, film):
                    shown = cv2.resize(frame.pixels, size, interpolation=cv2.INTER_AREA)
                    while (count - begun) / FPS <= frame.time:
                        write(shown)
            for _ in range(count - begun):
                write(shown)
        container.mux(stream.encode())


def decode(path: Path) -> None:
    """Decode all pictures, as an analysis does."""
    with read_frames(path, threads=1) as video:
        for _ in video.pictures():
            pass


def speeds(video: Path, rounds: int) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Seconds on the clock and of processor time for each size and way, in each of the rounds.

    The ways alternate, each second round backwards, so that a machine that gets slower meanwhile favours none.
    """
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    with TemporaryDirectory() as folder, EstimatorPool() as estimators:
        for size in SIZES:
            path = Path(folder) / f"{size[0]}.mp4"
            half_rest(path, video, size)
            does: dict[str, Callable[[], object]] = {
                "every picture": lambda path=path: _analyse(path, estimators.open, every_picture=True),  # type: ignore[misc]
                "skipping": lambda path=path: _analyse(path, estimators.open),  # type: ignore[misc]
                "decoding": lambda path=path: decode(path),  # type: ignore[misc]
            }
            does["skipping"]()  # opens the models
            runs = found[f"{size[0]} x {size[1]}"] = {way: [] for way in WAYS}
            for number in range(rounds):
                for way in WAYS[:: -1 if number % 2 else 1]:
                    wall, cpu = time.monotonic(), time.process_time()
                    does[way]()
                    runs[way].append((time.monotonic() - wall, time.process_time() - cpu))
    return found


def gains(ways: Mapping[str, Sequence[Sequence[float]]]) -> tuple[list[float], list[float], list[float]]:
    """What each round of `speeds` gained at one size.

    How many times quicker skipping is, on the clock and by processor time, and its share of what decoding allows, by processor time:
    all of decoding, and half of what every picture takes besides.
    """
    quicker, quicker_cpu, share = [], [], []
    for (every, every_cpu), (skips, skips_cpu), (_, decoding_cpu) in zip(*(ways[way] for way in WAYS), strict=True):
        quicker.append(every / skips)
        quicker_cpu.append(every_cpu / skips_cpu)
        share.append((decoding_cpu + (every_cpu - decoding_cpu) / 2) / skips_cpu)
    return quicker, quicker_cpu, share


def _analyse(path: Path, open_estimator: OpenEstimator, *, every_picture: bool = False) -> Session:
    return analyse_video(path, open_estimator, lambda: Coach(EXERCISES), every_picture=every_picture, workers=cores()).session


@dataclass
class _WithoutFirst:
    """Does not look at the first picture."""

    estimator: PoseEstimator
    is_first: bool = True

    def estimate(self, frame: Frame) -> Pose:
        if self.is_first:
            self.is_first = False
            return Pose.nobody(frame.time, frame.size)
        return self.estimator.estimate(frame)

    def close(self) -> None:
        self.estimator.close()


def compare(folder: Path) -> dict[str, dict[str, Any]]:
    """How what comes out of the folder's videos differs from what every picture gives, with skipping and without the first picture."""
    found: dict[str, list[tuple[Session, Session]]] = {"skipping": [], "without the first picture": []}
    with EstimatorPool() as estimators:

        @contextmanager
        def without_first() -> Iterator[PoseEstimator]:
            with estimators.open() as estimator:
                yield _WithoutFirst(estimator)

        for path in sorted(folder.glob("*.mp4")):
            every = _analyse(path, estimators.open, every_picture=True)
            found["skipping"].append((every, _analyse(path, estimators.open)))
            found["without the first picture"].append((every, _analyse(path, without_first, every_picture=True)))
    return {name: _differences(sessions) for name, sessions in found.items()}


def _differences(sessions: list[tuple[Session, Session]]) -> dict[str, Any]:
    both = [pair for whole, other in sessions for pair in pairs(whole, other)]
    gaps = [abs(getattr(one, name) - getattr(other, name)) for one, other in both for name in ("concentric_s", "hold_s", "eccentric_s")]
    return {
        "videos": len(sessions),
        "repetitions": sum(len(whole.reps) for whole, _ in sessions),
        "videos with another count": sum(len(whole.reps) != len(other.reps) for whole, other in sessions),
        "repetitions with other findings": sum({f.check for f in one.findings} != {f.check for f in other.findings} for one, other in both),
        "durations differ by, median s": float(np.median(gaps)),
        "95 % within, s": float(np.percentile(gaps, 95)),
    }


def main(
    video: Annotated[Path, typer.Argument()] = SAMPLE,
    rounds: Annotated[int, typer.Option(help="How often each, in turn.")] = 3,
    folder: Annotated[Path | None, typer.Option("--compare", help="Compare what comes out of these videos instead.")] = None,
) -> None:
    """Print how much quicker skipping is, and how near to decoding alone; or what differs."""
    console = Console(width=150)
    if folder:
        table = Table("", *(differences := compare(folder))["skipping"])
        for name, one in differences.items():
            table.add_row(name, *(f"{value:.3f}" if isinstance(value, float) else str(value) for value in one.values()))
        console.print(table)
        return
    table = Table("", *(f"{way}: wall s, CPU s" for way in WAYS), "times quicker: wall", "CPU", "share of what decoding allows: CPU")
    for size, ways in speeds(video, rounds).items():
        seconds = (f"{median(wall for wall, _ in ones):.1f}, {median(cpu for _, cpu in ones):.1f}" for ones in ways.values())
        table.add_row(size, *seconds, *(spread(ratios) for ratios in gains(ways)))
    console.print(f"A film that is half rest; {cores()} cores, {rounds} rounds, median (range)", table)


if __name__ == "__main__":
    typer.run(main)
