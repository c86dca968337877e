"""Results for people: a table per set, what did not count and why, and what could not be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coach.coaching.verdict import Verdict, before_finding, worst_first
from coach.coaching.wording import SIDE_NAMES, amount, found, in_which, quantity, why_not_counted
from coach.exercise import Exercise
from coach.recording.source import Source
from coach.records import Finding, Grade, Rep, Session, SetRecord

COLOUR: Final = {Grade.FAULT: "red", Grade.WARN: "yellow"}


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
    names = {exercise.key: exercise.name for exercise in exercises}
    checks = {key: name for exercise in exercises for key, name in exercise.check_names.items()}
    if not session.sets:
        console.print()
        console.print(_nothing_counted(session, names))
    for one in session.sets:
        console.print()
        console.print(_title(one, names))
        console.print(_set_table(one, checks))
        _print_list(console, "Not judged:", _unjudged(one, checks))
    _print_list(
        console,
        "Not counted:",
        [f"{one.start_s:.1f} to {one.end_s:.1f} s: {why_not_counted(one)}" for one in session.not_counted],
    )
    _print_list(console, "Please note:", [warning.message for warning in session.warnings], style="yellow")
    console.print()


def _nothing_counted(session: Session, names: Mapping[str, str]) -> str:
    if session.exercise is None:
        hint = "" if session.warnings else " Is the whole body in the picture, and is the picture the right way up?"
        return f"Nothing was counted: no exercise was recognised.{hint}"
    return f"No repetition was counted ({names.get(session.exercise, session.exercise)})."


def _title(one: SetRecord, names: Mapping[str, str]) -> Text:
    repetitions = f"{amount(len(one.reps), 'repetition')}, {sum(rep.good for rep in one.reps)} good"
    title = Text.assemble((names.get(one.exercise, one.exercise), "bold"), f", {SIDE_NAMES.get(one.working_side, one.working_side)}: ")
    return title.append(repetitions, style="bold").append(f" ({one.start_s:.1f} to {one.end_s:.1f} s)", style="dim")


def _set_table(one: SetRecord, checks: Mapping[str, str]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("rep", "at", "range", "up", "hold", "down"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("findings")
    for rep in one.reps:
        seconds = (quantity(value, "s") for value in (rep.peak_s, rep.concentric_s, rep.hold_s, rep.eccentric_s))
        at, up, hold, down = seconds
        table.add_row(str(rep.index), at, quantity(rep.range_of_motion, rep.unit), up, hold, down, _findings(rep, checks))
    return table


def _findings(rep: Rep, checks: Mapping[str, str]) -> Text:
    if not rep.findings:
        return Text(Verdict.GOOD, style="green")
    return Text("\n").join(_finding(finding, checks, good=rep.good) for finding in worst_first(rep.findings))


def _finding(finding: Finding, checks: Mapping[str, str], *, good: bool) -> Text:
    return Text(before_finding(finding, good=good) + found(finding, checks), style=COLOUR[finding.grade])


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


def show_videos(results: Sequence[tuple[str, Session | None]]) -> None:
    """Print a line for each video, None being one that failed."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("video", "exercise", "side", "reps", "good", "not counted"):
        table.add_column(heading, justify="right" if heading in {"reps", "good", "not counted"} else "left", overflow="fold")
    table.add_column("please note", style="yellow")
    for name, session in results:
        if session is None:
            table.add_row(name, Text("failed", style="red"))
            continue
        table.add_row(
            name,
            session.exercise or Text("none", style="dim"),
            session.working_side or "",
            str(len(session.reps)),
            str(sum(rep.good for rep in session.reps)),
            str(len(session.not_counted)),
            " ".join(warning.message for warning in session.warnings),
        )
    Console(highlight=False, markup=False).print(table)
