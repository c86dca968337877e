"""The next day of a person's plan, as a session to be led through and as lines that say what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from coach.coaching.workout_plan import PlannedSet, WorkoutPlan
from coach.exercise import Exercise, Tempo
from coach.history import History
from coach.history.planning import load_plan, past_sessions
from coach.planning import Step, Workout, next_day, workout

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PlanDay:
    """What the plan asks for on its next day, `away` days from now, at least one set."""

    when: date
    away: int
    workout: Workout

    @classmethod
    def of(cls, history: History, person_id: int, now: datetime) -> Self | None:
        """The next day of a person's plan; None without a plan, or with one that cannot be read or asks for nothing."""
        try:
            plan = load_plan(history, person_id)
        except ValueError:
            return None  # the plan page says so, and offers a new one
        if plan is None:
            return None
        past = past_sessions(history, person_id)
        when, day = next_day(plan, past, now.date())
        today = workout(plan, day, when, past)
        return cls(when, (when - now.date()).days, today) if today.steps else None

    def __str__(self) -> str:
        day = {0: "today", 1: "tomorrow"}.get(self.away, f"{self.when:%A, %d %B}")
        together: dict[tuple[str, str], list[Step]] = {}
        for step in self.workout.steps:
            if not step.warm_up:
                together.setdefault((step.name, step.rung), []).append(step)
        parts = [
            f"{name} ({rung}) {steps[0].of} sets of {steps[0].reps}{'' if len({one.side for one in steps}) == 1 else ' a side'}"
            for (name, rung), steps in together.items()
        ]
        first = f". Move easily for {self.workout.warm_up_min} minutes, then" if self.workout.warm_up_min else ""
        rest = [] if self.away == 0 else ["Until then your muscles rest; whoever starts now does it earlier."]
        return "\n".join([f"Your plan for {day}, about {self.workout.minutes} minutes{first}:", *parts, *rest])

    def plan(self, exercises: Iterable[Exercise], target: Callable[[Key], float], session: int) -> WorkoutPlan:
        """The same set by set; `target` gives how far the person goes with an exercise and side, as far as it is known."""
        known = {one.key: one for one in exercises}
        return WorkoutPlan(tuple(_planned(step, known[step.exercise], target) for step in self.workout.steps), session)


def _planned(step: Step, exercise: Exercise, target: Callable[[Key], float]) -> PlannedSet:
    return PlannedSet(
        exercise=exercise,
        working_side=step.side,
        reps=step.reps,
        rest_s=float(step.rest_after_s),
        personal_target=target((step.exercise, step.side)),
        match_reps=step.match_reps,
        rung="" if step.warm_up else step.rung,
        band=step.band,
        warm_up=step.warm_up,
        own_tempo=Tempo(concentric=step.tempo.up_s, hold=step.tempo.hold_s, eccentric=step.tempo.down_s),
    )
