"""What is kept of a person: where it is, how to take it along, and how to take it away."""

from __future__ import annotations

import streamlit as st

from coach.history import History, Person, backup
from coach.history.preferences import keep_tracks, keeps_tracks
from coach.ui.open_history import in_words


def show_your_data(history: History, person: Person) -> None:
    """Show where the data are, and let the person decide over them."""
    with st.expander("Your data"):
        where = f"in the file `{history.path}`" if history.path else "in your database server"
        st.markdown(
            f"Everything that is kept lies {where}, and nowhere else. Take it along with `coach history export FOLDER`, "
            "copy it with `coach history backup FILE`, and bring it back with `coach history restore FILE`."
        )
        wanted = st.checkbox(
            "Keep the movement of each set, to replay it as a drawn figure",
            value=keeps_tracks(history, person.id),
            help="The positions of your joints, without the picture. About 3 kB for a repetition.",
            key=f"keep-tracks-{person.id}",
        )
        keep_tracks(history, person.id, wanted=wanted)
        _offer_rename(history, person)
        if st.button("Erase the movements kept so far"):
            sets = backup.erase_tracks(history, person.id)
            st.success(f"Erased: the movements of {sets} sets. The repetitions are all still there." if sets else "There were none.")
        st.divider()
        name = st.text_input(
            f"To erase everything of {person.name} for ever, write the name here",
            key=f"erase-{person.id}",
            width=420,
            placeholder=person.name,
        )
        if st.button("Erase everything", disabled=name.strip() != person.name):
            backup.erase_person(history, person.id)
            st.rerun()
        if copies := backup.other_copies(history):
            st.caption(f"Older copies lie beside the history; delete them too if they should go: {', '.join(map(str, copies))}")


def _offer_rename(history: History, person: Person) -> None:
    """A field with the person's name, and a button that changes it."""
    with st.form(f"rename-{person.id}", border=False):
        name = st.text_input("Your name", person.name, key=f"name-{person.id}", max_chars=60, width=420)
        if st.form_submit_button("Rename") and name.strip() != person.name:
            with in_words():
                history.rename_person(person.id, name)
                st.session_state.pop("person", None)
                st.rerun()
