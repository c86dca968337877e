"""What the coach made of one recording: the video with the findings drawn in, what to change, and every repetition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from coach.exercise import Exercise
from coach.io.source import Source
from coach.io.words import WHY_NOT_COUNTED, quantity
from coach.records import Grade, NotCounted, Rep, Session, SetRecord


@dataclass(frozen=True, slots=True)
class Result:
    """One analysed recording. `annotated` is an H.264 video with the findings drawn in."""

    session: Session
    source: Source
    annotated: bytes


def show(result: Result, exercises: Iterable[Exercise]) -> None:
    """Show `result`; `exercises` give the findings their names and words."""
    known = {exercise.key: exercise for exercise in exercises}
    session, source = result.session, result.source
    st.header(_title(session, known), divider="gray")
    for warning in session.warnings:
        st.warning(warning.message, icon=":material/warning:")
    video, words = st.columns([3, 2], gap="large")
    with video:
        is_upright = source.height > source.width
        st.video(result.annotated, width=400 if is_upright else "stretch", alt=f"{source.name} with the skeleton and the findings drawn in")
    with words:
        if not session.sets:
            st.info("No repetition was counted in this video.")
        for one in session.sets:
            _show_advice(one, known[one.exercise])
        if session.not_counted:
            st.subheader("Not counted")
            st.markdown("\n".join(f"- {_not_counted(one)}" for one in session.not_counted))
    for number, one in enumerate(session.sets, start=1):
        st.subheader("Every repetition" if len(session.sets) == 1 else f"Set {number}")
        _show_repetitions(one, known[one.exercise])


def _show_advice(one: SetRecord, exercise: Exercise) -> None:
    with st.container(horizontal=True, gap="large"):
        st.metric("Repetitions", len(one.reps), width="content")
        st.metric("of them good", sum(rep.good for rep in one.reps), width="content")
    accused = _reps_by_check((finding.check, rep) for rep in one.reps for finding in rep.findings)
    missing = _reps_by_check((unjudged.check, rep) for rep in one.reps for unjudged in rep.unjudged)
    st.subheader("What to change" if accused else "Nothing to change")
    for check in exercise.checks:  # in the order of importance that the exercise gives them
        if check.key in accused:
            st.markdown(f"**{check.cue}**  \n{check.name}, {_in(accused[check.key])}. {check.why}")
    names = [check.name for check in exercise.checks if check.key in missing]
    if names:
        st.caption(f"Not judged in every repetition, because it could not be seen well enough: {', '.join(names)}.")


def _show_repetitions(one: SetRecord, exercise: Exercise) -> None:
    names = {check.key: check.name for check in exercise.checks}
    st.table(
        [
            {
                "Rep": str(rep.index),
                "At (s)": _seconds(rep.start_s),
                "Range": quantity(rep.range_of_motion, rep.unit),
                "Up (s)": _seconds(rep.concentric_s),
                "Hold (s)": _seconds(rep.hold_s),
                "Down (s)": _seconds(rep.eccentric_s),
                "Form": _form(rep, names),
            }
            for rep in one.reps
        ],
        hide_index=True,
        border="horizontal",
    )


def _title(session: Session, known: Mapping[str, Exercise]) -> str:
    if session.exercise is None:
        return "No exercise was recognised"
    sides = {"left": ", left side", "right": ", right side"}
    return known[session.exercise].name + sides.get(session.working_side or "", "")


def _form(rep: Rep, names: Mapping[str, str]) -> str:
    if not rep.findings:
        return "good" if rep.good else "could not be judged"
    return ", ".join(
        f"{names[finding.check]} {quantity(finding.value, finding.unit)}{' (a little)' if finding.grade is Grade.WARN else ''}"
        for finding in rep.findings
    )


def _seconds(value: float) -> str:
    """Without the unit, which stands in the heading: narrow screens have no room for it."""
    return quantity(value, "s").removesuffix(" s")


def _not_counted(one: NotCounted) -> str:
    return f"{quantity(one.start_s, 's')} to {quantity(one.end_s, 's')}: {WHY_NOT_COUNTED[one.reason]} ({quantity(one.value, one.unit)})"


def _reps_by_check(pairs: Iterable[tuple[str, Rep]]) -> dict[str, list[int]]:
    """For each check, the indexes of the repetitions that it is paired with."""
    reps: dict[str, list[int]] = {}
    for check, rep in pairs:
        reps.setdefault(check, []).append(rep.index)
    return reps


def _in(reps: Sequence[int]) -> str:
    *others, last = map(str, reps)
    return f"in repetitions {', '.join(others)} and {last}" if others else f"in repetition {last}"
