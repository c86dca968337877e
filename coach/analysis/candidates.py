"""What somebody may be doing: every exercise and side that fits how they are placed, each followed through its repetition machine."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from coach.analysis.repetitions import Attempt, RepState, close
from coach.analysis.repetitions import step as step_repetition
from coach.body import Body
from coach.exercise import Exercise, Works
from coach.pose import Side
from coach.signals.placement import Placement
from coach.tracking.smoothing import OneEuroState

CUTOFF_HZ, BETA = 3.0, 0.1  # of the One-Euro filter on the main signal: hertz, and hertz per degree a second
ABOUT_TO_S = 0.15  # a recording that is cut this shortly before the end of the last repetition still has it whole
LAST_S = 0.25  # what the last speed is measured over


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise on one side that somebody may be doing, followed through its repetition machine."""

    exercise: Exercise
    side: Side
    ready_s: float
    machine: RepState = field(default_factory=RepState)
    filter: OneEuroState = field(default_factory=OneEuroState)

    def step(self, body: Body | None, time: float) -> tuple[Candidate, Attempt | None]:
        """The candidate after the next body, None where it cannot be used, and the attempt that has ended with it, if any."""
        if time < self.ready_s:
            return self, None
        motion = self.exercise.range_of_motion
        raw = motion.signal.measure(body, body, self.side) if body else math.nan
        filtered = self.filter.step(time, raw, cutoff=CUTOFF_HZ, beta=BETA)
        value = math.nan if math.isnan(raw) else filtered.value
        machine, attempt = step_repetition(self.machine, time, value, motion.attempt / motion.correction)
        return Candidate(self.exercise, self.side, self.ready_s, machine, filtered), attempt

    def close(self, recent: Sequence[Body]) -> Attempt | None:
        """The attempt that is open when the recording ends, as far as it would have got a moment later at its last speed."""
        attempt = close(self.machine)
        if attempt is None:
            return None
        measure = self.exercise.range_of_motion.signal.measure
        last = [body for body in recent if body.time > recent[-1].time - LAST_S]
        sunk = measure(last[0], last[0], self.side) - measure(last[-1], last[-1], self.side)
        seconds = last[-1].time - last[0].time
        return replace(attempt, fall=attempt.fall + ABOUT_TO_S * sunk / seconds) if seconds and sunk > 0 else attempt

    @property
    def progress(self) -> float:
        """How far the movement has gone from rest, as a goniometer would show it."""
        return self.exercise.range_of_motion.correction * (self.machine.value - self.machine.rest)

    @property
    def working_side(self) -> str:
        """left, right or both."""
        return "both" if self.exercise.works is Works.BOTH else self.side.value


def candidates(exercises: Iterable[Exercise], placed: Placement, ready_s: float) -> tuple[Candidate, ...]:
    """Every exercise, on every side, that somebody so placed may be doing, from `ready_s` on."""
    found: list[Candidate] = []
    for exercise in exercises:
        if exercise.posture is not placed.posture:
            continue
        match exercise.works:
            case Works.TOP:
                sides = [placed.top] if placed.top else []
            case Works.EITHER:
                sides = list(Side)
            case Works.BOTH:
                sides = [placed.near or Side.LEFT]  # the leg that is not hidden behind the other
        found += [Candidate(exercise, side, ready_s) for side in sides]
    return tuple(found)
