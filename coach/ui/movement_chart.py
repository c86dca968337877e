"""The movement of a set over time, joined with the page's video: slow, picture by picture, a line over the chart, a click that jumps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from coach.coaching.hip_share import hip_share_in_words, roll_onsets
from coach.coaching.verdict import sign_of, worst_first
from coach.coaching.wording import PHASE_NAMES, ROLL_BEGINS, found, range_of, why_not_counted
from coach.exercise import Exercise
from coach.palette import PRINT_PHASES
from coach.recording.timeline import Timeline
from coach.records import NotCounted, Rep, SetRecord, Verdict
from coach.report.charts import shown_span

HERE: Final = Path(__file__).parent
POINTS: Final = 4000
"""At most so many of the curve: more cannot be told apart, and slow the browser down."""


def show_movement(data: dict[str, Any], *, key: str) -> None:
    """Show what `movement` gives; the page has one video, which is outside of it."""
    _component()(key=key, data=data)


def movement(
    timeline: Timeline, one: SetRecord, exercise: Exercise, not_counted: Sequence[NotCounted], *, fps: float, words: str
) -> dict[str, Any]:
    """The exercise's signal with the band to aim at, repetitions, phases, and what was not counted; `words` describe the chart.

    `fps` are the pictures of the video in a second.
    """
    start, end = shown_span(one, not_counted)
    curve = [(time, value) for time, value in zip(timeline.times, timeline.values, strict=True) if start <= time <= end]
    curve = curve[:: max(1, len(curve) // POINTS)]
    seen = [value for _, value in curve if not math.isnan(value)]
    return {
        "words": words,
        "span": [start, end],
        "highest": max([*seen, (timeline.target or (0.0, 1.0))[1]]),
        "curve": [[round(time, 3), None if math.isnan(value) else round(value, 1)] for time, value in curve],
        "target": timeline.target,
        "reps": [_rep(rep, exercise) for rep in one.reps],
        "missed": [
            {"start": max(it.start_s, start), "end": min(it.end_s, end), "words": f"not counted: {why_not_counted(it, exercise)}"}
            for it in not_counted
            if it.end_s > start and it.start_s < end
        ],
        "phases": [
            {"start": max(begun, start), "end": min(over, end), "name": PHASE_NAMES[phase], "colour": PRINT_PHASES[phase]}
            for phase, begun, over in timeline.phases()
            if phase in PRINT_PHASES and any(rep.start_s - 0.5 < over and begun < rep.end_s + 0.5 for rep in one.reps)
        ],
        "onsets": [{"s": moment, "words": ROLL_BEGINS} for moment in roll_onsets(one.reps, exercise)],
        "legend": [{"name": PHASE_NAMES[phase], "colour": colour} for phase, colour in PRINT_PHASES.items()],
        "fault": first_fault(one.reps, exercise),
        "fps": fps,
    }


def first_fault(reps: Sequence[Rep], exercise: Exercise) -> dict[str, Any] | None:
    """When the first fault of a set is seen, and what it is; None without one."""
    for rep in reps:
        faults = [one for one in worst_first(rep.findings) if one.verdict is Verdict.FAULT]
        if faults:
            # without a moment of its own it is seen best at the top
            moments = [one.began_s for one in faults if math.isfinite(one.began_s)]
            return {
                "s": min(moments, default=rep.peak_s),
                "words": f"First fault: repetition {rep.index}",
                "found": found(faults[0], exercise),
            }
    return None


def _rep(rep: Rep, exercise: Exercise) -> dict[str, Any]:
    """A repetition in numbers and words."""
    words = (f"repetition {rep.index}", f"range {range_of(rep)}", hip_share_in_words([rep], exercise))
    return {
        "start": rep.start_s,
        "peak": rep.peak_s,
        "end": rep.end_s,
        "name": f"{rep.index} {sign_of(rep)}",
        "verdict": rep.verdict.value,
        "words": ", ".join(filter(None, (*words, rep.verdict.words))),
    }


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    css, js = ((HERE / f"movement_chart.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component("form-coach.movement", html='<div class="movement"></div>', css=css, js=js)
