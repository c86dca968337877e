"""Repetitions collected into sets: which exercise it is, on which side, and when another set begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from coach.analysis.form import NO_MEDIANS, SetMedians
from coach.exercise import Exercise
from coach.pose import Side
from coach.posture import Posture, View
from coach.records import NotCounted, Reason, Rep, Session, SetRecord, Warning

PAUSE_S = 45.0  # a pause this long ends a set: rests between sets take 30 to 90 s, pauses within one a few

MOST_TELLING = (Reason.NOT_SEEN, Reason.TOO_SMALL, Reason.TOO_SHORT, Reason.TOO_LONG, Reason.CUT_OFF, Reason.OTHER_MOVEMENT)
"""Where exercises refuse one movement for different reasons, the first of these is told."""


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


def distinct_movements(refused: Iterable[tuple[Exercise, str, NotCounted]]) -> list[tuple[Posture, Reason]]:
    """Posture and reason of each movement that did not count. What several exercises refused at the same time is one movement."""
    found: list[tuple[float, Posture, Reason]] = []
    for exercise, _, one in sorted(refused, key=lambda entry: entry[2].start_s):
        if not found or one.start_s >= found[-1][0]:
            found.append((one.end_s, exercise.posture, one.reason))
            continue
        end_s, posture, reason = found[-1]
        found[-1] = max(end_s, one.end_s), posture, min(reason, one.reason, key=MOST_TELLING.index)
    return [(posture, reason) for _, posture, reason in found]


class SetCollector:
    """Collects the repetitions of one recording into sets. Remembers; belongs to one `Coach`.

    The first counted repetition says what the exercise is. A repetition of another exercise in the same posture and on the same side
    counts as the same exercise done badly, until a second one follows: then a new set begins with both.
    `wanted` and `wanted_side` are the exercise's key and the side that the user asked for, None for any.
    """

    def __init__(self, exercises: Iterable[Exercise], wanted: str | None, wanted_side: Side | None) -> None:
        self._wanted, self._wanted_side = wanted, wanted_side
        self._names = {exercise.key: exercise.name for exercise in exercises}
        self._closed: list[OpenSet] = []
        self.current: OpenSet | None = None
        self._doubtful: OpenSet | None = None
        self._not_counted: list[tuple[Exercise, str, NotCounted]] = []
        self._unwanted: list[tuple[Exercise, str]] = []

    def add(self, exercise: Exercise, working_side: str, view: View | None, verdict: Rep | NotCounted) -> Rep | NotCounted | None:
        """Add the verdict on a movement; gives it back, a repetition with its index, if the user is to hear of it now, else None."""
        current = self.current
        if isinstance(verdict, NotCounted):
            if self._wanted not in (None, exercise.key):
                return None
            self._not_counted.append((exercise, working_side, verdict))
            heard = current.matches(exercise, working_side) if current else self._wanted == exercise.key
            return verdict if heard else None
        if self._wanted not in (None, exercise.key):
            self._unwanted.append((exercise, working_side))
            return None
        if current and verdict.start_s - current.reps[-1].end_s > PAUSE_S:
            self._close()
            current = None
        if current is None:
            return self._begin(OpenSet(exercise, working_side, view, ()), verdict)
        if current.matches(exercise, working_side):
            self._refuse_doubtful()
            return self._add(verdict)
        if exercise.posture is not current.exercise.posture or working_side != current.working_side:
            self._close()
            return self._begin(OpenSet(exercise, working_side, view, ()), verdict)
        if self._doubtful and self._doubtful.matches(exercise, working_side):
            doubtful, self._doubtful = self._doubtful, None
            self._close()
            self.current = doubtful
            return self._add(verdict)
        self._refuse_doubtful()
        self._doubtful = OpenSet(exercise, working_side, view, (replace(verdict, index=1),))
        return None

    def medians(self, exercise: Exercise, working_side: str) -> SetMedians:
        """The medians over the repetitions of the open set; `NO_MEDIANS` where it is none of this exercise and side."""
        current = self.current
        if not current or not current.matches(exercise, working_side):
            return NO_MEDIANS
        values: dict[str, list[float]] = {}
        for rep in current.reps:
            for key, value in rep.measured:
                values.setdefault(key, []).append(value)
        return SetMedians(median(rep.range_of_motion for rep in current.reps), {key: median(shown) for key, shown in values.items()})

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
        kinds = {(one.exercise.key, one.working_side) for one in self._closed} or self._attempted()
        spans = [(rep.start_s, rep.end_s) for one in sets for rep in one.reps]
        main = max(sets, key=lambda one: len(one.reps), default=None)
        return Session(
            exercise=main.exercise if main else None,
            working_side=main.working_side if main else None,
            view=main.view if main else None,
            sets=sets,
            not_counted=tuple(
                sorted(
                    (
                        n
                        for exercise, side, n in self._not_counted
                        if (exercise.key, side) in kinds and not any(start < n.end_s and n.start_s < end for start, end in spans)
                    ),
                    key=lambda n: n.start_s,
                )
            ),
            warnings=warnings + self._contradictions(main) + (() if main or warnings or self._unwanted else (self._unrecognised(),)),
        )

    def _attempted(self) -> set[tuple[str, str]]:
        """Without any counted repetition: the exercise and side that most of the movements that were only too small looked like."""
        small = Counter((exercise.key, side) for exercise, side, one in self._not_counted if one.reason is Reason.TOO_SMALL)
        return {kind for kind, _ in small.most_common(1)}

    def _unrecognised(self) -> Warning:
        """The warning that nothing was counted: what was seen, and why it did not count."""
        moves = distinct_movements(self._not_counted)
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
        rep = replace(rep, index=len(self.current.reps) + 1)
        self.current = replace(self.current, reps=(*self.current.reps, rep))
        return rep

    def _close(self) -> None:
        self._refuse_doubtful()
        if self.current:
            self._closed.append(self.current)
        self.current = None

    def _refuse_doubtful(self) -> None:
        """A single repetition of something else within a set becomes a movement that did not count."""
        if self._doubtful and self.current:
            rep = self._doubtful.reps[0]
            other = NotCounted(rep.start_s, rep.end_s, Reason.OTHER_MOVEMENT, rep.range_of_motion, rep.unit)
            self._not_counted.append((self.current.exercise, self.current.working_side, other))
        self._doubtful = None

    def _contradictions(self, main: SetRecord | None) -> tuple[Warning, ...]:
        """Warnings that what was done is not what the user asked for."""
        warnings: list[Warning] = []
        if self._unwanted and not main and self._wanted:
            seen = self._unwanted[0][0].name
            warnings.append(Warning("exercise_contradicts", f"You asked for {self._names[self._wanted]}, but this looks like {seen}."))
        if self._wanted_side and main and main.working_side not in (self._wanted_side.value, "both"):
            warnings.append(
                Warning("side_contradicts", f"You asked for the {self._wanted_side} side, but the {main.working_side} side works.")
            )
        return tuple(warnings)
