"""Whether live coaching sees what the analysis of a recording sees: films played through the browser's camera into the real page.

python -m benchmarks.live_films FILMS RECORDED OUT [--only dev2_] [--slow 0.125] [--at-once 2]

Of each film in FILMS that has a result of `coach analyse --json` in RECORDED, OUT gets what the history holds after the film was played
once to the live page, in the same format and with the film's times, so that whatever scores the one scores the other. `--slow` is how
long each picture takes at least, in seconds: 0.125 are the eight pictures a second of a weak computer.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.live import coached
from coach.history.values import SessionDetails
from coach.pose import Frame, Pose
from coach.recording.source import Source
from coach.recording.video import read_frames
from coach.records import Finding, Grade, Session
from coach.report.codec import as_json, session_of
from tests.browser.conftest import ROOT, App, FilmPart, write_film

BEFORE_S: Final = 2.0
"""The film's first picture stays for so long: the page opens its model meanwhile."""
AFTER_S: Final = 4.0
"""After the film's end, before Stop: its last repetition is counted once somebody rests."""
SAME_S: Final = 0.5
"""Peaks that differ by less, once the films' beginnings are laid on each other, are of the same repetition."""
STRETCHES: Final = tuple(1 + percent / 200 for percent in range(25))
DURATIONS: Final = {"concentric_s", "hold_s", "eccentric_s"}

T = TypeVar("T")


class SlowApp(App):
    """The app on a computer that needs `least_s` for each picture."""

    def __init__(self, folder: Path, least_s: float) -> None:
        super().__init__(folder)
        self._least_s = least_s

    def command(self) -> list[str]:
        """What starts it."""
        run = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from benchmarks.live_films import serve; serve({self._least_s}, {self.port})"
        return [sys.executable, "-c", run]


def serve(least_s: float, port: int) -> None:
    """Serve the app with a pose model that takes `least_s` for each picture."""
    from coach.ui.launch import run
    from models.estimator import MediaPipePose

    estimate = MediaPipePose.estimate

    def slowly(estimator: MediaPipePose, frame: Frame) -> Pose:
        begun = time.monotonic()
        pose = estimate(estimator, frame)
        time.sleep(max(least_s - (time.monotonic() - begun), 0.0))
        return pose

    MediaPipePose.estimate = slowly  # type: ignore[method-assign]
    run(port=port, browser=False)


def played(film: Path, source: Source, slow_s: float) -> Session:
    """What the history holds after `film` was played to the live page, in the page's times."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        camera = write_film(folder / "camera.mjpeg", [FilmPart(film, math.inf, BEFORE_S)])
        app = SlowApp(folder, slow_s) if slow_s else App(folder)
        with coached(app, camera) as page:
            page.wait_for_selector("[data-role=session]:popover-open")
            page.wait_for_timeout(1000 * (BEFORE_S + source.duration_s + AFTER_S))
            page.click("[data-role=stop]")
            page.wait_for_timeout(2000)
        kept: list[SessionDetails] = app.kept()
        return kept[-1].record if kept else Session()


def moved(record: T, lag_s: float, stretch: float) -> T:
    """A record in the film's times: its moments, the fields that end in "_s" and are no durations, less `lag_s` and over `stretch`."""
    if isinstance(record, tuple):
        return tuple(moved(one, lag_s, stretch) for one in record)  # type: ignore[return-value]
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changed: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name.endswith("_s") and field.name not in DURATIONS and isinstance(value, float):
            changed[field.name] = (value - lag_s) / stretch
        elif isinstance(value, tuple) and any(is_dataclass(one) for one in value):
            changed[field.name] = moved(value, lag_s, stretch)
    return replace(record, **changed)


def laid_on(live: Session, recorded: Session) -> tuple[float, float]:
    """By how many seconds the page's times are later than the film's, and how many times as long: where most peaks of repetitions meet.

    A busy browser plays a film some percent too slowly.
    """
    lives, films = ([rep.peak_s for rep in one.reps] or [one.start_s for one in one.not_counted] for one in (live, recorded))
    places = {(a - stretch * b, stretch) for stretch in STRETCHES for a in lives for b in films}

    def meeting(place: tuple[float, float]) -> tuple[int, float]:
        lag, stretch = place
        gaps = [min(abs((a - lag) / stretch - b) for b in films) for a in lives]
        return sum(gap < SAME_S for gap in gaps), -sum(min(gap, SAME_S) for gap in gaps)

    return max(sorted(places), key=meeting) if places else (0.0, 1.0)


def differences(live: Session, recorded: Session) -> list[str]:
    """What live coaching counted or accused otherwise, in words; a warning on one side and nothing on the other is none."""
    sets = [Counter((one.exercise, one.working_side) for one in session.sets for _ in one.reps) for session in (live, recorded)]
    found = [f"{exercise} {side}: {n} more" for (exercise, side), n in (sets[0] - sets[1]).items()]
    found += [f"{exercise} {side}: {n} fewer" for (exercise, side), n in (sets[1] - sets[0]).items()]
    for rep in live.reps:
        same = [one for one in recorded.reps if abs(one.peak_s - rep.peak_s) < SAME_S]
        if same:
            found += [f"{check} at {rep.peak_s:.0f} s: accused live only" for check in _accused(rep.findings) - _found(same[0].findings)]
            found += [f"{check} at {rep.peak_s:.0f} s: not found live" for check in _accused(same[0].findings) - _found(rep.findings)]
    return found


def _accused(findings: tuple[Finding, ...]) -> set[str]:
    return {one.check for one in findings if one.grade is Grade.FAULT}


def _found(findings: tuple[Finding, ...]) -> set[str]:
    return {one.check for one in findings}


def main(
    films: Annotated[Path, typer.Argument()],
    recorded: Annotated[Path, typer.Argument()],
    out: Annotated[Path, typer.Argument()],
    *,
    only: Annotated[str, typer.Option(help="Films whose names begin so.")] = "",
    slow: Annotated[float, typer.Option(help="Seconds that each picture takes at least.")] = 0.0,
    at_once: Annotated[int, typer.Option(help="So many pages at the same time.")] = 1,
) -> None:
    """Print for each film what live coaching saw otherwise, and how many films it saw alike."""
    out.mkdir(parents=True, exist_ok=True)
    chosen = [film for film in sorted(films.glob(f"{only}*.mp4")) if (recorded / f"{film.stem}.json").exists()]

    def one(film: Path) -> list[str]:
        with read_frames(film) as video:
            source = video.source
        session = played(film, source, slow)
        before = session_of(json.loads((recorded / f"{film.stem}.json").read_text()))
        session = moved(session, *laid_on(session, before))
        (out / f"{film.stem}.json").write_text(as_json(session, source, model="full"))
        return differences(session, before)

    table, alike = Table("film", "live, against the recording"), 0
    with ThreadPoolExecutor(at_once) as executor:
        for film, differs in zip(chosen, executor.map(one, chosen), strict=True):
            alike += not differs
            table.add_row(film.stem, "; ".join(differs) or "the same")
    console = Console(width=160)
    console.print(table)
    console.print(f"{alike} of {len(chosen)} films alike")


if __name__ == "__main__":
    typer.run(main)
