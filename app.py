"""The web app: which pages there are."""

import streamlit as st
from starlette.middleware import Middleware

from coach.ui import ICON, STYLE, learn, plan_page, recording, review, session_page
from coach.ui.live.page import page as live_page
from coach.ui.live.route import routes
from coach.ui.own_pages import OwnPagesOnly

if __name__ == "__main__":  # the pages: Streamlit runs this file anew for each of them
    # No Material symbol or emoji as an icon of the app or a page: the browser would fetch it from another server.
    st.set_page_config(page_title="Form Coach", page_icon=ICON, layout="wide")
    st.html(STYLE)
    pages = [
        st.Page(live_page, title="Live", default=True),
        st.Page(recording.page, title="Analyse a video", url_path="recording"),
        st.Page(plan_page.page, title="Plan", url_path="plan"),
        st.Page(review.page, title="Review", url_path="review"),
        st.Page(session_page.page, title="Session", url_path="session", visibility="hidden"),
        st.Page(learn.page, title="Learn", url_path="learn"),
    ]
    st.navigation(pages, position="top").run()
else:  # the server: it imports this file once, and serves the routes beside the pages
    app = st.App(__file__, routes=routes(), middleware=[Middleware(OwnPagesOnly)])
