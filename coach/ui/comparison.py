"""Two sessions beside each other: what both trained, repetition by repetition and in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

import streamlit as st

from coach.coaching.verdict import counted
from coach.coaching.wording import SIDE_NAMES, from_to, quantity, unit_name
from coach.exercise import Exercise
from coach.history import SessionDetails
from coach.history.prescription import JudgedSession
from coach.planning.prescribed_in_words import aims_in_words
from coach.records import Rep
from coach.ui.charts_and_tables import show_chart, show_table
from coach.ui.plain_text import plain
from coach.ui.set_charts import comparison_chart

ExerciseAndSide = tuple[str, str]
"""An exercise and a side."""


def show_comparison(first: tuple[SessionDetails, JudgedSession], second: tuple[SessionDetails, JudgedSession]) -> None:
    """Show both sessions, each as it was judged."""
    st.header("Side by side")
    details, other = first[0], second[0]
    names = [f"{one.session.started_at:%d %b %Y}" for one in (details, other)]
    if names[0] == names[1]:
        names = [f"{one.session.started_at:%d %b %Y, %H:%M}" for one in (details, other)]
    if names[0] == names[1]:
        names = [f"session {one.session.id}" for one in (details, other)]
    known, then = ({one.key: one for one in judged.exercises} for _, judged in (first, second))
    ours, theirs = _reps_of(details), _reps_of(other)
    both = [kind for kind in ours if kind in theirs]
    if not both:
        st.info("These two sessions have no exercise and side in common, so there is nothing to lay over each other.")
    if both:
        by_name = {_name(kind, known): kind for kind in both}
        chosen = next(iter(by_name))
        if len(by_name) > 1:
            chosen = st.pills(
                "Exercise and side", list(by_name), default=chosen, required=True, label_visibility="collapsed", key="compared"
            )
        kind = by_name[chosen]
        _show_charts(dict(zip(names, (ours[kind], theirs[kind]), strict=True)), kind, known, then)
        aims = [
            (name, aims_in_words(by, known[kind[0]]))
            for name, (_, (by, *_)) in zip(names, (first, second), strict=True)
            if kind[0] in known
        ]
        if any(words for _, words in aims):
            st.caption(plain("Prescribed: " + ". ".join(f"{name}: {words or 'nothing'}" for name, words in aims) + "."))
    rows = []
    for kind in dict.fromkeys([*ours, *theirs]):
        numbers = [_numbers(reps[kind]) if kind in reps else None for reps in (ours, theirs)]
        rows.append({"Exercise": _name(kind, known), **{name: one or "not trained" for name, one in zip(names, numbers, strict=True)}})
    if rows:
        show_table(rows)


def _show_charts(
    sessions: Mapping[str, Sequence[Rep]], kind: ExerciseAndSide, known: Mapping[str, Exercise], then: Mapping[str, Exercise]
) -> None:
    """The charts of the first session, whose exercises are `known`, and of the other one, done when they were as in `then`."""
    name, exercise = _name(kind, known), known.get(kind[0])
    unit = unit_name(next(reps[0].unit for reps in sessions.values()))
    motion = exercise.range_of_motion if exercise else None
    target = motion.target if motion and not motion.reports_another_angle else None
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**Range of each repetition: {name}**")
        show_chart(
            comparison_chart(sessions, "range", title=f"Range ({unit})", target=target),
            key="compared-range",
            words=f"Range of each repetition, {name}",
        )
        if target:
            before = then[kind[0]].range_of_motion.target
            changed = f" on {next(iter(sessions))}; in the other session it was {from_to(*before)}" if before != target else ""
            st.caption(f"The pale band is what to aim at: {from_to(*target)}{changed}.")
    with right:
        st.markdown(f"**Time of each repetition: {name}**")
        show_chart(
            comparison_chart(sessions, "seconds", title="Up, hold and down (s)"),
            key="compared-time",
            words=f"Time of each repetition, {name}",
        )
        if exercise:
            tempo = exercise.tempo
            st.caption(f"A steady one takes about {tempo.concentric + tempo.hold + tempo.eccentric:g} s.")


def _name(kind: ExerciseAndSide, known: Mapping[str, Exercise]) -> str:
    return f"{known[kind[0]].name if kind[0] in known else plain(kind[0])}, {SIDE_NAMES[kind[1]]}"


def _reps_of(details: SessionDetails) -> dict[ExerciseAndSide, list[Rep]]:
    """The repetitions of each exercise and side that has any, over all sets."""
    found: dict[ExerciseAndSide, list[Rep]] = {}
    for one in details.sets:
        if one.reps:
            found.setdefault((one.record.exercise, one.record.working_side), []).extend(one.reps)
    return found


def _numbers(reps: Sequence[Rep]) -> str:
    """The repetitions in one line."""
    return ", ".join(
        (
            counted(reps),
            f"{quantity(fmean(rep.range_of_motion for rep in reps), reps[0].unit)} on average",
            f"{quantity(fmean(rep.concentric_s + rep.hold_s + rep.eccentric_s for rep in reps), 's')} each",
        )
    )
