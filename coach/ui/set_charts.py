"""Charts of single repetitions: the movement of a set, how far each went, and two sessions beside each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from coach.coaching.wording import ROLL_BEGINS
from coach.exercise import Phase
from coach.palette import PAGE, PAGE_PHASES
from coach.records import Rep
from coach.ui.charts import FORM_COLOURS, HEIGHT, SIDE_COLOURS, colour_scale, target_band
from coach.ui.charts_and_tables import Chart

COMPARED: Final = (SIDE_COLOURS["left"], SIDE_COLOURS["right"])
"""The colours of the session that the page is about, and of the one it is compared with."""


def signal_chart(
    times: Sequence[float],
    values: Sequence[float],
    reps: Sequence[Rep],
    *,
    target: tuple[float, float],
    unit: str,
    roll_onsets: Sequence[float] = (),
) -> Chart:
    """How far the movement went from moment to moment, each repetition's top marked by how good it was, and where the pelvis began to roll."""
    line = (
        alt.Chart(
            alt.InlineData(
                values=[
                    {"s": round(s, 2), "value": round(value, 1)} for s, value in zip(times, values, strict=True) if not math.isnan(value)
                ]
            )
        )
        .mark_line(color=PAGE_PHASES[Phase.CONCENTRIC], strokeWidth=1.8)
        .encode(
            x=alt.X("s:Q", title="Seconds of the session", scale=alt.Scale(zero=False, nice=False)),
            y=alt.Y("value:Q", title=f"How far ({unit})"),
        )
    )
    top = max([value for value in values if not math.isnan(value)] + [target[1]])
    marks = [{**_rep(rep), "s": rep.peak_s, "top": top * 1.1} for rep in reps]
    numbers = alt.Chart(alt.InlineData(values=marks)).encode(
        x="s:Q", y="top:Q", color=colour_scale("form", FORM_COLOURS), tooltip=_rep_tooltip()
    )
    curve = [(s, value) for s, value in zip(times, values, strict=True) if not math.isnan(value)]
    return alt.layer(
        target_band(target),
        line,
        *onset_marks(roll_onsets, curve, alt.X("s:Q"), alt.Y("deg:Q")),
        numbers.mark_point(filled=True, size=210, opacity=1),
        numbers.mark_text(color="white", fontSize=10, fontWeight="bold").encode(text="index:N", color=alt.value("white")),
    ).properties(height=240)


def onset_marks(moments: Sequence[float], curve: Sequence[tuple[float, float]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A mark on the curve at each moment at which the pelvis began to roll; no layer without any. `y` reads the field "deg".

    The legend says what the mark means: words beside each would be cut off at the edge, or lie over the next movement.
    """
    if not moments or not curve:
        return []
    rows = [{"s": round(s, 2), "deg": round(min(curve, key=lambda point: abs(point[0] - s))[1], 1), "words": ROLL_BEGINS} for s in moments]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=x, y=y, tooltip=[alt.Tooltip("words:N", title="Here"), alt.Tooltip("s:Q", title="Second")]
    )
    return [base.mark_point(shape="triangle-up", filled=True, size=90, opacity=1, color=PAGE.fault)]


def rep_bars(reps: Sequence[Rep], *, target: tuple[float, float] | None, unit: str) -> Chart:
    """How far each repetition went, over the target where it is in the same measure, else None."""
    bars = (
        alt.Chart(alt.InlineData(values=[_rep(rep) for rep in reps if not math.isnan(rep.range_of_motion)]))
        .mark_bar(cornerRadius=3)
        .encode(
            x=alt.X("index:O", title="Repetition", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("range:Q", title=f"Range ({unit})"),
            color=colour_scale("form", FORM_COLOURS),
            tooltip=_rep_tooltip(),
        )
    )
    return alt.layer(*([target_band(target)] if target else []), bars).properties(height=HEIGHT)


def comparison_chart(
    sessions: Mapping[str, Sequence[Rep]], measure: str, *, title: str, target: tuple[float, float] | None = None
) -> Chart:
    """A measure of `_rep`, repetition by repetition, of several sessions in one chart; the first is the one that the page is about."""
    rows = [
        {**_rep(rep), "session": name, "of": number}
        for name, reps in sessions.items()
        for number, rep in enumerate(reps, start=1)
        if _rep(rep)[measure] is not None
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "of:Q", title="Repetition, over all sets", scale=alt.Scale(zero=False, padding=12), axis=alt.Axis(tickMinStep=1, format="d")
        ),
        y=alt.Y(f"{measure}:Q", title=title, scale=alt.Scale(zero=target is None)),
        color=colour_scale("session", dict(zip(sessions, COMPARED, strict=True))),
        tooltip=[alt.Tooltip("session:N", title="Session"), *_rep_tooltip()],
    )
    points = base.mark_point(filled=True, size=64, opacity=1).encode(
        shape=alt.Shape("session:N", scale=alt.Scale(domain=list(sessions), range=["circle", "diamond"]), legend=None)
    )
    layers = [*([target_band(target)] if target else []), base.mark_line(strokeWidth=1.6, opacity=0.6), points]
    return alt.layer(*layers).properties(height=HEIGHT)


def _rep(rep: Rep) -> dict[str, Any]:
    return {
        "index": rep.index,
        "range": round(rep.range_of_motion, 1) if not math.isnan(rep.range_of_motion) else None,
        "form": rep.verdict.words,
        "up": _seconds(rep.concentric_s),
        "hold": _seconds(rep.hold_s),
        "down": _seconds(rep.eccentric_s),
        "seconds": _seconds(rep.concentric_s + rep.hold_s + rep.eccentric_s),
    }


def _rep_tooltip() -> list[alt.Tooltip]:
    names = {"index:N": "Repetition", "range:Q": "Range", "up:Q": "Up (s)", "hold:Q": "Hold (s)", "down:Q": "Down (s)", "form:N": "Form"}
    return [alt.Tooltip(field, title=name) for field, name in names.items()]


def _seconds(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 1)
