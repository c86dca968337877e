"""The report: one HTML file about one video, that needs nothing else and prints on A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from markupsafe import Markup

from coach import __version__
from coach.coaching.advice import Advice, Obstacle, what_to_change, what_was_not_judged
from coach.coaching.hip_share import hip_share_in_words, roll_onsets
from coach.coaching.verdict import SIGNS, legend, sign_of, tally, worst_first
from coach.coaching.wording import (
    SIDE_NAMES,
    clinical_names,
    found,
    range_of,
    reach,
    seconds_of,
    why_not_counted,
)
from coach.exercise import Exercise
from coach.planning.prescribed_in_words import aims_in_words
from coach.planning.prescription import is_about_prescription
from coach.posture import View
from coach.recording.analysis import Analysis
from coach.recording.job import Settings
from coach.records import NotCounted, Rep, SetRecord, Verdict
from coach.report.accuracy import how_exact
from coach.report.charts import colour_of, range_chart, signal_charts, tempo_chart
from coach.report.hip_gauge import hip_gauge
from coach.report.paper import paper
from coach.report.set_in_words import aim_of, in_words, may_be_off, numbers, sides, where
from coach.report.stills import stills

TEMPLATE: Final = Path(__file__).with_name("page.html")
TO_FILL_IN: Final = ("Name", "Filmed on", "Band or weight", "Pain, 0 to 10")
"""What no camera sees; the page has lines for it."""


@dataclass(frozen=True, slots=True)
class SetPart:
    """One set as the page shows it."""

    name: str
    title: str
    prescribed: str
    """What a prescription says of it; empty without one."""
    summary: str
    verdicts: str
    from_hip: str
    hip_gauge: Markup
    """How much came from the hip, in words and as a bar; empty where the cloth did not tell."""
    numbers: Sequence[tuple[str, str, str]]
    advice: Sequence[tuple[Advice, str, str]]
    obstacles: Sequence[Obstacle]
    may_be_off: Sequence[tuple[str, str]]
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
    *,
    is_track: bool = False,
) -> str:
    """The page about `analysis`, with the `peak_pictures`; `settings` are those of the analysis. Of a saved track the model is not known."""
    session, source = analysis.session, analysis.source
    known = {exercise.key: exercise for exercise in exercises}
    return paper(TEMPLATE).render(
        source=source,
        length=_clock(source.duration_s),
        made=datetime.now().astimezone(),
        to_fill_in=TO_FILL_IN,
        sets=[
            _set(number, one, analysis, known[one.exercise], pictures, prescribed=aims_in_words(settings.prescription, known[one.exercise]))
            for number, one in enumerate(session.sets, start=1)
        ],
        sides=sides(session.sets, known),
        not_counted=[(_span(one), why_not_counted(one, known.get(session.exercise or ""))) for one in session.not_counted],
        warnings=[one for one in session.warnings if not is_about_prescription(one)],
        prescription=settings.prescription,
        facts=[
            *_facts(analysis, settings, is_track=is_track),
            ("Exercise and side", _told(known[settings.exercise].name if settings.exercise else None, settings.side)),
            *((f"How exact: {name}", words) for name, words in how_exact(session.sets, known)),
        ],
    )


def _set(number: int, one: SetRecord, analysis: Analysis, exercise: Exercise, pictures: Mapping[float, str], *, prescribed: str) -> SetPart:
    tempo = exercise.tempo
    several = len(analysis.session.sets) > 1
    changes = what_to_change(one, exercise, analysis.session.not_counted, analysis.timeline.corrected(one.start_s, one.end_s))
    label = f"{exercise.name}, {SIDE_NAMES.get(one.working_side, one.working_side)}"
    onsets = roll_onsets(one.reps, exercise)
    charts = signal_charts(analysis.timeline, one, analysis.session.not_counted, label=label, roll_onsets=onsets)
    return SetPart(
        name=label,
        title=f"Set {number}: {label}" if several else label,
        prescribed=prescribed,
        summary=in_words(one, exercise, changes),
        verdicts=tally(one.reps),
        from_hip=hip_share_in_words(one.reps, exercise),
        hip_gauge=Markup(hip_gauge(one.reps, exercise)),  # noqa: S704
        numbers=numbers(one),
        advice=[(advice, where(advice, one, exercise), SIGNS[advice.worst.verdict]) for advice in changes],
        obstacles=what_was_not_judged(one, exercise),
        may_be_off=may_be_off(one, exercise),
        clinical=clinical_names(one.reps, exercise),
        signals=[Markup(chart) for chart in charts],  # noqa: S704 (drawn here)
        legend=legend(rolls=bool(onsets)),
        is_another_angle=exercise.range_of_motion.reports_another_angle,
        ranges=Markup(range_chart(one, aim_of(exercise))),  # noqa: S704
        tempo=Markup(tempo_chart(one, (tempo.concentric, tempo.hold, tempo.eccentric))),  # noqa: S704
        reps=[_rep(rep, exercise, pictures.get(rep.peak_s)) for rep in one.reps],
    )


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


def _facts(analysis: Analysis, settings: Settings, *, is_track: bool) -> list[tuple[str, str]]:
    session, source = analysis.session, analysis.source
    seen, asked = len(analysis.timeline.times), f"asked for: about {settings.rate_hz:g}" if settings.rate_hz else "asked for: all"
    asked = "all that the track has" if is_track else asked
    model = "" if is_track else f", MediaPipe Pose Landmarker {settings.model_name} (MediaPipe {_version('mediapipe')})"
    return [
        (
            "Track" if is_track else "Video",
            f"{source.name}, {_clock(source.duration_s)} long, {source.width} x {source.height} pixels, {source.fps:.3g} pictures a second",
        ),
        ("Analysed", f"{seen} of {source.frames} pictures, {seen / max(source.duration_s, 0.1):.3g} a second ({asked})"),
        ("Camera's view", View(session.view).words if session.view else "not known"),
        ("Program", f"Form Coach {__version__}{model}"),
    ]


def _told(exercise: str | None, side: str | None) -> str:
    if exercise is None and side is None:
        return "recognised by the coach"
    told = " and ".join(filter(None, (exercise, SIDE_NAMES[side] if side else None)))
    return f"{told}, as the coach was told" + ("" if exercise and side else f"; the {'side' if exercise else 'exercise'} recognised by it")


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
