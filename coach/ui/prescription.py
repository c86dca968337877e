"""The prescription on the plan page: what is gone by, a form to fill in, and the file to hand over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import streamlit as st

from coach.coaching.wording import SIDE_NAMES
from coach.exercise import Exercise
from coach.history import History, HistoryError
from coach.history.prescription import PRESCRIPTION, load_prescription, read_prescription, save_prescription
from coach.planning.prescribed_in_words import prescribed_in_words
from coach.planning.prescription import FEWEST_S, LONGEST_S, MOST_REPS, MOST_SETS, Prescribed, Prescription
from coach.planning.prescription_document import FORMAT, BadPrescription, prescription_document, prescription_from
from coach.ui.plain_text import plain

FIELDS: Final = "prescribed-"
"""How the keys of the form's fields begin."""
FIELD: Final = 130
"""Pixels of a field for a number: two stand beside each other on a telephone."""


def show_prescription(history: History, person_id: int, exercises: Sequence[Exercise]) -> Prescription | None:
    """What the person goes by, and fields to change it; gives it, None where there is none or it cannot be followed."""
    st.header("Prescription")
    try:
        kept = load_prescription(history, person_id, exercises)
    except BadPrescription as error:
        st.error(plain(str(error)))
        kept = None
    if kept:
        st.markdown(f"{plain(kept.in_words)} The plan and live sessions have only what it allows:")
        known = {one.key: one for one in exercises}
        lines = [(known[one.exercise], one) for one in kept.exercises]
        st.markdown("\n".join(f"- **{exercise.name}**: {plain(prescribed_in_words(one, exercise))}" for exercise, one in lines))
        if kept.note:
            st.markdown(plain(kept.note))
    else:
        st.markdown("There is none. A physiotherapist can say here, or in a file, what you may do.")
    with st.expander("Read, hand over or remove a prescription"):
        _hand_over(history, person_id, exercises, kept)
    with st.expander("Fill in a prescription"):
        if document := _filled_in(exercises, kept):
            try:
                _keep(history, person_id, prescription_from(document, exercises))
            except BadPrescription as error:
                st.error(plain(str(error)))
    return kept


def _keep(history: History, person_id: int, prescription: Prescription | None) -> None:
    save_prescription(history, person_id, prescription)
    for key in [key for key in st.session_state if str(key).startswith(FIELDS)]:
        del st.session_state[key]  # the form begins with what is kept now
    st.rerun()


def _hand_over(history: History, person_id: int, exercises: Sequence[Exercise], kept: Prescription | None) -> None:
    picked = st.file_uploader("A prescription's file (.json)", key="prescription-file")
    if picked is not None and st.button("Go by this file", type="primary"):
        try:
            with TemporaryDirectory() as folder:
                path = Path(folder) / Path(picked.name).name
                path.write_bytes(picked.getvalue())
                read = read_prescription(path, exercises)
        except HistoryError as error:
            st.error(plain(str(error)))
        else:
            _keep(history, person_id, read)
    with st.container(horizontal=True):
        if kept:
            text = json.dumps(prescription_document(kept), ensure_ascii=False, indent=2)
            st.download_button("Prescription as a file", text, "prescription.json", "application/json", on_click="ignore")
        if history.setting(person_id, PRESCRIPTION) is not None and st.button("Go by it no longer"):
            _keep(history, person_id, None)


def _filled_in(exercises: Sequence[Exercise], kept: Prescription | None) -> dict[str, Any] | None:
    """The document that the form says; None until it is to be kept."""
    names = {one.key: one.name for one in exercises}
    allowed = st.pills(
        "Exercises that are allowed",
        list(names),
        selection_mode="multi",
        default=[one.exercise for one in kept.exercises] if kept else [],
        format_func=names.__getitem__,
        key="prescribed-exercises",
    )
    with st.form("prescription"):
        by = st.text_input("Written by", kept.by if kept else "", key="prescribed-by", max_chars=100, width=320)
        written_for = st.text_input("For", kept.written_for if kept else "", key="prescribed-for", max_chars=100, width=320)
        note = st.text_area("Note", kept.note if kept else "", key="prescribed-note", max_chars=1000)
        filled = [
            _exercise(one, (kept.of(one.key) if kept else None) or Prescribed(exercise=one.key)) for one in exercises if one.key in allowed
        ]
        if st.form_submit_button("Go by this prescription", type="primary"):
            return {"format": FORMAT, "for": written_for, "by": by, "note": note, "exercises": filled}
    return None


def _exercise(exercise: Exercise, before: Prescribed) -> Mapping[str, Any]:
    """Fields for one exercise, as `before` has them; gives what they say as the document has it."""
    key, motion, tempo = exercise.key, exercise.range_of_motion, before.tempo or exercise.tempo
    said: dict[str, Any] = {"exercise": key}
    st.markdown(f"**{exercise.name}**")
    if len(exercise.sides) > 1:
        said["sides"] = st.pills(
            "Sides",
            exercise.sides,
            selection_mode="multi",
            default=before.sides or exercise.sides,
            format_func=SIDE_NAMES.__getitem__,
            key=f"prescribed-sides-{key}",
        )
    if not motion.reports_another_angle:
        target = before.target or motion.target
        low, high = st.slider(
            "Range to aim at, in degrees (once changed, more than its upper end is warned of)",
            float(motion.count),
            float(motion.too_much),
            (float(target[0]), float(target[1])),
            0.5,
            "%g",
            key=f"prescribed-range-{key}",
        )
        if (low, high) != motion.target:
            said["range"] = {"from": low, "to": high}
    with st.container(horizontal=True):
        up, hold, down = (
            float(st.number_input(f"{word} (s)", least, LONGEST_S, value, 0.5, "%.1f", key=f"prescribed-{word}-{key}", width=FIELD))
            for word, least, value in (("Up", FEWEST_S, tempo.concentric), ("Hold", 0.0, tempo.hold), ("Down", FEWEST_S, tempo.eccentric))
        )
        usual = exercise.tempo
        if (up, hold, down) != (usual.concentric, usual.hold, usual.eccentric):
            said["tempo"] = {"up_s": up, "hold_s": hold, "down_s": down}
        said["sets"] = st.number_input("Sets", 1, MOST_SETS, before.sets, key=f"prescribed-sets-{key}", width=FIELD, placeholder="any")
        said["reps"] = st.number_input(
            "Repetitions", 1, MOST_REPS, before.reps, key=f"prescribed-reps-{key}", width=FIELD, placeholder="any"
        )
        bands = ["", *dict.fromkeys(rung.band for rung in exercise.ladder.rungs if rung.exercise in ("", key))]
        said["band"] = st.selectbox(
            "Band",
            bands,
            bands.index(before.band),
            format_func=lambda band: band or "any",
            key=f"prescribed-band-{key}",
            width=FIELD,
        )
    checks = {one.key: one.name for one in exercise.checks}
    for field, label, chosen in (("off", "Not judged", before.off), ("stricter", "Judged more strictly", before.stricter)):
        said[field] = st.multiselect(label, list(checks), list(chosen), format_func=checks.__getitem__, key=f"prescribed-{field}-{key}")
    return said
