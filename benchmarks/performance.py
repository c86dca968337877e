"""Writes docs/performance.md from what the other benchmarks measure: `python -m benchmarks.performance [PART...]`.

The parts are video, skipping, live, start, memory, clinic and cluster; without any all are measured, one after the other. What was
measured before stays in docs/performance.json, with its day and how busy the machine was, so that one part can be measured again.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final, TypeAlias

import typer
from rich.console import Console

from benchmarks.figures import spread
from coach.live.rate import ENOUGH_FPS, STILL_FPS
from coach.recording.cores import cores

DOCS: Final = Path(__file__).parents[1] / "docs"
FIGURES, PAGE = DOCS / "performance.json", DOCS / "performance.md"
FULL_RATE: Final = {"exercising": ENOUGH_FPS, "still": STILL_FPS}
RATE_S: Final = 6.0
"""Seconds of one repetition."""
DAY_H: Final = 8.0
"""Hours that a clinic is open."""
MINUTES: Final = 60.0
"""Of the film whose memory is measured."""
SMALL: Final = "640 x 480"
VIDEO_MINUTES: Final = 2.0
VIDEO_ROUNDS: Final = 7
SKIPPING_ROUNDS: Final = 15
VIDEO_KINDS: Final = ("plain loop", "ours, every frame", "floor, every frame", "ours, every frame, without the surface")


Rows: TypeAlias = list[tuple[str, str, str]]
"""What was measured, the figure, and the target, "" where there is none."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: what is measured, and the rows that are made from it."""

    measure: Callable[[], dict[str, Any]]
    rows: Callable[[dict[str, Any]], Rows]


def _video() -> dict[str, Any]:
    from benchmarks.memory import repeated
    from benchmarks.video import SAMPLE, run

    runs: dict[str, list[dict[str, float]]] = {kind: [] for kind in VIDEO_KINDS}
    with TemporaryDirectory() as folder:
        film = Path(folder) / "film.mp4"
        repeated(film, SAMPLE, VIDEO_MINUTES)
        for _ in range(VIDEO_ROUNDS):
            for kind, ones in runs.items():
                ones.append(run(kind, film))
    return runs


def _video_rows(found: dict[str, Any]) -> Rows:
    plain, ours, least, bare = (found[kind] for kind in VIDEO_KINDS)
    busy = [{"wall": one["cpu"] / cores()} for one in ours]

    def ratio(above: list[dict[str, float]], below: list[dict[str, float]], key: str) -> str:
        return spread([one[key] / other[key] for one, other in zip(above, below, strict=True)])

    what = (
        f"every frame, no video, the trunk's surface included: times the speed of a tutorial's loop, median (range) of {len(ours)} rounds"
    )
    return [
        (what, ratio(plain, ours, "wall"), "2.4"),
        ("the same if no core idled a moment", ratio(plain, busy, "wall"), ""),
        ("the same for decoding and the network alone, on all cores", ratio(plain, least, "wall"), ""),
        ("processor time of every frame, of decoding and the network alone on all cores", ratio(ours, least, "cpu"), "1.2"),
        ("the same without the surface", ratio(bare, least, "cpu"), "1.12"),
    ]


def _skipping() -> dict[str, Any]:
    from benchmarks.skipping import SAMPLE, speeds

    return speeds(SAMPLE, SKIPPING_ROUNDS)


def _skipping_rows(found: dict[str, Any]) -> Rows:
    from benchmarks.skipping import gains

    rows: Rows = []
    for size, ways in found.items():
        quicker, quicker_cpu, share = gains(ways)
        target = "1.5" if size == SMALL else ""
        rows += [
            (f"half rest, {size}: times quicker than with every picture, median (range) of {len(share)} rounds", spread(quicker), target),
            ("the same, of processor time", spread(quicker_cpu), ""),
            (
                "the same: share of what decoding allows, all of it and half of the rest, of processor time",
                spread(share),
                "" if size == SMALL else "0.9",
            ),
        ]
    return rows


def _live() -> dict[str, Any]:
    from benchmarks.live import SAMPLE, measure

    states, _ = measure(SAMPLE, 1.7, Console())
    return {name: state.as_plain for name, state in states.items()}


def _live_rows(found: dict[str, Any]) -> Rows:
    rows: Rows = []
    for state, one in found.items():
        target = "0.40" if state == "exercising" else "0.12"
        asked = f"cores if all {FULL_RATE[state]:g} pictures a second that are asked for were answered, reckoned"
        rows += [
            (f"live, {state}: cores of the server", f"{one['server_cores']:.2f}", target),
            (f"live, {state}: {asked}", f"{_at_full_rate(found, state):.2f}", target),
            (f"live, {state}: pictures answered a second", f"{one['answered_per_s']:.1f}", ""),
            (
                f"live, {state}: capture to drawn, median and 95 %",
                f"{one['drawn_ms']:.0f}, {one['drawn_p95_ms']:.0f} ms",
                "80, 120 ms",
            ),
            (f"live, {state}: spoken after its cause, median of {one['spoken']:.0f}", f"{one['spoken_ms']:.0f} ms", "150 ms"),
        ]
    return rows


def _start() -> dict[str, Any]:
    from benchmarks.start import measure

    return measure(5)


def _start_rows(found: dict[str, Any]) -> Rows:
    what = f"from the command to the first page, its files in memory, median of {found['times']}"
    return [
        (what, f"{found['shows_s']:.2f} s", "2 s"),
        ("the same until the server answers; until the session can be started", f"{found['answers_s']:.2f}; {found['ready_s']:.2f} s", ""),
    ]


def _memory(minutes: float = MINUTES) -> dict[str, Any]:
    from benchmarks.memory import SAMPLE, measure

    return measure(SAMPLE, minutes)


def _memory_rows(found: dict[str, Any]) -> Rows:
    what = f"{found['film_s'] / 60:.0f} minutes of 1080p with the annotated video"
    return [
        (f"{what}: memory at most", f"{found['peak_mb']:.0f} MB", "700 MB"),
        ("the same: growth for each minute of film", f"{found['growth_mb']:+.2f} MB", "flat"),
        ("the same: times real time", f"{found['film_s'] / found['wall_s']:.2f}", ""),
    ]


def _clinic() -> dict[str, Any]:
    from benchmarks.clinic import measure

    return measure(1000, 200, 60)


def _clinic_rows(found: dict[str, Any]) -> Rows:
    write, floor = found["write"], found["floor"]
    who = f"PostgreSQL, {found['people']} people, {found['repetitions']} repetitions"
    return [
        *((f"{who}: {page}", f"{wall:.2f} s", "1 s") for page, (wall, _) in found["pages_s"].items()),
        (
            "writing a repetition while twenty write: median and 99 %",
            f"{write['median_ms']:.0f}, {write['p99_ms']:.0f} ms",
            "20 ms (99 %)",
        ),
        (
            "the same with one row and nothing of ours: what this machine and its disk take",
            f"{floor['median_ms']:.0f}, {floor['p99_ms']:.0f} ms",
            "",
        ),
    ]


def _cluster() -> dict[str, Any]:
    from benchmarks.cluster import measure

    return measure(1000)


def _cluster_rows(found: dict[str, Any]) -> Rows:
    return [
        (
            f"{found['films']} short films over two workers: processor time a film beside its analysis",
            f"{found['overhead_ms']:.0f} ms",
            "60 ms",
        ),
        ("the same once more, all done before", f"{found['second_s']:.1f} s", "5 s"),
        ("results after a worker was killed", f"{found['killed_results']} of {found['films']}", "all"),
    ]


PARTS: Final = {
    "video": Part(_video, _video_rows),
    "skipping": Part(_skipping, _skipping_rows),
    "live": Part(_live, _live_rows),
    "start": Part(_start, _start_rows),
    "memory": Part(_memory, _memory_rows),
    "clinic": Part(_clinic, _clinic_rows),
    "cluster": Part(_cluster, _cluster_rows),
}


def page(figures: dict[str, Any]) -> str:
    """The page in Markdown."""
    lines = [
        "# Performance",
        "",
        "Written by `python -m benchmarks.performance`; not by hand. Wall-clock figures of a busy machine say little: look at its load.",
        "",
    ]
    for name in PARTS:
        if name not in figures:
            lines += [f"*{name}: not measured yet.*", ""]
            continue
        one = figures[name]
        load = " and ".join(f"{number:.1f}" for number in one["load"])
        lines += [
            f"## {name.capitalize()}",
            "",
            f"{one['machine']}, {one['day']}; load before and after {load}.",
            "",
            "| what | measured | target |",
            "|---|---|---|",
        ]
        lines += [*(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in PARTS[name].rows(one["found"])), ""]
    if "live" in figures:
        lines += _hundred_cameras(figures["live"]["found"], figures.get("clinic", {}).get("found"))
    return "\n".join(lines).rstrip() + "\n"


def _at_full_rate(live: dict[str, Any], state: str) -> float:
    """Cores of the server if it answers as many pictures as it asks for, which a machine busy with other work does not let it do."""
    return float(live[state]["server_cores"] / live[state]["answered_per_s"] * FULL_RATE[state])


def _hundred_cameras(live: dict[str, Any], clinic: dict[str, Any] | None) -> list[str]:
    """What a clinic of a hundred cameras needs, from the figures above."""
    busy, still = (_at_full_rate(live, state) for state in FULL_RATE)
    needed = 50 * busy + 50 * still
    lines = [
        "## A hundred cameras",
        "",
        f"Half of them with somebody who exercises, half with somebody who rests: 50 x {busy:.2f} + 50 x {still:.2f} = {needed:.0f} cores of this "
        f"kind, and {1.5 * needed:.0f} with a third to spare. A pose model takes 130 MB a camera: 13 GB, and one server process coaches three "
        f"pages at most (`MOST_SESSIONS`), so there are some 34 of them. Fifty people who exercise write {50 / RATE_S:.0f} repetitions a second.",
        "",
    ]
    if clinic:
        write, a_day = clinic["write"], 50 / RATE_S * 3600 * DAY_H
        kilobytes = 1e6 * clinic["gigabytes"] / clinic["repetitions"]
        lines += [
            f"One PostgreSQL server is enough for that: twenty who write {write['a_second']:.0f} repetitions a second are kept within "
            f"{write['p99_ms']:.0f} ms (99 %). {DAY_H:.0f} hours of it are {a_day:.0f} repetitions and {a_day * kilobytes / 1e6:.1f} GB a day "
            f"({1000 * kilobytes:.0f} bytes each, without the movements that are kept for replays), which its backups have to take too.",
            "",
        ]
    return lines


def main(
    parts: Annotated[list[str] | None, typer.Argument(metavar="PART...", help=f"Of {', '.join(PARTS)}.")] = None,
    minutes: Annotated[float, typer.Option(help="How long the film is whose memory is measured.")] = MINUTES,
) -> None:
    """Measure the parts and write the page."""
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    for name in PARTS if parts is None else parts:
        before = os.getloadavg()[0]
        found = _memory(minutes) if name == "memory" else PARTS[name].measure()
        machine = f"{cores()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"
        day = datetime.now(UTC).date().isoformat()
        figures[name] = {"machine": machine, "day": day, "load": [before, os.getloadavg()[0]], "found": found}
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(figures), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
