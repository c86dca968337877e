"""Corrections as JSON: as the history keeps and exports them, and as a list for those who make the coach."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from coach import __version__
from coach.correction.corrections import (
    Correction,
    Counted,
    JoinedSets,
    JudgedAgain,
    NoRepetition,
    SplitSet,
    WasRepetition,
    WrongFinding,
    rep_named,
)
from coach.records import NotCounted, SetRecord
from coach.report.codec import NOT_COUNTED, number, plain, rep_read, rep_written, set_read, set_written, whole, words

FORMAT: Final = "coach.corrections/1"


def missed_read(one: Mapping[str, Any]) -> NotCounted:
    """A movement that was not counted, of an object that `codec.NOT_COUNTED` wrote."""
    return NOT_COUNTED.read({"because": "", **one})


def _optional(value: str | None) -> str | None:
    return None if value is None else words(value)


READ: Final[Mapping[str, Callable[[Mapping[str, Any]], Correction]]] = {
    "judged_again": lambda of: JudgedAgain(
        None if of["set"] is None else whole(of["set"]),
        _optional(of["exercise"]),
        _optional(of["side"]),
        tuple(set_read(one) for one in of["sets"]),
        tuple(missed_read(one) for one in of["not_counted"]),
    ),
    "no_repetition": lambda of: NoRepetition(whole(of["set"]), whole(of["rep"])),
    "was_repetition": lambda of: WasRepetition(
        number(of["start_s"]), number(of["end_s"]), words(of["exercise"]), words(of["side"]), words(of["view"]), rep_read(of["rep"])
    ),
    "wrong_finding": lambda of: WrongFinding(whole(of["set"]), whole(of["rep"]), words(of["check"])),
    "split_set": lambda of: SplitSet(whole(of["set"]), whole(of["after"])),
    "joined_sets": lambda of: JoinedSets(whole(of["set"])),
}
"""What reads each kind of correction."""

KINDS: Final[Mapping[type[Correction], str]] = dict(
    zip((JudgedAgain, NoRepetition, WasRepetition, WrongFinding, SplitSet, JoinedSets), READ, strict=True)
)


def written(correction: Correction) -> dict[str, Any]:
    """A correction as an object, without its kind."""
    values = {name: getattr(correction, name) for name in correction.__dataclass_fields__}
    match correction:
        case JudgedAgain():
            values |= {
                "sets": [set_written(one) for one in correction.sets],
                "not_counted": [NOT_COUNTED.written(one) for one in correction.not_counted],
            }
        case WasRepetition():
            values["rep"] = rep_written(correction.rep)
    return values


def exact_json(value: object) -> str:
    """JSON with every digit of the numbers, and null for NaN."""
    return json.dumps(_without_nan(value), allow_nan=False, ensure_ascii=False)


def read(kind: str, document: str) -> Correction:
    """The correction that `exact_json(written(...))` wrote. Raises ValueError when it is none."""
    try:
        return READ[kind](json.loads(document))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ValueError(f"This is not a correction: {error}.") from error


def for_makers(recordings: Iterable[tuple[Sequence[SetRecord], Sequence[NotCounted], Sequence[Correction]]]) -> str:
    """The corrections of recordings, with what was measured of each thing that was corrected: no name, no day, no picture, no pose."""
    told = [_told(counted, one) for sets, missed, each in recordings for counted, one in _before_each(Counted.measured(sets, missed), each)]
    document = {"format": FORMAT, "version": __version__, "corrections": told}
    return json.dumps(plain(document), allow_nan=False, ensure_ascii=False, indent=1)


def _before_each(counted: Counted, corrections: Iterable[Correction]) -> Iterable[tuple[Counted, Correction]]:
    for one in corrections:
        yield counted, one
        counted = counted.corrected([one])


def _told(counted: Counted, one: Correction) -> dict[str, Any]:
    """A correction, and what it corrects as it was measured."""
    told = {"kind": KINDS[type(one)], **written(one)}
    match one:
        case NoRepetition() | WrongFinding():
            of, rep = rep_named(counted, one.set, one.rep)
            told["measured"] = {**_named(of.record), "rep": rep_written(rep)}
        case WasRepetition():
            missed = [it for it in counted.not_counted if (it.start_s, it.end_s) == (one.start_s, one.end_s)]
            told["measured"] = [NOT_COUNTED.written(it) for it in missed]
        case JudgedAgain():
            before = counted.sets if one.set is None else counted.sets[one.set - 1 : one.set]
            told["measured"] = [set_written(it.record) for it in before]
        case SplitSet() | JoinedSets():
            told["measured"] = _named(counted.sets[one.set - 1].record)
    return told


def _named(record: SetRecord) -> dict[str, Any]:
    return {"exercise": record.exercise, "side": record.working_side, "view": record.view, "reps": len(record.reps)}


def _without_nan(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_nan(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
