"""What the plan looks at: finished sets, without their single repetitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSet:
    """One set that was done. `reserve` is how many more good repetitions were possible; None is "not said".

    `good_reps` were judged and without a fault; of `not_judged` nothing can be said. `range_mean` is in the exercise's own unit, NaN if not seen. `rung` is the name of the ladder's step, empty if not said.
    """

    exercise: str
    side: str
    reps: int
    good_reps: int
    range_mean: float
    not_judged: int = 0
    rung: str = ""
    reserve: int | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSession:
    """One session that was done; `started` carries the person's own time zone, which makes its day.

    Of the exercises whose keys are `skipped` the person left out a set, or the rest of one: that says nothing of what they can do.
    """

    started: datetime
    sets: tuple[PastSet, ...]
    pain_next_day: int | None = None
    skipped: frozenset[str] = frozenset()

    @property
    def day(self) -> date:
        """The calendar day where the person was."""
        return self.started.date()


SESSIONS_COMPARED: Final = 3
CLEAN_DIFFERENCE = 0.05
"""Sides whose shares of good repetitions differ by less are told apart by their range."""
RANGE_DIFFERENCE = 5.0
"""Degrees by which ranges have to differ before one camera tells them apart: they are off by 3 to 5 on average (rendered people)."""


def clean_share(sets: Sequence[PastSet]) -> float:
    """Repetitions without a fault, of all that were judged, 0 to 1; 1 when none was."""
    judged = sum(one.reps - one.not_judged for one in sets)
    return sum(one.good_reps for one in sets) / judged if judged else 1.0


def weaker_side(past: Sequence[PastSession], exercise: str) -> str:
    """The side with fewer good repetitions lately, or else the smaller range; left when nothing tells them apart."""
    done = [[one for one in session.sets if one.exercise == exercise and one.reps] for session in past]
    recent = [one for sets in [sets for sets in done if sets][-SESSIONS_COMPARED:] for one in sets]
    left, right = ([one for one in recent if one.side == side] for side in ("left", "right"))
    if not left or not right:
        return "left"
    if abs(clean_share(left) - clean_share(right)) > CLEAN_DIFFERENCE:
        return "left" if clean_share(left) < clean_share(right) else "right"
    return "right" if mean(one.range_mean for one in left) - mean(one.range_mean for one in right) > RANGE_DIFFERENCE else "left"
