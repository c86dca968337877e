"""A planned session, led hands-free through its sets, sides and rests by `coach.workout`."""

from __future__ import annotations

import math
from collections.abc import Iterable

from coach.cues import CueState
from coach.exercise import Exercise
from coach.io.live.moment import Counted, Moment, Scene
from coach.io.words import SIDES
from coach.pipeline import Coach
from coach.pose import Pose, Side
from coach.workout import Ask, Calibrated, PlannedSet, Say, SetBegins, SetEnds, Stage, Tone, WorkoutPlan, WorkoutState, step


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
        counted, ended, calibrated = None, None, None
        planned = self._plan.sets[self._state.index]
        if len(self._state.reps) > len(before.reps):
            counted = Counted(*planned.key, feedback.view, self._state.reps[-1], planned.reps)
        for event in events:
            match event:
                case SetBegins():
                    self._coach = self._fresh(event.planned, event.cues)
                case SetEnds():
                    ended = event
                case Calibrated():
                    calibrated = event
        heard = tuple(event for event in events if isinstance(event, Say | Tone))
        missed = feedback.not_counted if before.stage is Stage.SET else None
        return Moment(feedback, self._scene(pose.time), heard, counted, missed, ended, calibrated)

    def _fresh(self, planned: PlannedSet, cues: CueState | None = None) -> Coach:
        side = None if planned.working_side == "both" else Side(planned.working_side)
        return Coach(self._exercises, exercise=planned.exercise.key, side=side, cues=cues)

    def _scene(self, now: float) -> Scene:
        state, planned = self._state, self._plan.sets[self._state.index]
        has_end = math.isfinite(state.until_s)
        return Scene(
            state.stage,
            planned.exercise.name,
            f"{SIDES[planned.working_side].capitalize()}, set {state.index + 1} of {len(self._plan.sets)}",
            state.message,
            int(state.tier) if state.stage is Stage.FIND else None,
            left_s=round(max(state.until_s - now, 0.0), 2) if has_end else None,
            of_s=round(state.until_s - state.since_s, 2) if has_end else None,
            count=state.count,
            goal=planned.reps,
            target=None if math.isnan(state.personal_target) else state.personal_target,
        )
