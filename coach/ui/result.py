"""What the coach made of one recording: the video with its cues, the movement over time, what to change, and every repetition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from coach.exercise import Exercise
from coach.io.advice import what_to_change, what_was_not_judged
from coach.io.results import as_csv, as_json
from coach.io.words import WHY_NOT_COUNTED, listed, quantity
from coach.records import Grade, NotCounted, Rep, Session, SetRecord
from coach.ui.keep import show_keeping
from coach.ui.movement import movement_chart
from coach.ui.run import MODEL, Result

LEAD_S = 0.5
"""A repetition is shown from a little before it begins."""


def show(result: Result, exercises: Iterable[Exercise], *, key: str) -> None:
    """Show `result`; `exercises` give the findings their names and words, `key` names it among the results of this visit."""
    known = {exercise.key: exercise for exercise in exercises}
    session, source = result.analysis.session, result.analysis.source
    st.header(_title(session, known), divider="gray")
    for warning in session.warnings:
        st.warning(warning.message, icon=":material/warning:")
    video, words = st.columns([3, 2], gap="large")
    with video:
        chosen = _chosen(session, key)
        is_upright = source.height > source.width
        st.video(
            str(result.annotated),
            start_time=f"{max(chosen.start_s - LEAD_S, 0.0):.2f}s" if chosen else 0,
            subtitles={"Counts and cues": result.captions.encode()},
            width=400 if is_upright else "stretch",
            alt=f"{source.name} with the skeleton and the findings drawn in",
            autoplay=chosen is not None,
            muted=chosen is not None,
        )
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
        st.altair_chart(movement_chart(result.analysis.story, one, session.not_counted))
        _show_repetitions(one, known[one.exercise], result.pictures, f"{key}_{number}")
    _show_downloads(result)
    if session.sets:
        show_keeping(result, key=key)


def _chosen(session: Session, key: str) -> Rep | None:
    """The repetition that was clicked, in whichever set's table."""
    for number, one in enumerate(session.sets, start=1):
        rows: list[int] = st.session_state.get(f"{key}_{number}", {}).get("selection", {}).get("rows", [])
        if rows and rows[0] < len(one.reps):
            return one.reps[rows[0]]
    return None


def _show_advice(one: SetRecord, exercise: Exercise) -> None:
    with st.container(horizontal=True, gap="large"):
        st.metric("Repetitions", len(one.reps), width="content")
        st.metric("of them good", sum(rep.good for rep in one.reps), width="content")
    advice, obstacles = what_to_change(one, exercise), what_was_not_judged(one, exercise)
    nothing = "Nothing to change in what could be seen" if obstacles else "Nothing to change"
    st.subheader("What to change" if advice else nothing)
    for piece in advice:
        where = f"{'repetition' if len(piece.reps) == 1 else 'repetitions'} {listed(piece.reps)}"
        st.markdown(f"**{piece.cue}**  \n{piece.name}, in {where}. {piece.why}")
    for obstacle in obstacles:
        st.caption(f"Not judged in every repetition, because {obstacle.reason}: {', '.join(obstacle.names)}.")


def _show_repetitions(one: SetRecord, exercise: Exercise, pictures: Mapping[float, str], key: str) -> None:
    names = {check.key: check.name for check in exercise.checks}
    st.caption("Click on a repetition, and the video jumps there.")
    st.dataframe(
        [
            {
                "": pictures.get(rep.peak_s),
                "Rep": rep.index,
                "Form": _form(rep, names),
                "At (s)": _seconds(rep.start_s),
                "Range": quantity(rep.range_of_motion, rep.unit),
                "Up (s)": _seconds(rep.concentric_s),
                "Hold (s)": _seconds(rep.hold_s),
                "Down (s)": _seconds(rep.eccentric_s),
            }
            for rep in one.reps
        ],
        column_config={
            "": st.column_config.ImageColumn(width="small"),
            "Form": st.column_config.TextColumn(width="medium", help="Double click to read all of it."),
        },
        row_height=64,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
    )


def _show_downloads(result: Result) -> None:
    analysis, stem = result.analysis, result.annotated.stem
    with st.container(horizontal=True):
        st.download_button("Report (HTML)", result.report, f"{stem}.html", "text/html", on_click="ignore", type="primary")
        st.download_button(
            "JSON", as_json(analysis.session, analysis.source, model=MODEL), f"{stem}.json", "application/json", on_click="ignore"
        )
        st.download_button("CSV", as_csv(analysis.session, analysis.source), f"{stem}.csv", "text/csv", on_click="ignore")


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
