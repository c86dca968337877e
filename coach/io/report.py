"""The report: one HTML file about one video, that needs nothing else and prints on A4."""

from __future__ import annotations

import math
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from coach import __version__
from coach.exercise import Exercise
from coach.io.advice import Advice, Obstacle, what_to_change, what_was_not_judged
from coach.io.charts import colour_of, range_chart, sign_of, signal_charts, tempo_chart
from coach.io.film import Analysis
from coach.io.stills import stills
from coach.io.words import SIDES, VIEWS, WHY_NOT_COUNTED, listed, quantity, worst_first
from coach.posture import View
from coach.records import Finding, Grade, NotCounted, Rep, SetRecord

MUCH: Final = 0.8
"""From this share of the repetitions on, plain words say "nearly every"."""


@dataclass(frozen=True, slots=True)
class SetPart:
    """One set as the page shows it."""

    title: str
    summary: str
    numbers: Sequence[tuple[str, str]]
    advice: Sequence[tuple[Advice, str]]
    obstacles: Sequence[Obstacle]
    signals: Sequence[Markup]
    ranges: Markup
    tempo: Markup
    reps: Sequence[RepPart]


@dataclass(frozen=True, slots=True)
class RepPart:
    """One repetition as the page shows it."""

    number: int
    at: str
    colour: str
    sign: str
    picture: str | None
    numbers: str
    findings: Sequence[tuple[str, str]]
    verdict: str


def peak_pictures(analysis: Analysis, video: Path) -> dict[float, str]:
    """A picture of each repetition at its peak, out of `video`, as a `data:` address, by the time of the peak."""
    pictures: dict[float, str] = {}
    for one in analysis.session.sets:
        poses = {rep.peak_s: analysis.story.pose_at(rep.peak_s, analysis.source.size) for rep in one.reps}
        pictures |= stills(video, poses, one.working_side)
    return pictures


def as_report(
    analysis: Analysis, pictures: Mapping[float, str], exercises: Sequence[Exercise], *, model: str, rate_hz: float | None
) -> str:
    """The page about `analysis`, with the `peak_pictures`."""
    session, source = analysis.session, analysis.source
    known = {exercise.key: exercise for exercise in exercises}
    return _template().render(
        source=source,
        length=_clock(source.duration_s),
        made=datetime.now().astimezone(),
        sets=[_set(number, one, analysis, known[one.exercise], pictures) for number, one in enumerate(session.sets, start=1)],
        not_counted=[(_span(one), WHY_NOT_COUNTED[one.reason], quantity(one.value, one.unit)) for one in session.not_counted],
        warnings=session.warnings,
        facts=_facts(analysis, model, rate_hz),
    )


def _set(number: int, one: SetRecord, analysis: Analysis, exercise: Exercise, pictures: Mapping[float, str]) -> SetPart:
    names = {check.key: check.name for check in exercise.checks}
    tempo, target = exercise.tempo, exercise.range_of_motion.target
    several = len(analysis.session.sets) > 1
    label = f"{exercise.name}, {SIDES.get(one.working_side, one.working_side)}"
    return SetPart(
        title=f"Set {number}: {label}" if several else label,
        summary=_in_words(one, exercise),
        numbers=_numbers(one),
        advice=[(advice, _where(advice, one)) for advice in what_to_change(one, exercise)],
        obstacles=what_was_not_judged(one, exercise),
        signals=[Markup(chart) for chart in signal_charts(analysis.story, one, analysis.session.not_counted, label=label)],  # noqa: S704 (drawn here)
        ranges=Markup(range_chart(one, target)),  # noqa: S704
        tempo=Markup(tempo_chart(one, (tempo.concentric, tempo.hold, tempo.eccentric))),  # noqa: S704
        reps=[_rep(rep, names, pictures.get(rep.peak_s)) for rep in one.reps],
    )


def _in_words(one: SetRecord, exercise: Exercise) -> str:
    """The set in two or three sentences."""
    count, good = len(one.reps), sum(rep.good for rep in one.reps)
    flawless = not any(rep.findings for rep in one.reps)
    all_good = "all of them with good form" if flawless else "none of them with a fault"
    verdict = all_good if good == count else f"{good} of them with good form" if good else "none of them with good form"
    words = [f"{count} {_repetitions(count)} counted, {verdict}."]
    low, high = exercise.range_of_motion.target
    typical = median(rep.range_of_motion for rep in one.reps)
    reach = "which is what to aim at" if low <= typical <= high else "less than to aim at" if typical < low else "more than to aim at"
    words.append(f"The movement went {typical:.0f}° far as a rule, {reach} ({low:.0f} to {high:.0f}°).")
    changes = what_to_change(one, exercise)
    if changes:
        worst = changes[0]
        words.append(f"First thing to change: {worst.name.lower()}, in {_share(worst, one)}.")
    elif what_was_not_judged(one, exercise):
        words.append("Nothing to change in what could be seen.")
    else:
        words.append("Nothing to change.")
    return " ".join(words)


def _numbers(one: SetRecord) -> list[tuple[str, str]]:
    def usual(values: list[float], unit: str) -> str:
        known = [value for value in values if math.isfinite(value)]
        return quantity(median(known), unit) if known else "?"

    return [
        ("repetitions", str(len(one.reps))),
        ("with good form", str(sum(rep.good for rep in one.reps))),
        ("range, median", usual([rep.range_of_motion for rep in one.reps], one.reps[0].unit)),
        ("up", usual([rep.concentric_s for rep in one.reps], "s")),
        ("hold", usual([rep.hold_s for rep in one.reps], "s")),
        ("down", usual([rep.eccentric_s for rep in one.reps], "s")),
    ]


def _rep(rep: Rep, names: dict[str, str], picture: str | None) -> RepPart:
    tempo = " · ".join(quantity(seconds, "s") for seconds in (rep.concentric_s, rep.hold_s, rep.eccentric_s))
    return RepPart(
        number=rep.index,
        at=_clock(rep.peak_s),
        colour=colour_of(rep),
        sign=sign_of(rep),
        picture=picture,
        numbers=f"{quantity(rep.range_of_motion, rep.unit)}, {tempo}",
        findings=[
            (_grade(finding), f"{names[finding.check]}, {quantity(finding.value, finding.unit)}") for finding in worst_first(rep.findings)
        ],
        verdict="good" if rep.good else "could not be judged",
    )


def _facts(analysis: Analysis, model: str, rate_hz: float | None) -> list[tuple[str, str]]:
    session, source = analysis.session, analysis.source
    seen = len(analysis.story.times)
    return [
        (
            "Video",
            f"{source.name}, {_clock(source.duration_s)} long, {source.width} x {source.height} pixels, {source.fps:.3g} pictures a second",
        ),
        ("Analysed", f"{seen} of {source.frames} pictures" + (f", about {rate_hz:g} a second" if rate_hz else "")),
        ("Camera's view", VIEWS[View(session.view)] if session.view else "not known"),
        ("Pose model", f"MediaPipe Pose Landmarker {model} (MediaPipe {_version('mediapipe')})"),
        ("Program", f"Form Coach {__version__}, Python {platform.python_version()}"),
    ]


def _where(advice: Advice, one: SetRecord) -> str:
    return f"in {_share(advice, one)}, at worst {quantity(advice.worst.value, advice.worst.unit)}"


def _share(advice: Advice, one: SetRecord) -> str:
    found, count = len(advice.reps), len(one.reps)
    if found == count and count > 1:
        return "every repetition"
    if found >= MUCH * count and count > 4:
        return f"nearly every repetition ({found} of {count})"
    return f"{_repetitions(found)} {listed(advice.reps)}"


def _repetitions(count: int) -> str:
    return "repetition" if count == 1 else "repetitions"


def _grade(finding: Finding) -> str:
    return "fault" if finding.grade is Grade.FAULT else "a little"


def _span(one: NotCounted) -> str:
    return f"{_clock(one.start_s)} to {_clock(one.end_s)}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:.0f}:{rest:04.1f} min" if minutes else f"{rest:.1f} s"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


@lru_cache(maxsize=1)
def _template() -> Template:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return templates.get_template("report.html")
