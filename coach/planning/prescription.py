"""What a physiotherapist allows one person: which exercises, on which side, how far, how fast, how much, and what is watched."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coach.exercise import Check, Exercise, NotVisible, RepMeasure, Tempo
from coach.limits import Limit
from coach.records import Session, SetRecord, Warning

JUDGED_BY: Final = "prescription"
NOT_PRESCRIBED: Final = "not_prescribed"
"""The codes of warnings that say by what a session was judged, and what in it is not allowed."""
SWITCHED_OFF: Final = "your prescription leaves it out"
"""Why a check was not judged, in words for the user."""
FEWEST_S, LONGEST_S = 0.5, 10.0
MOST_SETS, MOST_REPS = 6, 30
"""As plans have them."""
SERIOUS: Final = 3
"""The severity of a check that is judged more strictly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """What is allowed of one exercise; what is None or empty is as usual.

    `target` is the range to aim at, in degrees; beyond its upper end is too far. `band` is what a step of the exercise's ladder has.
    `off` and `stricter` are the keys of checks; a stricter one takes for a serious fault what it else only warns of.
    """

    exercise: str
    sides: tuple[str, ...] = ()
    target: tuple[float, float] | None = None
    tempo: Tempo | None = None
    sets: int | None = None
    reps: int | None = None
    band: str = ""
    off: tuple[str, ...] = ()
    stricter: tuple[str, ...] = ()

    def allows(self, side: str, exercise: Exercise) -> bool:
        """Whether `side` of `exercise` may be trained."""
        return side in (self.sides or exercise.sides)

    def applied(self, exercise: Exercise) -> Exercise:
        """`exercise`, which is the one that this is about, as it is to be done and judged."""
        checks, hidden = [], list(exercise.not_visible)
        for check in exercise.checks:
            if check.key in self.off:
                hidden.append(NotVisible(key=check.key, name=check.name, clinical=check.clinical, reason=SWITCHED_OFF))
            else:
                checks.append(self._as_judged(check, exercise))
        motion = replace(exercise.range_of_motion, target=self.target) if self.target else exercise.range_of_motion
        return replace(
            exercise, range_of_motion=motion, tempo=self.tempo or exercise.tempo, checks=tuple(checks), not_visible=tuple(hidden)
        )

    def _as_judged(self, check: Check, exercise: Exercise) -> Check:
        limit = check.limit
        if self.target and check.of is RepMeasure.RANGE:
            limit = _moved(limit, self.target, exercise.range_of_motion.target[0])
        if self.tempo:
            limit = _timed(limit, check, exercise.tempo, self.tempo)
        if check.key in self.stricter:
            return replace(check, limit=replace(limit, low_fault=limit.low_warn, high_fault=limit.high_warn), severity=SERIOUS)
        return replace(check, limit=limit)


def _moved(limit: Limit, target: tuple[float, float], usual_from: float) -> Limit:
    """The limit of a range: as far below what to aim at as usual, and nothing beyond it."""
    if math.isfinite(limit.high_warn):
        limit = replace(limit, high_warn=target[1], high_fault=target[1] + limit.high_fault - limit.high_warn)
    if math.isfinite(limit.low_warn):
        less = target[0] - usual_from
        limit = replace(limit, low_warn=limit.low_warn + less, low_fault=limit.low_fault + less)
    return limit


def _timed(limit: Limit, check: Check, usual: Tempo, tempo: Tempo) -> Limit:
    """The limit of a duration: the same share of what is prescribed as of what is usual."""
    pairs = {
        RepMeasure.CONCENTRIC: (usual.concentric, tempo.concentric),
        RepMeasure.HOLD: (usual.hold, tempo.hold),
        RepMeasure.ECCENTRIC: (usual.eccentric, tempo.eccentric),
    }
    if not isinstance(check.of, RepMeasure) or check.of not in pairs or not math.isfinite(limit.low_warn):
        return limit
    before, now = pairs[check.of]
    share = now / before if before else 1.0
    return replace(limit, low_warn=limit.low_warn * share, low_fault=limit.low_fault * share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """What one person is allowed, `written_for` whom and `by` whom, in the order in which it was written. `note` is for reading only."""

    exercises: tuple[Prescribed, ...]
    written_for: str = ""
    by: str = ""
    note: str = ""

    def of(self, exercise: str) -> Prescribed | None:
        """What is allowed of the exercise with this key; None where it is not allowed."""
        return next((one for one in self.exercises if one.exercise == exercise), None)

    def applied(self, exercise: Exercise) -> Exercise:
        """`exercise` as it is to be done and judged; one that is not allowed is as it was."""
        one = self.of(exercise.key)
        return one.applied(exercise) if one else exercise

    def allowed(self, exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
        """Those of `exercises` that are allowed, on the sides that are, as they are to be done and judged."""
        prescribed = ((one, self.of(one.key)) for one in exercises)
        return tuple(replace(by.applied(one), only_sides=by.sides) for one, by in prescribed if by)

    @property
    def in_words(self) -> str:
        """By what is judged, in one sentence."""
        whose = (f" for {self.written_for}" if self.written_for else "") + (f" by {self.by}" if self.by else "")
        return f"Range, tempo and checks are judged by the prescription{whose}."

    def judged(self, session: Session, exercises: Iterable[Exercise]) -> Session:
        """`session`, which was judged by the prescription, with warnings that say so, and which sets it does not allow."""
        others = (one for one in session.warnings if one.code not in (JUDGED_BY, NOT_PRESCRIBED))
        said = (Warning(JUDGED_BY, self.in_words), *self.not_allowed(session.sets, exercises))
        return replace(session, warnings=(*said, *others))

    def not_allowed(self, sets: Sequence[SetRecord], exercises: Iterable[Exercise]) -> tuple[Warning, ...]:
        """The warning that says which of `sets` are not allowed; none where all are."""
        known = {one.key: one for one in exercises}
        others = [number for number, one in enumerate(sets, start=1) if one.exercise in known and not self._has(one, known[one.exercise])]
        if not others:
            return ()
        which = f"Set {others[0]} is" if len(others) == 1 else f"Sets {', '.join(map(str, others))} are"
        return (Warning(NOT_PRESCRIBED, f"{which} not in the prescription: another exercise, or the other side."),)

    def _has(self, one: SetRecord, exercise: Exercise) -> bool:
        prescribed = self.of(one.exercise)
        return prescribed is not None and prescribed.allows(one.working_side, exercise)


def is_about_prescription(warning: Warning) -> bool:
    """Whether a warning only says that a prescription decided; the history's name the prescription after a stroke."""
    return warning.code.partition("/")[0] == JUDGED_BY
