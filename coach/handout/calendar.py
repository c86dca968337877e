"""The days of a plan as a calendar file (iCalendar, RFC 5545), which every calendar program imports.

Written by hand: four kinds of lines, of which nothing is ever read back. Times are "floating": at that hour wherever the person is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from coach import __version__
from coach.exercise import Exercise
from coach.planning import PastSession, Plan, PlanDay, day_schedule, next_day

LINE_BYTES: Final = 75
"""Longer lines are folded: the rest goes on the next line, after a space (RFC 5545, 3.1)."""


def plan_calendar(plan: Plan, past: Sequence[PastSession], exercises: Iterable[Exercise], *, at: time, weeks: int, now: datetime) -> str:
    """An event for each training day of the next `weeks`, at the hour `at`, with what the plan asks for as it is now.

    A day keeps its name from file to file, so that a calendar which imports a later one changes its event and adds none.
    """
    exercises = tuple(exercises)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Form Coach//{__version__}//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for when in training_days(plan, past, now.date(), weeks):
        _, day = next_day(plan, (), when)
        schedule = day_schedule(plan, day, when, past)
        if not schedule.sets:
            continue
        words = PlanDay(when, 0, schedule).in_words(exercises).partition("\n")[2]
        lighter = " (lighter week)" if plan.is_lighter(when) else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{when:%Y%m%d}-{plan.started:%Y%m%d}@form-coach",
            f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART:{datetime.combine(when, at):%Y%m%dT%H%M%S}",
            f"DURATION:PT{max(schedule.minutes, 1)}M",
            f"SUMMARY:{_text(f'Hip exercises, {schedule.minutes} minutes{lighter}')}",
            f"DESCRIPTION:{_text(f'{schedule.warm_up_min} minutes of easy movement first, then:' + chr(10) + words)}",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def training_days(plan: Plan, past: Sequence[PastSession], today: date, weeks: int) -> list[date]:
    """The days on which the plan trains, from the next one on."""
    first, _ = next_day(plan, past, today)
    weekdays = {day.weekday for day in plan.days}
    return [when for when in (first + timedelta(days=n) for n in range(7 * weeks)) if when.weekday() in weekdays]


def _text(words: str) -> str:
    """Text as a value: what would end it, or part it, is escaped (3.3.11)."""
    for special in ("\\", ";", ","):
        words = words.replace(special, f"\\{special}")
    return words.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most `LINE_BYTES` bytes, none of which ends inside a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        length = len(character.encode())
        if size + length > LINE_BYTES:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + length
    return "\r\n".join([*pieces, piece])
