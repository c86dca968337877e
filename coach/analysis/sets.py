"""Repetitions collected into sets: which exercise it is, on which side, and when another set begins."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from coach.analysis.form import NO_MEDIANS, SetMedians
from coach.analysis.refused import Refused, distinct, worth_telling
from coach.exercise import Exercise, Works
from coach.pose import Side
from coach.posture import View
from coach.records import NotCounted, Reason, Rep, Session, SetRecord, Warning

PAUSE_S = 45.0  # a pause this long ends a set: rests between sets take 30 to 90 s, pauses within one a few
LAST_REPS = 4  # of the set that have a say in traits that are told over it: after two of something else it is something else


@dataclass(frozen=True, slots=True)
class OpenSet:
    """The set that is going on: its counted repetitions so far."""

    exercise: Exercise
    working_side: str
    view: View | None
    reps: tuple[Rep, ...]

    def matches(self, exercise: Exercise, working_side: str) -> bool:
        """Whether a repetition of `exercise` on `working_side` belongs to this set."""
        return exercise is self.exercise and working_side == self.working_side

    def has_counted(self, rep: Rep) -> bool:
        """Whether `rep` is the movement of the last counted repetition, seen by another exercise or on the other side."""
        last = self.reps[-1]
        return last.start_s < rep.peak_s < last.end_s or rep.start_s < last.peak_s < rep.end_s


class SetCollector:
    """Collects the repetitions of one recording into sets. Remembers; belongs to one `Coach`.

    The first counted repetition says what the exercise is. A repetition of another exercise in the same posture, or on the other side
    where either may work, counts as something else until a second one follows: then a new set begins with both. `wanted` and
    `wanted_side` are the exercise's key and the side that the user asked for, None for any: then nothing else is counted.
    """

    def __init__(self, exercises: Iterable[Exercise], wanted: str | None, wanted_side: Side | None) -> None:
        self._wanted, self._wanted_side = wanted, wanted_side
        self._names = {exercise.key: exercise.name for exercise in exercises}
        self._closed: list[OpenSet] = []
        self.current: OpenSet | None = None
        self._doubtful: OpenSet | None = None
        self._refused: list[Refused] = []
        self._unwanted: list[Refused] = []

    def add(self, exercise: Exercise, working_side: str, view: View | None, verdict: Rep | NotCounted) -> Rep | NotCounted | None:
        """Add the verdict on a movement; gives it back, a repetition with its index, if the user is to hear of it now, else None."""
        current = self.current
        if isinstance(verdict, NotCounted):
            if not self._is_wanted(exercise, working_side):
                return None
            self._refused.append(Refused(exercise, working_side, verdict))
            heard = current.matches(exercise, working_side) if current else self._wanted == exercise.key
            return verdict if heard else None
        if not self._is_wanted(exercise, working_side):
            self._unwanted.append(Refused(exercise, working_side, self._something_else(exercise, working_side, verdict)))
            return None
        last = current or (self._closed[-1] if self._closed else None)
        if last and last.has_counted(verdict):
            return None
        if working_side not in exercise.sides:
            missed = NotCounted(verdict.start_s, verdict.end_s, Reason.NOT_PRESCRIBED, verdict.range_of_motion, verdict.unit)
            self._refused.append(Refused(exercise, working_side, missed))
            return missed
        if current and verdict.start_s - current.reps[-1].end_s > PAUSE_S:
            self._close()
            current = None
        if current is None:
            return self._begin(OpenSet(exercise, working_side, view, ()), verdict)
        if current.matches(exercise, working_side):
            self._refuse_doubtful()
            return self._add(verdict)
        has_turned = exercise.works is Works.TOP and working_side != current.working_side
        if exercise.posture is not current.exercise.posture or has_turned:
            self._close()
            return self._begin(OpenSet(exercise, working_side, view, ()), verdict)
        if self._doubtful and self._doubtful.has_counted(verdict):
            return None
        if self._doubtful and self._doubtful.matches(exercise, working_side):
            doubtful, self._doubtful = self._doubtful, None
            self._close()
            self._begin(replace(doubtful, reps=()), doubtful.reps[0])
            return self._add(verdict)
        self._refuse_doubtful()
        self._doubtful = OpenSet(exercise, working_side, view, (verdict,))
        return None

    def medians(self, exercise: Exercise, working_side: str) -> SetMedians:
        """The medians over the repetitions of the open set; `NO_MEDIANS` where it is none of this exercise and side."""
        current = self.current
        if not current or not current.matches(exercise, working_side):
            return NO_MEDIANS
        values: dict[str, list[float]] = {}
        for rep in current.reps:
            for key, value in (*rep.measured, *rep.doubtful):
                values.setdefault(key, []).append(value)
        had: dict[str, list[bool]] = {}
        for rep in current.reps[-LAST_REPS:]:
            for name, has in rep.traits:
                had.setdefault(name, []).append(has)
        return SetMedians(
            median(rep.range_of_motion for rep in current.reps),
            {key: median(shown) for key, shown in values.items()},
            median(rep.end_s - rep.start_s for rep in current.reps),
            {name: (sum(each), len(each)) for name, each in had.items()},
        )

    def session(self, warnings: tuple[Warning, ...]) -> Session:
        """The session of all verdicts so far, with `warnings` about the view before its own. Closes the open set."""
        self._close()
        sets = tuple(
            SetRecord(
                one.exercise.key,
                one.working_side,
                one.view.value if one.view else "unknown",
                one.reps[0].start_s,
                one.reps[-1].end_s,
                one.reps,
            )
            for one in self._closed
        )
        done = {(one.exercise.key, one.working_side) for one in self._closed} or self._attempted()
        main = max(sets, key=lambda one: len(one.reps), default=None)
        return Session(
            exercise=main.exercise if main else None,
            working_side=main.working_side if main else None,
            view=main.view if main else None,
            sets=sets,
            not_counted=worth_telling([*self._refused, *self._unwanted], done, [rep for one in sets for rep in one.reps]),
            warnings=warnings + self._contradictions(main) + (() if main or warnings or self._unwanted else (self._unrecognised(),)),
        )

    def _is_wanted(self, exercise: Exercise, working_side: str) -> bool:
        side_fits = self._wanted_side is None or working_side in (self._wanted_side.value, "both")
        return self._wanted in (None, exercise.key) and side_fits

    def _attempted(self) -> set[tuple[str, str]]:
        """Without any counted repetition: the exercise and side that most of the movements that were only too small looked like."""
        small = Counter((one.exercise.key, one.working_side) for one in self._refused if one.attempt.reason is Reason.TOO_SMALL)
        return {kind for kind, _ in small.most_common(1)}

    def _unrecognised(self) -> Warning:
        """The warning that nothing was counted: what was seen, and why it did not count."""
        moves = [(one.exercise.posture, one.attempt.reason) for one in distinct(self._refused)]
        if not moves:
            return Warning("not_recognised", "I saw no repetition of an exercise that I know.")
        reasons = Counter(one for one in moves if one[1] is not Reason.OTHER_MOVEMENT) or Counter(moves)
        (posture, reason), times = reasons.most_common(1)[0]
        seen = f"a movement {posture.words}" if times == 1 else f"{times} movements {posture.words}"
        name = f"a repetition of {self._names[self._wanted]}" if self._wanted else "an exercise that I know"
        return Warning("not_recognised", f"I saw {seen}, but counted none as {name}: {reason.summary}.")

    def _begin(self, fresh: OpenSet, rep: Rep) -> Rep:
        self.current = fresh
        return self._add(rep)

    def _add(self, rep: Rep) -> Rep:
        assert self.current is not None
        reps = self.current.reps
        until_s = max((one.end_s for one in (*reps, *(one.reps[-1] for one in self._closed))), default=-math.inf)
        rep = replace(rep, index=len(reps) + 1, start_s=min(max(rep.start_s, until_s), rep.peak_s))  # no time is in two of them
        self.current = replace(self.current, reps=(*reps, rep))
        return rep

    def _close(self) -> None:
        self._refuse_doubtful()
        if self.current:
            self._closed.append(self.current)
        self.current = None

    def _refuse_doubtful(self) -> None:
        """A single repetition of something else within a set becomes a movement that did not count."""
        if self._doubtful and self.current:
            one = self._doubtful
            other = self._something_else(one.exercise, one.working_side, one.reps[0])
            self._refused.append(Refused(self.current.exercise, self.current.working_side, other))
        self._doubtful = None

    def _something_else(self, exercise: Exercise, working_side: str, rep: Rep) -> NotCounted:
        """The movement that did not count because it was a repetition of something else."""
        expected = self.current.exercise.key if self.current and self._wanted is None else self._wanted
        same = exercise.key == expected or expected is None
        because = f"your {working_side} side did it" if same else f"it looked like {exercise.name}"
        return NotCounted(rep.start_s, rep.end_s, Reason.OTHER_MOVEMENT, rep.range_of_motion, rep.unit, because)

    def _contradictions(self, main: SetRecord | None) -> tuple[Warning, ...]:
        """Warnings that what was done is not what the user asked for."""
        if main or not self._unwanted:
            return ()
        for one in self._unwanted:
            if one.exercise.key == self._wanted or self._wanted is None:
                message = f"You asked for the {self._wanted_side} side, but the {one.working_side} side works."
                return (Warning("side_contradicts", message),)
        assert self._wanted is not None
        name = self._names[self._wanted]
        return (Warning("exercise_contradicts", f"You asked for {name}, but this looks like {self._unwanted[0].exercise.name}."),)
