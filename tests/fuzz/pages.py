"""The pages that show a history, opened one after the other."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from coach.history import History

PATIENCE_S = 30


class PageFailed(Exception):
    """A page shows a stack trace."""


def _review(path):
    from coach.history import History
    from coach.ui import review

    review.page(lambda: History.open(path))


def _plan(path):
    from coach.history import History
    from coach.ui import plan_page

    plan_page.page(lambda: History.open(path))


def _session(path, session):
    import streamlit as st

    from coach.history import History
    from coach.ui import session_page

    st.query_params[session_page.SESSION] = session
    session_page.page(lambda: History.open(path))


def open_pages(path: Path) -> None:
    """Open each page, and the page of each session. Raises `PageFailed`."""
    with History.open(path) as history:
        sessions = [one.session.id for one in history.sessions()]
    runs = [(_review, {"path": path}), (_plan, {"path": path})]
    runs += [(_session, {"path": path, "session": str(session_id)}) for session_id in sessions[:4]]
    for page, values in runs:
        shown = AppTest.from_function(page, kwargs=values, default_timeout=PATIENCE_S).run()
        if shown.exception:
            raise PageFailed(f"{page.__name__}: {shown.exception[0].message}")
