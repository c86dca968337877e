"""What the coach made of one recording: the video beside its repetitions, what to change, and the movement over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import streamlit as st

from coach.coaching.advice import what_to_change, what_was_not_judged
from coach.coaching.hip_share import roll_onsets
from coach.coaching.verdict import counted, legend
from coach.coaching.wording import SIDE_NAMES, amount, clinical_names, how_far, in_which
from coach.exercise import Exercise
from coach.records import Session, SetRecord
from coach.report.accuracy import how_exact
from coach.report.joint_angles import as_angles_csv, as_mot
from coach.report.table import as_csv, rows
from coach.report.trc import as_trc
from coach.ui.aims import show_aims, show_warnings
from coach.ui.analysed import Result
from coach.ui.charts_and_tables import show_table
from coach.ui.correct_result import correct_result, show_drawing
from coach.ui.corrected_result import CorrectedResult
from coach.ui.hip_gauge import show_hip_gauge
from coach.ui.keep_recording import show_keep_form
from coach.ui.movement_chart import movement, show_movement
from coach.ui.plain_text import plain
from coach.ui.repetitions import show_repetitions
from coach.ui.scroll_here import scroll_here
from coach.ui.side_by_side import RecordedRep, show_side_by_side


def show(corrected: CorrectedResult, exercises: Iterable[Exercise], *, key: str) -> None:
    """Show a result as it counts now; `exercises` give the findings their names and words, `key` names it among the results of this visit."""
    result = corrected.shown
    known = {exercise.key: exercise for exercise in result.settings.applied(exercises)}
    session = result.analysis.session
    scroll_here(key)
    st.header(in_short(session, known), divider="gray")
    show_aims(result.settings.prescription, session.sets, known)
    show_warnings(session.warnings, by=result.settings.prescription)
    video, beside = st.columns([3, 2], gap="large")
    with video:
        _show_video(result)
        show_drawing(corrected)
    with beside:
        if session.sets or session.not_counted:
            st.caption("Click on a movement, and the video shows it.")
            titles = [_title(number, one, known) if len(session.sets) > 1 else "" for number, one in enumerate(session.sets, start=1)]
            sets = [(title, known[one.exercise], one.reps) for title, one in zip(titles, session.sets, strict=True)]
            attempted = known.get(session.exercise or "")
            show_repetitions(sets, session.not_counted, attempted, result.pictures, key=f"{key}_repetitions")
        if not session.sets:
            st.info("No repetition was counted in this video. “How to film”, above, may help.")
    for number, one in enumerate(session.sets, start=1):
        _show_set(result, number, one, known, key=f"{key}_{number}")
    _offer_to_look_closer(corrected, known, key=key)
    correct_result(corrected, known, key=key)
    _show_downloads(result, corrected)
    if session.sets:
        show_keep_form(corrected, key=key)


def _offer_to_look_closer(corrected: CorrectedResult, known: Mapping[str, Exercise], *, key: str) -> None:
    """Two repetitions of the recording beside each other, as drawn figures."""
    sets = corrected.shown.analysis.session.sets
    if not sets or corrected.measured.track is None:
        return
    with st.expander("Look closer: two repetitions beside each other", key=f"{key}_closer", on_change="rerun") as expander:
        if not expander.open:
            return
        poses = corrected.poses()
        recorded = {
            f"{f'Set {number}, r' if len(sets) > 1 else 'R'}epetition {rep.index}": (
                one.exercise,
                RecordedRep(f"{f'Set {number}, r' if len(sets) > 1 else 'R'}epetition {rep.index}", rep, one.working_side, lambda: poses),
            )
            for number, one in enumerate(sets, start=1)
            for rep in one.reps
        }
        exercise, first = recorded[st.pills("Repetition", list(recorded), default=next(iter(recorded)), required=True, key=f"{key}_first")]
        others = {name: other for name, (of, other) in recorded.items() if of == exercise and other is not first}
        show_side_by_side(first, {**others, "nothing": None}, known[exercise], key=f"{key}_{first.title}")


def show_all(results: Iterable[Result], exercises: Iterable[Exercise]) -> None:
    """Show several results in a table, a line each, to be taken along as one table of all repetitions."""
    known = {exercise.key: exercise for exercise in exercises}
    results = list(results)
    show_table(
        [
            {"Video": f"{number}. {plain(result.analysis.source.name)}", "What was found": _found(result.analysis.session, known)}
            for number, result in enumerate(results, start=1)
        ]
    )
    table = [row for one in results for row in rows(one.analysis.session, one.analysis.source)]
    st.download_button("All repetitions (CSV)", as_csv(table), "all_repetitions.csv", "text/csv", on_click="ignore")


def in_short(session: Session, known: Mapping[str, Exercise]) -> str:
    """What was done, in a few words."""
    if session.exercise is None:
        return "No exercise was recognised"
    sides: dict[str, set[str]] = {}
    for one in session.sets:
        sides.setdefault(one.exercise, set()).add(one.working_side)
    if not sides:
        sides[session.exercise] = {session.working_side} if session.working_side else set()
    return "; ".join(", ".join(filter(None, (known[exercise].name, _sides(of)))) for exercise, of in sides.items())


def _sides(of: set[str]) -> str:
    return "left and right side" if {"left", "right"} <= of else " and ".join(SIDE_NAMES[side] for side in sorted(of))


def _found(session: Session, known: Mapping[str, Exercise]) -> str:
    counts = f", {counted(session.reps)}" if session.sets else ""
    left_out = f", {len(session.not_counted)} not counted" if session.not_counted else ""
    return " ".join((f"{in_short(session, known)}{counts}{left_out}.", *(warning.message for warning in session.warnings)))


def _title(number: int, one: SetRecord, known: Mapping[str, Exercise]) -> str:
    return f"Set {number}: {known[one.exercise].name}, {SIDE_NAMES[one.working_side]}"


def _show_video(result: Result) -> None:
    source = result.analysis.source
    st.video(
        str(result.annotated),
        # not shown at first: the same words are drawn into the picture
        subtitles={"None": "", "Counts and cues": result.captions.encode()},
        width=400 if source.is_portrait else "stretch",
        alt=f"{source.name} with the skeleton and the findings drawn in",
    )


def _show_set(result: Result, number: int, one: SetRecord, known: Mapping[str, Exercise], *, key: str) -> None:
    session, exercise = result.analysis.session, known[one.exercise]
    corrected = result.analysis.timeline.corrected(one.start_s, one.end_s)
    advice, obstacles = what_to_change(one, exercise, session.not_counted, corrected), what_was_not_judged(one, exercise)
    if len(session.sets) > 1:
        st.subheader(_title(number, one, known), divider="gray")
    st.subheader("The movement over time")
    words = f"How far the movement of set {number} went, from moment to moment, with {amount(len(one.reps), 'repetition')}"
    analysis = result.analysis
    data = movement(analysis.timeline, one, exercise, session.not_counted, fps=analysis.source.fps, words=words)
    show_movement(data, key=f"{key}_movement")
    what = (
        "of what the coach counts by; the range in the list is the angle at the hip itself"
        if exercise.range_of_motion.reports_another_angle
        else ""
    )
    st.caption(
        f"Degrees from rest{', ' if what else ''}{what}. Green: what to aim at. {legend(rolls=bool(roll_onsets(one.reps, exercise)))}"
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(counted(one.reps))
        show_hip_gauge(one.reps, exercise)
        nothing = "Nothing to change in what could be seen" if obstacles else "Nothing to change"
        st.subheader("What to change" if advice else nothing)
        for piece in advice:
            at_worst = "at worst " if len(piece.reps) > 1 else ""
            measured = f"{at_worst}{how_far(piece.worst, exercise)}"
            st.markdown(f"**{piece.cue}**  \n{piece.name}, {piece.where()}: {measured}. {piece.why}")
        if names := clinical_names(one.reps, exercise):
            with st.expander("Clinical names"):
                st.markdown("\n".join(f"- {plain}: {clinical}" for plain, clinical in names))
    with right:
        if obstacles:
            st.subheader("What could not be judged")
            st.markdown("\n".join(f"- {it.what}: {it.reason}{in_which(it.reps, of=len(one.reps))}" for it in obstacles))
    for _, words in how_exact([one], known):
        st.caption(f"How exact: {words}")


def _show_downloads(result: Result, corrected: CorrectedResult) -> None:
    analysis, stem = result.analysis, result.annotated.stem
    files = (
        ("Report (HTML)", result.report, "html", "text/html"),
        ("Video with the findings (MP4)", result.annotated.read_bytes, "mp4", "video/mp4"),
        ("Captions (VTT)", result.captions, "vtt", "text/vtt"),
        ("Repetitions (CSV)", as_csv(rows(analysis.session, analysis.source)), "csv", "text/csv"),
        ("All data (JSON)", result.json, "json", "application/json"),
    )
    with st.container(horizontal=True):
        for label, data, ending, kind in files:
            is_first = ending == "html"
            st.download_button(label, data, f"{stem}.{ending}", kind, on_click="ignore", type="primary" if is_first else "secondary")
    if track := corrected.measured.track:
        _show_downloads_for_research(corrected, analysis.session, track, stem)


def _show_downloads_for_research(corrected: CorrectedResult, session: Session, track: Path, stem: str) -> None:
    """The movement itself, for other programs: each file is made when it is asked for."""
    files: tuple[tuple[str, Callable[[], str | bytes], str, str], ...] = (
        ("Joint angles (CSV)", lambda: as_angles_csv(corrected.poses(), session), "angles.csv", "text/csv"),
        ("Joint angles for OpenSim (MOT)", lambda: as_mot(corrected.poses(), session, name=f"{stem}.mot"), "mot", "text/plain"),
        ("Landmarks for OpenSim (TRC)", lambda: as_trc(corrected.poses(), name=f"{stem}.trc"), "trc", "text/plain"),
        ("Track for 'coach replay' (NPZ)", track.read_bytes, "npz", "application/octet-stream"),
    )
    with st.expander("The movement as data, for other programs"), st.container(horizontal=True):
        for label, data, ending, kind in files:
            st.download_button(label, data, f"{stem}.{ending}", kind, on_click="ignore")
