"""The printed page about two sessions beside each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from statistics import fmean

from markupsafe import Markup

from coach.coaching.verdict import counted
from coach.coaching.wording import quantity
from coach.exercise import Exercise
from coach.handout.page import Known, name_of, page
from coach.history import History, SessionDetails
from coach.history.prescription import as_judged
from coach.planning.prescribed_in_words import aims_in_words
from coach.planning.prescription import Prescription
from coach.records import Rep, SetRecord
from coach.report.charts import range_chart
from coach.report.set_in_words import aim_of


def comparison_page(history: History, session_id: int, other_id: int, exercises: Sequence[Exercise], made: datetime) -> str:
    """The page about two sessions of one person, `session_id` first."""
    both = [history.session(number) for number in (session_id, other_id)]
    judged = [as_judged(history, details, exercises) for details in both]
    known = [{one.key: one for one in of.exercises} for of in judged]
    titles = [_day(details) for details in both]
    if titles[0] == titles[1]:
        titles = [f"{details.session.started_at:%d %b %Y, %H:%M}" for details in both]
    reps = [_reps_of(details) for details in both]
    rows = []
    for kind in dict.fromkeys([*reps[0], *reps[1]]):
        each = zip(reps, judged, known, strict=True)
        rows.append((name_of(kind, known[0]), [_beside(of.get(kind, ()), then.get(kind[0]), one.by) for of, one, then in each]))
    compared = {"titles": titles, "rows": rows, "charts": _both_charts(both, titles, known)}
    words = f"{titles[0]} beside {titles[1]}"
    return page(history, both[0].session.person_id, made, words, compared=compared)


def _beside(reps: Sequence[Rep], exercise: Exercise | None, by: Prescription | None) -> tuple[str, ...]:
    """What one session was like in an exercise and side: how many, range, tempo, what was found most often, and what was prescribed."""
    if not reps:
        return ("not trained", "", "", "")
    often: dict[str, int] = {}
    for rep in reps:
        for finding in rep.findings:
            often[finding.check] = often.get(finding.check, 0) + 1
    names = exercise.check_names if exercise else {}
    most = sorted(often.items(), key=lambda item: -item[1])[:3]
    return (
        counted(reps),
        f"{quantity(_mean(rep.range_of_motion for rep in reps), reps[0].unit)} on average",
        ", ".join(quantity(_mean(getattr(rep, name) for rep in reps), "s") for name in ("concentric_s", "hold_s", "eccentric_s")),
        "; ".join(f"{names.get(check, check)} ({times})" for check, times in most),
        f"Prescribed: {aims_in_words(by, exercise)}" if by and exercise else "",
    )


def _both_charts(
    both: Sequence[SessionDetails], titles: Sequence[str], known: Sequence[Known]
) -> list[tuple[str, list[tuple[str, Markup]]]]:
    """For each exercise and side that both sessions have a chart of the range of each repetition, one beside the other."""
    of = [_reps_of(details) for details in both]
    charts = []
    for kind in of[0]:
        if kind not in of[1] or kind[0] not in known[0]:
            continue
        drawn = [
            (title, Markup(range_chart(replace(_record(details, kind), reps=_numbered(reps[kind])), aim_of(then[kind[0]]))))  # noqa: S704
            for title, details, reps, then in zip(titles, both, of, known, strict=True)
        ]
        charts.append((name_of(kind, known[0]), drawn))
    return charts


def _reps_of(details: SessionDetails) -> dict[tuple[str, str], list[Rep]]:
    found: dict[tuple[str, str], list[Rep]] = {}
    for one in details.sets:
        if one.reps:
            found.setdefault((one.record.exercise, one.record.working_side), []).extend(one.reps)
    return found


def _numbered(reps: Sequence[Rep]) -> tuple[Rep, ...]:
    """Repetitions of several sets, counted through."""
    return tuple(replace(rep, index=number) for number, rep in enumerate(reps, start=1))


def _record(details: SessionDetails, kind: tuple[str, str]) -> SetRecord:
    return next(one.record for one in details.sets if (one.record.exercise, one.record.working_side) == kind)


def _day(details: SessionDetails) -> str:
    return f"{details.session.started_at:%d %b %Y}"


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return fmean(known) if known else math.nan
