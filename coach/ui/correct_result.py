"""The form to correct the coach on the page "Analyse a video"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from coach.correction.corrections import CannotCorrect
from coach.correction.judging import was_repetition
from coach.exercise import Exercise
from coach.recording.source import SourceError
from coach.records import NotCounted, SetRecord
from coach.ui.correct import Correcting, show_corrections
from coach.ui.corrected_result import CorrectedResult
from coach.ui.plain_text import plain

REFRESH_S: Final = 0.5


def correct_result(corrected: CorrectedResult, known: Mapping[str, Exercise], *, key: str) -> None:
    """Offer to correct what the coach made of a recording."""
    session = corrected.measured.analysis.session

    def count(missed: NotCounted, beside: SetRecord | None, exercise: str, side: str) -> None:
        view = beside.view if beside else session.view or ""
        _anew(lambda: corrected.add(was_repetition(missed, corrected.poses(), known[exercise], side, view)))

    show_corrections(
        Correcting(
            counted=corrected.counted,
            measured=(session.sets, session.not_counted),
            corrections=corrected.corrections,
            scopes=(None,) if corrected.measured.track else (),
            judge=lambda _, exercise, side: _anew(lambda: corrected.judge(exercise, side)),
            count=count,
            add=lambda correction: _anew(lambda: corrected.add(correction)),
            take_back=lambda: _anew(corrected.take_back),
        ),
        known,
        key=f"{key}_correct",
        told=_shown_as(corrected),
    )


def show_drawing(corrected: CorrectedResult) -> None:
    """Say that the video is being drawn again, and show the page anew when it is."""
    if corrected.is_drawing:
        st.caption("The video is being drawn again; lists and charts are as corrected already.")
        _wait(corrected)
    elif corrected.corrections and corrected.shown.annotated == corrected.measured.annotated:
        st.caption("The video shows what the coach counted; lists and charts are as corrected.")


@st.fragment(run_every=REFRESH_S)
def _wait(corrected: CorrectedResult) -> None:
    if not corrected.is_drawing:
        st.rerun()


def _shown_as(corrected: CorrectedResult) -> tuple[str | None, str | None]:
    """What the coach was told, or else what it saw."""
    session, (exercise, side) = corrected.shown.analysis.session, corrected.told
    return exercise or session.exercise, side or session.working_side


def _anew(change: Callable[[], None]) -> None:
    """Make a change and show the page anew; where it cannot be made, say why."""
    try:
        change()
    except (CannotCorrect, SourceError) as error:
        st.error(plain(str(error)))
    else:
        st.rerun()
