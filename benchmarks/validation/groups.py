"""Scores grouped by kind and by exercise, and what is counted and measured over a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from benchmarks.validation.faults import checks_for
from benchmarks.validation.figures import mean, percentile
from benchmarks.validation.scoring import FaultScore, Outcome, RepError, Score
from coach.exercise import Exercise
from coach.records import Grade

Scores: TypeAlias = Sequence[Score]

TIMES: Final[Mapping[str, Callable[[RepError], float]]] = {
    "up": lambda error: error.up_s,
    "hold": lambda error: error.hold_s,
    "down": lambda error: error.down_s,
    "peak": lambda error: error.peak_s,
}


def rendered(scores: Scores) -> list[Score]:
    """Those of rendered clips of the exercises."""
    return [one for one in scores if one.case.rendered and not one.case.is_other_movement]


def recorded(scores: Scores) -> list[Score]:
    """Those of recordings of people, real or animated, whose repetitions can be counted."""
    return [one for one in scores if not one.case.rendered and one.case.countable and not one.case.is_other_movement]


def others(scores: Scores) -> list[Score]:
    """Those of other movements, rendered and recorded."""
    return [one for one in scores if one.case.is_other_movement]


def by_exercise(scores: Scores, exercises: Sequence[Exercise]) -> dict[str, list[Score]]:
    """The scores of each exercise that has any, under its name, and of all."""
    groups = {exercise.name: [one for one in scores if one.case.exercise == exercise.key] for exercise in exercises}
    return {name: group for name, group in groups.items() if group} | {"**All**": list(scores)}


def fault_scores(scores: Scores, *, hard: bool = False) -> list[FaultScore]:
    """Every fault that was there: those that can be expected to be seen, or the hard ones."""
    return [fault for one in scores for fault in one.faults if fault.hard is hard]


def wrong(scores: Scores) -> int:
    """How many reported faults were not there."""
    return sum(report.is_wrong_fault for one in scores for report in one.reports)


def warnings_without_fault(scores: Scores) -> int:
    """How many warnings no built-in fault explains."""
    return sum(report.grade is Grade.WARN and not report.right for one in scores for report in one.reports)


def outcomes(faults: Iterable[FaultScore]) -> tuple[int, int, int]:
    """How many were found, missed, and not judged."""
    tally = Counter(one.outcome for one in faults)
    return tally[Outcome.FOUND], tally[Outcome.MISSED], tally[Outcome.UNJUDGED]


def tried(scores: Scores) -> frozenset[str]:
    """Every check that some fault in the data should trip."""
    return frozenset(key for one in scores for fault in one.faults for key in checks_for(fault.exercise, fault.fault))


def proven(scores: Scores) -> frozenset[str]:
    """Every check that has found a fault that was there."""
    return frozenset(key for one in scores for fault in one.faults for key in fault.by)


def time_sizes(scores: Scores, percent: float) -> float:
    """A percentile of the sizes of the errors of up, hold and down together, in seconds."""
    sizes = [abs(TIMES[time](error)) for time in ("up", "hold", "down") for error in errors(scores)]
    return percentile(sizes, percent)


def range_sizes(scores: Scores) -> list[float]:
    """The mean size of the errors of the range for each exercise, in degrees, smallest first."""
    keys = {one.case.exercise for one in scores}
    return sorted(mean(abs(error.range_deg) for error in errors([one for one in scores if one.case.exercise == key])) for key in keys)


def errors(scores: Scores) -> list[RepError]:
    """Those of every matched repetition."""
    return [error for one in scores for error in one.errors]


def size(scores: Scores, time: str, percent: float) -> float:
    """A percentile of the sizes of the errors of one of `TIMES`, in seconds."""
    return percentile((abs(TIMES[time](error)) for error in errors(scores)), percent)
