"""A planned session, led hands-free through its sets, sides and rests by `coach.coaching.workout`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from coach.coaching.coach import Coach
from coach.coaching.cues import CueState
from coach.coaching.moment import Counted, Moment, Scene
from coach.coaching.wording import SIDE_NAMES
from coach.coaching.workout import Ask, Calibrated, PlannedSet, Say, SetBegins, SetEnds, Stage, Tone, WorkoutPlan, WorkoutState, step
from coach.exercise import Exercise
from coach.pose import Pose, Side

WARM_UP: Final = "warm-up"
"""Kept in place of the ladder's step, so that the plan does not take a light set for one of the day's."""


class Planned:
    """Leads through `plan`, from the set at `first` on. Remembers; belongs to one live session."""

    def __init__(self, exercises: Iterable[Exercise], plan: WorkoutPlan, *, first: int = 0, before: int = 0) -> None:
        """`before` is how many repetitions the set before `first` had, 0 where there was none."""
        self._exercises = tuple(exercises)
        self._plan = plan
        self._state = WorkoutState(index=first, before=before)
        self._coach = self._fresh(plan.sets[first])

    def see(self, pose: Pose, ask: Ask | None = None) -> Moment:
        """Take the next pose, in the order of their times, and what the person asks for, if anything."""
        feedback = self._coach.see(pose)
        before = self._state
        self._state, events = step(before, self._plan, feedback, ask)
        ended, calibrated = None, None
        planned, goal = self._plan.sets[self._state.index], self._state.goal(self._plan)
        new = self._state.reps[len(before.reps) :] if self._state.index == before.index else ()
        rung = WARM_UP if planned.warm_up else planned.rung
        counted = tuple(Counted(*planned.key, feedback.view, rep, goal, rung, planned.band) for rep in new)
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

    def _detail(self, index: int) -> str:
        """The side, which set of how many of this exercise and side it is, and how it is done."""
        planned = self._plan.sets[index]
        alike = [number for number, one in enumerate(self._plan.sets) if one.key == planned.key and one.warm_up == planned.warm_up]
        which = WARM_UP if planned.warm_up else f"set {alike.index(index) + 1} of {len(alike)}"
        return ", ".join(filter(None, (SIDE_NAMES[planned.working_side].capitalize(), which, planned.rung)))

    def _scene(self, now: float) -> Scene:
        state, planned = self._state, self._plan.sets[self._state.index]
        has_end = math.isfinite(state.until_s)
        return Scene(
            state.stage,
            planned.exercise.name,
            self._detail(state.index),
            state.message,
            int(state.tier) if state.stage is Stage.FIND else None,
            left_s=round(max(state.until_s - now, 0.0), 2) if has_end else None,
            of_s=round(state.until_s - state.since_s, 2) if has_end else None,
            count=state.count,
            goal=state.goal(self._plan),
            target=None if math.isnan(state.personal_target) else state.personal_target,
            tempo=planned.tempo,
        )
