"""The report: one HTML file about one video, that needs nothing else and prints on A4."""

from __future__ import annotations

import math
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
from coach.coaching.advice import Advice, Obstacle, what_to_change, what_was_not_judged
from coach.coaching.hip_share import hip_share_in_words, roll_onsets
from coach.coaching.verdict import SIGNS, counted, legend, sign_of, tally, worst_first
from coach.coaching.wording import (
    PHASE_NAMES,
    SIDE_NAMES,
    clinical_names,
    degrees,
    found,
    from_to,
    how_far,
    in_which,
    lower_first,
    quantity,
    range_of,
    reach,
    repetitions,
    seconds_of,
    why_not_counted,
)
from coach.exercise import Exercise
from coach.palette import PRINT, PRINT_PHASES
from coach.posture import View
from coach.recording.analysis import Analysis
from coach.recording.job import Settings
from coach.records import NotCounted, Rep, SetRecord, Verdict
from coach.report.accuracy import how_exact, range_margin
from coach.report.charts import INK, colour_of, range_chart, signal_charts, tempo_chart
from coach.report.hip_gauge import hip_gauge
from coach.report.stills import stills

MUCH: Final = 0.8
"""From this share of the repetitions on, plain words say "nearly every"."""
TO_FILL_IN: Final = ("Name", "Filmed on", "Band or weight", "Pain, 0 to 10")
"""What no camera sees; the page has lines for it."""


@dataclass(frozen=True, slots=True)
class SetPart:
    """One set as the page shows it."""

    name: str
    title: str
    summary: str
    verdicts: str
    from_hip: str
    hip_gauge: Markup
    """How much came from the hip, in words and as a bar; empty where the cloth did not tell."""
    numbers: Sequence[tuple[str, str, str]]
    advice: Sequence[tuple[Advice, str, str]]
    obstacles: Sequence[Obstacle]
    clinical: Sequence[tuple[str, str]]
    signals: Sequence[Markup]
    legend: str
    """What the signs and colours in them mean."""
    is_another_angle: bool
    """Whether the range is not what the curve shows."""
    ranges: Markup
    tempo: Markup
    reps: Sequence[RepPart]


@dataclass(frozen=True, slots=True)
class RepPart:
    """One repetition as the page shows it."""

    number: int
    at: str
    colour: str
    verdict: str
    picture: str | None
    range: str
    reach: str
    tempo: str
    from_hip: str
    findings: Sequence[tuple[Verdict, str]]


def peak_pictures(analysis: Analysis, video: Path) -> dict[float, str]:
    """A picture of each repetition at its peak, out of `video`, as a `data:` address, by the time of the peak."""
    pictures: dict[float, str] = {}
    for one in analysis.session.sets:
        poses = {rep.peak_s: analysis.timeline.pose_at(rep.peak_s, analysis.source.size) for rep in one.reps}
        pictures |= stills(video, poses, one.working_side, speed=analysis.speed)
    return pictures


def as_report(
    analysis: Analysis,
    pictures: Mapping[float, str],
    exercises: Sequence[Exercise],
    settings: Settings,
) -> str:
    """The page about `analysis`, with the `peak_pictures`; `settings` are those of the analysis."""
    session, source = analysis.session, analysis.source
    known = {exercise.key: exercise for exercise in exercises}
    return _template().render(
        source=source,
        length=_clock(source.duration_s),
        made=datetime.now().astimezone(),
        to_fill_in=TO_FILL_IN,
        sets=[_set(number, one, analysis, known[one.exercise], pictures) for number, one in enumerate(session.sets, start=1)],
        sides=_sides(session.sets, known),
        not_counted=[(_span(one), why_not_counted(one, known.get(session.exercise or ""))) for one in session.not_counted],
        warnings=session.warnings,
        facts=[
            *_facts(analysis, settings),
            ("Exercise and side", _told(known[settings.exercise].name if settings.exercise else None, settings.side)),
            *((f"How exact: {name}", words) for name, words in how_exact(session.sets, known)),
        ],
    )


def _set(number: int, one: SetRecord, analysis: Analysis, exercise: Exercise, pictures: Mapping[float, str]) -> SetPart:
    tempo = exercise.tempo
    several = len(analysis.session.sets) > 1
    changes = what_to_change(one, exercise, analysis.session.not_counted, analysis.timeline.corrected(one.start_s, one.end_s))
    label = f"{exercise.name}, {SIDE_NAMES.get(one.working_side, one.working_side)}"
    onsets = roll_onsets(one.reps, exercise)
    charts = signal_charts(analysis.timeline, one, analysis.session.not_counted, label=label, roll_onsets=onsets)
    return SetPart(
        name=label,
        title=f"Set {number}: {label}" if several else label,
        summary=_in_words(one, exercise, changes),
        verdicts=tally(one.reps),
        from_hip=hip_share_in_words(one.reps, exercise),
        hip_gauge=Markup(hip_gauge(one.reps, exercise)),  # noqa: S704
        numbers=_numbers(one),
        advice=[(advice, _where(advice, one, exercise), SIGNS[advice.worst.verdict]) for advice in changes],
        obstacles=what_was_not_judged(one, exercise),
        clinical=clinical_names(one.reps, exercise),
        signals=[Markup(chart) for chart in charts],  # noqa: S704 (drawn here)
        legend=legend(rolls=bool(onsets)),
        is_another_angle=exercise.range_of_motion.reports_another_angle,
        ranges=Markup(range_chart(one, _aim(exercise))),  # noqa: S704
        tempo=Markup(tempo_chart(one, (tempo.concentric, tempo.hold, tempo.eccentric))),  # noqa: S704
        reps=[_rep(rep, exercise, pictures.get(rep.peak_s)) for rep in one.reps],
    )


def _in_words(one: SetRecord, exercise: Exercise, changes: Sequence[Advice]) -> str:
    """The set in two or three sentences."""
    words = [f"{counted(one.reps)}."]
    typical = _typical([rep.range_of_motion for rep in one.reps])
    aim = _aim(exercise)
    if aim and not math.isnan(typical):
        words.append(
            f"A typical one went {degrees(typical)} far, {_reach(typical, aim, range_margin(one.exercise, one.view))} ({from_to(*aim)})."
        )
    elif not math.isnan(typical):
        words.append(f"In a typical one the hip moved by {degrees(typical)}.")
    if changes:
        worst = changes[0]
        words.append(f"First thing to change: {lower_first(worst.name)}, {worst.where(_share(worst, one))}.")
    elif what_was_not_judged(one, exercise):
        words.append("Nothing to change in what could be seen.")
    else:
        words.append("Nothing to change.")
    return " ".join(words)


def _aim(exercise: Exercise) -> tuple[float, float] | None:
    """The range to aim at; None where the reported range is another angle than the one it is set for."""
    return None if exercise.range_of_motion.reports_another_angle else exercise.range_of_motion.target


def _reach(typical: float, aim: tuple[float, float], margin: float) -> str:
    low, high = aim
    if low <= typical <= high:
        return "which is what to aim at"
    if low - margin <= typical <= high + margin:
        return "close to what to aim at"
    return "less than to aim at" if typical < low else "more than to aim at"


def _numbers(one: SetRecord) -> list[tuple[str, str, str]]:
    """What a typical repetition was like: what is measured, the middle value, and from the least to the most."""

    def spread(values: Sequence[float], unit: str, what: str) -> tuple[str, str, str]:
        known = [value for value in values if math.isfinite(value)]
        return what, quantity(_typical(known), unit), f"{quantity(min(known), unit)} to {quantity(max(known), unit)}" if known else ""

    return [
        ("repetitions", str(len(one.reps)), ""),
        spread([rep.range_of_motion for rep in one.reps], one.reps[0].unit, "range"),
        spread([rep.concentric_s for rep in one.reps], "s", "up"),
        spread([rep.hold_s for rep in one.reps], "s", "hold"),
        spread([rep.eccentric_s for rep in one.reps], "s", "down"),
    ]


def _typical(values: Sequence[float]) -> float:
    """The median of those that are known."""
    known = [value for value in values if math.isfinite(value)]
    return median(known) if known else math.nan


def _sides(sets: Sequence[SetRecord], known: Mapping[str, Exercise]) -> list[tuple[str, str, str, str]]:
    """For each exercise that was done on both sides its name, the typical range left and right, and how they compare."""
    ranges: dict[str, dict[str, list[float]]] = {}
    margins: dict[str, float] = {}
    for one in sets:
        margins[one.exercise] = max(margins.get(one.exercise, 0.0), range_margin(one.exercise, one.view))
        ranges.setdefault(one.exercise, {}).setdefault(one.working_side, []).extend(rep.range_of_motion for rep in one.reps)
    rows = []
    for exercise, of in ranges.items():
        left, right = (_typical(of.get(side, [])) for side in ("left", "right"))
        if math.isnan(left) or math.isnan(right):
            continue
        words = f"{'left' if left < right else 'right'} reached {100 * min(left, right) / max(left, right):.0f} % of the other side"
        alike = "alike, as far as one camera can tell"
        rows.append((known[exercise].name, degrees(left), degrees(right), alike if abs(left - right) <= margins[exercise] else words))
    return rows


def _rep(rep: Rep, exercise: Exercise, picture: str | None) -> RepPart:
    up, hold, down = seconds_of(rep)
    return RepPart(
        number=rep.index,
        at=_clock(rep.peak_s),
        colour=colour_of(rep),
        verdict=f"{sign_of(rep)} {rep.verdict.words}",
        picture=picture,
        range=range_of(rep),
        reach=reach(rep, exercise, names_aim=False),
        tempo=f"up\u00a0{up}, hold\u00a0{hold}, down\u00a0{down}\u00a0s",
        from_hip=hip_share_in_words([rep], exercise),
        findings=[(finding.verdict, found(finding, exercise)) for finding in worst_first(rep.findings)],
    )


def _facts(analysis: Analysis, settings: Settings) -> list[tuple[str, str]]:
    session, source = analysis.session, analysis.source
    seen, asked = len(analysis.timeline.times), f"asked for: about {settings.rate_hz:g}" if settings.rate_hz else "asked for: all"
    return [
        (
            "Video",
            f"{source.name}, {_clock(source.duration_s)} long, {source.width} x {source.height} pixels, {source.fps:.3g} pictures a second",
        ),
        ("Analysed", f"{seen} of {source.frames} pictures, {seen / max(source.duration_s, 0.1):.3g} a second ({asked})"),
        ("Camera's view", View(session.view).words if session.view else "not known"),
        ("Program", f"Form Coach {__version__}, MediaPipe Pose Landmarker {settings.model_name} (MediaPipe {_version('mediapipe')})"),
    ]


def _told(exercise: str | None, side: str | None) -> str:
    if exercise is None and side is None:
        return "recognised by the coach"
    told = " and ".join(filter(None, (exercise, SIDE_NAMES[side] if side else None)))
    return f"{told}, as the coach was told" + ("" if exercise and side else f"; the {'side' if exercise else 'exercise'} recognised by it")


def _where(advice: Advice, one: SetRecord, exercise: Exercise) -> str:
    return f"{advice.where(_share(advice, one))}{', at worst ' if len(advice.reps) > 1 else ': '}{how_far(advice.worst, exercise)}"


def _share(advice: Advice, one: SetRecord) -> str:
    times, count = len(advice.reps), len(one.reps)
    if not times:
        return ""
    if times == count and count > 1:
        return "every repetition"
    if times >= MUCH * count and count > 4:
        return f"nearly every repetition ({times} of {count})"
    return repetitions(advice.reps)


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
    phases = {PHASE_NAMES[phase]: colour for phase, colour in PRINT_PHASES.items()}
    templates.globals |= {"in_which": in_which, "colours": PRINT, "ink": INK, "phases": phases}
    return templates.get_template("page.html")
