"""Writes docs/performance.md from what the other benchmarks measure: `python -m benchmarks.performance [PART...]`.

The parts are skipping, live, clinic and cluster; without any all are measured, one after the other. What was measured before stays in
docs/performance.json, with its day and how busy the machine was, so that one part can be measured again.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console

from coach.live.rate import ENOUGH_FPS, STILL_FPS
from coach.recording.cores import cores

DOCS: Final = Path(__file__).parents[1] / "docs"
FIGURES, PAGE = DOCS / "performance.json", DOCS / "performance.md"
FULL_RATE: Final = {"exercising": ENOUGH_FPS, "still": STILL_FPS}
RATE_S: Final = 6.0
"""Seconds of one repetition."""


def _skipping() -> dict[str, Any]:
    from benchmarks.skipping import SAMPLE, speeds

    return speeds(SAMPLE, 2, sizes=((640, 480),))


def _live() -> dict[str, Any]:
    from benchmarks.live import SAMPLE, measure

    states, _ = measure(SAMPLE, 1.7, Console())
    return {name: state.as_plain for name, state in states.items()}


def _clinic() -> dict[str, Any]:
    from benchmarks.clinic import measure

    return measure(1000, 200, 60)


def _cluster() -> dict[str, Any]:
    from benchmarks.cluster import measure

    return measure(1000)


PARTS: Final[dict[str, Callable[[], dict[str, Any]]]] = {"skipping": _skipping, "live": _live, "clinic": _clinic, "cluster": _cluster}


def _in_words(name: str, found: dict[str, Any]) -> list[str]:
    """The rows of the page's table: what, the figure, the target."""
    if name == "skipping":
        rows = []
        for size, ways in found.items():
            (every, every_cpu), (skips, skips_cpu), (decoding, _) = (ways[way] for way in ("every picture", "skipping", "decoding"))
            rows.append(
                f"| half rest, {size}: times quicker than with every picture, on the clock (of processor time) | {every / skips:.2f} ({every_cpu / skips_cpu:.2f}) | 1.5 |"
            )
            rows.append(f"| the same: share of the speed of decoding alone | {decoding / skips:.2f} | |")
        return rows
    if name == "live":
        return [
            row
            for state, one in found.items()
            for row in (
                f"| live, {state}: cores of the server | {one['server_cores']:.2f} | {'0.40' if state == 'exercising' else '0.12'} |",
                f"| live, {state}: cores if all {FULL_RATE[state]:g} pictures a second that are asked for were answered, reckoned | {_at_full_rate(found, state):.2f} | {'0.40' if state == 'exercising' else '0.12'} |",
                f"| live, {state}: pictures answered a second | {one['answered_per_s']:.1f} | |",
                f"| live, {state}: capture to drawn, median and 95 % | {one['drawn_ms']:.0f}, {one['drawn_p95_ms']:.0f} ms | 80, 120 ms |",
                f"| live, {state}: spoken after its cause, median of {one['spoken']:.0f} | {one['spoken_ms']:.0f} ms | 150 ms |",
            )
        ]
    if name == "clinic":
        write = found["write"]
        return [
            *(
                f"| PostgreSQL, {found['people']} people, {found['repetitions']} repetitions: {page} | {wall:.2f} s | 1 s |"
                for page, (wall, _) in found["pages_s"].items()
            ),
            f"| writing a repetition while twenty write: median and 99 % | {write['median_ms']:.0f}, {write['p99_ms']:.0f} ms | 20 ms (99 %) |",
        ]
    return [
        f"| {found['films']} short films over two workers: processor time a film beside its analysis | {found['overhead_ms']:.0f} ms | 60 ms |",
        f"| the same once more, all done before | {found['second_s']:.1f} s | 5 s |",
        f"| results after a worker was killed | {found['killed_results']} of {found['films']} | all |",
    ]


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
        lines += [*_in_words(name, one["found"]), ""]
    if "live" in figures:
        lines += _hundred_cameras(figures["live"]["found"])
    return "\n".join(lines).rstrip() + "\n"


def _at_full_rate(live: dict[str, Any], state: str) -> float:
    """Cores of the server if it answers as many pictures as it asks for, which a machine busy with other work does not let it do."""
    return float(live[state]["server_cores"] / live[state]["answered_per_s"] * FULL_RATE[state])


def _hundred_cameras(live: dict[str, Any]) -> list[str]:
    """What a clinic of a hundred cameras needs, from the figures above."""
    busy, still = (_at_full_rate(live, state) for state in FULL_RATE)
    needed = 50 * busy + 50 * still
    return [
        "## A hundred cameras",
        "",
        f"Half of them with somebody who exercises, half with somebody who rests: 50 x {busy:.2f} + 50 x {still:.2f} = {needed:.0f} cores of this "
        f"kind, and {1.5 * needed:.0f} with a third to spare. A pose model takes 130 MB a camera: 13 GB, and one server process coaches three "
        f"pages at most (`MOST_SESSIONS`), so there are some 34 of them. Fifty people who exercise write {50 / RATE_S:.0f} repetitions a second.",
        "",
    ]


def main(parts: Annotated[list[str] | None, typer.Argument(metavar="PART...", help=f"Of {', '.join(PARTS)}.")] = None) -> None:
    """Measure the parts and write the page."""
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    for name in PARTS if parts is None else parts:
        before = os.getloadavg()[0]
        found = PARTS[name]()
        machine = f"{cores()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"
        day = datetime.now(UTC).date().isoformat()
        figures[name] = {"machine": machine, "day": day, "load": [before, os.getloadavg()[0]], "found": found}
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(figures), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
