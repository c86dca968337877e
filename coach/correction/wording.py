"""Corrections in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach.coaching.wording import SIDE_NAMES, amount, lower_first, quantity
from coach.correction.corrections import Correction, JoinedSets, JudgedAgain, NoRepetition, SplitSet, WasRepetition, WrongFinding
from coach.exercise import Exercise


def in_words(correction: Correction, known: Mapping[str, Exercise]) -> str:
    """What somebody has corrected; numbers of sets and repetitions are those at that time."""
    match correction:
        case JudgedAgain():
            what = "The recording" if correction.set is None else f"Set {correction.set}"
            told = told_in_words(correction.exercise, correction.side, known)
            return f"{what} judged again as {told}: {amount(sum(len(one.reps) for one in correction.sets), 'repetition')}"
        case NoRepetition():
            return f"Repetition {correction.rep} of set {correction.set} was none"
        case WasRepetition():
            return f"The movement at {quantity(correction.start_s, 's')} was a repetition"
        case WrongFinding():
            return f"Repetition {correction.rep} of set {correction.set}: “{lower_first(check_name(correction.check, known.values()))}” is wrong"
        case SplitSet():
            return f"A new set began after repetition {correction.after} of set {correction.set}"
        case JoinedSets():
            return f"Sets {correction.set} and {correction.set + 1} were one"


def told_in_words(exercise: str | None, side: str | None, known: Mapping[str, Exercise]) -> str:
    """The exercise and side that the coach was told."""
    name = known[exercise].name if exercise and exercise in known else exercise or ""
    return ", ".join(filter(None, (name, SIDE_NAMES.get(side or "", "")))) or "whatever the coach sees"


def check_name(check: str, exercises: Iterable[Exercise]) -> str:
    """The name of a check, or its key where none of `exercises` has it."""
    return next((one.check_names[check] for one in exercises if check in one.check_names), check)
