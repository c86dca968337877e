"""The plan as a calendar file."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from coach.handout.calendar import plan_calendar
from coach.planning import PastSession, first_plan
from exercises import load

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday, and the first of the plan's days."""


@pytest.fixture
def plan():
    return first_plan(load(), NOW, (0, 3))


def calendar(plan, past=(), weeks=2):
    return plan_calendar(plan, past, load(), at=time(18, 30), weeks=weeks, now=NOW)


def values(text, name):
    unfolded = text.replace("\r\n ", "")
    return re.findall(rf"^{name}:(.*)\r$", unfolded, re.MULTILINE)


def test_each_training_day_is_an_event_at_the_hour_that_was_chosen(plan):
    assert values(calendar(plan), "DTSTART") == ["20260302T183000", "20260305T183000", "20260309T183000", "20260312T183000"]


def test_after_a_session_there_is_a_rest_before_the_next_event(plan):
    past = [PastSession(started=NOW, sets=())]

    assert values(calendar(plan, past), "DTSTART")[0] == "20260305T183000"


def test_an_event_says_what_the_plan_asks_for_and_how_long_it_takes(plan):
    text = calendar(plan)

    assert "2 sets of" in values(text, "DESCRIPTION")[0]
    assert re.fullmatch(r"PT\d+M", values(text, "DURATION")[0])
    assert all("Hip exercises\\, " in words for words in values(text, "SUMMARY"))


def test_a_lighter_week_is_named(plan):
    lighter = replace(plan, deload_from=date(2026, 3, 9))

    assert ["lighter" in words for words in values(calendar(lighter), "SUMMARY")] == [False, False, True, True]


def test_a_later_file_changes_the_same_events(plan):
    harder = replace(plan, warm_up_min=10)

    assert values(calendar(harder), "UID") == values(calendar(plan), "UID")
    assert calendar(harder) != calendar(plan)


def test_lines_are_folded_where_no_character_is_cut(plan):
    lines = calendar(plan).encode().split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
