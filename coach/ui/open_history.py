"""The history that all pages share, what is shown when it fails, and whose part of it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

import streamlit as st

from coach.history import DamagedHistory, History, HistoryError, Person
from coach.ui import CHOSEN_PERSON
from coach.ui.plain_text import plain

OpenHistory: TypeAlias = Callable[[], History]

DAMAGE: Final = "damage"
"""The key in the session state of what is said of a damaged history until the user has read it."""


@st.cache_resource(on_release=History.close)
def shared_history() -> History:
    """The one history of this server, opened once; any thread may use it. Raises `HistoryError`."""
    return History.open()


@contextmanager
def errors_shown() -> Iterator[None]:
    """Shows a `HistoryError` on the page, in place of a stack trace."""
    try:
        yield
    except HistoryError as error:
        st.error(plain(str(error)))


def open_or_explain(open_history: OpenHistory) -> History:
    """The history; where it was damaged, a new one, and the user is told until they have read it. Raises `HistoryError`."""
    try:
        history = open_history()
    except DamagedHistory as damage:
        if damage.kept_as is None:
            raise
        st.session_state[DAMAGE] = str(damage)
        history = open_history()
    if history.path is not None and not history.path.exists():  # put aside, moved or deleted since it was opened
        shared_history.clear()
        history = open_history()
    if DAMAGE in st.session_state:
        st.error(plain(st.session_state[DAMAGE]))
        st.button("I have read this", on_click=lambda: st.session_state.pop(DAMAGE, None))
    return history


def choose_person(history: History) -> Person | None:
    """Whose history is looked at: asked only when there are several people, and the same on all pages; None when there is nobody yet."""
    people = history.people()
    if len(people) < 2:
        return people[0] if people else None
    before = [number for number, person in enumerate(people) if person.id == st.session_state.get(CHOSEN_PERSON)]
    chosen = st.selectbox(
        "Person", people, index=before[0] if before else 0, format_func=lambda person: person.name, key="person", width=320
    )
    st.session_state[CHOSEN_PERSON] = chosen.id
    return chosen


def offer_another_person(history: History) -> None:
    """A form to add somebody else who trains here; the pages are then about them."""
    with st.expander("Does somebody else train here too?"), st.form("another-person", border=False, clear_on_submit=True):
        name = st.text_input("Their name", key="another-name", width=320)
        if st.form_submit_button("Add") and name.strip():
            st.session_state[CHOSEN_PERSON] = history.add_person(name)
            st.session_state.pop("person", None)
            st.rerun()
