"""The printed page about one session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from coach.coaching.advice import Obstacle, what_to_change, what_was_not_judged
from coach.coaching.verdict import SIGNS, sign_of, tally, worst_first
from coach.coaching.wording import SIDE_NAMES, clinical_names, found, quantity, range_of, reach, seconds_of, why_not_counted
from coach.exercise import Exercise
from coach.handout.corrected import corrected_in_words
from coach.handout.figures import figure_of
from coach.handout.page import name_of, page, said_later
from coach.history import History, KeptSet, SessionDetails
from coach.history.prescription import JudgedSession, as_judged
from coach.planning.prescribed_in_words import aims_in_words
from coach.planning.prescription import Prescription, is_about_prescription
from coach.records import Rep, Verdict
from coach.report.accuracy import how_exact
from coach.report.charts import range_chart, tempo_chart
from coach.report.set_in_words import aim_of, in_words, numbers, sides, where


@dataclass(frozen=True, slots=True)
class SetPart:
    """One set as the page shows it."""

    title: str
    facts: str
    prescribed: str
    """What held when it was done; empty without a prescription."""
    summary: str
    verdicts: str
    numbers: Sequence[tuple[str, str, str]]
    figure: Markup
    figure_words: str
    advice: Sequence[tuple[str, str, str, str, Verdict, str]]
    """Cue, name, where and how far, why, and the verdict with its sign."""
    obstacles: Sequence[Obstacle]
    clinical: Sequence[tuple[str, str]]
    ranges: Markup
    tempo: Markup
    reps: Sequence[tuple[str, ...]]


def session_page(history: History, session_id: int, exercises: Sequence[Exercise], made: datetime) -> str:
    """The page about one session. Raises `HistoryError` when there is no such session."""
    details = history.session(session_id)
    part = _session(history, details, as_judged(history, details, exercises))
    return page(history, details.session.person_id, made, f"Session of {details.session.started_at:%d %b %Y}", one=part)


def _session(history: History, details: SessionDetails, judged: JudgedSession) -> dict[str, object]:
    session, by, known = details.session, judged.by, {one.key: one for one in judged.exercises}
    shown = [one for one in details.sets if one.reps and one.record.exercise in known]
    records = [one.record for one in shown]
    how = "live" if session.source == "live" else f"from {session.source}"
    return {
        "when": f"{session.started_at:%A, %d %B %Y, %H:%M}, {how}",
        "said": said_later(session.pain_next_day, session.notes),
        "sets": [_set(history, details, one, known[one.record.exercise], by) for one in shown],
        "glance": [
            (one.number, name_of((one.record.exercise, one.record.working_side), known), numbers(one.record), tally(one.reps))
            for one in shown
        ],
        "sides": sides(records, known),
        "not_counted": [
            (quantity(one.start_s, "s"), why_not_counted(one, known.get(details.record.exercise or ""))) for one in details.not_counted
        ],
        "prescription": by,
        "warnings": [one.message for one in judged.warnings if not (by and is_about_prescription(one))],
        "exact": how_exact(records, known),
        "corrected": corrected_in_words(history, session.id),
        "judged_by": f"Form Coach {session.version}{f', pose model {session.model}' if session.model else ''}",
    }


def _set(history: History, details: SessionDetails, one: KeptSet, exercise: Exercise, by: Prescription | None) -> SetPart:
    record, tempo = one.record, exercise.tempo
    changes = what_to_change(record, exercise, details.not_counted)
    figure, words = figure_of(history, one, exercise)
    return SetPart(
        title=f"Set {one.number}: {exercise.name}, {SIDE_NAMES[record.working_side]}",
        facts=", ".join(
            filter(None, (one.rung, one.load.words if one.load.band not in one.rung or one.load.weight_kg else "", one.said, one.notes))
        ),
        prescribed=aims_in_words(by, exercise),
        summary=in_words(record, exercise, changes),
        verdicts=tally(one.reps),
        numbers=numbers(record),
        figure=Markup(figure),  # noqa: S704 (drawn here, as all below)
        figure_words=words,
        advice=[(it.cue, it.name, where(it, record, exercise), it.why, it.worst.verdict, SIGNS[it.worst.verdict]) for it in changes],
        obstacles=what_was_not_judged(record, exercise),
        clinical=clinical_names(one.reps, exercise),
        ranges=Markup(range_chart(record, aim_of(exercise))),  # noqa: S704
        tempo=Markup(tempo_chart(record, (tempo.concentric, tempo.hold, tempo.eccentric))),  # noqa: S704
        reps=[_rep_row(rep, exercise) for rep in one.reps],
    )


def _rep_row(rep: Rep, exercise: Exercise) -> tuple[str, ...]:
    return (
        str(rep.index),
        ", ".join(filter(None, (range_of(rep), reach(rep, exercise, names_aim=False)))),
        ", ".join(seconds_of(rep)),
        f"{sign_of(rep)} {rep.verdict.words}",
        "; ".join(found(finding, exercise) for finding in worst_first(rep.findings)),
    )
