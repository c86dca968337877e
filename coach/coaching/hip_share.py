"""What the cloth on the trunk told of a set: how much of the movement came from the hip, and when the pelvis began to roll."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median

from coach.coaching.wording import from_the_hip
from coach.exercise import Check, Exercise
from coach.records import Rep
from coach.signals.surface import HIP_SHARE, PELVIS_ROLL


def of_cloth(exercise: Exercise) -> list[Check]:
    """The checks that rest on how the cloth rolls: of the roll itself, and of the share that the hip gave."""
    return [check for check in exercise.checks if check.of in (PELVIS_ROLL, HIP_SHARE)]


def hip_share(reps: Iterable[Rep], exercise: Exercise) -> float:
    """The typical share of the movement that came from the hip, 0 to 1: the median of what was judged; NaN where nothing was."""
    shares = _shares(reps, exercise)
    return median(shares) if shares else math.nan


def hip_share_in_words(reps: Sequence[Rep], exercise: Exercise) -> str:
    """The same in words, with the least of a set; empty where nothing was judged."""
    return from_the_hip(hip_share(reps, exercise), min(_shares(reps, exercise), default=math.nan))


def _shares(reps: Iterable[Rep], exercise: Exercise) -> list[float]:
    keys = {check.key for check in exercise.checks if check.of is HIP_SHARE}
    return [min(max(value, 0.0), 1.0) for rep in reps for key, value in rep.measured if key in keys and math.isfinite(value)]


def roll_onsets(reps: Sequence[Rep], exercise: Exercise) -> list[float]:
    """When the pelvis began to roll, in seconds of the recording: once for each repetition in which it rolled too far."""
    keys = {check.key for check in exercise.checks if check.of is PELVIS_ROLL}
    return [one.began_s for rep in reps for one in rep.findings if one.check in keys and math.isfinite(one.began_s)]
