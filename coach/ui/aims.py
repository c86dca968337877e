"""By what a recording or a session is judged, where a prescription says it, and its warnings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from coach.exercise import Exercise
from coach.history.prescription import PRESCRIPTION, load_prescription
from coach.planning.prescribed_in_words import aims_in_words
from coach.planning.prescription import Prescription, is_about_prescription
from coach.planning.prescription_document import BadPrescription
from coach.records import SetRecord, Warning
from coach.ui.open_history import choose_person, errors_shown, open_or_explain, shared_history
from coach.ui.plain_text import plain


def ask_for_prescription(exercises: Sequence[Exercise]) -> Prescription | None:
    """The prescription of who is in a video; None where they have none, or do not want it. Asks for nothing where nobody has one."""
    with errors_shown():
        history = open_or_explain(shared_history)
        if not any(history.settings_of_all(PRESCRIPTION).values()):
            return None
        person = choose_person(history)
        try:
            by = load_prescription(history, person.id, exercises) if person else None
        except BadPrescription as error:
            st.error(f"{plain(str(error))} Videos are judged as usual. The page “Plan” has the prescription.")
            return None
        if (
            person
            and by
            and st.checkbox(f"Judge by the prescription of {plain(person.name)}", value=True, key=f"by-prescription-{person.id}")
        ):
            names = ", ".join(f"{one.name} ({aims_in_words(by, one)})" for one in by.allowed(exercises))
            st.caption(plain(f"{by.in_words} It allows {names}. Anything else is counted too, and said to be not prescribed."))
            return by
    return None


def show_aims(by: Prescription | None, sets: Sequence[SetRecord], known: Mapping[str, Exercise]) -> None:
    """Say that a prescription decided, and what it says of the exercises that were done; nothing without one."""
    if by is None:
        return
    done = [known[key] for key in dict.fromkeys(one.exercise for one in sets) if key in known]
    lines = [f"- **{exercise.name}**: {plain(aims_in_words(by, exercise))}" for exercise in done]
    st.info("\n".join([plain(by.in_words), "", *lines]), icon=":material/assignment:")


def show_warnings(warnings: Iterable[Warning], *, by: Prescription | None) -> None:
    """Show what is to be known of a recording; that `by` decided is said by `show_aims`."""
    for warning in warnings:
        if by and is_about_prescription(warning):
            continue
        st.warning(plain(warning.message), icon=":material/warning:")
