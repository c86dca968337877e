"""The live page. Its component does everything in the browser; it only tells Streamlit who trains and what was done."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import streamlit as st

from coach.ui import CHOSEN_PERSON
from coach.ui.live.route import ASSETS, FIGURES, SOCKET, TOKEN, prepare

FOLDER: Final = Path(__file__).parent / "page"
LOADER: Final = f"""
const place = new URL("{ASSETS}/main.js", document.baseURI);
export default async (component) => (await import(place)).mount(component);
"""
"""Streamlit takes JavaScript as one text only: this one imports the page's files, which are served beside the pages."""


def page() -> None:
    """Be coached in front of the camera."""
    data = {"socket": SOCKET, "token": TOKEN, "figures": FIGURES, "person": st.session_state.get(CHOSEN_PERSON)}
    told = _component()(key="live", data=data, on_done_change=lambda: None, on_person_change=lambda: None)
    if told.person is not None:
        st.session_state[CHOSEN_PERSON] = told.person  # the other pages are then about the same person
    prepare()
    session = (told.done or {}).get("session")
    if session is not None:
        from coach.ui import plan_page, session_page  # not needed before a session has ended

        with st.container(horizontal=True, gap="medium"):
            st.page_link(
                st.Page(session_page.page, title="Session", url_path="session"),
                label="See every repetition",
                query_params={session_page.SESSION: str(session)},
            )
            st.page_link(st.Page(plan_page.page, title="Plan", url_path="plan"), label="Say how it felt, and see what comes next")


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    html, css = (FOLDER / name for name in ("live.html", "live.css"))
    return st.components.v2.component(
        "form-coach.live", html=html.read_text(encoding="utf-8"), css=css.read_text(encoding="utf-8"), js=LOADER
    )
