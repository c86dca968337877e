"""The history as tables of the terminal: the list of sessions, and all of one session."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.console import Console
from rich.table import Table

from coach.cli.tables import exercise_name, show_record
from coach.coaching.verdict import tally, without_fault
from coach.exercise import Exercise
from coach.history import KeptSet, SessionDetails, SessionSummary
from coach.records import SetRecord


def show_sessions(sessions: Sequence[SessionSummary], names: Mapping[int, str], exercises: Sequence[Exercise]) -> None:
    """One line for each session; `names` are those of the people by their ids."""
    known = {exercise.key: exercise for exercise in exercises}
    table = Table(box=None, pad_edge=False)
    numbers = {"session", "sets", "reps", "no fault", "not counted"}
    for heading in ("session", "day", "person", "exercises", "sets", "reps", "no fault", "not counted"):
        table.add_column(heading, justify="right" if heading in numbers else "left", no_wrap=True)
    for one in sessions:
        session = one.session
        table.add_row(
            str(session.id),
            f"{session.day:%Y-%m-%d}" + ("" if session.ended_at else " (unfinished)"),
            names[session.person_id],
            ", ".join(exercise_name(key, known) for key in one.exercises),
            str(one.sets),
            str(one.reps),
            without_fault(one.good_reps, one.judged_reps, one.reps) if one.reps else "",
            str(one.not_counted or ""),
        )
    Console().print(table)


def show_session(details: SessionDetails, name: str, exercises: Sequence[Exercise], corrected: str = "") -> None:
    """A session of the person called `name`, with all its sets and repetitions; `corrected` says that it was, and of what."""
    kept = details.session
    console = Console(highlight=False, markup=False)
    console.print(
        f"Session {kept.id}, {name}, {kept.started_at:%Y-%m-%d %H:%M}, {kept.source}" + ("" if kept.ended_at else " (unfinished)")
    )
    if corrected:
        console.print(corrected)
    for note in (kept.notes, *(f"Set {one.number}: {one.notes}" for one in details.sets if one.notes)):
        if note:
            console.print(note, style="italic")
    if kept.pain_next_day is not None:
        console.print(f"Pain on the next day: {kept.pain_next_day} of 10")
    table = Table(box=None, pad_edge=False)
    known = {exercise.key: exercise for exercise in exercises}
    for heading in ("set", "exercise", "side", "reps", "verdicts", "reserve", "pain", "step and load"):
        table.add_column(heading, no_wrap=heading != "step and load")
    for one in details.sets:
        table.add_row(
            str(one.number),
            exercise_name(one.record.exercise, known),
            one.record.working_side,
            f"{len(one.reps)}" + (f" of {one.target_reps}" if one.target_reps else ""),
            tally(one.reps),
            "" if one.reserve is None else str(one.reserve),
            "" if one.pain is None else str(one.pain),
            _step_and_load(one),
        )
    console.print(table)
    show_record(console, replace(details.record, sets=tuple(_timed(one.record) for one in details.sets)), exercises)


def _step_and_load(one: KeptSet) -> str:
    band = f"{one.load.band} band" if one.load.band not in {"", "none"} else ""
    named = one.rung if band in one.rung else f"{one.rung}, {band}"
    return " + ".join(filter(None, (named if one.rung else band, f"{one.load.weight_kg:g} kg" if one.load.weight_kg else "")))


def _timed(one: SetRecord) -> SetRecord:
    """A set that was cut off, from its first repetition to its last."""
    if not one.reps:
        return one
    start, end = one.reps[0].start_s, one.reps[-1].end_s
    return replace(one, start_s=start if math.isnan(one.start_s) else one.start_s, end_s=end if math.isnan(one.end_s) else one.end_s)
