"""The charts of the review: valid, and with the numbers that were measured."""

import math
from datetime import date, timedelta

import pytest

from coach.io.history.review import DayTotal, Progress, SideDifference
from coach.ui import charts
from tests.history.made_up import ROLL_BACK, SHORT_HOLD, rep

MONDAY = date(2026, 3, 2)


def progress(day, side="left", range_mean=30.0):
    return Progress(day, 1, "clamshell", side, "deg", 3, 30, 27, range_mean, 35.0, 2.0, 1.0, 2.5, 60.0, 2, 0)


def rows(chart, layer=0):
    """The rows of a layer, of a chart that keeps to its schema."""
    spec = chart.to_dict()
    part = spec["layer"][layer] if "layer" in spec else spec
    return spec["datasets"][part.get("data", spec.get("data"))["name"]]


def test_the_calendar_has_a_field_for_each_day_of_its_weeks():
    chart = charts.calendar_chart([DayTotal(MONDAY, 1, 6, 60, 54), DayTotal(MONDAY + timedelta(days=9), 1, 6, 60, 54)])

    days = rows(chart)
    assert len(days) == 14
    assert [one["reps"] for one in days if one["sessions"]] == [60, 60]


def test_a_long_calendar_has_a_row_for_each_year():
    chart = charts.calendar_chart([DayTotal(MONDAY, 1, 6, 60, 54), DayTotal(MONDAY + timedelta(days=800), 1, 6, 60, 54)])

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
    chart = charts.difference_chart([SideDifference(MONDAY, 1, "clamshell", "deg", 28.0, 31.0, 1.0, 1.0)], unit="°")

    (one,) = rows(chart)
    assert (one["further"], one["value"]) == ("right", -3.0)


def test_the_faults_are_counted():
    chart = charts.bars_of_faults([("Pelvis rolling back", 3, 2), ("Missing hold", 0, 1)])

    assert [(one["check"], one["grade"], one["reps"]) for one in rows(chart)] == [
        ("Pelvis rolling back", "faulty", 3),
        ("Pelvis rolling back", "a little off", 2),
        ("Missing hold", "a little off", 1),
    ]


@pytest.mark.parametrize(
    ("one", "form"),
    [
        (rep(1), "good"),
        (rep(1, 30.0, SHORT_HOLD), "a little off"),
        (rep(1, 30.0, ROLL_BACK), "faulty"),
        (rep(1, 30.0, SHORT_HOLD, ROLL_BACK), "faulty"),
    ],
    ids=["clean", "warned", "fault", "both"],
)
def test_a_repetition_is_called(one, form):
    assert charts.form_of(one) == form


def test_a_repetition_that_was_not_seen_has_no_bar():
    chart = charts.rep_bars([rep(1), rep(2, math.nan)], target=(25.0, 45.0), unit="°")

    assert [one["index"] for one in rows(chart, 1)] == [1]


def test_the_signal_has_a_gap_where_nothing_was_seen():
    chart = charts.signal_chart([0.0, 0.1, 0.2], [0.0, math.nan, 30.0], [rep(1)], target=(25.0, 45.0), unit="°")

    assert [one["s"] for one in rows(chart, 1)] == [0.0, 0.2]
