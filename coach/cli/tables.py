"""Results for people: a table per set, what did not count and why, and what could not be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coach.coaching.verdict import SIGNS, counted, tally, worst_first
from coach.coaching.wording import SIDE_NAMES, found, in_which, quantity, range_of, reach, why_not_counted
from coach.exercise import Exercise
from coach.recording.source import Source
from coach.records import Rep, Session, SetRecord, Verdict

COLOUR: Final = {Verdict.GOOD: "green", Verdict.A_LITTLE_OFF: "yellow", Verdict.FAULT: "red", Verdict.NOT_JUDGED: "dim"}


def show(session: Session, source: Source, exercises: Sequence[Exercise]) -> None:
    """Print the session to standard output, in plain text where that is not a terminal."""
    console = Console(highlight=False, markup=False)
    console.print(
        Text(source.name, style="bold"),
        Text(f"{source.duration_s:.1f} s, {source.width} x {source.height} pixels, {source.fps:.3g} fps", style="dim"),
    )
    show_record(console, session, exercises)


def show_record(console: Console, session: Session, exercises: Sequence[Exercise]) -> None:
    """Print what the coach made of a recording, without saying which recording it was."""
    known = {exercise.key: exercise for exercise in exercises}
    checks = {key: name for exercise in exercises for key, name in exercise.check_names.items()}
    if not session.sets:
        console.print()
        console.print(_nothing_counted(session, known))
    for one in session.sets:
        console.print()
        console.print(_title(one, known))
        console.print(_set_table(one, known.get(one.exercise)))
        _print_list(console, "Not judged:", _unjudged(one, checks))
    _print_list(
        console,
        "Not counted:",
        [
            f"{one.start_s:.1f} to {one.end_s:.1f} s: {why_not_counted(one, known.get(session.exercise or ''))}"
            for one in session.not_counted
        ],
    )
    _print_list(console, "Please note:", [warning.message for warning in session.warnings], style="yellow")
    console.print()


def _nothing_counted(session: Session, known: Mapping[str, Exercise]) -> str:
    if session.exercise is None:
        hint = "" if session.warnings else " Is the whole body in the picture, and is the picture the right way up?"
        return f"Nothing was counted: no exercise was recognised.{hint}"
    return f"No repetition was counted ({exercise_name(session.exercise, known)})."


def exercise_name(key: str, known: Mapping[str, Exercise]) -> str:
    """The name of an exercise, its key where it is not known any more."""
    return known[key].name if key in known else key


def _title(one: SetRecord, known: Mapping[str, Exercise]) -> Text:
    where = f", {SIDE_NAMES.get(one.working_side, one.working_side)}, "
    when = f"{one.start_s:.1f} to {one.end_s:.1f} s"
    return Text.assemble((exercise_name(one.exercise, known), "bold"), where, (when, "dim"), "\n", (counted(one.reps), "bold"))


def _set_table(one: SetRecord, exercise: Exercise | None) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("rep", "at", "range", "up", "hold", "down"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("verdict, and what was found")
    for rep in one.reps:
        seconds = (quantity(value, "s") for value in (rep.peak_s, rep.concentric_s, rep.hold_s, rep.eccentric_s))
        at, up, hold, down = seconds
        table.add_row(str(rep.index), at, range_of(rep), up, hold, down, _findings(rep, exercise))
    return table


def _findings(rep: Rep, exercise: Exercise | None) -> Text:
    lines = [Text(f"{SIGNS[rep.verdict]} {rep.verdict.words}", style=COLOUR[rep.verdict])]
    lines += [Text(found(finding, exercise), style=COLOUR[finding.verdict]) for finding in worst_first(rep.findings)]
    if exercise and (far := reach(rep, exercise)):
        lines.append(Text(f"range: {far}", style="dim"))
    return Text("\n").join(lines)


def _unjudged(one: SetRecord, checks: Mapping[str, str]) -> list[str]:
    """What could not be judged and why, once for all the repetitions that it concerns."""
    reps_of: dict[tuple[str, str], list[int]] = {}
    for rep in one.reps:
        for missing in rep.unjudged:
            reps_of.setdefault((missing.check, missing.reason), []).append(rep.index)
    return [f"{checks.get(check, check)}{in_which(reps, of=len(one.reps))}: {reason}" for (check, reason), reps in reps_of.items()]


def _print_list(console: Console, title: str, lines: Sequence[str], *, style: str = "") -> None:
    if not lines:
        return
    console.print()
    console.print(Text(title, style=style or "bold"))
    for line in lines:
        console.print(Padding.indent(Text(line), 2))


def show_videos(results: Sequence[tuple[str, Session | None]], exercises: Sequence[Exercise]) -> None:
    """Print a line for each video, None being one that failed."""
    known = {exercise.key: exercise for exercise in exercises}
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("video", "exercise", "side", "reps", "verdicts", "not counted"):
        table.add_column(heading, justify="right" if heading in {"reps", "not counted"} else "left", overflow="fold")
    table.add_column("please note", style="yellow")
    for name, session in results:
        if session is None:
            table.add_row(name, Text("failed", style="red"))
            continue
        table.add_row(
            name,
            exercise_name(session.exercise, known) if session.exercise else Text("none", style="dim"),
            session.working_side or "",
            str(len(session.reps)),
            tally(session.reps),
            str(len(session.not_counted)),
            " ".join(warning.message for warning in session.warnings),
        )
    Console(highlight=False, markup=False).print(table)
