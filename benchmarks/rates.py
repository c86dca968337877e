"""How many pictures a second are enough: saved tracks with every picture, thinned, against themselves.

python -m benchmarks.rates FOLDER [--out FOLDER]

Prints for each rate in how many tracks the number of repetitions is another, how many findings differ, and by how much the times differ.
With --out the results are written as coach.analysis/1, a folder for each rate, for those who have the truth to score them against.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from coach.coaching.coach import Coach
from coach.recording.sampling import Sampling
from coach.recording.tracks import Track, read_track, replay
from coach.records import Rep, Session
from coach.report.codec import as_json
from exercises import load

RATES = (30.0, 20.0, 15.0, 12.0, 10.0, 7.5, 5.0)


def thinned(track: Track, rate_hz: float) -> Session:
    """The session of the track as if only `rate_hz` pictures a second had been analysed."""
    sampling = Sampling.to(rate_hz, fps=track.source.fps)
    return replay([pose for pose, is_taken in sampling.of(track.poses) if is_taken], Coach(load()))


def pairs(whole: Session, thin: Session) -> list[tuple[Rep, Rep]]:
    """The repetitions that both have."""
    return [(one, other) for one in whole.reps for other in thin.reps if other.start_s < one.peak_s < other.end_s]


def main(folder: Annotated[Path, typer.Argument()], out: Annotated[Path | None, typer.Option()] = None) -> None:
    """Thin every track in the folder to each rate, and compare."""
    tracks = [read_track(path) for path in sorted(folder.glob("*.npz")) if not path.name.endswith(".truth.npz")]
    whole = [replay(track.poses, Coach(load())) for track in tracks]
    table = Table(
        "rate",
        "tracks thinned",
        "other count",
        "reps",
        "findings that differ",
        "up, hold, down: median of the differences",
        "95th percentile",
    )
    for rate in RATES:
        sessions = [thinned(track, rate) for track in tracks]
        if out:
            for track, session in zip(tracks, sessions, strict=True):
                place = out / f"{rate:g}" / f"{track.source.name.split('.')[0]}.json"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(as_json(session, track.source, model=None))
        both = [pair for one, other in zip(whole, sessions, strict=True) for pair in pairs(one, other)]
        gaps = [[abs(getattr(a, name) - getattr(b, name)) for a, b in both] for name in ("concentric_s", "hold_s", "eccentric_s")]
        table.add_row(
            f"{rate:g}",
            str(sum(track.source.fps > 1.5 * rate for track in tracks)),
            str(sum(len(one.reps) != len(other.reps) for one, other in zip(whole, sessions, strict=True))),
            str(sum(len(session.reps) for session in sessions)),
            str(sum(len({f.check for f in a.findings} ^ {f.check for f in b.findings}) for a, b in both)),
            ", ".join(f"{median(gap):.3f}" for gap in gaps) + " s",
            ", ".join(f"{quantiles(gap, n=20)[-1]:.2f}" for gap in gaps) + " s",
        )
    Console(width=150).print(f"{len(tracks)} tracks, {sum(len(one.reps) for one in whole)} repetitions with every picture", table)


if __name__ == "__main__":
    typer.run(main)
