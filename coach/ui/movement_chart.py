"""The movement of a set over time, as a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence

import altair as alt

from coach.coaching.verdict import sign_of
from coach.coaching.wording import PHASE_NAMES
from coach.palette import PRINT, PRINT_PHASES
from coach.recording.timeline import Timeline
from coach.records import NotCounted, SetRecord
from coach.report.charts import shown_span
from coach.ui.charts import FORM_COLOURS
from coach.ui.set_charts import onset_marks

POINTS = 4000
"""At most so many of the curve: more cannot be told apart, and slow the browser down."""
LINE_ON_ANY = "#1692b0"
"""Stands out from a light page and from a dark one."""


def movement_chart(
    timeline: Timeline, one: SetRecord, not_counted: Sequence[NotCounted], roll_onsets: Sequence[float] = ()
) -> alt.LayerChart:
    """The exercise's signal with the band to aim at, repetitions by their colour, phases below, and what was not counted in grey.

    `roll_onsets` are the moments at which the pelvis began to roll.
    """
    start, end = shown_span(one, not_counted)
    curve = [(time, value) for time, value in zip(timeline.times, timeline.values, strict=True) if start <= time <= end]
    curve = curve[:: max(1, len(curve) // POINTS)]
    time = alt.X("s:Q", title="seconds", scale=alt.Scale(domain=[start, end], nice=False))
    seen = [value for _, value in curve if not math.isnan(value)]
    highest = max([*seen, (timeline.target or (0.0, 1.0))[1]])
    # room below for the phases and above for the names
    degrees = alt.Y("deg:Q", title="degrees from rest", scale=alt.Scale(domain=[-0.12 * highest, 1.22 * highest], nice=False))
    layers: list[alt.Chart] = []
    if timeline.target:
        low, high = timeline.target
        band = alt.Chart(alt.InlineData(values=[{"deg": low, "high": high}])).mark_rect(color=PRINT.good, opacity=0.15)
        layers.append(band.encode(y=degrees, y2="high:Q"))
    spans = [{"s": max(n.start_s, start), "to": min(n.end_s, end)} for n in not_counted if n.end_s > start and n.start_s < end]
    layers.append(alt.Chart(alt.InlineData(values=spans)).mark_rect(color=PRINT.quiet, opacity=0.18).encode(x=time, x2="to:Q"))
    phases = [
        {
            "s": max(begun, start),
            "to": min(over, end),
            "deg": -0.11 * highest,
            "high": -0.05 * highest,
            "phase": PHASE_NAMES[phase],
        }
        for phase, begun, over in timeline.phases()
        if phase in PRINT_PHASES and any(rep.start_s - 0.5 < over and begun < rep.end_s + 0.5 for rep in one.reps)
    ]
    layers.append(
        alt.Chart(alt.InlineData(values=phases))
        .mark_rect()
        .encode(
            x=time,
            x2="to:Q",
            y=degrees,
            y2="high:Q",
            color=alt.Color(
                "phase:N",
                scale=alt.Scale(domain=[PHASE_NAMES[phase] for phase in PRINT_PHASES], range=list(PRINT_PHASES.values())),
                legend=alt.Legend(orient="top", title=None),
            ),
        )
    )
    values = [{"s": round(moment, 3), "deg": None if math.isnan(value) else round(value, 1)} for moment, value in curve]
    layers.append(alt.Chart(alt.InlineData(values=values)).mark_line(color=LINE_ON_ANY, strokeWidth=2).encode(x=time, y=degrees))
    peaks = [
        {
            "s": rep.peak_s,
            "name": f"{rep.index} {sign_of(rep)}",
            "form": rep.verdict.words,
        }
        for rep in one.reps
    ]
    marks = alt.Chart(alt.InlineData(values=peaks)).encode(
        x=time,
        color=alt.Color("form:N", scale=alt.Scale(domain=list(FORM_COLOURS), range=list(FORM_COLOURS.values())), legend=None),
    )
    layers.append(marks.mark_rule(strokeDash=[2, 3]).encode(y=alt.value(20), y2=alt.value("height")))  # below the names
    layers.append(marks.mark_text(fontSize=13, fontWeight="bold", baseline="top").encode(text="name:N", y=alt.value(2)))
    layers += onset_marks(roll_onsets, [(moment, value) for moment, value in curve if not math.isnan(value)], time, degrees)
    chart: alt.LayerChart = alt.layer(*layers).resolve_scale(color="independent").properties(height=280)
    return chart
