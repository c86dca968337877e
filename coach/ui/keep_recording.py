"""The form that keeps an analysed recording in the history."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

import streamlit as st

from coach.correction.corrections import JudgedAgain
from coach.history import History
from coach.history.import_analysis import import_analysis
from coach.history.names import FIRST_PERSON
from coach.history.preferences import keep_tracks, keeps_tracks
from coach.history.track import pack
from coach.ui import CHOSEN_PERSON, session_page
from coach.ui.analysed import Result
from coach.ui.corrected_result import CorrectedResult
from coach.ui.open_history import errors_shown, open_or_explain, shared_history


def show_keep_form(corrected: CorrectedResult, *, key: str) -> None:
    """Offer to keep a result with its corrections; nothing is kept unless somebody asks for it."""
    result = corrected.measured
    document = json.loads(result.json)
    kept_key = "kept_" + hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]
    with errors_shown():
        history = open_or_explain(shared_history)
        people = {person.name: person.id for person in history.people()}
        with st.form(f"{key}_keep"):
            st.markdown("**Keep this in the history?** Repetitions and findings are kept, the video is not.")
            chosen = st.session_state.get(CHOSEN_PERSON)
            name = next((name for name, number in people.items() if number == chosen), next(iter(people), FIRST_PERSON))
            if len(people) > 1:
                name = st.selectbox("Whose exercise is it?", list(people), index=list(people).index(name))
            day = st.date_input("When was it?", value="today", max_value="today")
            tracks = _ask_for_tracks(history, people.get(name), result)
            wanted = st.form_submit_button("Keep it", disabled=kept_key in st.session_state)
        if wanted:
            person_id = people[name] if name in people else history.add_person(name)
            recorded = datetime.combine(day, datetime.now().astimezone().timetz())
            keep_tracks(history, person_id, wanted=tracks)
            whole = pack(corrected.poses()) if tracks and any(isinstance(one, JudgedAgain) for one in corrected.corrections) else None
            st.session_state[kept_key] = import_analysis(
                history,
                person_id,
                document,
                recorded,
                result.tracks if tracks else (),
                corrections=corrected.corrections,
                whole_track=whole,
            )
            st.session_state[CHOSEN_PERSON] = person_id  # the other pages are then about the same person
            st.rerun()
    if kept_key in st.session_state:
        st.success("Kept in the history. Correct it there from now on.")
        page = st.Page(session_page.page, title="Session", url_path="session")
        st.page_link(page, label="See it there, and say how it felt", query_params={session_page.SESSION: str(st.session_state[kept_key])})


def _ask_for_tracks(history: History, person_id: int | None, result: Result) -> bool:
    """Whether the movement is to be kept; the answer is remembered for the next time."""
    size = sum(len(track) for track in result.tracks if track) / 1024
    return st.checkbox(
        f"Keep the movement too, to replay it as a drawn figure ({size:.0f} kB)",
        value=person_id is None or keeps_tracks(history, person_id),
        help="The positions of your joints in each set, without the picture.",
    )
