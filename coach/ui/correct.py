"""The form in which somebody corrects the coach: what was done, what was a repetition, what was found, where a set ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

import streamlit as st

from coach.coaching.wording import SIDE_NAMES, amount, lower_first, quantity, range_of, why_not_counted
from coach.correction.corrections import Correction, Counted, JoinedSets, NoRepetition, SplitSet, WrongFinding
from coach.correction.document import for_makers
from coach.correction.wording import check_name, in_words
from coach.exercise import Exercise
from coach.pose import Side
from coach.records import NotCounted, Rep, SetRecord
from coach.ui.plain_text import plain

SIDES: Final = (None, Side.LEFT, Side.RIGHT)

Known: TypeAlias = Mapping[str, Exercise]
Movement: TypeAlias = tuple[int, int] | NotCounted
"""A repetition by the numbers of its set and its own, or a movement that was not counted."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """What the form is about, and what it calls; after each call the page is shown anew.

    `measured` are the sets and what was not counted before any correction. `judge` judges a set, or with None the whole recording, again
    as an exercise and side; `scopes` are the sets that it can be called with. `count` takes a movement for a repetition, which is one of
    the set that it is given, of an exercise and a side.
    """

    counted: Counted
    measured: tuple[Sequence[SetRecord], Sequence[NotCounted]]
    corrections: Sequence[Correction]
    scopes: Sequence[int | None]
    judge: Callable[[int | None, str | None, str | None], None]
    count: Callable[[NotCounted, SetRecord | None, str, str], None]
    add: Callable[[Correction], None]
    take_back: Callable[[], None]


def show_corrections(of: Correcting, known: Known, *, key: str, told: tuple[str | None, str | None] = (None, None)) -> None:
    """Show the form, and what was corrected; `told` is what the coach was last told."""
    # it is known by its key, so that it stays open when what stands above it changes
    with st.expander("Is something wrong? Correct the coach", key=f"{key}-open", on_change="rerun") as expander:
        if not expander.open:
            return
        exercise, side = _ask_what_was_done(of, known, told, key=key)
        _ask_of_movements(of, known, exercise, side, key=key)
        _offer_joining(of, key=key)
        if of.corrections:
            _show_made(of, known, key=key)


def _ask_what_was_done(of: Correcting, known: Known, told: tuple[str | None, str | None], *, key: str) -> tuple[str | None, str | None]:
    st.markdown("**What was it?** The coach looks at the kept movement again.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        scope = of.scopes[0] if of.scopes else None
        if len(of.scopes) > 1:
            scope = st.selectbox("Set", of.scopes, key=f"{key}-scope", width=110)
        first = of.counted.sets[scope - 1].record if scope else None
        before = (first.exercise, first.working_side) if first else told
        exercises, sides = [None, *known], list(SIDES)
        exercise = st.selectbox(
            "Exercise",
            exercises,
            index=exercises.index(before[0]) if before[0] in exercises else 0,
            format_func=lambda one: known[one].name if one else "as the coach sees it",
            key=f"{key}-exercise-{scope}-{before[0]}",
            width=270,
        )
        side = st.selectbox(
            "Side",
            sides,
            index=sides.index(Side(before[1])) if before[1] in (Side.LEFT, Side.RIGHT) else 0,
            format_func=lambda one: SIDE_NAMES[one] if one else "as it sees it",
            key=f"{key}-side-{scope}-{before[1]}",
            width=150,
        )
        if st.button("Judge again", key=f"{key}-judge", disabled=not of.scopes):
            of.judge(scope, exercise, side)
    if not of.scopes:
        st.caption("The movement was not kept, so it cannot be judged again.")
    return exercise, side


def _ask_of_movements(of: Correcting, known: Known, exercise: str | None, side: str | None, *, key: str) -> None:
    movements: dict[str, Movement] = {}
    for number, one in enumerate(of.counted.sets, start=1):
        for rep in one.record.reps:
            movements[_named(number, rep, of.counted)] = (number, rep.index)
    for missed in of.counted.not_counted:
        of_exercise = known.get(_beside(of.counted, missed).exercise) if of.counted.sets else None
        movements[f"Not counted, at {quantity(missed.start_s, 's')}: {why_not_counted(missed, of_exercise)}"] = missed
    if not movements:
        return
    st.markdown("**What was right, and what not?**")
    name = st.selectbox("Movement", list(movements), key=f"{key}-movement-{len(of.corrections)}")
    chosen = movements[name]
    with st.container(horizontal=True):
        if isinstance(chosen, NotCounted):
            _offer_counting(of, chosen, exercise, side, key=key)
        else:
            _offer_for_rep(of, known, *chosen, key=key)


def _offer_counting(of: Correcting, missed: NotCounted, exercise: str | None, side: str | None, *, key: str) -> None:
    beside = _beside(of.counted, missed) if of.counted.sets else None
    done = (beside.exercise, beside.working_side) if beside else (exercise, side)
    if st.button("That was a repetition", key=f"{key}-was", disabled=None in done):
        of.count(missed, beside, str(done[0]), str(done[1]))
    if None in done:
        st.caption("Say above which exercise it was, and on which side.")


def _offer_for_rep(of: Correcting, known: Known, number: int, index: int, *, key: str) -> None:
    record = of.counted.sets[number - 1].record
    rep = next(one for one in record.reps if one.index == index)
    if st.button("That was no repetition", key=f"{key}-none"):
        of.add(NoRepetition(number, index))
    for finding in rep.findings:
        words = lower_first(check_name(finding.check, known.values()))
        if st.button(f"Wrong: {plain(words)}", key=f"{key}-wrong-{finding.check}"):
            of.add(WrongFinding(number, index, finding.check))
    if index < len(record.reps) and st.button("A new set begins after it", key=f"{key}-split"):
        of.add(SplitSet(number, index))


def _offer_joining(of: Correcting, *, key: str) -> None:
    records = [one.record for one in of.counted.sets]
    pairs = [
        number
        for number, (one, other) in enumerate(pairwise(records), start=1)
        if (one.exercise, one.working_side) == (other.exercise, other.working_side)
    ]
    with st.container(horizontal=True):
        for number in pairs:
            if st.button(f"Sets {number} and {number + 1} are one", key=f"{key}-join-{number}"):
                of.add(JoinedSets(number))


def _show_made(of: Correcting, known: Known, *, key: str) -> None:
    st.markdown(f"**Corrected so far**: {amount(len(of.corrections), 'correction')}")
    st.markdown("\n".join(f"{number}. {plain(in_words(one, known))}" for number, one in enumerate(of.corrections, start=1)))
    with st.container(horizontal=True):
        if st.button("Take the last one back", key=f"{key}-back"):
            of.take_back()
        st.download_button(
            "List for the makers (JSON)",
            lambda: for_makers([(*of.measured, of.corrections)]),
            "corrections.json",
            "application/json",
            on_click="ignore",
            key=f"{key}-makers",
            help="What you corrected and what was measured there: no name, no day, no picture. It goes nowhere unless you send it.",
        )
    st.caption("Plan, trends and bests count what you corrected; what the coach measured is kept beside it.")


def _named(number: int, rep: Rep, counted: Counted) -> str:
    of_set = f"Set {number}, " if len(counted.sets) > 1 else ""
    words = f"{of_set}repetition {rep.index}: {range_of(rep)}, {rep.verdict.words}, at {quantity(rep.start_s, 's')}"
    return words[0].upper() + words[1:]


def _beside(counted: Counted, missed: NotCounted) -> SetRecord:
    """The set that is nearest in time to a movement that was not counted."""
    return min((one.record for one in counted.sets), key=lambda one: max(missed.start_s - one.end_s, one.start_s - missed.end_s))
