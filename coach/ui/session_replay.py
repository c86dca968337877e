"""The repetitions of a session's set as moving figures, beside the best one, others, and those of other sessions."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from coach.coaching.wording import SIDE_NAMES, quantity, range_of
from coach.exercise import Exercise
from coach.handout.figures import track_of
from coach.history import Filter, History, KeptSet, Person, SessionDetails
from coach.history.bests import personal_bests
from coach.records import Rep, Verdict
from coach.ui.side_by_side import RecordedRep, show_side_by_side

LATEST: Final = 12
"""Other sessions whose repetitions can be chosen."""
BEST: Final = "your best one"
NOTHING: Final = "nothing"


def show_replay(history: History, person: Person, details: SessionDetails, one: KeptSet, exercise: Exercise) -> None:
    """Look closer at a repetition of a set whose movement was kept."""
    label = "Look closer: replay a repetition beside your best one, or another"
    with st.expander(label, key=f"closer-{one.id}", on_change="rerun") as expander:
        if not expander.open:
            return
        by_index = {rep.index: rep for rep in one.reps}
        first = next((rep for rep in one.reps if rep.verdict is Verdict.FAULT), one.reps[0])
        rep = by_index[st.pills("Repetition", list(by_index), default=first.index, required=True, wrap=True, key=f"replayed-{one.id}")]
        is_live = details.session.source == "live"
        others = _others(history, person, details, one, rep)
        show_side_by_side(_recorded(history, one, rep), others, exercise, key=f"replay-{one.id}-{rep.index}", in_mirror=is_live)


def _others(history: History, person: Person, details: SessionDetails, one: KeptSet, rep: Rep) -> dict[str, RecordedRep | None]:
    """What can stand beside a repetition, by the words to choose it by; the first is what is shown unasked."""
    others: dict[str, RecordedRep | None] = {}
    best_ones, _ = personal_bests(history, Filter(person.id, one.record.exercise, one.record.working_side), tracked=True)
    for best in best_ones:
        if (best.set_id, best.rep) == (one.id, rep.index):
            st.caption("This is your best one: the widest good repetition with a kept movement.")
            continue
        best_set = next(kept for kept in history.session(best.session_id).sets if kept.id == best.set_id)
        best_rep = next(kept for kept in best_set.reps if kept.index == best.rep)
        title = f"Your best, {best.day:%d %b %Y}: {quantity(best.range_of_motion, best.unit)}"
        others[f"{BEST}, {best.day:%d %b %Y}"] = _recorded(history, best_set, best_rep, title)
    if not best_ones:
        st.caption("There is no good repetition of this exercise and side with a kept movement yet, to stand beside it.")
    others[NOTHING] = None
    for kept in _comparable(details, one.record.exercise):
        of_set = "this set" if kept.id == one.id else f"set {kept.number} ({SIDE_NAMES[kept.record.working_side]})"
        for it in kept.reps:
            if (kept.id, it.index) != (one.id, rep.index):
                others[f"repetition {it.index} of {of_set}"] = _recorded(history, kept, it)
    for summary in history.sessions(Filter(person.id, one.record.exercise), limit=LATEST):
        if summary.session.id == details.session.id:
            continue
        for kept in _comparable(history.session(summary.session.id), one.record.exercise):
            day = f"{summary.session.started_at:%d %b %Y}"
            for it in kept.reps:
                words = f"{day}, {SIDE_NAMES[kept.record.working_side]}, set {kept.number}, repetition {it.index}"
                others[words] = _recorded(history, kept, it, f"{words}: {range_of(it)}")
    return others


def _comparable(details: SessionDetails, exercise: str) -> list[KeptSet]:
    return [one for one in details.sets if one.record.exercise == exercise and one.has_track]


def _recorded(history: History, one: KeptSet, rep: Rep, title: str = "") -> RecordedRep:
    title = title or f"Repetition {rep.index}: {range_of(rep)}, {rep.verdict.words}"
    return RecordedRep(title, rep, one.record.working_side, partial(track_of, history, one))
