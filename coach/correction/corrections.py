"""Corrections: each says one thing that the coach got wrong. Applied one after the other, they make of what was measured what counts.

Sets and repetitions are named by their numbers from 1, as they count when the correction is made; a movement that was not counted by its times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final, Self, TypeAlias

from coach.records import NotCounted, Reason, Rep, Session, SetRecord, Unjudged

BESIDE_S: Final = 45.0
"""A movement so near to a set of its exercise and side is one of its repetitions."""
NOT_WRONG: Final = "you said that this finding is wrong"


class CannotCorrect(Exception):
    """What is to be corrected is not there; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class JudgedAgain:
    """The recording, or only the set with the number `set`, judged as another exercise or side; `sets` is what it became.

    `exercise` and `side` are what the coach was told, None where it had to see.
    """

    set: int | None
    exercise: str | None
    side: str | None
    sets: tuple[SetRecord, ...]
    not_counted: tuple[NotCounted, ...]


@dataclass(frozen=True, slots=True)
class NoRepetition:
    """What was counted was no repetition."""

    set: int
    rep: int


@dataclass(frozen=True, slots=True)
class WasRepetition:
    """The movement from `start_s` to `end_s`, which was not counted, was a repetition: `rep`, as it is measured."""

    start_s: float
    end_s: float
    exercise: str
    side: str
    view: str
    rep: Rep


@dataclass(frozen=True, slots=True)
class WrongFinding:
    """The finding of `check` in a repetition is wrong."""

    set: int
    rep: int
    check: str


@dataclass(frozen=True, slots=True)
class SplitSet:
    """With the repetition after `after` another set began."""

    set: int
    after: int


@dataclass(frozen=True, slots=True)
class JoinedSets:
    """A set and the one after it were one."""

    set: int


Correction: TypeAlias = JudgedAgain | NoRepetition | WasRepetition | WrongFinding | SplitSet | JoinedSets


@dataclass(frozen=True, slots=True)
class CountedSet:
    """A set as it counts now. `origins` are the numbers of the sets that were measured there; empty where it is of the whole recording."""

    record: SetRecord
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of a recording: its sets, and what was not counted."""

    sets: tuple[CountedSet, ...]
    not_counted: tuple[NotCounted, ...]

    @classmethod
    def measured(cls, sets: Sequence[SetRecord], not_counted: Sequence[NotCounted]) -> Self:
        """As the coach measured it."""
        return cls(tuple(CountedSet(one, (number,)) for number, one in enumerate(sets, start=1)), tuple(not_counted))

    def corrected(self, corrections: Iterable[Correction]) -> Counted:
        """After `corrections`. Raises `CannotCorrect`."""
        return reduce(_apply, corrections, self)

    def session(self, of: Session) -> Session:
        """`of` with these sets; its exercise, side and view are those of the set with the most repetitions."""
        sets = tuple(one.record for one in self.sets)
        most = max(sets, key=lambda one: len(one.reps), default=None)
        named = (most.exercise, most.working_side, most.view) if most else (of.exercise, of.working_side, of.view)
        return replace(of, exercise=named[0], working_side=named[1], view=named[2], sets=sets, not_counted=self.not_counted)


def _apply(counted: Counted, correction: Correction) -> Counted:
    match correction:
        case JudgedAgain():
            return _judged_again(counted, correction)
        case NoRepetition():
            return _without_rep(counted, correction)
        case WasRepetition():
            return _with_rep(counted, correction)
        case WrongFinding():
            return _without_finding(counted, correction)
        case SplitSet():
            return _split(counted, correction)
        case JoinedSets():
            return _joined(counted, correction)


def _judged_again(counted: Counted, again: JudgedAgain) -> Counted:
    if again.set is None:
        return Counted(tuple(CountedSet(one, ()) for one in again.sets), again.not_counted)
    before = _set(counted, again.set)
    start, end = before.record.start_s, before.record.end_s
    others = [one for one in counted.not_counted if not (one.start_s < end and start < one.end_s)]
    kept = {(one.start_s, one.end_s): one for one in (*others, *again.not_counted)}
    judged = tuple(CountedSet(one, before.origins) for one in again.sets)
    return Counted(_replaced(counted, again.set, judged), _in_order(kept.values()))


def _without_rep(counted: Counted, wrong: NoRepetition) -> Counted:
    of, rep = rep_named(counted, wrong.set, wrong.rep)
    left = tuple(one for one in of.record.reps if one is not rep)
    now = (_with_reps(of, left),) if left else ()
    missed = NotCounted(rep.start_s, rep.end_s, Reason.CORRECTED, rep.range_of_motion, rep.unit)
    return Counted(_replaced(counted, wrong.set, now), _in_order([*counted.not_counted, missed]))


def _with_rep(counted: Counted, was: WasRepetition) -> Counted:
    others = [one for one in counted.not_counted if (one.start_s, one.end_s) != (was.start_s, was.end_s)]
    if len(others) == len(counted.not_counted):
        raise CannotCorrect(f"There is no movement at {was.start_s:.1f} s that was not counted.")
    near = [
        (max(was.rep.start_s - one.record.end_s, one.record.start_s - was.rep.end_s), number)
        for number, one in enumerate(counted.sets, start=1)
        if (one.record.exercise, one.record.working_side) == (was.exercise, was.side)
    ]
    away, number = min(near, default=(BESIDE_S, 0))
    if away < BESIDE_S:
        of = _set(counted, number)
        sets = _replaced(counted, number, (_with_reps(of, (*of.record.reps, was.rep)),))
    else:
        alone = SetRecord(was.exercise, was.side, was.view, was.rep.start_s, was.rep.end_s, (replace(was.rep, index=1),))
        sets = tuple(sorted((*counted.sets, CountedSet(alone, ())), key=lambda one: one.record.start_s))
    return Counted(sets, tuple(others))


def _without_finding(counted: Counted, wrong: WrongFinding) -> Counted:
    of, rep = rep_named(counted, wrong.set, wrong.rep)
    left = tuple(one for one in rep.findings if one.check != wrong.check)
    if len(left) == len(rep.findings):
        raise CannotCorrect(f"Repetition {wrong.rep} of set {wrong.set} has no such finding.")
    right = replace(
        rep,
        findings=left,
        measured=tuple(one for one in rep.measured if one[0] != wrong.check),  # what it measured is as wrong, in a trend too
        errors=tuple(one for one in rep.errors if one[0] != wrong.check),
        unjudged=(*rep.unjudged, Unjudged(wrong.check, NOT_WRONG)),
    )
    reps = tuple(right if one is rep else one for one in of.record.reps)
    return replace(counted, sets=_replaced(counted, wrong.set, (_with_reps(of, reps),)))


def _split(counted: Counted, split: SplitSet) -> Counted:
    of, last = rep_named(counted, split.set, split.after)
    reps = of.record.reps
    if split.after == len(reps):
        raise CannotCorrect(f"Set {split.set} has no repetition after its last one.")
    first = _with_reps(replace(of, record=replace(of.record, end_s=last.end_s)), reps[: split.after])
    second = _with_reps(replace(of, record=replace(of.record, start_s=reps[split.after].start_s)), reps[split.after :])
    return replace(counted, sets=_replaced(counted, split.set, (first, second)))


def _joined(counted: Counted, join: JoinedSets) -> Counted:
    one, other = _set(counted, join.set), _set(counted, join.set + 1)
    if (one.record.exercise, one.record.working_side) != (other.record.exercise, other.record.working_side):
        raise CannotCorrect("Only sets of the same exercise and side can be joined.")
    origins = tuple(dict.fromkeys((*one.origins, *other.origins)))
    both = CountedSet(replace(one.record, end_s=other.record.end_s), origins if one.origins and other.origins else ())
    joined = _with_reps(both, (*one.record.reps, *other.record.reps))
    return replace(counted, sets=(*counted.sets[: join.set - 1], joined, *counted.sets[join.set + 1 :]))


def _set(counted: Counted, number: int) -> CountedSet:
    if not 1 <= number <= len(counted.sets):
        raise CannotCorrect(f"There is no set {number}.")
    return counted.sets[number - 1]


def rep_named(counted: Counted, number: int, index: int) -> tuple[CountedSet, Rep]:
    """A set and the repetition in it that a correction names. Raises `CannotCorrect`."""
    of = _set(counted, number)
    found = next((rep for rep in of.record.reps if rep.index == index), None)
    if found is None:
        raise CannotCorrect(f"There is no repetition {index} in set {number}.")
    return of, found


def _replaced(counted: Counted, number: int, by: tuple[CountedSet, ...]) -> tuple[CountedSet, ...]:
    return (*counted.sets[: number - 1], *by, *counted.sets[number:])


def _with_reps(of: CountedSet, reps: Sequence[Rep]) -> CountedSet:
    """The set with `reps` in the order of their times, counted anew; it lasts at least as long as they do."""
    ordered = sorted(reps, key=lambda rep: rep.start_s)
    counted = tuple(replace(rep, index=number) for number, rep in enumerate(ordered, start=1))
    start, end = min(of.record.start_s, counted[0].start_s), max(of.record.end_s, counted[-1].end_s)
    return replace(of, record=replace(of.record, start_s=start, end_s=end, reps=counted))


def _in_order(movements: Iterable[NotCounted]) -> tuple[NotCounted, ...]:
    return tuple(sorted(movements, key=lambda one: (one.start_s, one.end_s)))
