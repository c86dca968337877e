"""Where a person's data are, how to take them along, bring them back or erase them, and the person's name."""

from __future__ import annotations

import streamlit as st

from coach.history import History, Person, erasing
from coach.history.names import LONGEST_NAME
from coach.history.preferences import keep_tracks, keeps_tracks
from coach.ui.open_history import errors_shown
from coach.ui.plain_text import plain
from coach.ui.take_along import offer_copies, offer_erasing_everything, offer_return, show_done


def show_your_data(history: History, person: Person | None) -> None:
    """Show where the data are, and offer what can be done with them; without a person only what needs none."""
    show_done()
    with st.expander("Your data"):
        where = f"in the file {plain(str(history.path))}" if history.path else "in your database server"
        st.markdown(f"Everything that is kept lies {where}, and nowhere else.")
        names = ["Take along", "Bring back", *(["What is kept", "Erase"] if person else [])]
        along, back, *rest = st.tabs(names)
        with along:
            offer_copies(history, person)
        with back:
            offer_return(history, person)
        if person:
            kept, erase = rest
            with kept:
                _show_what_is_kept(history, person)
            with erase:
                _offer_erasing(history, person)


def _show_what_is_kept(history: History, person: Person) -> None:
    wanted = st.checkbox(
        "Keep the movement of each set, to replay it as a drawn figure",
        value=keeps_tracks(history, person.id),
        help="The positions of your joints, without the picture. About 3 kB for a repetition.",
        key=f"keep-tracks-{person.id}",
    )
    keep_tracks(history, person.id, wanted=wanted)
    with st.form(f"name-{person.id}", border=False):
        name = st.text_input("Name", person.name, key=f"new-name-{person.id}", max_chars=LONGEST_NAME, width=420)
        if st.form_submit_button("Change the name"):
            with errors_shown():
                history.rename_person(person.id, name)
                st.session_state.pop("person", None)  # the choice among several people holds the old name
                st.rerun()


def _offer_erasing(history: History, person: Person) -> None:
    if st.button("Erase the movements kept so far"):
        sets = erasing.erase_tracks(history, person.id)
        st.success(f"Erased: the movements of {sets} sets. The repetitions are all still there." if sets else "There were none.")
    st.divider()
    name = st.text_input(
        f"To erase everything of {plain(person.name)} for ever, write the name here",
        key=f"erase-{person.id}",
        width=420,
        placeholder=person.name,
    )
    if st.button("Erase everything", disabled=name.strip() != person.name):
        with errors_shown():
            erasing.erase_person(history, person.id)
            st.rerun()
    if len(history.people()) > 1:
        offer_erasing_everything(history)
    if copies := erasing.other_copies(history):
        st.caption(f"Older copies lie beside the history; delete them too if they should go: {plain(', '.join(map(str, copies)))}")
