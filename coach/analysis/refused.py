"""Movements that did not count: which of them are one and the same, and which are worth telling."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Final

from coach.exercise import Exercise
from coach.records import NotCounted, Reason, Rep

MOST_TELLING: Final = (
    Reason.NOT_SEEN,
    Reason.TOO_SMALL,
    Reason.TOO_SHORT,
    Reason.TOO_LONG,
    Reason.CUT_OFF,
    Reason.NOT_PRESCRIBED,
    Reason.OTHER_MOVEMENT,
)
"""Where exercises refuse one movement for different reasons, the first of these is told."""

MOSTLY: Final = 0.4
"""Share of a movement's time that lies in another's from which both are the same one."""

LARGE: Final = (Reason.OTHER_MOVEMENT, Reason.NOT_PRESCRIBED, Reason.NOT_SEEN, Reason.TOO_SHORT, Reason.TOO_LONG)
"""Reasons for which a movement may be refused by an exercise that nobody does, and still be worth telling if it was large."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A movement that `exercise` on `working_side` did not count."""

    exercise: Exercise
    working_side: str
    attempt: NotCounted


def distinct(refused: Iterable[Refused]) -> list[Refused]:
    """One for each movement, in their order: of what several exercises refused at the same time, the one with the most telling reason."""
    movements: list[list[Refused]] = []
    end_s = 0.0
    for one in sorted(refused, key=lambda entry: entry.attempt.start_s):
        if movements and one.attempt.start_s < end_s:
            movements[-1].append(one)
        else:
            movements.append([one])
            end_s = one.attempt.end_s
        end_s = max(end_s, one.attempt.end_s)
    return [min(same, key=lambda one: MOST_TELLING.index(one.attempt.reason)) for same in movements]


def worth_telling(refused: Iterable[Refused], done: Set[tuple[str, str]], reps: Iterable[Rep]) -> tuple[NotCounted, ...]:
    """What did not count, one for each movement, without what was counted after all as one of `reps`.

    Movements of the exercises and sides that were `done` are all told, those of others where they were large enough for a repetition.
    """
    spans = [(rep.start_s, rep.end_s) for rep in reps]
    told = [
        one
        for one in refused
        if not any(_is_within(one.attempt, *span) for span in spans) and ((one.exercise.key, one.working_side) in done or _is_large(one))
    ]
    own = [one.attempt for one in told if (one.exercise.key, one.working_side) in done]
    others = [one.attempt for one in distinct(one for one in told if (one.exercise.key, one.working_side) not in done)]
    others = [one for one in others if not any(it.start_s < one.end_s and one.start_s < it.end_s for it in own)]
    return tuple(sorted([*own, *others], key=lambda one: one.start_s))


def _is_within(attempt: NotCounted, start_s: float, end_s: float) -> bool:
    """Whether most of an attempt lies in the time from `start_s` to `end_s`, or the other way round."""
    shared = min(attempt.end_s, end_s) - max(attempt.start_s, start_s)
    return shared > MOSTLY * min(attempt.end_s - attempt.start_s, end_s - start_s)


def _is_large(one: Refused) -> bool:
    return one.attempt.reason in LARGE and one.attempt.value >= one.exercise.range_of_motion.count
