"""A hands-free session as one pure step, with a plan or as free practice without one.

What both have in common stands here: the beginning, a pause by a raised hand or a key, Stop, the end of a session that everybody has left,
and how long the voice is busy. Nothing has a clock: time comes with the feedback, so a whole session can be replayed in a test.
"""

from __future__ import annotations

import math
from dataclasses import replace

from coach.body import Body
from coach.coaching import free_practice, planned_sets
from coach.coaching.coach import Feedback
from coach.coaching.events import Event, Say
from coach.coaching.speech import spoken_s
from coach.coaching.workout_plan import WorkoutPlan
from coach.coaching.workout_state import Ask, Stage, Stepped, WorkoutState, pause
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


def handle_requests(state: WorkoutState, plan: WorkoutPlan | None, pose: Pose, ask: Ask | None = None) -> Stepped:
    """The first half of `step`, the same in every stage: the beginning, a pause by hand or key and its end, and the end of the session."""
    time = pose.time
    if state.stage is Stage.DONE:
        return state, ()
    events: tuple[Event, ...] = ()
    if math.isnan(state.since_s):
        state, events = _spoken(*_begin(replace(state, seen_s=time), plan, time), time)
    hand, raised = state.hand.see(Body.from_pose(pose))
    state = replace(state, hand=hand, seen_s=time if pose.is_seen else state.seen_s)
    more: tuple[Event, ...] = ()
    if ask is Ask.STOP or _is_abandoned(state, time):
        state, more = free_practice.stop(state, time) if plan is None else planned_sets.stop(state, plan, time)
    elif state.stage is Stage.PAUSED and (raised or ask is Ask.RESUME):
        state, more = free_practice.resume(state, time) if plan is None else planned_sets.resume(state, plan, time)
    elif state.stage is not Stage.PAUSED and (ask is Ask.PAUSE or (raised and _hand_pauses(state, plan))):
        state, more = pause(state, time, RAISE_A_HAND)
    state, more = _spoken(state, more, time)
    return state, events + more


def advance(state: WorkoutState, plan: WorkoutPlan | None, feedback: Feedback) -> Stepped:
    """The second half of `step`: what the stage that somebody is in makes of the feedback."""
    if state.stage is Stage.DONE or (plan is None and state.stage is Stage.PAUSED):
        return state, ()
    stepped = free_practice.practise(state, feedback) if plan is None else planned_sets.STEPS[state.stage](state, plan, feedback)
    return _spoken(*stepped, feedback.time)


def _begin(state: WorkoutState, plan: WorkoutPlan | None, time: float) -> Stepped:
    return free_practice.begin(state, time) if plan is None else planned_sets.find(state, plan, time)


def _is_abandoned(state: WorkoutState, time: float) -> bool:
    return time - state.seen_s > ABANDONED_S and state.stage in (Stage.FIND, Stage.PAUSED)


def _hand_pauses(state: WorkoutState, plan: WorkoutPlan | None) -> bool:
    """Whether a raised hand means a pause: not while somebody gets into position for a set of the plan."""
    return plan is None or state.stage is not Stage.FIND


def _spoken(state: WorkoutState, events: tuple[Event, ...], time: float) -> Stepped:
    """Reckon how long the voice will take for what is said now."""
    seconds = sum(spoken_s(one.text) for one in events if isinstance(one, Say))
    return replace(state, busy_s=max(state.busy_s, time) + seconds) if seconds else state, events
