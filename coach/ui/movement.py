"""The movement of a set over time, as a chart to move about in."""

from __future__ import annotations

import math
from collections.abc import Sequence

import altair as alt

from coach.recording.timeline import Story
from coach.records import NotCounted, SetRecord
from coach.report.charts import AROUND_S, GOOD, PHASES, QUIET, sign_of
from coach.ui.charts import FORM_COLOURS
from coach.ui.set_charts import form_of

POINTS = 4000
"""More of them are not seen, and the browser has to move them."""
LINE_ON_ANY = "#1692b0"
"""Stands out from a light page and from a dark one."""


def movement_chart(story: Story, one: SetRecord, not_counted: Sequence[NotCounted]) -> alt.LayerChart:
    """The exercise's signal with the band to aim at, repetitions by their colour, phases below, and what was not counted in grey."""
    start, end = max(one.start_s - AROUND_S, 0.0), one.end_s + AROUND_S
    curve = [(time, value) for time, value in zip(story.times, story.values, strict=True) if start <= time <= end]
    curve = curve[:: max(1, len(curve) // POINTS)]
    time = alt.X("s:Q", title="seconds", scale=alt.Scale(domain=[start, end], nice=False))
    seen = [value for _, value in curve if not math.isnan(value)]
    highest = max([*seen, (story.target or (0.0, 1.0))[1]])
    # room below for the phases and above for the names
    degrees = alt.Y("deg:Q", title="degrees from rest", scale=alt.Scale(domain=[-0.12 * highest, 1.22 * highest], nice=False))
    layers: list[alt.Chart] = []
    if story.target:
        low, high = story.target
        band = alt.Chart(alt.InlineData(values=[{"deg": low, "high": high}])).mark_rect(color=GOOD, opacity=0.15)
        layers.append(band.encode(y=degrees, y2="high:Q"))
    spans = [{"s": max(n.start_s, start), "to": min(n.end_s, end)} for n in not_counted if n.end_s > start and n.start_s < end]
    layers.append(alt.Chart(alt.InlineData(values=spans)).mark_rect(color=QUIET, opacity=0.18).encode(x=time, x2="to:Q"))
    phases = [
        {
            "s": max(begun, start),
            "to": min(over, end),
            "deg": -0.11 * highest,
            "high": -0.05 * highest,
            "phase": {"concentric": "up", "eccentric": "down"}.get(phase, phase.value),
        }
        for phase, begun, over in story.phases()
        if phase in PHASES and any(rep.start_s - 0.5 < over and begun < rep.end_s + 0.5 for rep in one.reps)
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
                scale=alt.Scale(domain=["up", "hold", "down"], range=list(PHASES.values())),
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
            "form": form_of(rep),
        }
        for rep in one.reps
    ]
    marks = alt.Chart(alt.InlineData(values=peaks)).encode(
        x=time,
        color=alt.Color("form:N", scale=alt.Scale(domain=list(FORM_COLOURS), range=list(FORM_COLOURS.values())), legend=None),
    )
    layers.append(marks.mark_rule(strokeDash=[2, 3]).encode(y=alt.value(20), y2=alt.value("height")))  # below the names
    layers.append(marks.mark_text(fontSize=13, fontWeight="bold", baseline="top").encode(text="name:N", y=alt.value(2)))
    chart: alt.LayerChart = alt.layer(*layers).resolve_scale(color="independent").properties(height=280)
    return chart
