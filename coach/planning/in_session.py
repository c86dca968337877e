"""Easier or harder in the middle of a session: the same levers as between sessions, one at a time, within what is prescribed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coach.coaching.wording import amount
from coach.coaching.workout_plan import BETWEEN_SIDES_S, Changed, PlannedSet, is_said_by
from coach.exercise import Exercise, Rung
from coach.planning.prescription import Prescribed, Prescription
from coach.planning.suggestion import FEWEST_REPS
from coach.planning.week import REPS_FROM, REPS_TO

STEP_REPS = 2
"""Repetitions more or fewer: less is hardly felt."""


@dataclass(frozen=True, slots=True)
class InSession:
    """Changes the sets of a session that are still to come, when called as a `Change`. `exercises` are those that may be done."""

    exercises: tuple[Exercise, ...]
    by: Prescription | None = None

    def __call__(self, sets: Sequence[PlannedSet], harder: bool) -> Changed | None:  # noqa: FBT001
        """What each of `sets`, which are of one exercise, becomes; None where nothing is easier or harder, or allowed.

        Harder is more repetitions, up to what plans ask for, and then the next step of the ladder with as few as it begins with. Easier is the
        way back, and below the easiest step fewer repetitions.
        """
        first = sets[0]
        ladder = _Ladder.of(first.exercise, self.exercises, self.by)
        rung, reps = ladder.rung_of(first), first.reps
        found = _harder(ladder, rung, reps) if harder else _easier(ladder, rung, reps)
        if found is None:
            return None
        to_rung, to_reps = found
        changed = [ladder.changed(one, to_rung, to_reps, is_same_rung=to_rung == rung) for one in sets]
        if len(changed[0]) < 2 and {one.working_side for one in changed[0]} == {"both"} and first.working_side != "both":
            changed = [new if old.working_side == first.working_side else () for old, new in zip(sets, changed, strict=True)]
        return Changed(tuple(changed), _in_words(first, changed[0][0]))


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The ladder of an exercise: `performed` is what is done at each rung, None where that may not be done."""

    rungs: tuple[Rung, ...]
    start: int
    performed: tuple[Exercise | None, ...]
    by: Prescription | None

    @classmethod
    def of(cls, exercise: Exercise, exercises: Iterable[Exercise], by: Prescription | None) -> _Ladder:
        known = {one.key: one for one in exercises}
        ladder = exercise.ladder
        owner = next((one for one in known.values() if one.in_plan and one.ladder == ladder), exercise)  # a step may be done as another one
        done = [known.get(rung.exercise or owner.key) if _is_allowed(rung, owner, by) else None for rung in ladder.rungs]
        return cls(ladder.rungs, ladder.start, tuple(done), by)

    def rung_of(self, planned: PlannedSet) -> int:
        """The rung at which a set is done; where the plan does not say, the first from the start on that is done as this exercise."""
        names = [rung.name for rung in self.rungs]
        if planned.rung in names:
            return names.index(planned.rung)
        same = [number for number, one in enumerate(self.performed) if one and one.key == planned.exercise.key]
        return next((number for number in same if number >= self.start), same[0] if same else self.start)

    def most_reps(self, rung: int) -> int:
        """As many as the plan, or the prescription, asks for at most."""
        prescribed = self._prescribed(rung)
        return min(REPS_TO, prescribed.reps) if prescribed and prescribed.reps else REPS_TO

    def changed(self, planned: PlannedSet, rung: int, reps: int, *, is_same_rung: bool) -> tuple[PlannedSet, ...]:
        """A set at another rung, or with other repetitions; as one set a side where both legs worked together before."""
        if is_same_rung:
            return (replace(planned, reps=reps),)
        step, exercise, prescribed = self.rungs[rung], self.performed[rung], self._prescribed(rung)
        assert exercise
        is_same = exercise.key == planned.exercise.key
        new = replace(
            planned,
            exercise=exercise,
            reps=reps,
            rung=step.name,
            band=prescribed.band if prescribed and prescribed.band else step.band,
            own_tempo=planned.own_tempo if is_same else None,
            personal_target=planned.personal_target if is_same else math.nan,
        )
        sides = [one for one in step.sides or exercise.sides if not prescribed or prescribed.allows(one, exercise)]
        if planned.working_side in sides:
            return (new,)
        *others, last = sides
        each = [replace(new, working_side=side, rest_s=min(new.rest_s, BETWEEN_SIDES_S)) for side in others]
        return (*each, replace(new, working_side=last, match_reps=bool(others)))

    def _prescribed(self, rung: int) -> Prescribed | None:
        exercise = self.performed[rung]
        return self.by.of(exercise.key) if self.by and exercise else None


def _is_allowed(rung: Rung, owner: Exercise, by: Prescription | None) -> bool:
    prescribed = by.of(rung.exercise or owner.key) if by else None
    return by is None or (prescribed is not None and prescribed.band in ("", rung.band))


def _harder(ladder: _Ladder, rung: int, reps: int) -> tuple[int, int] | None:
    if reps < ladder.most_reps(rung):
        return rung, min(reps + STEP_REPS, ladder.most_reps(rung))
    following = [number for number in range(rung + 1, len(ladder.rungs)) if ladder.performed[number]]
    return (following[0], min(REPS_FROM, ladder.most_reps(following[0]))) if following else None


def _easier(ladder: _Ladder, rung: int, reps: int) -> tuple[int, int] | None:
    if reps > REPS_FROM:
        return rung, max(reps - STEP_REPS, REPS_FROM)
    before = [number for number in range(rung) if ladder.performed[number]]
    if before:
        return before[-1], min(reps, ladder.most_reps(before[-1]))
    return (rung, FEWEST_REPS) if reps > FEWEST_REPS else None


def _in_words(old: PlannedSet, new: PlannedSet) -> str:
    """What a set is now, as far as it is not as before."""
    name = new.exercise.name
    parts = [
        name if new.exercise.key != old.exercise.key else "",
        new.rung if new.rung != old.rung and not is_said_by(name, new.rung) else "",
        amount(new.reps, "repetition"),
    ]
    return ", ".join(filter(None, parts)).replace(" s hold", " seconds hold")
