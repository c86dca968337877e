"""The history as the pages have it at hand: opened once, its troubles said in one sentence, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

import streamlit as st

from coach.io.history import DamagedHistory, History, HistoryError, Person

OpenHistory: TypeAlias = Callable[[], History]

DAMAGE: Final = "damage"
"""Under this key the session keeps what was said of a damaged history until it was read."""


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


def history_at_hand(open_history: OpenHistory) -> History | None:
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
    """Whose history is looked at: asked only when there are several people; None when there is nobody yet."""
    people = history.people()
    if len(people) < 2:
        return people[0] if people else None
    return st.selectbox("Person", people, format_func=lambda person: person.name, key="person")
