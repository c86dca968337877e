"""A hands-free session as one pure step, with a plan or as free practice without one.

What both have in common stands here: the beginning, a pause by a raised hand or a key, what a hand that is held up chooses, Stop, the end of a
session that everybody has left, and how long the voice is busy. Nothing has a clock: time comes with the feedback, so a whole session can be replayed in a test.
"""

from __future__ import annotations

import math
from dataclasses import replace

from coach.body import Body
from coach.coaching import changes, free_practice, planned_sets, warm_up
from coach.coaching.coach import Feedback
from coach.coaching.events import Event, Priority, Say
from coach.coaching.hand_choice import NOTHING_CHANGED, OPENING, Choice
from coach.coaching.raised_hand import Gesture
from coach.coaching.speech import spoken_s
from coach.coaching.workout_plan import WorkoutPlan
from coach.coaching.workout_state import CHANGES, Ask, Stage, Stepped, WorkoutState, pause
from coach.pose import Pose

ABANDONED_S = 300.0
"""Out of the picture for so long ends the session."""
RAISE_A_HAND = "Raise a hand to go on."


def step(state: WorkoutState, plan: WorkoutPlan | None, feedback: Feedback, ask: Ask | None = None) -> Stepped:
    """Take the next feedback and what somebody asks for, if anything; give the next state and what happened, in this order.

    Without a `plan` it is free practice.
    """
    state, events = handle_requests(state, plan, feedback.pose, ask)
    state, more = advance(state, plan, feedback)
    return state, events + more


def plan_of(state: WorkoutState, plan: WorkoutPlan) -> WorkoutPlan:
    """`plan` with what the person has changed in it since."""
    return state.plan or plan


def handle_requests(state: WorkoutState, plan: WorkoutPlan | None, pose: Pose, ask: Ask | None = None) -> Stepped:
    """The first half of `step`, the same in every stage: the beginning, a pause by hand or key and its end, and the end of the session."""
    time = pose.time
    if state.stage is Stage.DONE:
        return state, ()
    events: tuple[Event, ...] = ()
    if math.isnan(state.since_s):
        state, events = _spoken(*_begin(replace(state, seen_s=time), plan, time), time)
    hand, gesture = state.hand.see(Body.from_pose(pose))
    state = replace(state, hand=hand, seen_s=time if pose.is_seen else state.seen_s)
    plan = plan and plan_of(state, plan)
    raised = gesture is Gesture.RAISED
    more: tuple[Event, ...] = ()
    if ask is Ask.STOP or _is_abandoned(state, time):
        state, more = free_practice.stop(state, time) if plan is None else planned_sets.stop(state, plan, time)
    elif plan and ask in CHANGES:
        state, more = changes.change(state, plan, ask, time)
    elif plan and state.choice and ask is None:
        state, more = _choose(state, plan, state.choice, gesture, time)
    elif plan and gesture is Gesture.HELD:
        state, more = _held(state, plan, time)
    elif state.stage is Stage.PAUSED and (raised or ask is Ask.RESUME):
        state, more = free_practice.resume(state, time) if plan is None else _resume(state, plan, time)
    elif state.stage is not Stage.PAUSED and (ask is Ask.PAUSE or (raised and _hand_pauses(state, plan))):
        state, more = pause(state, time, RAISE_A_HAND)
    state, more = _spoken(state, more, time)
    return state, events + more


def advance(state: WorkoutState, plan: WorkoutPlan | None, feedback: Feedback) -> Stepped:
    """The second half of `step`: what the stage that somebody is in makes of the feedback."""
    if state.stage is Stage.DONE or (plan is None and state.stage is Stage.PAUSED):
        return state, ()
    if plan is None:
        return _spoken(*free_practice.practise(state, feedback), feedback.time)
    advance_stage = warm_up.warming_up if state.stage is Stage.WARM_UP else planned_sets.STEPS[state.stage]
    return _spoken(*advance_stage(state, plan_of(state, plan), feedback), feedback.time)


def _begin(state: WorkoutState, plan: WorkoutPlan | None, time: float) -> Stepped:
    if plan is None:
        return free_practice.begin(state, time)
    return warm_up.begin(state, plan, time) if plan.warm_up else planned_sets.find(state, plan, time)


def _resume(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    """Go on after a pause."""
    return planned_sets.resume(state, plan, time) if state.move is None else warm_up.resume(state, plan, time)


def _held(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    """A hand was held up: skip the set where that was offered, else pause and say what can be chosen."""
    if state.stage is Stage.FIND and state.offers_skip:
        return changes.skip(state, plan, time)
    if state.stage is not Stage.PAUSED:
        state, _ = pause(state, time, RAISE_A_HAND)
    choice = Choice.open(tuple(changes.options(state).values()), time)
    return replace(state, choice=choice, is_away=False), (Say(OPENING, Priority.STOP, time),)


def _choose(state: WorkoutState, plan: WorkoutPlan, choice: Choice, gesture: Gesture | None, time: float) -> Stepped:
    """Say what can be chosen, one after the other, and do what a hand chooses."""
    if choice.is_made(gesture):
        state, events = changes.change(replace(state, choice=None), plan, list(changes.options(state))[choice.number], time)
        if state.stage is not Stage.PAUSED:
            return state, events
        state, _ = _resume(state, plan_of(state, plan), time)
        return state, tuple(replace(one, text=f"{one.text} Going on.") if isinstance(one, Say) else one for one in events)
    choice, is_next = choice.see(time, state.hand)
    if choice.is_over:
        return replace(state, choice=None), (Say(f"{NOTHING_CHANGED} {RAISE_A_HAND}", Priority.STOP, time),)
    state = replace(state, choice=choice)
    return state, (Say(choice.words, Priority.STOP, time),) if is_next else ()


def _is_abandoned(state: WorkoutState, time: float) -> bool:
    return time - state.seen_s > ABANDONED_S and state.stage in (Stage.FIND, Stage.PAUSED)


def _hand_pauses(state: WorkoutState, plan: WorkoutPlan | None) -> bool:
    """Whether a raised hand means a pause: not while somebody gets into position for a set of the plan."""
    return plan is None or state.stage is not Stage.FIND


def _spoken(state: WorkoutState, events: tuple[Event, ...], time: float) -> Stepped:
    """Reckon how long the voice will take for what is said now."""
    seconds = sum(spoken_s(one.text) for one in events if isinstance(one, Say))
    return replace(state, busy_s=max(state.busy_s, time) + seconds) if seconds else state, events
