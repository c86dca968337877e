"""Keeping an analysed recording in the history, if that is wanted."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import streamlit as st

from coach.history import FIRST_PERSON, History
from coach.history.import_analysis import import_analysis
from coach.history.preferences import keep_tracks, keeps_tracks
from coach.ui import session_page
from coach.ui.open_history import WHOSE, history_or_none, in_words, opened
from coach.ui.run import Result


def show_keeping(result: Result, *, key: str) -> None:
    """Offer to keep `result`; nothing is kept unless somebody asks for it."""
    document = json.loads(result.json)
    kept_key = "kept_" + hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]
    with in_words():
        history = history_or_none(opened)
        if history is not None:
            _offer(history, result, document, key=key, kept_key=kept_key)
    if kept_key in st.session_state:
        st.success("Kept in the history.")
        page = st.Page(session_page.page, title="Session", url_path="session")
        st.page_link(page, label="See it there, and say how it felt", query_params={session_page.SESSION: str(st.session_state[kept_key])})


def _offer(history: History, result: Result, document: dict[str, Any], *, key: str, kept_key: str) -> None:
    """The form, and keeping what it says."""
    people = {person.name: person.id for person in history.people()}
    with st.form(f"{key}_keep"):
        st.markdown("**Keep this in the history?** Repetitions and findings are kept, the video is not.")
        name = next((name for name, number in people.items() if number == st.session_state.get(WHOSE)), next(iter(people), FIRST_PERSON))
        if len(people) > 1:
            name = st.selectbox("Whose exercise is it?", list(people), index=list(people).index(name))
        day = st.date_input("When was it?", value="today", max_value="today")
        tracks = _ask_for_tracks(history, people.get(name), result)
        wanted = st.form_submit_button("Keep it", disabled=kept_key in st.session_state)
    if wanted:
        person_id = people[name] if name in people else history.add_person(name)
        recorded = datetime.combine(day, datetime.now().astimezone().timetz())
        keep_tracks(history, person_id, wanted=tracks)
        st.session_state[kept_key] = import_analysis(history, person_id, document, recorded, result.tracks if tracks else ())
        st.session_state[WHOSE] = person_id  # the other pages are then about the same person
        st.rerun()


def _ask_for_tracks(history: History, person_id: int | None, result: Result) -> bool:
    """Whether the movement is to be kept; the answer is remembered for the next time."""
    size = sum(len(track) for track in result.tracks if track) / 1024
    return st.checkbox(
        f"Keep the movement too, to replay it as a drawn figure ({size:.0f} kB)",
        value=person_id is None or keeps_tracks(history, person_id),
        help="The positions of your joints in each set, without the picture.",
    )
