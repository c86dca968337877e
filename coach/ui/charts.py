"""Charts of the history, that read well on light and on dark: middling colours, units in the titles, a table of values under the pointer."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Any, Final, Literal

import altair as alt

from coach.coaching.verdict import Verdict
from coach.coaching.wording import PHASE_NAMES
from coach.history.review import DayTotal, Progress, SideDifference
from coach.palette import PAGE, PAGE_PHASES
from coach.planning.week import WEEKDAYS
from coach.ui.charts_and_tables import Drawn

SIDE_COLOURS: Final = {"left": "#1b9e8f", "right": "#e08a2e", "both": "#7b86d6"}
FORM_COLOURS: Final = {verdict.value: PAGE.of(verdict) for verdict in Verdict}
PHASE_COLOURS: Final = {PHASE_NAMES[phase]: colour for phase, colour in PAGE_PHASES.items()}
ACCENT: Final = PAGE.good
QUIET: Final = PAGE.quiet
FOUND: Final = (Verdict.FAULTY.value, Verdict.A_LITTLE_OFF.value)
FEW_DAYS: Final = 4
"""So few are named each; of more, the beginnings of weeks, months or years."""
TICKS: Final[tuple[tuple[timedelta, Literal["week", "month", "year"], str], ...]] = (
    (timedelta(days=70), "week", "%-d %b"),
    (timedelta(days=500), "month", "%b %Y"),
    (timedelta.max, "year", "%Y"),
)
EACH_SESSION: Final = timedelta(days=400)
"""Over longer stretches single sessions are too many to tell apart: the chart then shows the mean of each month."""
FEWEST_WEEKS: Final = timedelta(weeks=26)
"""The calendar reaches so far back even for a beginner, so that a day is a small square and not a long bar."""
HEIGHT: Final = 220


def calendar_chart(days: Sequence[DayTotal]) -> Drawn:
    """Every day of the stretch, and of half a year at least, the deeper the more repetitions; a row for each weekday, or for each year when it is long."""
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
        alt.Tooltip("clean:Q", title="Clean", format=".0%"),
    ]
    empty = base.mark_rect(cornerRadius=3, fill=QUIET, opacity=0.13)
    trained = base.transform_filter("datum.sessions > 0").mark_rect(cornerRadius=3, fill=ACCENT)
    depth = alt.Opacity("reps:Q", scale=alt.Scale(range=[0.3, 1.0], zero=True), legend=None)
    drawn: Drawn = (
        alt.layer(empty, trained.encode(opacity=depth, tooltip=tooltip)).properties(height=alt.Step(20)).configure_view(strokeWidth=0)
    )
    return drawn


def trend(
    rows: Sequence[Progress],
    value: Callable[[Progress], float],
    *,
    title: str,
    form: str = ".0f",
    top: float | None = None,
    aim: tuple[float, float] | None = None,
) -> Drawn:
    """One measure over time, a line for each side, over the stretch to aim at."""
    points = _over_time([(row.day, row.side, value(row)) for row in rows])
    scale = alt.Scale(zero=aim is None, domainMax=top) if top is not None else alt.Scale(zero=aim is None)
    return _lines(points, "side", SIDE_COLOURS, title=title, form=form, scale=scale, aim=aim)


def tempo_trend(rows: Sequence[Progress]) -> Drawn:
    """Seconds up, held and down over time, both sides together."""
    seconds = [(row.day, zip(PHASE_COLOURS, (row.concentric_s, row.hold_s, row.eccentric_s), strict=True)) for row in rows]
    points = _over_time([(day, phase, value) for day, phases in seconds for phase, value in phases])
    return _lines(points, "phase", PHASE_COLOURS, title="Seconds", form=".1f", scale=alt.Scale(zero=True))


def difference_chart(rows: Sequence[SideDifference], *, unit: str) -> Drawn:
    """How much further one side goes than the other."""
    means = _over_time([(row.day, "", row.range_difference) for row in rows])
    points = [{**one, "further": "left" if one["value"] >= 0 else "right"} for one in means]
    bars = alt.Chart(alt.InlineData(values=points)).mark_bar(size=max(2, min(10, 560 // max(len(points), 1))), cornerRadius=2)
    zero = alt.Chart(alt.InlineData(values=[{"value": 0}])).mark_rule(color=QUIET).encode(y="value:Q")
    drawn = bars.encode(
        x=_days(points),
        y=alt.Y("value:Q", title=f"Left minus right ({unit})"),
        color=colours_of("further", {side: SIDE_COLOURS[side] for side in ("left", "right")}),
        tooltip=[
            alt.Tooltip("day:T", title="Day", format="%d %b %Y"),
            alt.Tooltip("value:Q", title=f"Left minus right ({unit})", format="+.1f"),
        ],
    )
    return alt.layer(drawn, zero).properties(height=HEIGHT)


def bars_of_faults(counts: Sequence[tuple[str, int, int]]) -> Drawn:
    """How many repetitions had a fault, and how many came near it: names with both numbers."""
    rows = [
        {"check": name, "grade": grade, "reps": reps}
        for name, faulty, little in counts
        for grade, reps in zip(FOUND, (faulty, little), strict=True)
        if reps
    ]
    longest = max([5, *(faulty + little for _, faulty, little in counts)])
    drawn: Drawn = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(cornerRadius=3, height=16)
        .encode(
            x=alt.X(
                "reps:Q", title="Repetitions", scale=alt.Scale(domain=[0, longest]), axis=alt.Axis(tickMinStep=1, tickCount=8, format=",d")
            ),
            y=alt.Y("check:N", title=None, sort=[name for name, *_ in counts], axis=alt.Axis(labelLimit=260)),
            color=colours_of("grade", {name: FORM_COLOURS[name] for name in FOUND}),
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
    form: str,
    scale: alt.Scale,
    aim: tuple[float, float] | None = None,
) -> Drawn:
    base = alt.Chart(alt.InlineData(values=[{**point, kind: point["kind"]} for point in points])).encode(
        x=_days(points),
        y=alt.Y("value:Q", title=title, scale=scale, axis=alt.Axis(format=form)),
        color=colours_of(kind, {name: colour for name, colour in colours.items() if any(point["kind"] == name for point in points)}),
        tooltip=[
            alt.Tooltip("day:T", title="Day", format="%d %b %Y"),
            alt.Tooltip(f"{kind}:N", title=kind.capitalize()),
            alt.Tooltip("value:Q", title=title, format=form if "%" in form else ".1f"),
        ],
    )
    layers: list[alt.Chart] = [base.mark_line(strokeWidth=2, opacity=0.75), base.mark_point(filled=True, size=26, opacity=1)]
    if aim and points:
        layers.append(aim_band(aim))
    return alt.layer(*layers).properties(height=HEIGHT)


def aim_band(aim: tuple[float, float]) -> alt.Chart:
    """The stretch to aim at, as a pale band."""
    rows = alt.Chart(alt.InlineData(values=[{"low": aim[0], "high": aim[1]}]))
    band: alt.Chart = rows.mark_rect(color=ACCENT, opacity=0.12).encode(y="low:Q", y2="high:Q")
    return band


def _days(points: Sequence[dict[str, Any]]) -> alt.X:
    """Time from left to right, named by day, month or year as its length asks for, never by the hour."""
    days = sorted({date.fromisoformat(point["day"][:10]) for point in points})
    if len(days) <= FEW_DAYS:
        values = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in days]
        return alt.X("day:T", title=None, axis=alt.Axis(values=values, format="%-d %b %Y"))
    length = days[-1] - days[0]
    interval, form = next((interval, form) for longest, interval, form in TICKS if length <= longest)
    return alt.X("day:T", title=None, axis=alt.Axis(tickCount=alt.TimeIntervalStep(interval=interval, step=1), format=form))


def colours_of(field: str, colours: dict[str, str]) -> alt.Color:
    """Colours with their names above the chart."""
    return alt.Color(
        f"{field}:N", title=None, scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=alt.Legend(orient="top")
    )


def _over_time(values: Iterable[tuple[date, str, float]]) -> list[dict[str, Any]]:
    """Points in the order of their days; over a long stretch the mean of each month."""
    known = [one for one in values if not math.isnan(one[2])]
    if not known:
        return []
    days = [day for day, *_ in known]
    monthly = max(days) - min(days) > EACH_SESSION
    gathered: defaultdict[tuple[date, str], list[float]] = defaultdict(list)
    for day, kind, value in known:
        gathered[day.replace(day=1) if monthly else day, kind].append(value)
    return [{"day": f"{day}T00:00", "kind": kind, "value": round(fmean(some), 3)} for (day, kind), some in sorted(gathered.items())]


def _days_of_weeks(days: Sequence[DayTotal]) -> list[dict[str, Any]]:
    known = {one.day: one for one in days}
    first = min(days[0].day, days[-1].day - FEWEST_WEEKS)
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
    reps = sum(one.reps for one in days)
    return {
        "sessions": sum(one.sessions for one in days),
        "reps": reps,
        "clean": sum(one.good_reps for one in days) / reps if reps else None,
    }
