"""The web app: which pages there are."""

from collections.abc import Callable
from importlib import import_module

import streamlit as st
from starlette.middleware import Middleware

from coach.ui import ICON, STYLE
from coach.ui.live.page import page as live_page
from coach.ui.live.route import routes
from coach.ui.own_pages import OwnPagesOnly


def _page(name: str) -> Callable[[], None]:
    """The page of that module, which is imported when it is first opened: the app starts sooner without all that pages show."""
    return lambda: import_module(f"coach.ui.{name}").page()


if __name__ == "__main__":  # the pages: Streamlit runs this file anew for each of them
    # No Material symbol or emoji as an icon of the app or a page: the browser would fetch it from another server.
    st.set_page_config(page_title="Form Coach", page_icon=ICON, layout="wide")
    st.html(STYLE)
    pages = [
        st.Page(live_page, title="Live", default=True),
        st.Page(_page("recording"), title="Analyse a video", url_path="recording"),
        st.Page(_page("plan_page"), title="Plan", url_path="plan"),
        st.Page(_page("review"), title="Review", url_path="review"),
        st.Page(_page("session_page"), title="Session", url_path="session", visibility="hidden"),
        st.Page(_page("learn"), title="Learn", url_path="learn"),
    ]
    st.navigation(pages, position="top").run()
else:  # the server: it imports this file once, and serves the routes beside the pages
    app = st.App(__file__, routes=routes(), middleware=[Middleware(OwnPagesOnly)])
