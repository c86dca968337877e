"""The warm-up as a pure step: its moves one after the other, each for its time. Nothing in it is counted or judged."""

from __future__ import annotations

import math
from dataclasses import replace

from coach.analysis.framing import position
from coach.coaching import planned_sets
from coach.coaching.coach import Feedback
from coach.coaching.events import Priority, Say, Sound, Tone
from coach.coaching.speech import Prompt
from coach.coaching.workout_plan import WorkoutPlan, introduction
from coach.coaching.workout_state import Stage, Stepped, WorkoutState

WARNING_S = 10.0
HALFWAY_FROM_S = 24.0
"""In a shorter move only its last seconds are told."""


def begin(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    """Begin with the first move."""
    minutes = round(sum(one.seconds for one in plan.warm_up) / 60)
    length = f"{minutes} {'minute' if minutes == 1 else 'minutes'} of easy movement" if minutes else "easy movement"
    return lead(state, plan, time, 0, f"Warm-up, {length}.")


def lead(state: WorkoutState, plan: WorkoutPlan, time: float, number: int, before: str) -> Stepped:
    """Begin a move, and say what to do in it."""
    led = plan.warm_up[number]
    move = led.move
    state = replace(state.enter(Stage.WARM_UP, time, move.how, until_s=time + led.seconds), move=number, left_s=math.nan, prompt=Prompt())
    return state, (Say(f"{before} {move.name}. {move.how}.", Priority.GUIDE, time),)


def resume(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    """Go on after a pause with what is left of the move."""
    move = plan.warm_up[state.move or 0].move
    state = replace(state.enter(Stage.WARM_UP, time, move.how, until_s=time + state.left_s), left_s=math.nan, prompt=Prompt(said_s=time))
    return state, (Say(f"Going on: {move.name}", Priority.GUIDE, time),)


def go_on(state: WorkoutState, plan: WorkoutPlan, time: float, *, skipped: bool = False) -> Stepped:
    """The next move, or after the last one the first set."""
    number = (state.move or 0) + 1
    if number == len(plan.warm_up):
        return leave(state, plan, time, "Warm-up skipped." if skipped else "That was the easy movement.")
    return lead(state, plan, time, number, "Skipped. Next:" if skipped else "Next:")


def leave(state: WorkoutState, plan: WorkoutPlan, time: float, before: str) -> Stepped:
    """Go on to the first set."""
    planned = plan.sets[state.index]
    words = f"{before} {introduction(plan, state.index)} {position(planned.exercise, planned.working_side)}."
    return planned_sets.find(replace(state, move=None, left_s=math.nan), plan, time, words)


def warming_up(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    """Tell when half of a move is over and when it ends; then comes the next one."""
    time = feedback.time
    if time >= state.until_s:
        state, said = go_on(state, plan, time)
        return state, (Tone(Sound.END, time), *said)
    lasts = state.until_s - state.since_s
    marks = ((state.since_s + lasts / 2, "Halfway"), (state.until_s - WARNING_S, f"Ten seconds. {_what_follows(state, plan)}".strip()))
    for when, words in marks if lasts >= HALFWAY_FROM_S else marks[1:]:
        if state.prompt.said_s < when <= time and when > state.since_s:
            return replace(state, prompt=Prompt(said_s=time)), (Say(words, Priority.GUIDE, time),)
    return state, ()


def _what_follows(state: WorkoutState, plan: WorkoutPlan) -> str:
    following = (state.move or 0) + 1
    return f"Then: {plan.warm_up[following].move.name}." if following < len(plan.warm_up) else ""
