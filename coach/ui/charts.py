"""Charts of the history, legible on light and on dark pages: colours of medium lightness, units in the titles, the values under the pointer."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Any, Final, Literal, Protocol, TypeVar

import altair as alt

from coach.coaching.wording import PHASE_NAMES
from coach.history.review import DayTotal, SessionProgress, SideDifference
from coach.palette import PAGE, PAGE_PHASES
from coach.planning.week import WEEKDAYS
from coach.records import Verdict
from coach.ui.charts_and_tables import Chart

SIDE_COLOURS: Final = {"left": "#1b9e8f", "right": "#e08a2e", "both": "#7b86d6"}
FORM_COLOURS: Final = {verdict.words: PAGE.of(verdict) for verdict in Verdict}
PHASE_COLOURS: Final = {PHASE_NAMES[phase]: colour for phase, colour in PAGE_PHASES.items()}
ACCENT: Final = PAGE.good
QUIET: Final = PAGE.quiet
FAULT_VERDICTS: Final = (Verdict.FAULT.words, Verdict.A_LITTLE_OFF.words)
LABEL_EACH_DAY_UP_TO: Final = 4
"""Of more days, only the beginnings of weeks, months or years are labelled."""
TICK_INTERVALS: Final[tuple[tuple[timedelta, Literal["week", "month", "year"], str], ...]] = (
    (timedelta(days=70), "week", "%-d %b"),
    (timedelta(days=500), "month", "%b %Y"),
    (timedelta.max, "year", "%Y"),
)
SINGLE_SESSIONS_UP_TO: Final = timedelta(days=400)
"""Longer than this, single sessions are too many to tell apart: the chart then shows the mean of each month."""
SHORTEST_CALENDAR: Final = timedelta(weeks=26)
"""The calendar goes back at least this far, so that a day is a small square and not a long bar."""
HEIGHT: Final = 220


def calendar_chart(days: Sequence[DayTotal]) -> Chart:
    """Every day from the first to the last, over half a year at least; the stronger its colour, the more repetitions.

    It has a row for each weekday, or for each year when it spans more than one.
    """
    gap = alt.Scale(paddingInner=0.14)
    if days[-1].day - days[0].day > timedelta(days=375):
        rows = _weeks_of_years(days)
        x = alt.X("week:O", title="Week of the year", scale=gap, axis=alt.Axis(values=[1, 10, 20, 30, 40, 50], labelAngle=0, domain=False))
        y = alt.Y("year:O", title=None, scale=gap, axis=alt.Axis(ticks=False, domain=False))
    else:
        rows = _days_of_weeks(days)
        first_of_month = "date(toDate(datum.value)) <= 7 ? timeFormat(toDate(datum.value), '%b') : ''"
        months = alt.Axis(labelExpr=first_of_month, labelAngle=0, labelOverlap=False, ticks=False, domain=False)
        x = alt.X("week:O", title=None, scale=gap, axis=months)
        weekdays = [name[:3] for name in WEEKDAYS]
        y = alt.Y("weekday:O", sort=weekdays, title=None, scale=gap, axis=alt.Axis(ticks=False, domain=False, labelOverlap=False))
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)
    tooltip = [
        alt.Tooltip("when:N", title="When"),
        alt.Tooltip("sessions:Q", title="Sessions"),
        alt.Tooltip("reps:Q", title="Repetitions"),
        alt.Tooltip("clean:Q", title="Without a fault, of all judged", format=".0%"),
    ]
    empty = base.mark_rect(cornerRadius=3, fill=QUIET, opacity=0.13)
    trained = base.transform_filter("datum.sessions > 0").mark_rect(cornerRadius=3, fill=ACCENT)
    strength = alt.Opacity("reps:Q", scale=alt.Scale(range=[0.3, 1.0], zero=True), legend=None)
    drawn: Chart = (
        alt.layer(empty, trained.encode(opacity=strength, tooltip=tooltip)).properties(height=alt.Step(20)).configure_view(strokeWidth=0)
    )
    return drawn


class OfASession(Protocol):
    """Something about one session and side."""

    @property
    def day(self) -> date:
        """When it was."""

    @property
    def side(self) -> str:
        """Of which side it is."""


Row = TypeVar("Row", bound=OfASession)


def trend(
    rows: Sequence[Row],
    value: Callable[[Row], float],
    *,
    title: str,
    number_format: str = ".0f",
    top: float | None = None,
    target: tuple[float, float] | None = None,
) -> Chart:
    """One measure over time, a line for each side, over the band of `target`."""
    points = _over_time([(row.day, row.side, value(row)) for row in rows])
    scale = alt.Scale(zero=target is None, domainMax=top) if top is not None else alt.Scale(zero=target is None)
    return _lines(points, "side", SIDE_COLOURS, title=title, number_format=number_format, scale=scale, target=target)


def tempo_trend(rows: Sequence[SessionProgress]) -> Chart:
    """Seconds up, held and down over time, both sides together."""
    seconds = [(row.day, zip(PHASE_COLOURS, (row.concentric_s, row.hold_s, row.eccentric_s), strict=True)) for row in rows]
    points = _over_time([(day, phase, value) for day, phases in seconds for phase, value in phases])
    return _lines(points, "phase", PHASE_COLOURS, title="Seconds", number_format=".1f", scale=alt.Scale(zero=True))


def difference_chart(rows: Sequence[SideDifference], *, unit: str) -> Chart:
    """How much further the left side goes than the right, session by session."""
    means = _over_time([(row.day, "", row.range_difference) for row in rows])
    points = [{**one, "further": "left" if one["value"] >= 0 else "right"} for one in means]
    bars = alt.Chart(alt.InlineData(values=points)).mark_bar(size=max(2, min(10, 560 // max(len(points), 1))), cornerRadius=2)
    zero = alt.Chart(alt.InlineData(values=[{"value": 0}])).mark_rule(color=QUIET).encode(y="value:Q")
    drawn = bars.encode(
        x=_days(points),
        y=alt.Y("value:Q", title=f"Left minus right ({unit})", axis=alt.Axis(format="+.1f")),
        color=colour_scale("further", {side: SIDE_COLOURS[side] for side in ("left", "right")}),
        tooltip=[
            alt.Tooltip("day:T", title="Day", format="%d %b %Y"),
            alt.Tooltip("value:Q", title=f"Left minus right ({unit})", format="+.1f"),
        ],
    )
    return alt.layer(drawn, zero).properties(height=HEIGHT)


def faults_chart(counts: Sequence[tuple[str, int, int]]) -> Chart:
    """How many repetitions had each fault, and how many were a little off: `counts` has its name and both numbers."""
    rows = [
        {"check": name, "grade": grade, "reps": reps}
        for name, faulty, little in counts
        for grade, reps in zip(FAULT_VERDICTS, (faulty, little), strict=True)
        if reps
    ]
    longest = max([5, *(faulty + little for _, faulty, little in counts)])
    drawn: Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(cornerRadius=3, height=16)
        .encode(
            x=alt.X(
                "reps:Q", title="Repetitions", scale=alt.Scale(domain=[0, longest]), axis=alt.Axis(tickMinStep=1, tickCount=8, format=",d")
            ),
            y=alt.Y("check:N", title=None, sort=[name for name, *_ in counts], axis=alt.Axis(labelLimit=260)),
            color=colour_scale("grade", {name: FORM_COLOURS[name] for name in FAULT_VERDICTS}),
            order=alt.Order("grade:N", sort="descending"),
            tooltip=[alt.Tooltip("check:N", title="What"), alt.Tooltip("grade:N", title="How"), alt.Tooltip("reps:Q", title="Repetitions")],
        )
        .properties(height=alt.Step(26))
    )
    return drawn


def _lines(
    points: list[dict[str, Any]],
    kind: str,
    colours: dict[str, str],
    *,
    title: str,
    number_format: str,
    scale: alt.Scale,
    target: tuple[float, float] | None = None,
) -> Chart:
    base = alt.Chart(alt.InlineData(values=[{**point, kind: point["kind"]} for point in points])).encode(
        x=_days(points),
        y=alt.Y("value:Q", title=title, scale=scale, axis=alt.Axis(format=number_format)),
        color=colour_scale(kind, {name: colour for name, colour in colours.items() if any(point["kind"] == name for point in points)}),
        tooltip=[
            alt.Tooltip("day:T", title="Day", format="%d %b %Y"),
            alt.Tooltip(f"{kind}:N", title=kind.capitalize()),
            alt.Tooltip("value:Q", title=title, format=number_format if "%" in number_format else ".1f"),
        ],
    )
    layers: list[alt.Chart] = [base.mark_line(strokeWidth=2, opacity=0.75), base.mark_point(filled=True, size=26, opacity=1)]
    if target and points:
        layers.append(target_band(target))
    return alt.layer(*layers).properties(height=HEIGHT)


def target_band(target: tuple[float, float]) -> alt.Chart:
    """The target as a pale band behind the lines."""
    rows = alt.Chart(alt.InlineData(values=[{"low": target[0], "high": target[1]}]))
    band: alt.Chart = rows.mark_rect(color=ACCENT, opacity=0.12).encode(y="low:Q", y2="high:Q")
    return band


def _days(points: Sequence[dict[str, Any]]) -> alt.X:
    """The axis of time, labelled by day, week, month or year, depending on its length."""
    days = sorted({date.fromisoformat(point["day"][:10]) for point in points})
    if len(days) <= LABEL_EACH_DAY_UP_TO:
        values = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in days]
        return alt.X("day:T", title=None, axis=alt.Axis(values=values, format="%-d %b %Y"))
    length = days[-1] - days[0]
    interval, day_format = next((interval, day_format) for longest, interval, day_format in TICK_INTERVALS if length <= longest)
    return alt.X("day:T", title=None, axis=alt.Axis(tickCount=alt.TimeIntervalStep(interval=interval, step=1), format=day_format))


def colour_scale(field: str, colours: dict[str, str]) -> alt.Color:
    """The colours of `field`, with a legend above the chart."""
    return alt.Color(
        f"{field}:N", title=None, scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=alt.Legend(orient="top")
    )


def _over_time(values: Iterable[tuple[date, str, float]]) -> list[dict[str, Any]]:
    """Points in the order of their days, without NaN; the mean of each month where they span more than `SINGLE_SESSIONS_UP_TO`."""
    known = [one for one in values if not math.isnan(one[2])]
    if not known:
        return []
    days = [day for day, *_ in known]
    monthly = max(days) - min(days) > SINGLE_SESSIONS_UP_TO
    gathered: defaultdict[tuple[date, str], list[float]] = defaultdict(list)
    for day, kind, value in known:
        gathered[day.replace(day=1) if monthly else day, kind].append(value)
    return [{"day": f"{day}T00:00", "kind": kind, "value": round(fmean(some), 3)} for (day, kind), some in sorted(gathered.items())]


def _days_of_weeks(days: Sequence[DayTotal]) -> list[dict[str, Any]]:
    known = {one.day: one for one in days}
    first = min(days[0].day, days[-1].day - SHORTEST_CALENDAR)
    first -= timedelta(days=first.weekday())
    length = (days[-1].day - first).days // 7 * 7 + 7
    return [
        {
            "week": (day - timedelta(days=day.weekday())).isoformat() + "T00:00",
            "weekday": WEEKDAYS[day.weekday()][:3],
            "when": f"{day:%A, %d %B %Y}",
            **_total([known[day]] if day in known else []),
        }
        for day in (first + timedelta(days=n) for n in range(length))
    ]


def _weeks_of_years(days: Sequence[DayTotal]) -> list[dict[str, Any]]:
    weeks: defaultdict[tuple[int, int], list[DayTotal]] = defaultdict(list)
    for one in days:
        year, week, _ = one.day.isocalendar()
        weeks[year, week].append(one)
    years = sorted({year for year, _ in weeks})
    return [
        {"year": year, "week": week, "when": f"Week {week} of {year}", **_total(weeks.get((year, week), []))}
        for year in years
        for week in range(1, 54)
    ]


def _total(days: Sequence[DayTotal]) -> dict[str, Any]:
    judged = sum(one.judged_reps for one in days)
    return {
        "sessions": sum(one.sessions for one in days),
        "reps": sum(one.reps for one in days),
        "clean": sum(one.good_reps for one in days) / judged if judged else None,
    }
