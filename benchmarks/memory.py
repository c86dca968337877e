"""Whether the memory of a long recording stays flat: `coach analyse --video` on a film in 1080p that repeats the sample.

python -m benchmarks.memory [VIDEO] [--minutes 3]

The film is made first: VIDEO is enlarged once, and its packets are then written over and over. Prints the largest resident memory of
the command and all its processes, and by how much it grows, fitted over the time after the first third.
"""

from __future__ import annotations

import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import av
import numpy as np
import typer

from benchmarks.processes import cpu_s, family, memory_mb
from benchmarks.video import SAMPLE
from coach.recording.video import read_frames

SIZE: Final = (1920, 1080)
FPS: Final = 30
EVERY_S: Final = 1.0
"""How often the memory is looked at."""
WARM: Final = 1 / 3
"""The share of the time in which models are opened and buffers filled; growth is told from the rest."""


def enlarged(path: Path, video: Path) -> None:
    """Write `video` in 1080p."""
    with av.open(str(video)) as film, av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=FPS, options={"preset": "veryfast", "crf": "23"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number, picture in enumerate(film.decode(video=0)):
            large = picture.reformat(width=SIZE[0], height=SIZE[1], format="yuv420p")
            large.pts, large.time_base = number, Fraction(1, FPS)
            out.mux(stream.encode(large))
        out.mux(stream.encode())


def repeated(path: Path, film: Path, minutes: float) -> None:
    """Write `film` again and again, for so many minutes."""
    with av.open(str(film)) as one:
        stream = one.streams.video[0]
        assert stream.time_base
        assert stream.duration
        packets = [packet for packet in one.demux(stream) if packet.pts is not None]
        times = [(packet.pts, packet.dts) for packet in packets]
        with av.open(str(path), "w") as out:
            copied = out.add_stream_from_template(stream)
            for number in range(max(round(60 * minutes / float(stream.duration * stream.time_base)), 1)):
                for packet, (shown, decoded) in zip(packets, times, strict=True):
                    # the container counts in a unit of its own, into which it turns a packet's times as it writes it
                    packet.stream, packet.time_base = copied, stream.time_base
                    packet.pts, packet.dts = (at + number * stream.duration for at in (shown, decoded or 0))
                    out.mux(packet)


def measure(video: Path, minutes: float) -> dict[str, Any]:
    """All figures."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        enlarged(folder / "one.mp4", video)
        repeated(folder / "long.mp4", folder / "one.mp4", minutes)
        with read_frames(folder / "long.mp4") as film:
            film_s = film.source.duration_s
        words = ["analyse", folder / "long.mp4", "--video", folder / "drawn.mp4", "--json", folder / "result.json", "--quiet"]
        begun = time.monotonic()
        command = subprocess.Popen([sys.executable, "-m", "coach", *words], stdin=subprocess.DEVNULL)  # noqa: S603 (ourselves)
        seen: list[tuple[float, float]] = []
        took_s = 0.0
        while command.poll() is None:
            pids = family(command.pid)
            seen.append((time.monotonic() - begun, memory_mb(pids)))
            took_s = cpu_s(pids) or took_s
            time.sleep(EVERY_S)
        wall_s = time.monotonic() - begun
        assert command.returncode == 0
    at, resident = np.array(seen).T
    warm = at > WARM * wall_s
    growth = float(np.polyfit(at[warm], resident[warm], 1)[0]) * wall_s / (film_s / 60)
    return {"film_s": film_s, "wall_s": wall_s, "cpu_s": took_s, "peak_mb": float(resident.max()), "growth_mb": growth}


def main(
    video: Annotated[Path, typer.Argument()] = SAMPLE,
    minutes: Annotated[float, typer.Option(help="How long the film is.")] = 3,
) -> None:
    """Print all figures."""
    found = measure(video, minutes)
    typer.echo(
        f"{found['film_s'] / 60:.1f} minutes of {SIZE[0]} x {SIZE[1]} with the annotated video, in {found['wall_s'] / 60:.1f} minutes "
        f"({found['cpu_s'] / 60:.1f} of processor time): {found['peak_mb']:.0f} MB at most, "
        f"{found['growth_mb']:+.2f} MB more for each minute of film"
    )


if __name__ == "__main__":
    typer.run(main)
