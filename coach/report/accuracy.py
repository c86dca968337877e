"""How exact the numbers are, as it was measured for each exercise and view: every sentence about it is made of `accuracy.json`.

`python -m benchmarks.validation.accuracy` writes that file; nothing here knows a figure.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from coach.coaching.wording import degrees
from coach.exercise import Exercise
from coach.records import SetRecord

FILE: Final = Path(__file__).with_name("accuracy.json")
ANY_VIEW: Final = "any"
"""Under which the file has the figures of an exercise over all views."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How far measures were from the truth over so many `repetitions`: degrees of the range, seconds of up, hold and down.

    `mean` and `median` are the usual size of the error; in nine of ten repetitions it was at most `ninety`.
    """

    repetitions: int
    range_mean: float
    range_ninety: float
    time_median: float
    time_ninety: float


@dataclass(frozen=True, slots=True)
class RollAccuracy:
    """The mean error of the pelvis's roll in degrees, where it `rolled` and where it lay `still`."""

    rolled: float
    still: float


def accuracy(exercise: str, view: str) -> Accuracy | None:
    """What was measured of an exercise in a view, or else over all its views; None where nothing was."""
    of_exercise = _measured().get(exercise, {})
    return of_exercise.get(view) or of_exercise.get(ANY_VIEW)


def how_exact(sets: Sequence[SetRecord], known: Mapping[str, Exercise]) -> list[tuple[str, str]]:
    """For each exercise and view of `sets` its name, and in a sentence how exact its numbers are."""
    kinds = dict.fromkeys((one.exercise, one.view) for one in sets)
    return [(known[exercise].name if exercise in known else exercise, _sentence(exercise, view)) for exercise, view in kinds]


def how_exact_roll() -> str:
    """In a sentence how exact the roll of the pelvis is."""
    roll = RollAccuracy(**_document()["roll"])
    return (
        f"On computer-made people the roll was off by {degrees(roll.rolled)} on average where they rolled, and by {degrees(roll.still)} "
        "where they did not."
    )


def range_margin(exercise: str, view: str) -> float:
    """Degrees by which two ranges have to differ before one camera can tell; 0 where it was not measured."""
    measured = accuracy(exercise, view)
    return measured.range_mean if measured and math.isfinite(measured.range_mean) else 0.0


def _sentence(exercise: str, view: str) -> str:
    measured = accuracy(exercise, view)
    if measured is None:
        return "Not measured for this exercise. Compare films of one person from one camera place only."
    where = "in this view" if view in _measured()[exercise] else "in other views than this one"
    return (
        f"Range off by {degrees(measured.range_mean)} on average, in nine of ten cases by at most {degrees(measured.range_ninety)}; "
        f"times by {measured.time_median:.1f} s, in nine of ten cases by at most {measured.time_ninety:.1f} s: measured on "
        f"{measured.repetitions} repetitions of computer-made people {where}, not yet compared with a goniometer. "
        "Best for films of one person from one camera place."
    )


@lru_cache(maxsize=1)
def _measured() -> dict[str, dict[str, Accuracy]]:
    return {exercise: {view: Accuracy(**one) for view, one in views.items()} for exercise, views in _document()["measured"].items()}


def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return document
