"""`python -m benchmarks.picture FILM TRACK`: what measuring the picture itself costs, part by part, beside the poses of a saved track.

Processor time, so that other programs do not count, on one OpenCV thread; every part is timed by itself, in the same run.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from coach.recording.tracks import read_track
from coach.recording.video import read_frames
from models.picture_measures import PictureMeasures, grey_of

PARTS = {
    "the trunk's surface and the background": (PictureMeasures, "_surface"),
    "the feet": (PictureMeasures, "_feet_changed"),
    "the motion": (PictureMeasures, "_motion"),
}


def main(
    film: Annotated[Path, typer.Argument(help="A film.")],
    track: Annotated[Path, typer.Argument(help="Its poses.")],
) -> None:
    """Print the milliseconds of processor time a picture, in all and of each part."""
    poses = {round(pose.time, 3): pose for pose in read_track(track).poses}
    with read_frames(film) as video:
        pairs = [(poses[round(frame.time, 3)], frame) for frame in video if round(frame.time, 3) in poses]
    spent: Counter[str] = Counter()
    for words, (owner, name) in PARTS.items():
        setattr(owner, name, _timed(getattr(owner, name), words, spent))
    measures, small_s, again_s, all_s = PictureMeasures(), 0.0, 0.0, 0.0
    for pose, frame in pairs:
        began = time.process_time()
        grey = grey_of(frame)
        again = time.process_time()
        grey_of(frame)  # as where pictures may be skipped: there two look at it
        between = time.process_time()
        again_s += between - again
        measures.measure(replace(pose, picture=None), grey)
        small_s, all_s = small_s + again - began, all_s + time.process_time() - between
    each = 1000 / len(pairs)
    typer.echo(f"{len(pairs)} pictures; milliseconds of processor time a picture")
    typer.echo(f"  made small and grey   {small_s * each:.2f}, and {again_s * each:.3f} when it is wanted again")
    typer.echo(f"  measured, in all      {all_s * each:.2f}")
    for words, seconds in spent.items():
        typer.echo(f"    of it {words:<40} {seconds * each:.2f}")
    typer.echo(f"    of it {'the blur and what all share':<40} {(all_s - sum(spent.values())) * each:.2f}")


def _timed(function: Callable[..., Any], words: str, spent: Counter[str]) -> Callable[..., Any]:
    def timed(*arguments: object) -> object:
        began = time.process_time()
        try:
            return function(*arguments)
        finally:
            spent[words] += time.process_time() - began

    return timed


if __name__ == "__main__":
    typer.run(main)
