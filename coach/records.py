"""What the coach records of a film or a workout: repetitions with their findings, sets, and movements that did not count."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from coach.worded import Worded

ROUGH: Final = 10.0
"""Degrees of `Rep.range_error` beyond which a range is shown as "about 30°", and no check of the range is judged."""


class Grade(StrEnum):
    """How far a finding is from good form."""

    WARN = "warn"
    FAULT = "fault"


class Verdict(Worded):
    """How good a repetition was, as results keep it; `words` say it to people.

    Good: nothing was found, and posture could be judged. A little off: only warnings, or faults of severity 1. Fault: a fault of severity 2
    or 3. Not judged: nothing was found, but nothing of the posture could be judged either.
    """

    GOOD = "good", "good"
    A_LITTLE_OFF = "a_little_off", "a little off"
    FAULT = "fault", "fault"
    NOT_JUDGED = "not_judged", "not judged"


class Reason(Worded):
    """Why a movement was not counted as a repetition. `words` say it of one movement in a list."""

    @property
    def summary(self) -> str:
        """How it ends the sentence that nothing was counted."""
        return self.more

    TOO_SMALL = "too_small", "the movement was too small", "too small"
    TOO_SHORT = "too_short", "it was over too quickly", "too quick for one"
    TOO_LONG = "too_long", "it took too long", "too long for one"
    CUT_OFF = "cut_off", "the recording begins or ends in it", "the recording begins or ends in the middle"
    NOT_SEEN = "not_seen", "it could not be seen well enough", "a knee could not be seen well enough"
    OTHER_MOVEMENT = "other_movement", "it was another movement", "something else moved, or more of you"
    NOT_PRESCRIBED = "not_prescribed", "this side is not in the prescription", "the prescription does not have this side"
    CORRECTED = "corrected", "you said that it was no repetition", "none, as you said"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that a repetition did not pass. `value` is what was measured, in `unit`; `severity` is 1 (minor) to 3 (serious).

    `began_s` is when it first passed the limit of a warning, in seconds of the recording; NaN where that is not known, as in the history.
    """

    check: str
    grade: Grade
    value: float
    unit: str
    severity: int
    began_s: float = field(default=math.nan, compare=False)

    @property
    def verdict(self) -> Verdict:
        """What it makes of its repetition: a fault, or a little off."""
        return Verdict.FAULT if self.grade is Grade.FAULT and self.severity >= 2 else Verdict.A_LITTLE_OFF


@dataclass(frozen=True, slots=True)
class Unjudged:
    """One check that could not be judged in a repetition, and why, in words for the user."""

    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rep:
    """One counted repetition, the `index`-th of its set (from 1). Times are seconds of the recording, `range_of_motion` is in `unit`.

    `range_error` is how far off that is at most in nine of ten cases, in this view; NaN where it was not measured.
    `concentric_s` lasts from leaving rest to arriving at the top, `hold_s` until leaving the top, `eccentric_s` until
    being back at rest. `coach.analysis.timing` says how these moments are found.
    """

    index: int
    start_s: float
    peak_s: float
    end_s: float
    concentric_s: float
    hold_s: float
    eccentric_s: float
    range_of_motion: float
    unit: str
    findings: tuple[Finding, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    measured: tuple[tuple[str, float], ...] = ()
    """Key and value of each check that could be judged, in the check's unit."""
    traits: tuple[tuple[str, bool], ...] = field(default=(), compare=False)
    """Of each trait that is told over the set: the name of its signal, and whether this repetition alone has it. Not stored."""
    is_judged: bool = True
    """Whether something was found or, where nothing was, any check of posture was judged."""
    range_error: float = field(default=math.nan, compare=False)
    errors: tuple[tuple[str, float], ...] = field(default=(), compare=False)
    """Key and possible error of each value in `measured`: in nine of ten cases it is at most so far off. Not stored."""
    doubtful: tuple[tuple[str, float], ...] = field(default=(), compare=False)
    """Key and value of each check that came too close to its limit to be judged: it counts for what is usual in the set. Not stored."""

    @property
    def range_is_rough(self) -> bool:
        """Whether the range can only be told roughly from where the camera stood."""
        return self.range_error > ROUGH

    @property
    def verdict(self) -> Verdict:
        """How good it was."""
        if not self.findings:
            return Verdict.GOOD if self.is_judged else Verdict.NOT_JUDGED
        return Verdict.FAULT if any(one.verdict is Verdict.FAULT for one in self.findings) else Verdict.A_LITTLE_OFF

    @property
    def good(self) -> bool:
        """Whether it was judged and had no fault of severity 2 or 3."""
        return self.verdict in (Verdict.GOOD, Verdict.A_LITTLE_OFF)


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A movement that was not counted, and why. `value` is how far it went, in `unit`.

    `because` says of another movement what made it one, in words for the user; empty where that is not known.
    """

    start_s: float
    end_s: float
    reason: Reason
    value: float
    unit: str
    because: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Warning:
    """Something about the recording that the user should know. `code` is stable and for programs, `message` is for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class SetRecord:
    """Repetitions of one exercise on one side without a long pause. `working_side` is left, right or both, `view` a `View`'s value."""

    exercise: str
    working_side: str
    view: str
    start_s: float
    end_s: float
    reps: tuple[Rep, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """All that the coach recorded of one film or workout.

    `exercise`, `working_side` and `view` are those of the set with the most repetitions; None when no exercise was recognised:
    then there are no sets.
    """

    exercise: str | None = None
    working_side: str | None = None
    view: str | None = None
    sets: tuple[SetRecord, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    warnings: tuple[Warning, ...] = ()

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Every counted repetition, over all sets."""
        return tuple(rep for one in self.sets for rep in one.reps)
