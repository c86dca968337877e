"""What stands on the screen at one moment of a session, besides the feedback."""

from __future__ import annotations

import math
from dataclasses import dataclass

from coach.coaching.wording import SIDE_NAMES
from coach.coaching.workout_plan import WARM_UP, WorkoutPlan
from coach.coaching.workout_state import Stage, WorkoutState
from coach.exercise import Tempo


@dataclass(frozen=True, slots=True)
class StageView:
    """What the screen shows of a session, whatever draws it.

    `message` says what to do now; `explanation` is what a pause, a rest or the end adds to its name. `tier` of 0 to 4 is how much of the
    framing is right, None where it is not looked at. `left_s` of `of_s` seconds remain of a countdown or rest, None elsewhere. `target`, in
    degrees, is the personal one where it is known, `tempo` what the plan asks for.
    """

    stage: Stage
    title: str
    detail: str = ""
    message: str = ""
    explanation: str = ""
    tier: int | None = None
    left_s: float | None = None
    of_s: float | None = None
    count: int = 0
    goal: int | None = None
    target: float | None = None
    tempo: Tempo | None = None


def view_of_plan(state: WorkoutState, plan: WorkoutPlan, now: float) -> StageView:
    """What stands on the screen in a planned session."""
    planned = plan.sets[state.index]
    has_end = math.isfinite(state.until_s)
    return StageView(
        state.stage,
        planned.exercise.name,
        _detail(plan, state.index),
        state.message,
        state.explanation,
        int(state.tier) if state.stage is Stage.FIND else None,
        left_s=round(max(state.until_s - now, 0.0), 2) if has_end else None,
        of_s=round(state.until_s - state.since_s, 2) if has_end else None,
        count=state.count,
        goal=state.goal(plan),
        target=None if math.isnan(state.personal_target) else state.personal_target,
        tempo=planned.tempo,
    )


def view_of_practice(state: WorkoutState) -> StageView:
    """What stands on the screen in free practice."""
    done = state.practice
    title, side = (done.begun.exercise.name, SIDE_NAMES[done.begun.working_side]) if done.begun else ("Free practice", "")
    return StageView(state.stage, title, side.capitalize(), state.message, state.explanation, count=len(done.reps))


def _detail(plan: WorkoutPlan, index: int) -> str:
    """The side, which set of how many of this exercise and side it is, and how it is done."""
    planned = plan.sets[index]
    alike = [number for number, one in enumerate(plan.sets) if one.key == planned.key and one.warm_up == planned.warm_up]
    which = WARM_UP if planned.warm_up else f"set {alike.index(index) + 1} of {len(alike)}"
    return ", ".join(filter(None, (SIDE_NAMES[planned.working_side].capitalize(), which, planned.rung)))
