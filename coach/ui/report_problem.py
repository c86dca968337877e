"""The form that makes a file for a report of a problem."""

from __future__ import annotations

import streamlit as st

from coach.diagnosis import diagnose
from coach.history import Filter, History, HistoryError, Person


def show_report_form(history: History, person: Person | None) -> None:
    """Offer the file, show what is in it, and let it be downloaded."""
    with st.expander("Report a problem"):
        st.markdown(
            "One file tells somebody who helps you what is installed here and what went wrong: versions, settings and the log. "
            "There is no picture and no name in it, and it goes nowhere by itself."
        )
        with_poses = st.checkbox("With the movements of the last session, as numbers", value=False)
        if not st.button("Show what would be in it"):
            return
        diagnosis = diagnose(poses=_last_movements(history, person) if with_poses and person else {})
        st.code(diagnosis.contents, language=None, height=300)
        st.download_button("Download the file", diagnosis.packed(), "form-coach-report.zip", "application/zip", on_click="ignore")


def _last_movements(history: History, person: Person) -> dict[str, bytes]:
    """The kept tracks of the person's last session."""
    try:
        for summary in history.sessions(Filter(person.id), limit=1):
            sets = history.session(summary.session.id).sets
            return {f"set_{one.number}.track": track for one in sets if one.has_track and (track := history.track(one.id))}
    except HistoryError as error:
        st.error(str(error))
    return {}
