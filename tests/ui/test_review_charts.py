"""The charts of the review: valid, and with the numbers that were measured."""

import math
from dataclasses import replace
from datetime import date, timedelta

import altair as alt
import pytest

from coach.history.review import DayTotal, SessionProgress, SideDifference
from coach.ui import charts, set_charts
from coach.ui.charts_and_tables import with_rows_inside
from tests.history.made_up import rep

MONDAY = date(2026, 3, 2)


def progress(day, side="left", range_mean=30.0):
    return SessionProgress(day, 1, "clamshell", side, "deg", 3, 30, 27, 30, range_mean, 35.0, 2.0, 1.0, 2.5, 60.0, 2, 0)


def rows(chart, layer=0):
    """The rows of a layer, of a chart that keeps to its schema."""
    spec = chart.to_dict()
    part = spec["layer"][layer] if "layer" in spec else spec
    return spec["datasets"][part.get("data", spec.get("data"))["name"]]


def test_the_calendar_has_a_field_for_each_day_of_its_weeks():
    chart = charts.calendar_chart([DayTotal(MONDAY, 1, 6, 60, 54, 60), DayTotal(MONDAY + timedelta(days=9), 1, 6, 60, 54, 60)])

    days = rows(chart)
    assert len(days) == 7 * 27
    assert [one["reps"] for one in days if one["sessions"]] == [60, 60]


def test_a_long_calendar_has_a_row_for_each_year():
    chart = charts.calendar_chart([DayTotal(MONDAY, 1, 6, 60, 54, 60), DayTotal(MONDAY + timedelta(days=800), 1, 6, 60, 54, 60)])

    assert {one["year"] for one in rows(chart)} == {2026, 2028}


def test_a_trend_has_a_point_for_each_session_and_side():
    chart = charts.trend([progress(MONDAY), progress(MONDAY, "right", 28.0)], lambda row: row.range_mean, title="Range (°)")

    assert [(one["side"], one["value"]) for one in rows(chart)] == [("left", 30.0), ("right", 28.0)]


def test_over_years_a_trend_shows_the_mean_of_each_month():
    sessions = [
        progress(MONDAY, range_mean=20.0),
        progress(MONDAY + timedelta(days=2), range_mean=30.0),
        progress(MONDAY + timedelta(days=500)),
    ]

    assert [one["value"] for one in rows(charts.trend(sessions, lambda row: row.range_mean, title="Range (°)"))] == [25.0, 30.0]


def test_what_was_not_measured_is_left_out():
    assert rows(charts.trend([progress(MONDAY, range_mean=math.nan)], lambda row: row.range_mean, title="Range (°)")) == []


def test_tempo_is_shown_phase_by_phase():
    chart = charts.tempo_trend([progress(MONDAY)])

    assert {one["phase"]: one["value"] for one in rows(chart)} == {"up": 2.0, "hold": 1.0, "down": 2.5}


def test_a_difference_names_the_side_that_goes_further():
    chart = charts.difference_chart([SideDifference(MONDAY, 1, "clamshell", "deg", 28.0, 31.0)], unit="°")

    (one,) = rows(chart)
    assert (one["further"], one["value"]) == ("right", -3.0)


def test_the_faults_are_counted():
    chart = charts.faults_chart([("Pelvis rolling back", 3, 2), ("Missing hold", 0, 1)])

    assert [(one["check"], one["grade"], one["reps"]) for one in rows(chart)] == [
        ("Pelvis rolling back", "fault", 3),
        ("Pelvis rolling back", "a little off", 2),
        ("Missing hold", "a little off", 1),
    ]


def test_a_repetition_that_was_not_seen_has_no_bar():
    chart = set_charts.rep_bars([rep(1), rep(2, math.nan)], target=(25.0, 45.0), unit="°")

    assert [one["index"] for one in rows(chart, 1)] == [1]


def test_the_signal_has_a_gap_where_nothing_was_seen():
    chart = set_charts.signal_chart([0.0, 0.1, 0.2], [0.0, math.nan, 30.0], [rep(1)], target=(25.0, 45.0), unit="°")

    assert [one["s"] for one in rows(chart, 1)] == [0.0, 0.2]


def test_where_the_pelvis_began_to_roll_is_marked_on_the_curve():
    drawn = set_charts.signal_chart([0.0, 1.0, 2.0], [0.0, 20.0, 5.0], [rep(1)], target=(25.0, 45.0), unit="°", roll_onsets=[1.1])

    marks = [rows(drawn, layer) for layer in range(len(drawn.to_dict()["layer"]))]
    assert [{"s": 1.1, "deg": 20.0, "words": "pelvis begins to roll"}] in marks


def test_two_sessions_lie_over_each_other_repetition_by_repetition():
    chart = set_charts.comparison_chart(
        {"new": [rep(1, 31.0), rep(1, 33.0)], "old": [rep(1, 25.0)]}, "range", title="Range (°)", target=(25.0, 45.0)
    )

    assert [(one["session"], one["of"], one["range"]) for one in rows(chart, 1)] == [("new", 1, 31.0), ("new", 2, 33.0), ("old", 1, 25.0)]


def test_a_repetition_that_was_not_timed_is_left_out_of_the_comparison():
    chart = set_charts.comparison_chart({"new": [replace(rep(1), hold_s=math.nan), rep(2)], "old": [rep(1)]}, "seconds", title="Seconds")

    assert [(one["session"], one["of"]) for one in rows(chart)] == [("new", 2), ("old", 1)]


@pytest.mark.parametrize(
    ("weeks", "form"), [((0,), "%-d %b %Y"), ((0, 1, 2, 3, 4), "%-d %b"), (range(0, 50, 5), "%b %Y"), (range(0, 500, 50), "%Y")]
)
def test_time_is_named_by_days_months_or_years_as_its_length_asks_for(weeks, form):
    chart = charts.trend([progress(MONDAY + timedelta(weeks=week)) for week in weeks], lambda row: row.range_mean, title="Range (°)")

    assert chart.to_dict()["layer"][0]["encoding"]["x"]["axis"]["format"] == form


def test_what_is_aimed_at_lies_under_the_trend():
    chart = charts.trend([progress(MONDAY)], lambda row: row.range_mean, title="Range (°)", target=(25.0, 45.0))

    assert rows(chart, 2) == [{"low": 25.0, "high": 45.0}]


@pytest.mark.parametrize(
    "chart",
    [
        charts.calendar_chart([DayTotal(MONDAY, 1, 6, 60, 54, 60)]),
        charts.faults_chart([("Pelvis rolling back", 3, 2)]),
        charts.trend([progress(MONDAY)], lambda row: row.range_mean, title="Range (°)", target=(25.0, 45.0)),
    ],
    ids=["common rows", "one layer", "rows of its own"],
)
def test_a_chart_goes_to_the_browser_with_its_rows_in_its_layers(chart):
    """Streamlit would make data frames of rows that lie anywhere else."""
    sent = with_rows_inside(chart.to_dict(validate=False))

    assert not {"data", "datasets"} & sent.keys()
    assert all(layer["data"]["values"] for layer in sent["layer"])
    alt.LayerChart.from_dict(sent)
