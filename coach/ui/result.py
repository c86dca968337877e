"""What the coach made of one recording: the video with the findings drawn in, what to change, and every repetition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from coach.exercise import Exercise
from coach.io.source import Source
from coach.io.words import WHY_NOT_COUNTED, quantity
from coach.records import Finding, Grade, NotCounted, Rep, Session, SetRecord


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
    found: dict[str, dict[int, Finding]] = {}
    for rep in one.reps:
        for finding in rep.findings:
            found.setdefault(finding.check, {})[rep.index] = finding
    obstacles: dict[str, list[str]] = {}
    for key, reason in {missing.check: missing.reason for rep in one.reps for missing in rep.unjudged}.items():
        obstacles.setdefault(reason, []).append(exercise.check(key).name)
    nothing = "Nothing to change in what could be seen" if obstacles else "Nothing to change"
    st.subheader("What to change" if found else nothing)
    for key, findings in sorted(found.items(), key=lambda item: _weight(item[1].values()), reverse=True):
        check = exercise.check(key)
        worst = max((finding.value for finding in findings.values()), key=check.limit.excess)
        st.markdown(f"**{check.cue_for(worst)}**  \n{check.name}, in {_repetitions(findings)}. {check.why}")
    for reason, names in obstacles.items():
        st.caption(f"Not judged in every repetition, because {reason}: {', '.join(names)}.")


def _weight(findings: Collection[Finding]) -> tuple[bool, int, int]:
    """What to change first: faults before warnings, then what matters most, then what happens most often."""
    return any(one.grade is Grade.FAULT for one in findings), max(one.severity for one in findings), len(findings)


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


def _repetitions(indexes: Iterable[int]) -> str:
    *others, last = map(str, indexes)
    return f"repetitions {', '.join(others)} and {last}" if others else f"repetition {last}"
