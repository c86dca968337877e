"""The page "Analyse a video": recordings are picked, analysed and shown."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final
from weakref import finalize

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coach.exercise import Exercise
from coach.recording.job import Settings
from coach.recording.refusals import reason
from coach.recording.source import VIDEOS
from coach.ui.aims import ask_for_prescription
from coach.ui.copies import Copies
from coach.ui.page_title import show_title
from coach.ui.plain_text import plain
from coach.ui.result import show, show_all
from coach.ui.run import SETTINGS, Run, forget, latest_run, run_called
from exercises import load
from models.estimator import EstimatorPool

SAMPLE: Final = Path(__file__).parent / "sample" / "clamshell.mp4"
REFRESH_S: Final = 0.5
COMMON: Final = (".mp4", ".mov", ".webm")
SPEEDS: Final = (None, 1.0, 2.0, 4.0, 8.0)
"""How many times faster the movement was than the video shows it, to choose from."""
TITLE: Final = "Analyse a video"
"""Also the name of the page's tab in the browser."""
RUN: Final = "run"
"""The query parameter that names the run."""
SPEED_WORDS: Final = {None: "As the video says", 1.0: "As fast as it was"}


def page(new_estimators: Callable[[], EstimatorPool] = EstimatorPool) -> None:
    """Pick videos, or the sample, and see what the coach makes of them."""
    exercises = load()
    st.title(TITLE)
    st.markdown("Pick a video of your exercise: the coach counts and times the repetitions, and tells you what to change.")
    st.markdown("It knows: " + ", ".join(exercise.name for exercise in exercises) + ".")
    st.caption("Your video stays on this computer. General fitness guidance, not a diagnosis: with pain, stop and ask a professional.")
    # the uploader's own filter refuses in words like "text/plain files are not allowed"
    picked = st.file_uploader("Your videos", accept_multiple_files=True)
    uploads = [one for one in picked if is_video(one.name)]
    for other in (one for one in picked if not is_video(one.name)):
        st.error(
            f"{plain(other.name)} is not a video. Pick a file that your camera or phone has filmed; it ends in {', '.join(COMMON)} or the like."
        )
    speed = st.radio(
        "Slow motion?",
        SPEEDS,
        format_func=lambda times: SPEED_WORDS.get(times) or f"{times:g} times slower than it was",
        horizontal=True,
    )
    by = ask_for_prescription(exercises)
    with st.container(horizontal=True):
        wants_own = st.button("Analyse", type="primary", disabled=not uploads)
        wants_sample = st.button("Try it with the sample")
    with st.expander("How to film"):
        st.markdown(
            "- **Lying on your side**: the front of your body to the camera, your head end a little nearer to it than your feet.\n"
            "- **Lying on your back**: the camera at your side, on the side of the leg that you stand on.\n"
            "- **Sitting or standing**: face the camera.\n"
            "- **Always**: the camera still, two to three metres away and no higher than your hips stand; all of you in the picture, "
            "and nobody else. Hold still for a second before you begin."
        )
    with st.container():
        run = _found_again()
    if wants_own or wants_sample:
        if run:
            run.cancel()
        settings = SETTINGS if wants_sample else replace(SETTINGS, speed=speed, prescription=by)
        run = _started(() if wants_sample else uploads, new_estimators, settings)
        _show_from_now_on(run)
    # in containers of their own, which stay: a video below would start again if its place changed
    with st.container():
        if run and not run.is_over:
            _show_progress(len(run.results) + len(run.errors))
        elif run and not run.was_cancelled:
            show_title(f"Done · {run.videos[-1].name}", page=TITLE, until_seen=True)
    if run:
        _show_results(run, exercises)


def _found_again() -> Run | None:
    """The run that this page shows: its own, the one that its address names, as after a reload, or one that another page is waiting for."""
    run: Run | None = st.session_state.get("run")
    if run and run.is_forgotten:
        run = None
        st.query_params.pop(RUN, None)
    asked = st.query_params.get(RUN, "")
    if run is None and asked:
        run = run_called(asked)
        if run is None:
            st.info("What was analysed here is not kept any more: the app was started anew, or three other analyses came after it.")
    latest = latest_run()
    if run is None and latest and not latest.is_over:
        run = latest
    elif run is None and latest and (latest.results or latest.errors):
        names = ", ".join(plain(video.name) for video in latest.videos)
        if st.button(f"Show what was analysed last: {names}"):
            run = latest
    _show_from_now_on(run)
    return run


def _show_from_now_on(run: Run | None) -> None:
    """Have this page, and its address, remember the run."""
    st.session_state["run"] = run
    if run:
        st.query_params[RUN] = run.name
    else:
        st.query_params.pop(RUN, None)


def _started(uploads: Sequence[UploadedFile], new_estimators: Callable[[], EstimatorPool], settings: Settings) -> Run | None:
    """A run over what was uploaded, or over the sample; None when there is no room for a copy of it, which is said."""
    copies = Copies.new()
    folder = copies.folder
    try:
        videos = [_on_disk(one, one.name, folder / str(number)) for number, one in enumerate(uploads)] or [SAMPLE]
    except OSError as error:
        copies.remove()
        st.error(f"The videos could not be copied to {folder.parent}: {reason(error)}.")
        return None
    run = Run(videos, new_estimators(), folder, settings)
    # the uploaded and the annotated videos last as long as they may be shown, or this process
    run.remove = finalize(run, copies.remove)
    run.start()
    return run


@st.fragment(run_every=REFRESH_S)
def _show_progress(shown: int) -> None:
    """Show the progress of the run; when more is finished than was `shown` below, rerun the page."""
    run: Run | None = st.session_state["run"]
    if run is None:
        return
    if run.is_over or len(run.results) + len(run.errors) > shown:
        st.rerun()
    at = run.progress
    show_title(f"{min(at.share, 1.0):.0%} · {at.doing}", page=TITLE)
    which = f"Video {at.number} of {at.of}: " if at.of > 1 else ""
    speed = f", {at.fps:.0f} pictures a second, about {_lasting(at.left_s)} left. Repetitions so far: {at.reps}" if at.fps else ""
    st.progress(min(at.share, 1.0), text=f"{which}{at.doing}{speed}")
    if st.button("Cancel", disabled=run.was_cancelled):
        run.cancel()


def _lasting(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _show_results(run: Run, exercises: tuple[Exercise, ...]) -> None:
    with st.container():
        for error in run.errors:
            st.error("  \n".join(plain(line) for line in error.splitlines()))
        if run.was_cancelled and run.is_over:
            st.info("Cancelled. What was done before is kept below." if run.results else "Cancelled.")
    if not run.results:
        return
    chosen = 0
    if len(run.videos) > 1:
        show_all([one.shown for one in run.results], exercises)
        names = [f"{number}. {result.measured.analysis.source.name}" for number, result in enumerate(run.results, start=1)]
        chosen = names.index(st.selectbox("Which video?", names, key=f"{run.name}_which"))
    show(run.results[chosen], exercises, key=f"{run.name}_{chosen}")
    if run.is_over and st.button("Remove these results", help="With the copy of the video. What you kept in the history stays."):
        forget(run)
        _show_from_now_on(None)
        st.rerun()


def is_video(name: str) -> bool:
    """Whether a file called `name` ends as videos do."""
    return Path(name).suffix.lower() in VIDEOS


def _on_disk(upload: BinaryIO, name: str, folder: Path) -> Path:
    """The uploaded video as a file under its own name, by which the messages call it; alone in `folder`, as two may have one name."""
    folder.mkdir()
    path = folder / Path(name).name
    with path.open("wb") as file:
        shutil.copyfileobj(upload, file)
    return path
