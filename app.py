"""The web app: which pages there are."""

import streamlit as st

from coach.ui import recording

st.set_page_config(page_title="Form Coach", page_icon=":material/accessibility_new:", layout="wide")
st.navigation([st.Page(recording.page, title="A recording", icon=":material/movie:", url_path="recording", default=True)]).run()
