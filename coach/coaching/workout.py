"""A hands-free session: poses in, what happened and what stands on the screen out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coach.coaching.coach import Coach, Feedback
from coach.coaching.cues import CueState
from coach.coaching.events import Event, SetBegan
from coach.coaching.stage_view import StageView, view_of_plan, view_of_practice
from coach.coaching.workout_plan import PlannedSet, WorkoutPlan
from coach.coaching.workout_state import Ask, Stage, WorkoutState
from coach.coaching.workout_step import advance, handle_requests, plan_of, step
from coach.exercise import Exercise
from coach.pose import Pose, Side


@dataclass(frozen=True, slots=True)
class Update:
    """What a session makes of one pose: `events` are what happened at this moment, in order."""

    feedback: Feedback
    view: StageView
    events: tuple[Event, ...]


class Workout:
    """Leads one person through the sets of a plan, or through free practice. Remembers; call it from one thread at a time."""

    def __init__(self, exercises: Iterable[Exercise], plan: WorkoutPlan | None = None, *, first: int = 0, before: int = 0) -> None:
        """With a `plan`, begin with its set at `first`; `before` is how many repetitions the set before had, 0 where there was none."""
        self._exercises = tuple(exercises)
        self._plan = plan
        self._state = WorkoutState(index=first, before=before)
        self._coach = self._coach_for(plan.sets[first]) if plan else Coach(self._exercises)
        self._last: Feedback | None = None

    def see(self, pose: Pose, ask: Ask | None = None, picture_problem: str = "") -> Update:
        """Take the next pose, in the order of their times, what the person asks for, if anything, and what is wrong with the picture."""
        if self._plan is None:
            return self._practise(pose, ask, picture_problem)
        feedback = replace(self._coach.see(pose), picture_problem=picture_problem)
        self._state, events = step(self._state, self._plan, feedback, ask)
        plan = plan_of(self._state, self._plan)
        if any(isinstance(event, SetBegan) for event in events):
            self._coach = self._coach_for(plan.sets[self._state.index], self._state.cues(plan))
        return Update(feedback, view_of_plan(self._state, plan, pose.time), events)

    def _practise(self, pose: Pose, ask: Ask | None, picture_problem: str) -> Update:
        """Free practice. The coach does not see what is done in a pause, because it would count it."""
        self._state, events = handle_requests(self._state, None, pose, ask)
        if self._last and self._state.stage in (Stage.PAUSED, Stage.DONE):
            still = replace(self._last, time=pose.time, pose=pose, rep=None, not_counted=None, cue=None, events=())
            return Update(still, view_of_practice(self._state), events)
        feedback = self._last = replace(self._coach.see(pose), picture_problem=picture_problem)
        self._state, more = advance(self._state, None, feedback)
        return Update(feedback, view_of_practice(self._state), events + more)

    def _coach_for(self, planned: PlannedSet, cues: CueState | None = None) -> Coach:
        """A coach that counts one set of the plan."""
        side = None if planned.working_side == "both" else Side(planned.working_side)
        return Coach(self._exercises, exercise=planned.exercise.key, side=side, cues=cues)
