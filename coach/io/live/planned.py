"""A planned session, led hands-free through its sets, sides and rests by `coach.workout`."""

from __future__ import annotations

import math
from collections.abc import Iterable

from coach.exercise import Exercise
from coach.io.live.moment import Counted, Moment, Scene
from coach.io.words import SIDES
from coach.pipeline import Coach
from coach.pose import Pose, Side
from coach.workout import Ask, PlannedSet, Say, SetBegins, SetEnds, Stage, Tone, WorkoutPlan, WorkoutState, step


class Planned:
    """Leads through `plan`, from the set at `first` on. Remembers; belongs to one live session."""

    def __init__(self, exercises: Iterable[Exercise], plan: WorkoutPlan, *, first: int = 0) -> None:
        self._exercises = tuple(exercises)
        self._plan = plan
        self._state = WorkoutState(index=first)
        self._coach = self._fresh(plan.sets[first])

    def see(self, pose: Pose, ask: Ask | None = None) -> Moment:
        """Take the next pose, in the order of their times, and what the person asks for, if anything."""
        feedback = self._coach.see(pose)
        before = self._state
        self._state, events = step(before, self._plan, feedback, ask)
        counted, ended, planned = None, None, self._planned
        if len(self._state.reps) > len(before.reps):
            counted = Counted(planned.exercise.key, planned.working_side, feedback.view, self._state.reps[-1], planned.reps)
        for event in events:
            if isinstance(event, SetBegins):
                self._coach = self._fresh(event.planned)
            elif isinstance(event, SetEnds):
                ended = event
        return Moment(
            feedback,
            self._scene(pose.time),
            tuple(event for event in events if isinstance(event, Say | Tone)),
            counted,
            feedback.not_counted if self._state.stage is Stage.SET else None,
            ended,
        )

    @property
    def _planned(self) -> PlannedSet:
        return self._plan.sets[min(self._state.index, len(self._plan.sets) - 1)]

    def _fresh(self, planned: PlannedSet) -> Coach:
        side = None if planned.working_side == "both" else Side(planned.working_side)
        return Coach(self._exercises, exercise=planned.exercise.key, side=side)

    def _scene(self, now: float) -> Scene:
        state, planned = self._state, self._planned
        has_end = math.isfinite(state.until_s)
        place = f"{SIDES[planned.working_side]}, set {state.index + 1} of {len(self._plan.sets)}"
        return Scene(
            state.stage,
            planned.exercise.name,
            state.message or place,
            left_s=round(max(state.until_s - now, 0.0), 2) if has_end else None,
            of_s=round(state.until_s - state.since_s, 2) if has_end else None,
            count=state.count,
            goal=planned.reps,
            target=None if math.isnan(state.personal_target) else state.personal_target,
        )
