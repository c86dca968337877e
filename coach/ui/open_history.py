"""The history that the pages share: opened once, its troubles said in one sentence, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

import streamlit as st

from coach.history import DamagedHistory, History, HistoryError, Person

OpenHistory: TypeAlias = Callable[[], History]

DAMAGE: Final = "damage"
"""Under this key the session keeps what was said of a damaged history until it was read."""
WHOSE: Final = "whose"
"""Under this key it keeps the number of the person who was chosen last."""


@st.cache_resource
def opened() -> History:
    """The one history of this server; any thread may use it. Raises `HistoryError`."""
    return History.open()


@contextmanager
def in_words() -> Iterator[None]:
    """Shows what the history could not do, in place of a stack trace."""
    try:
        yield
    except HistoryError as error:
        st.error(str(error))


def history_or_none(open_history: OpenHistory) -> History | None:
    """The history, or None when it cannot be opened, and why is shown. A damaged one is put aside, and a new one takes its place."""
    try:
        history = open_history()
    except DamagedHistory as damage:
        if damage.kept_as is None:
            raise
        st.session_state[DAMAGE] = str(damage)
        history = open_history()
    if DAMAGE in st.session_state:
        st.error(st.session_state[DAMAGE])
        st.button("I have read this", on_click=lambda: st.session_state.pop(DAMAGE, None))
    return history


def choose_person(history: History) -> Person | None:
    """Whose history is looked at: asked only when there are several people, and the same on all pages; None when there is nobody yet."""
    people = history.people()
    if len(people) < 2:
        return people[0] if people else None
    before = [number for number, person in enumerate(people) if person.id == st.session_state.get(WHOSE)]
    chosen = st.selectbox(
        "Person", people, index=before[0] if before else 0, format_func=lambda person: person.name, key="person", width=320
    )
    st.session_state[WHOSE] = chosen.id
    return chosen


def offer_another_person(history: History) -> None:
    """Somebody else who trains here can be added, and is then the one who is looked at."""
    with st.expander("Does somebody else train here too?"), st.form("another-person", border=False, clear_on_submit=True):
        name = st.text_input("Their name", key="another-name", width=320)
        if st.form_submit_button("Add") and name.strip():
            st.session_state[WHOSE] = history.add_person(name)
            st.session_state.pop("person", None)
            st.rerun()
