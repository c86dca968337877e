"""The web app: which pages there are."""

import streamlit as st

from coach.ui import ICON, recording

# No Material symbol or emoji as an icon of the app or a page: the browser would fetch it from another server.
st.set_page_config(page_title="Form Coach", page_icon=ICON, layout="wide")
st.navigation([st.Page(recording.page, title="Form Coach", url_path="recording", default=True)]).run()
