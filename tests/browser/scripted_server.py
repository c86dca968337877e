"""The app with a pose model that sees what a test has written down, as slowly as the test likes.

The environment variable `SCRIPTED_POSES` names a folder: `poses.npz` is the track that plays from the start of each session, and while there
is a file `slow`, every picture takes as long as its text says, in seconds.
"""

import os
import time
from bisect import bisect_right
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from coach.recording.tracks import read_track
from coach.ui import STYLE, plan_page, recording, review, session_page
from coach.ui.live.page import page as live_page
from coach.ui.live.route import routes
from coach.ui.own_pages import OwnPagesOnly

FOLDER = Path(os.environ["SCRIPTED_POSES"])


class ScriptedEstimator:
    """Gives the pose of the track at the time of the frame; the last one stays."""

    def __init__(self):
        self._poses = ()

    def estimate(self, frame):
        if not self._poses or frame.time < 0.5:  # a session has begun, perhaps with another track
            self._poses = read_track(FOLDER / "poses.npz").poses
        with suppress(FileNotFoundError):
            time.sleep(float((FOLDER / "slow").read_text()))
        at = bisect_right(self._poses, frame.time, key=lambda pose: pose.time)
        return replace(self._poses[max(at - 1, 0)], time=frame.time)

    def close(self):
        """Nothing is open."""


class ScriptedPool:
    """Opens such an estimator for each recording."""

    def open(self, *, progress):
        return nullcontext(ScriptedEstimator())

    def close(self):
        """Nothing is open."""


def recording_page():
    recording.page(ScriptedPool)


if __name__ == "__main__":  # the pages, as Streamlit runs this file for each of them
    st.set_page_config(layout="wide")
    st.html(STYLE)
    pages = [
        st.Page(live_page, title="Live", default=True),
        st.Page(recording_page, title="Analyse a video", url_path="recording"),
        st.Page(plan_page.page, title="Plan", url_path="plan"),
        st.Page(review.page, title="Review", url_path="review"),
        st.Page(session_page.page, title="Session", url_path="session"),
    ]
    st.navigation(pages, position="top").run()
else:
    app = st.App(
        __file__, routes=routes(estimators=lambda model, *, progress=None: ScriptedEstimator()), middleware=[Middleware(OwnPagesOnly)]
    )
