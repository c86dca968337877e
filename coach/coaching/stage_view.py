"""What stands on the screen at one moment of a session, besides the feedback."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from coach.coaching.changes import options
from coach.coaching.wording import SIDE_NAMES, amount, lower_first
from coach.coaching.workout_plan import WorkoutPlan, is_said_by, named
from coach.coaching.workout_state import Stage, WorkoutState
from coach.exercise import Tempo

WARM_UP_FIGURES: Final = "warm_up"
"""The figures of the moves of a warm-up are called by this and the move's key, those of exercises by their key and the side that works."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes next, or the move of the warm-up that is being done: the name of its figure, what it is, and how much of it."""

    figure: str
    name: str
    dose: str


@dataclass(frozen=True, slots=True)
class StageView:
    """What the screen shows of a session, whatever draws it.

    `message` says what to do now; `explanation` is what a pause, a rest or the end adds to its name. `tier` of 0 to 4 is how much of the
    framing is right, None where it is not looked at. `left_s` of `of_s` seconds remain of a countdown or rest, None elsewhere. `target`, in
    degrees, is the personal one where it is known, `tempo` what the plan asks for. `coming` is there during set-up, warm-up and rest.
    `changes` are what can be changed now (see `Ask`); with `offers_skip` skipping the set was offered.
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
    coming: Coming | None = None
    changes: tuple[str, ...] = ()
    offers_skip: bool = False


def view_of_plan(state: WorkoutState, plan: WorkoutPlan, now: float) -> StageView:
    """What stands on the screen in a planned session."""
    planned = plan.sets[state.index]
    has_end = math.isfinite(state.until_s)
    is_warming_up = state.move is not None
    return StageView(
        state.stage,
        "Warm-up" if is_warming_up else planned.exercise.name,
        f"Move {state.move + 1} of {len(plan.warm_up)}" if state.move is not None else _detail(plan, state.index),
        state.message,
        f"Hand up now: {lower_first(state.choice.words)}" if state.choice and state.choice.words else state.explanation,
        int(state.tier) if state.stage is Stage.FIND else None,
        left_s=round(max(state.until_s - now, 0.0), 2) if has_end else None,
        of_s=round(state.until_s - state.since_s, 2) if has_end else None,
        count=state.count,
        goal=None if is_warming_up else state.goal(plan),
        target=None if math.isnan(state.personal_target) else state.personal_target,
        tempo=planned.tempo,
        coming=_coming(state, plan),
        changes=tuple(options(state)) if state.stage is not Stage.DONE else (),
        offers_skip=state.offers_skip,
    )


def view_of_practice(state: WorkoutState) -> StageView:
    """What stands on the screen in free practice."""
    done = state.practice
    title, side = (done.begun.exercise.name, SIDE_NAMES[done.begun.working_side]) if done.begun else ("Free practice", "")
    return StageView(state.stage, title, side.capitalize(), state.message, state.explanation, count=len(done.reps))


def _detail(plan: WorkoutPlan, index: int) -> str:
    """The side, which set of how many of this exercise and side it is, and how it is done."""
    planned = plan.sets[index]
    return ", ".join(filter(None, (SIDE_NAMES[planned.working_side].capitalize(), plan.number(index), planned.rung)))


def _coming(state: WorkoutState, plan: WorkoutPlan) -> Coming | None:
    """What the figure shows."""
    if state.move is not None:
        led = plan.warm_up[state.move]
        return Coming(f"{WARM_UP_FIGURES}/{led.move.key}", led.move.name, f"{led.seconds:.0f} seconds")
    if state.stage in (Stage.FIND, Stage.STILL):
        return _named(plan, state.index, state.goal(plan))
    following = plan.after(state.index) if state.is_resting else None
    return None if following is None else _named(plan, following, plan.sets[following].reps)


def _named(plan: WorkoutPlan, index: int, reps: int) -> Coming:
    """A set of the plan."""
    planned = plan.sets[index]
    band = f"{planned.band} band" if planned.band not in ("", "none") else ""
    rung = "" if is_said_by(planned.exercise.name, planned.rung) else planned.rung
    dose = (plan.number(index), amount(reps, "repetition"), rung, "" if band in planned.rung else band)
    return Coming(f"{planned.exercise.key}/{planned.working_side}", f"Next: {named(planned)}", ", ".join(filter(None, dose)))
