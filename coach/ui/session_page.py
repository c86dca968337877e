"""The page of one session: each set with its chart, its repetitions and their replay, and another session beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import streamlit as st

from coach.coaching.advice import what_to_change
from coach.coaching.verdict import counted, sign_of, without_fault, worst_first
from coach.coaching.wording import (
    ROLL_BEGINS,
    SIDE_NAMES,
    amount,
    clinical_names,
    found,
    from_to,
    lower_first,
    quantity,
    range_of,
    reach,
    seconds_of,
    unit_name,
    why_not_counted,
)
from coach.exercise import Exercise
from coach.handout.comparison import comparison_page
from coach.handout.session import session_page
from coach.history import Filter, History, HistoryError, KeptSet, Person, SessionDetails, SessionSummary
from coach.history.prescription import JudgedSession, as_judged
from coach.history.track import unpack
from coach.pose import Pose
from coach.records import Verdict
from coach.ui.aims import show_aims, show_warnings
from coach.ui.charts_and_tables import show_chart
from coach.ui.comparison import show_comparison
from coach.ui.correct_session import correct_session
from coach.ui.hip_gauge import show_hip_gauge
from coach.ui.open_history import OpenHistory, choose_person, errors_shown, open_or_explain, shared_history
from coach.ui.plain_text import plain
from coach.ui.replay import onsets_again, signal
from coach.ui.session_feedback import show_feedback_form
from coach.ui.session_replay import show_replay
from coach.ui.set_charts import rep_bars, signal_chart
from exercises import load

SESSION: Final = "session"
"""The query parameter that names the session."""
TO_CHOOSE_FROM: Final = 100
"""So many of the latest sessions are offered."""


def page(open_history: OpenHistory = shared_history) -> None:
    """Look at one session, and compare it with another."""
    st.title("Session")
    with errors_shown():
        history = open_or_explain(open_history)
        person = choose_person(history)
        sessions = history.sessions(Filter(person.id), limit=TO_CHOOSE_FROM) if person else ()
        if person is None or not sessions:
            st.info("There is no session yet. Do a first one on the page “Live”, or analyse a video and keep it in the history.")
            return
        chosen = _asked_for(history)
        by_id = {one.session.id: one for one in sessions}
        ids = list(by_id) if chosen is None or chosen in by_id else [chosen, *by_id]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            session_id = st.selectbox(
                "Session", ids, index=ids.index(chosen) if chosen else 0, format_func=lambda one: _name(one, by_id), key="shown", width=340
            )
            others = [None, *(one for one in ids if one != session_id)]
            other = st.selectbox(
                "Compare with", others, format_func=lambda one: _name(one, by_id) if one else "no other session", key="other", width=340
            )
        details = history.session(session_id)
        if details.session.person_id != person.id:
            st.info("This session is another person's. Choose the person above, or another session.")
            return
        judged = as_judged(history, details, load())
        if other is not None:
            beside = history.session(other)
            show_comparison((details, judged), (beside, as_judged(history, beside, load())))
        _offer_to_print(history, details, other)
        _show(history, person, details, judged)


def _offer_to_print(history: History, details: SessionDetails, other: int | None) -> None:
    """The session, and the comparison, as pages for a physiotherapist; made when they are asked for."""
    number, day, now = details.session.id, f"{details.session.started_at:%Y-%m-%d}", datetime.now().astimezone()
    with st.container(horizontal=True):
        st.download_button(
            "Print this session (HTML)",
            lambda: session_page(history, number, load(), now),
            f"session-{day}.html",
            "text/html",
            on_click="ignore",
            help="A page to print for your physiotherapist: numbers, charts and drawn figures, no picture.",
        )
        if other is not None:
            st.download_button(
                "Print the comparison (HTML)",
                lambda: comparison_page(history, number, other, load(), now),
                f"comparison-{day}.html",
                "text/html",
                on_click="ignore",
            )


def _asked_for(history: History) -> int | None:
    """The session that the address names, None when it names none that there is."""
    asked = st.query_params.get(SESSION, "")
    if not asked:
        return None
    try:
        return history.session(int(asked)).session.id
    except (ValueError, HistoryError):
        st.warning("The session of this address is not in the history. Here is the newest one.")
        return None


def _name(session_id: int, by_id: dict[int, SessionSummary]) -> str:
    one = by_id.get(session_id)
    return f"{one.session.started_at:%a %d %b %Y, %H:%M} · {amount(one.reps, 'repetition')}" if one else f"Session {session_id}"


def _show(history: History, person: Person, details: SessionDetails, judged: JudgedSession) -> None:
    session, known = details.session, {one.key: one for one in judged.exercises}
    reps = [rep for one in details.sets for rep in one.reps]
    with st.container(horizontal=True, gap="medium"):
        st.metric("Sets", len(details.sets), width="content")
        st.metric("Repetitions", len(reps), width="content")
        judged_reps = sum(rep.verdict is not Verdict.NOT_JUDGED for rep in reps)
        st.metric("Without a fault", without_fault(sum(rep.good for rep in reps), judged_reps, len(reps)), width="content")
        st.metric("Pain, worst of 10", max((one.pain for one in details.sets if one.pain is not None), default="not said"), width="content")
    how = "live" if session.source == "live" else f"from {plain(session.source)}"
    st.caption(
        f"{session.started_at:%A, %d %B %Y, %H:%M}, {how}, version {plain(session.version)}."
        + ("" if session.ended_at else " It was never finished.")
    )
    if session.notes:
        st.markdown(f"> {plain(session.notes)}")
    show_aims(judged.by, details.record.sets, known)
    show_warnings(judged.warnings, by=judged.by)
    for one in details.sets:
        _show_set(history, person, details, one, known)
    if details.not_counted:
        with st.expander(f"Not counted: {amount(len(details.not_counted), 'movement')}"):
            for missed in details.not_counted:
                st.markdown(
                    f"- at {quantity(missed.start_s, 's')}: {plain(why_not_counted(missed, known.get(details.record.exercise or '')))}"
                )
    correct_session(history, details, known)
    show_feedback_form(history, details)


def _show_set(history: History, person: Person, details: SessionDetails, one: KeptSet, known: dict[str, Exercise]) -> None:
    record, exercise = one.record, known.get(one.record.exercise)
    name = exercise.name if exercise else plain(record.exercise)
    st.header(f"Set {one.number}: {name}, {SIDE_NAMES[record.working_side]}", divider="gray")
    st.caption(
        " · ".join(
            filter(
                None,
                (
                    counted(one.reps),
                    plain(one.rung),
                    one.load.words,
                    one.said,
                    plain(one.notes),
                ),
            )
        )
    )
    if not one.reps or exercise is None:
        return
    show_hip_gauge(one.reps, exercise)
    poses = _track(history, one)
    motion, unit = exercise.range_of_motion, unit_name(one.reps[0].unit)
    target = motion.target
    chart, table = st.columns(2, gap="large")
    with chart:
        onsets = onsets_again(poses, exercise, record) if poses else []
        if poses:
            times, values = signal(poses, exercise, record.working_side)
            show_chart(
                signal_chart(times, values, one.reps, target=target, unit=unit, roll_onsets=onsets),
                key=f"signal-{one.id}",
                words=f"The movement of set {one.number}",
            )
        else:
            show_chart(
                rep_bars(one.reps, target=None if motion.reports_another_angle else target, unit=unit),
                key=f"bars-{one.id}",
                words=f"The range of each repetition of set {one.number}",
            )
        if poses or not motion.reports_another_angle:
            st.caption(f"The pale band is what to aim at: {from_to(*target)}.{f' ▲ {ROLL_BEGINS}.' if onsets else ''}")
    with table:
        st.table(_table(one, exercise), hide_index=True, border="horizontal")
    for advice in what_to_change(record, exercise, details.not_counted)[:2]:
        st.markdown(f"**{advice.cue}**: {lower_first(advice.name)}, {advice.where()}. {advice.why}")
    if names := clinical_names(one.reps, exercise):
        with st.expander("Clinical names"):
            st.markdown("\n".join(f"- {common}: {clinical}" for common, clinical in names))
    if poses:
        show_replay(history, person, details, one, exercise)


def _track(history: History, one: KeptSet) -> tuple[Pose, ...]:
    """The kept landmarks of a set; none when none were kept, or when they cannot be read."""
    data = history.track(one.id) if one.has_track else None
    try:
        return unpack(data) if data else ()
    except ValueError:
        st.warning(f"The kept movement of set {one.number} cannot be read, so there is no replay of it.")
        return ()


def _table(one: KeptSet, exercise: Exercise) -> list[dict[str, str]]:
    return [
        {
            "Rep": str(rep.index),
            "Range": ", ".join(filter(None, (range_of(rep), reach(rep, exercise)))),
            "Up, hold, down (s)": ", ".join(seconds_of(rep)),
            "Verdict": f"{sign_of(rep)} {rep.verdict.words}",
            "Found": plain("; ".join(found(finding, exercise) for finding in worst_first(rep.findings))),
        }
        for rep in one.reps
    ]
