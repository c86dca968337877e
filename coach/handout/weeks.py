"""The printed page about some weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from markupsafe import Markup

from coach.coaching.wording import SIDE_NAMES, amount, from_to, quantity
from coach.exercise import Exercise
from coach.handout.page import Known, name_of, page, said_later
from coach.handout.range_change import range_change
from coach.handout.trend_chart import trend_chart
from coach.history import Filter, History, review
from coach.history.prescription import exercise_then
from coach.history.review import SessionProgress
from coach.planning.prescribed_in_words import aims_in_words
from coach.planning.prescription import Prescription
from coach.report.set_in_words import aim_of

MOST_SESSIONS: Final = 400
"""Whose notes are listed."""
FAULTS: Final = 6


def weeks_page(history: History, which: Filter, exercises: Sequence[Exercise], made: datetime) -> str:
    """The page about what the person of `which` did from its first to its last day; all three are given."""
    assert which.person_id is not None
    assert which.since
    assert which.until
    known = {one.key: one for one in exercises}
    rows = review.progress(history, which)
    of_exercise = {key: [row for row in rows if row.exercise == key] for key in dict.fromkeys(row.exercise for row in rows)}
    totals = review.calendar(history, which)
    kept = [one.session for one in history.sessions(which, limit=MOST_SESSIONS)]
    weeks = {
        "sums": [
            ("sessions", str(sum(one.sessions for one in totals))),
            ("sets", str(sum(one.sets for one in totals))),
            ("repetitions", str(sum(one.reps for one in totals))),
            ("without a fault", _share(sum(one.good_reps for one in totals), sum(one.reps for one in totals))),
        ],
        "trends": [_trend(key, mine, *exercise_then(history, mine[-1].session_id, known.get(key))) for key, mine in of_exercise.items()],
        "rows": [_progress_row(row, known) for row in rows],
        "faults": _faults(history, which, known),
        "said": [
            (f"{one.day:%d %b %Y}", said_later(one.pain_next_day, one.notes)) for one in kept if one.notes or one.pain_next_day is not None
        ],
    }
    only = [known[which.exercise].name if which.exercise in known else "", SIDE_NAMES.get(which.side or "", "")]
    title = ", ".join(filter(None, (f"{which.since:%d %b %Y} to {which.until:%d %b %Y}", *only)))
    return page(history, which.person_id, made, title, weeks=weeks)


def _trend(
    key: str, rows: Sequence[SessionProgress], exercise: Exercise | None, by: Prescription | None
) -> tuple[str, Markup, Markup, str]:
    """The name of an exercise, its range and its repetitions without a fault over the days, and what to aim at, as of the last session."""
    aim = aim_of(exercise) if exercise else None
    unit = rows[0].unit
    per_side = {side: [row for row in rows if row.side == side] for side in SIDE_NAMES if any(row.side == side for row in rows)}
    range_points = {side: [(row.day, row.range_mean) for row in of] for side, of in per_side.items()}
    clean_points = {side: [(row.day, row.clean_rate) for row in of] for side, of in per_side.items()}
    name = exercise.name if exercise else key
    return (
        name,
        Markup(trend_chart(range_points, title=f"Range, {name}", words=lambda value: quantity(value, unit), aim=aim)),  # noqa: S704
        Markup(trend_chart(clean_points, title=f"Without a fault, {name}", words=lambda value: f"{value:.0%}", top=1.0)),  # noqa: S704
        " ".join(
            filter(
                None,
                (
                    range_change(rows),
                    f"The band is what to aim at: {from_to(*aim)}." if aim else "",
                    f"Prescribed in the last session: {aims_in_words(by, exercise)}." if by and exercise else "",
                ),
            )
        ),
    )


def _progress_row(row: SessionProgress, known: Known) -> tuple[str, ...]:
    return (
        f"{row.day:%d %b %Y}",
        name_of((row.exercise, row.side), known),
        f"{row.sets} x {row.reps / row.sets:.0f}",
        _share(row.good_reps, row.reps),
        quantity(row.range_mean, row.unit),
        ", ".join(quantity(value, "s").removesuffix(" s") for value in (row.concentric_s, row.hold_s, row.eccentric_s)),
        "" if row.reserve is None else str(row.reserve),
        "" if row.pain is None else str(row.pain),
    )


def _faults(history: History, which: Filter, known: Known) -> list[tuple[str, str]]:
    counts: dict[tuple[str, str], int] = {}
    for one in review.faults(history, which):
        counts[one.exercise, one.check] = counts.get((one.exercise, one.check), 0) + one.reps
    most = sorted(counts.items(), key=lambda item: -item[1])[:FAULTS]
    return [
        (f"{known[key].check_names.get(check, check)} ({known[key].name})" if key in known else check, amount(times, "repetition"))
        for (key, check), times in most
    ]


def _share(good: int, of: int) -> str:
    return f"{good / of:.0%}" if of else "none"
