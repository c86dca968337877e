"""That a session was corrected, in words: whoever reads numbers has to know whose they are."""

from __future__ import annotations

from coach.coaching.wording import amount
from coach.history import History
from coach.history.corrections import corrections_of, original_of


def corrected_in_words(history: History, session_id: int) -> str:
    """How many corrections were made, and how many repetitions the coach itself had counted; empty where nothing was corrected."""
    original = original_of(history, session_id)
    if original is None:
        return ""
    made = amount(len(corrections_of(history, session_id)), "correction")
    measured = amount(sum(len(one.reps) for one in original.sets), "repetition")
    return f"Corrected by the person ({made}). The coach itself had counted {measured}."
