"""What only the person knows of a session, said afterwards: load, effort, pain and notes; and taking a session away for ever."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.coaching.wording import SIDE_NAMES, amount
from coach.history import Band, History, KeptSet, Load, SessionDetails, backup

PAIN: Final = range(11)
"""A choice, not a slider: what nobody has said must not be kept as 0."""
BANDS: Final = {Band.NOT_SAID: "not said", Band.NONE: "none", Band.LIGHT: "light", Band.MEDIUM: "medium", Band.HEAVY: "heavy"}
RESERVE: Final = {0: "none", 1: "1", 2: "2", 3: "3", 4: "4 or more"}
"""The answers after a set. Whoever says four or more has enough left."""


def show_afterwards(history: History, details: SessionDetails) -> None:
    """Fields for all that can be said, and a way to erase the session."""
    with st.expander("Add what the camera cannot see, or erase this session"):
        with st.form("afterwards", border=False):
            said = [_ask(one) for one in details.sets]
            notes = st.text_area("Notes on the session", details.session.notes, key=f"notes-{details.session.id}", height=80)
            if st.form_submit_button("Keep this", type="primary"):
                for one, (load, reserve, pain, words) in zip(details.sets, said, strict=True):
                    history.finish_set(one.id, load=load, reserve=reserve, pain=pain, notes=words)
                history.note_session(details.session.id, notes=notes)
                st.rerun()
        sure = st.checkbox("Erase this session for ever, with everything in it", key=f"sure-{details.session.id}")
        if st.button("Erase", disabled=not sure):
            backup.erase_session(history, details.session.id)
            st.query_params.clear()
            st.session_state.pop("shown", None)
            st.rerun()


def _ask(one: KeptSet) -> tuple[Load, int | None, int | None, str]:
    st.markdown(f"**Set {one.number}**, {SIDE_NAMES[one.record.working_side]}, {amount(len(one.reps), 'repetition')}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        band = st.selectbox(
            "Band", list(BANDS), index=list(BANDS).index(one.load.band), format_func=BANDS.__getitem__, key=f"band-{one.id}", width=130
        )
        weight = st.number_input("Weight (kg)", 0.0, 100.0, one.load.weight_kg, 0.5, "%.1f", key=f"weight-{one.id}", width=130)
        reserve = _choice("How many more good ones?", RESERVE, one.reserve, key=f"left-{one.id}")
        pain = _choice("Pain, 0 to 10", {number: str(number) for number in PAIN}, one.pain, key=f"hurt-{one.id}")
        notes = st.text_input("Notes on the set", one.notes, key=f"set-notes-{one.id}", width=260)
    return Load(band, float(weight)), reserve, pain, notes


def _choice(label: str, answers: dict[int, str], before: int | None, *, key: str) -> int | None:
    """A number that may stay unsaid; what was said once is only replaced."""
    offered = [*([] if before is not None else [None]), *answers]
    index = offered.index(min(before, max(answers))) if before is not None else 0
    return st.selectbox(
        label, offered, index=index, format_func=lambda one: "not said" if one is None else answers[one], key=key, width=190
    )
