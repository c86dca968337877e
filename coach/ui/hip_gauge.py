"""How much of a set's movement came from the hip, as a number over a bar."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from coach.coaching.hip_share import hip_share, hip_share_in_words
from coach.exercise import Exercise
from coach.records import Rep


def show_hip_gauge(reps: Sequence[Rep], exercise: Exercise) -> None:
    """Show it; nothing where the cloth did not tell it, or the exercise has no such check."""
    share = hip_share(reps, exercise)
    if not math.isnan(share):
        st.progress(share, text=hip_share_in_words(reps, exercise))
