"""The form to correct the coach on the page of one session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import streamlit as st

from coach.correction.corrections import Correction, Counted
from coach.correction.judging import set_again, was_repetition
from coach.exercise import Exercise
from coach.handout.corrected import corrected_in_words
from coach.handout.figures import track_of
from coach.history import History, HistoryError, SessionDetails
from coach.history.corrections import correct, corrections_of, original_of, take_back
from coach.records import NotCounted, SetRecord
from coach.ui.correct import Correcting, show_corrections
from coach.ui.plain_text import plain


def correct_session(history: History, details: SessionDetails, known: Mapping[str, Exercise]) -> None:
    """Offer to correct what the coach made of a session, once it is over. Raises `HistoryError`."""
    session_id = details.session.id
    if details.session.ended_at is None:
        return
    corrections, original = corrections_of(history, session_id), original_of(history, session_id)
    sets, missed = (original.sets, original.not_counted) if original else (details.record.sets, details.not_counted)
    if corrections:
        st.caption(corrected_in_words(history, session_id))

    def add(correction: Correction) -> None:
        _anew(lambda: correct(history, session_id, correction, datetime.now().astimezone()))

    def judge(number: int | None, exercise: str | None, side: str | None) -> None:
        assert number, "only sets have a movement here"
        one = details.sets[number - 1]
        add(set_again(number, one.record, track_of(history, one), tuple(known.values()), exercise=exercise, side=side))

    def count(movement: NotCounted, beside: SetRecord | None, exercise: str, side: str) -> None:
        poses = [pose for one in details.sets if one.record is beside for pose in track_of(history, one)]
        add(was_repetition(movement, poses, known[exercise], side, beside.view if beside else ""))

    current = details.record.sets
    show_corrections(
        Correcting(
            counted=Counted.measured(current, details.not_counted),
            measured=(sets, missed),
            corrections=corrections,
            scopes=[number for number, one in enumerate(details.sets, start=1) if one.has_track and one.reps],
            judge=judge,
            count=count,
            add=add,
            take_back=lambda: _anew(lambda: take_back(history, session_id)),
        ),
        known,
        key=f"correct-{session_id}",
    )


def _anew(change: Callable[[], None]) -> None:
    try:
        change()
    except HistoryError as error:
        st.error(plain(str(error)))
    else:
        st.rerun()
