"""The page on which a recording is picked, analysed and shown."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final, Protocol

import streamlit as st

from coach.exercise import Exercise
from coach.io.source import SourceError
from coach.pipeline import Coach
from coach.pose import PoseEstimator
from coach.ui.result import Result, show
from exercises import load
from models.estimator import open_estimator
from models.libraries import SystemLibraryMissing, naming_missing_libraries
from models.weights import Progress, WeightsUnavailable

SAMPLE: Final = Path(__file__).parent / "sample" / "clamshell.mp4"
VIDEOS: Final = ("mp4", "mov", "m4v", "webm", "mkv", "avi")
REFRESH_S: Final = 0.2
"""How often the progress bar moves: more often nobody sees, and each time costs a message to the browser."""


class OpenEstimator(Protocol):
    """Gives each stream a pose estimator of its own."""

    def __call__(self, *, progress: Progress) -> AbstractContextManager[PoseEstimator]:
        """An estimator, closed when the block ends; `progress` is told how the weights come in."""


def page(open_estimator: OpenEstimator = open_estimator) -> None:
    """Pick a video, or the sample, and see what the coach makes of it."""
    exercises = load()
    st.title("Form Coach")
    st.markdown("Pick a video of your exercise: the coach counts and times the repetitions, and tells you what to change.")
    st.markdown("It knows: " + ", ".join(exercise.name for exercise in exercises) + ".")
    st.caption("Your video stays on this computer. General fitness guidance, not a diagnosis: with pain, stop and ask a professional.")
    upload = st.file_uploader("Your video", type=VIDEOS)
    with st.container(horizontal=True):
        wants_own = st.button("Analyse my video", type="primary", disabled=upload is None)
        wants_sample = st.button("Try it with the sample")
    with st.expander("How to film"):
        st.markdown(
            "- **Lying on your side**: the front of your body to the camera, your head end a little nearer to it than your feet.\n"
            "- **Lying on your back**: the camera at your side, on the side of the leg that you stand on.\n"
            "- **Sitting or standing**: face the camera.\n"
            "- **Always**: the camera still, two to three metres away and no higher than your hips stand; all of you in the picture, "
            "and nobody else. Hold still for a second before you begin."
        )
    if wants_own or wants_sample:
        st.session_state.pop("result", None)
        with TemporaryDirectory() as folder:
            path = SAMPLE if wants_sample or upload is None else _on_disk(upload, upload.name, Path(folder))
            try:
                st.session_state["result"] = _analyse(path, Path(folder) / "out" / "annotated.mp4", exercises, open_estimator)
            except (SourceError, WeightsUnavailable, SystemLibraryMissing) as error:
                st.error(str(error).replace("\n", "  \n"))
    if "result" in st.session_state:
        show(st.session_state["result"], exercises)


def _on_disk(upload: BinaryIO, name: str, folder: Path) -> Path:
    """The uploaded video as a file under its own name, by which the messages call it."""
    path = folder / Path(name).name
    with path.open("wb") as file:
        shutil.copyfileobj(upload, file)
    return path


def _analyse(path: Path, annotated: Path, exercises: tuple[Exercise, ...], open_estimator: OpenEstimator) -> Result:
    with naming_missing_libraries():
        from coach.io.film import analyse_film

    bar = st.progress(0.0, text="Getting the pose model ready")
    tell = _now_and_then(lambda share, text: bar.progress(min(share, 1.0), text=text))
    begun = time.monotonic()

    def on_progress(seen: int, frames: int, reps: int) -> None:
        left_s = (time.monotonic() - begun) / seen * max(frames - seen, 0)
        tell(seen / max(frames, seen), f"Repetitions so far: {reps}. About {left_s:.0f} s left.")

    try:
        done = analyse_film(
            path,
            lambda: open_estimator(progress=lambda what, so_far, total: tell(so_far / max(total, 1), what)),
            lambda: Coach(exercises),
            annotated=annotated,
            exercises=exercises,
            on_progress=on_progress,
        )
        return Result(done.session, done.source, annotated.read_bytes())
    finally:
        bar.empty()


def _now_and_then(tell: Callable[[float, str], object]) -> Callable[[float, str], None]:
    """`tell`, but not more often than the eye can follow."""
    last = 0.0

    def maybe(share: float, text: str) -> None:
        nonlocal last
        if time.monotonic() - last >= REFRESH_S:
            last = time.monotonic()
            tell(share, text)

    return maybe
