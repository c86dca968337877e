"""What a printed page says of the repetitions of a set: in sentences, in numbers, and left against right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from coach.coaching.advice import Advice, what_was_not_judged
from coach.coaching.verdict import counted
from coach.coaching.wording import degrees, from_to, how_far, lower_first, quantity, repetitions
from coach.exercise import Exercise, RepMeasure
from coach.records import SetRecord
from coach.report.accuracy import range_margin

MUCH: Final = 0.8
"""From this share of the repetitions on, plain words say "nearly every"."""


def in_words(one: SetRecord, exercise: Exercise, changes: Sequence[Advice]) -> str:
    """The set in two or three sentences."""
    words = [f"{counted(one.reps)}."]
    typical = _typical([rep.range_of_motion for rep in one.reps])
    aim = aim_of(exercise)
    if aim and not math.isnan(typical):
        words.append(
            f"A typical one went {degrees(typical)} far, {_reach(typical, aim, range_margin(one.exercise, one.view))} ({from_to(*aim)})."
        )
    elif not math.isnan(typical):
        words.append(f"In a typical one the hip moved by {degrees(typical)}.")
    if changes:
        worst = changes[0]
        words.append(f"First thing to change: {lower_first(worst.name)}, {worst.where(_share(worst, one))}.")
    elif what_was_not_judged(one, exercise):
        words.append("Nothing to change in what could be seen.")
    else:
        words.append("Nothing to change.")
    return " ".join(words)


def aim_of(exercise: Exercise) -> tuple[float, float] | None:
    """The range to aim at; None where the reported range is another angle than the one it is set for."""
    return None if exercise.range_of_motion.reports_another_angle else exercise.range_of_motion.target


def _reach(typical: float, aim: tuple[float, float], margin: float) -> str:
    low, high = aim
    if low <= typical <= high:
        return "which is what to aim at"
    if low - margin <= typical <= high + margin:
        return "close to what to aim at"
    return "less than to aim at" if typical < low else "more than to aim at"


def numbers(one: SetRecord) -> list[tuple[str, str, str]]:
    """What a typical repetition was like: what is measured, the middle value, and from the least to the most."""

    def spread(values: Sequence[float], unit: str, what: str) -> tuple[str, str, str]:
        known = [value for value in values if math.isfinite(value)]
        return what, quantity(_typical(known), unit), f"{quantity(min(known), unit)} to {quantity(max(known), unit)}" if known else ""

    return [
        ("repetitions", str(len(one.reps)), ""),
        spread([rep.range_of_motion for rep in one.reps], one.reps[0].unit, "range"),
        spread([rep.concentric_s for rep in one.reps], "s", "up"),
        spread([rep.hold_s for rep in one.reps], "s", "hold"),
        spread([rep.eccentric_s for rep in one.reps], "s", "down"),
    ]


def may_be_off(one: SetRecord, exercise: Exercise) -> list[tuple[str, str]]:
    """What was measured in the set, by its name, and how far off that may be from where the camera stood."""
    most: dict[str, float] = {}
    for rep in one.reps:
        for key, error in rep.errors:
            most[key] = max(most.get(key, 0.0), error)
    units = {check.key: check.unit for check in exercise.checks if check.of is not RepMeasure.RANGE}
    ranges = [rep.range_error for rep in one.reps if math.isfinite(rep.range_error)]
    of_range = [("Range of motion", quantity(max(ranges), one.reps[0].unit))] if ranges else []
    names = exercise.check_names
    return of_range + [
        (names[key], quantity(_up(most[key]) if unit == "s" else most[key], unit)) for key, unit in units.items() if most.get(key)
    ]


def _up(seconds: float) -> float:
    """To the next tenth: 0.25 s may not be shown as 0.2."""
    return math.ceil(seconds * 10 - 1e-9) / 10


def _typical(values: Sequence[float]) -> float:
    """The median of those that are known."""
    known = [value for value in values if math.isfinite(value)]
    return median(known) if known else math.nan


def sides(sets: Sequence[SetRecord], known: Mapping[str, Exercise]) -> list[tuple[str, str, str, str]]:
    """For each exercise that was done on both sides its name, the typical range left and right, and how they compare."""
    ranges: dict[str, dict[str, list[float]]] = {}
    margins: dict[str, float] = {}
    for one in sets:
        margins[one.exercise] = max(margins.get(one.exercise, 0.0), range_margin(one.exercise, one.view))
        ranges.setdefault(one.exercise, {}).setdefault(one.working_side, []).extend(rep.range_of_motion for rep in one.reps)
    rows = []
    for exercise, of in ranges.items():
        left, right = (_typical(of.get(side, [])) for side in ("left", "right"))
        if math.isnan(left) or math.isnan(right):
            continue
        words = f"{'left' if left < right else 'right'} reached {100 * min(left, right) / max(left, right):.0f} % of the other side"
        alike = "alike, as far as one camera can tell"
        rows.append((known[exercise].name, degrees(left), degrees(right), alike if abs(left - right) <= margins[exercise] else words))
    return rows


def where(advice: Advice, one: SetRecord, exercise: Exercise) -> str:
    """In how many repetitions something is to be changed, and how far it went at worst."""
    return f"{advice.where(_share(advice, one))}{', at worst ' if len(advice.reps) > 1 else ': '}{how_far(advice.worst, exercise)}"


def _share(advice: Advice, one: SetRecord) -> str:
    times, count = len(advice.reps), len(one.reps)
    if not times:
        return ""
    if times == count and count > 1:
        return "every repetition"
    if times >= MUCH * count and count > 4:
        return f"nearly every repetition ({times} of {count})"
    return repetitions(advice.reps)
