"""The learning page: what training can and cannot do, and each exercise shown well and with its faults."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import streamlit as st

from coach.coaching.hip_share import of_cloth
from coach.coaching.wording import lower_first
from coach.demonstration.anatomy import hip_drawing
from coach.demonstration.camera_drawing import camera_drawing
from coach.demonstration.rep_drawing import repetition_drawing
from coach.exercise import Check, Exercise
from coach.pose import Side
from coach.report.accuracy import how_exact_roll
from coach.ui import learn_words as words
from coach.ui.figure_player import show_drawings
from coach.ui.safety import show_pain_scale, show_stop_rules
from exercises import demonstration, load

HIP_DIPS: Final = "About hip dips"


def page() -> None:
    """Read about hip dips, or look at an exercise."""
    known = {exercise.name: exercise for exercise in load()}
    st.title("Learn")
    chosen = st.pills("Subject", [HIP_DIPS, *known], default=HIP_DIPS, required=True, label_visibility="collapsed", key="subject")
    if chosen in known:
        _show_exercise(known[chosen])
    else:
        _show_hip_dips()


def _show_hip_dips() -> None:
    st.info(words.IN_SHORT)
    text, picture = st.columns([3, 2], gap="large")
    with text:
        st.header("What they are")
        st.markdown(words.WHAT_THEY_ARE)
    with picture:
        show_drawings({"": hip_drawing(words.THE_DRAWING_IN_WORDS)}, key="hip", height=440)
        st.caption(words.THE_DRAWING)
    text, side = st.columns([3, 2], gap="large")
    with text:
        st.header("What training can do")
        st.markdown(words.WHAT_TRAINING_CAN_DO)
        st.header("What it cannot do")
        st.markdown(words.WHAT_TRAINING_CANNOT_DO)
        st.header("Recovery")
        st.markdown(words.RECOVERY)
    with side:
        st.header("How long it takes")
        for time, what in words.TIME:
            st.markdown(f"**{time}**  \n{what}")
    st.header("Surgery and fillers")
    st.markdown(words.MEDICAL_OPTIONS)
    st.header("Safety")
    show_pain_scale()
    st.markdown(words.OUTER_HIP)
    show_stop_rules()
    st.caption(words.HOW_WELL_KNOWN)


def _show_exercise(exercise: Exercise) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        side = st.segmented_control(
            "Working side", list(Side), format_func=lambda one: f"{one} side", default=Side.LEFT, required=True, key="side"
        )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header("A good repetition")
        _show_drawings({"": _repetition(exercise, side)}, key=f"good-{exercise.key}-{side}", height=340)
        tempo = exercise.tempo
        st.caption(
            f"Tempo: {tempo.concentric:g} s up, hold {tempo.hold:g} s, {tempo.eccentric:g} s down. The working leg is drawn in colour."
        )
    with right:
        st.header("Where the camera stands")
        _show_drawings({"": _camera(exercise, side)}, key=f"camera-{exercise.key}-{side}", height=260)
        st.markdown(exercise.camera.words)
    st.header("Common faults")
    by_name = {check.name: check for check in sorted(exercise.checks, key=lambda check: -check.severity)}
    name = st.pills(
        "Fault", list(by_name), default=next(iter(by_name)), required=True, label_visibility="collapsed", key=f"fault-{exercise.key}"
    )
    _show_fault(exercise, by_name[name], side)
    for one in exercise.not_visible:
        st.caption(f"Not judged: {lower_first(one.name)}, as {one.reason}.")
    if of_cloth(exercise):
        st.markdown(f"{words.HOW_CLOTH_TELLS.rstrip()}\n- **How exact**: {how_exact_roll()}")
    amount, ladder = st.columns(2, gap="large")
    with amount:
        st.header("How much")
        low, high = exercise.range_of_motion.target
        each = "" if exercise.sides == ("both",) else " on each side"
        st.markdown(
            f"- **Sets**: {exercise.sets[0]} to {exercise.sets[1]}{each}, with about a minute of rest; a new plan begins with two\n"
            f"- **Repetitions**: {exercise.reps[0]} to {exercise.reps[1]}, stopping while one to three more would still be good\n"
            f"- **Range**: {low:g}° to {high:g}°, as far as your pelvis stays still\n"
            "- **Days**: two or three a week, 48 hours apart"
        )
    with ladder:
        st.header("From easier to harder")
        names = {one.key: one.name for one in load()}
        steps = [rung.name for rung in exercise.ladder.rungs] + ([names[exercise.ladder.then]] if exercise.ladder.then else [])
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)))
        st.caption(
            "Go up a step when all sets are complete and without a fault with two or more in reserve, two sessions running: the plan tells you when."
        )
    with st.expander("Safety: the pain scale, when to stop, and who should ask first"):
        show_pain_scale()
        show_stop_rules()


def _show_fault(exercise: Exercise, check: Check, side: Side) -> None:
    drawn = {
        "Like this": _repetition(exercise, side, beside=check.key),
        f"Not like this: {lower_first(check.name)}": _repetition(exercise, side, check.key),
    }
    _show_drawings(drawn, key=f"fault-{check.key}-{side}", height=250)
    cues = " or ".join(f"“{cue}”" for cue in (check.cue, check.cue_if_high) if cue)
    st.markdown(f"The coach says {cues}. {check.why}")
    if check.clinical:
        st.caption(f"Clinical name: {check.clinical}")


def _show_drawings(drawn: dict[str, str | None], *, key: str, height: int) -> None:
    """Drawings of an exercise under their titles, or a sentence where its demonstration does not have them all yet."""
    complete = {title: svg for title, svg in drawn.items() if svg is not None}
    if len(complete) == len(drawn):
        show_drawings(complete, key=key, height=height)
    else:
        st.caption(words.NO_DRAWING)


@lru_cache(maxsize=200)
def _repetition(exercise: Exercise, side: Side, check: str | None = None, *, beside: str | None = None) -> str | None:
    shown = demonstration(exercise.key)
    if shown is None or not {check, beside} <= {None, *shown.faults}:
        return None
    what = f"with this fault: {exercise.check(check).name}" if check else "done well"
    label = f"{exercise.name}, {side} side, {what}"
    return repetition_drawing(shown, exercise.tempo, check=check, beside=beside, side=side, label=label)


@lru_cache(maxsize=20)
def _camera(exercise: Exercise, side: Side) -> str | None:
    shown = demonstration(exercise.key)
    return None if shown is None else camera_drawing(shown, exercise.camera, side)
