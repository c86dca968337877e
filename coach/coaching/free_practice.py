"""Free practice as a pure step: no plan, whatever exercise is recognised is counted, until Stop.

The stages are only these: FIND while somebody is not in a starting position, SET while they are, PAUSED and DONE.
"""

from __future__ import annotations

import math
from dataclasses import replace

from coach.analysis.framing import what_is_hidden
from coach.coaching.coach import Feedback, State
from coach.coaching.cues import Kind
from coach.coaching.during_set import RESTING_S
from coach.coaching.events import AttemptRejected, Priority, RepCounted, Say, SetBegan, SetEnded, Sound, Tone, Utterance
from coach.coaching.summary import summary
from coach.coaching.wording import not_counted_aloud
from coach.coaching.workout_state import Stage, Stepped, WorkoutState, noticed
from coach.exercise import Phase

GREETING = "Free practice. I count what I recognise."
OVER = "That is all for today."


def begin(state: WorkoutState, time: float) -> Stepped:
    """Say that it begins, for who cannot see the screen."""
    return state.enter(Stage.FIND, time), (Say(GREETING, Priority.GUIDE, time),)


def resume(state: WorkoutState, time: float) -> Stepped:
    """Go on after a pause."""
    state = replace(state.enter(Stage.SET, time), practice=replace(state.practice, moved_s=time))
    return state, (Say("Going on", Priority.GUIDE, time),)


def stop(state: WorkoutState, time: float) -> Stepped:
    """End the session now, with the set that was begun."""
    done = state.practice
    ended = (SetEnded(done.begun.index, done.begun.exercise, done.begun.working_side, done.reps, time),) if done.begun else ()
    return state.enter(Stage.DONE, time, OVER, explanation=OVER), ended


def practise(state: WorkoutState, feedback: Feedback) -> Stepped:
    """Take the next feedback, outside a pause."""
    time, is_ready = feedback.time, feedback.state in (State.READY, State.MOVING)
    message = state.notice_at(time) or _obstacle(feedback) if is_ready else feedback.picture_problem or feedback.message
    state = replace(state, stage=Stage.SET if is_ready else Stage.FIND, message=message)
    state, named = _named(state, time)
    state = _counted(state, feedback)
    state, summed_up = _summed_up(state, feedback)
    said = (*named, *_heard(feedback), *summed_up)
    if time >= state.busy_s and not any(isinstance(one, Say) for one in said):
        state, guided = _guided(state, feedback, is_ready=is_ready)
        said += guided
        begun = state.practice.begun
        if is_ready and begun and not guided:
            state, told = noticed(state, begun.exercise, state.practice.reps, feedback)
            return state, (*feedback.events, *said, *told)
    return state, (*feedback.events, *said)


def _obstacle(feedback: Feedback) -> str:
    """What could still be changed before a repetition begins: the light, the focus, or what hides the pelvis."""
    return feedback.picture_problem or (what_is_hidden(feedback.pose) if feedback.phase is Phase.REST else "")


def _named(state: WorkoutState, time: float) -> tuple[WorkoutState, tuple[Utterance, ...]]:
    """Say which exercise is counted once the voice is free: said together with its first count, one of them would be lost."""
    begun = state.practice.begun
    if begun is None or time < state.busy_s:
        return state, ()
    key = begun.exercise.key, begun.working_side
    if key == state.practice.named:
        return state, ()
    name = begun.exercise.name if begun.working_side == "both" else f"{begun.exercise.name}, {begun.working_side} side"
    return replace(state, practice=replace(state.practice, named=key)), (Say(name, Priority.GUIDE, time),)


def _counted(state: WorkoutState, feedback: Feedback) -> WorkoutState:
    """Note the sets and repetitions that the coach counts, and when somebody last moved."""
    done = state.practice
    for event in feedback.events:
        match event:
            case SetBegan():
                done = replace(done, begun=event, reps=(), missed=())
            case RepCounted():
                done = replace(done, reps=(*done.reps, event.rep))
            case AttemptRejected() if done.begun:
                done = replace(done, missed=(*done.missed, event.attempt))
    if feedback.phase is not Phase.REST or feedback.rep:
        done = replace(done, moved_s=feedback.time)
    return replace(state, practice=done)


def _heard(feedback: Feedback) -> tuple[Utterance, ...]:
    """Count aloud, and say the coach's cue."""
    time, heard = feedback.time, list[Utterance]()
    if feedback.rep:
        heard += [Tone(Sound.REP, time), Say(str(feedback.count), Priority.COUNT, time)]
    if feedback.not_counted:
        heard.append(Tone(Sound.MISSED, time))
    if feedback.not_counted and not feedback.cue:
        heard.append(Say(not_counted_aloud(feedback.not_counted), Priority.CUE, time))
    if feedback.cue:
        heard.append(Say(feedback.cue.text, Priority.PRAISE if feedback.cue.kind is Kind.PRAISE else Priority.CUE, time))
    return tuple(heard)


def _summed_up(state: WorkoutState, feedback: Feedback) -> tuple[WorkoutState, tuple[Utterance, ...]]:
    """Sum the repetitions of the set up once somebody rests."""
    time, done = feedback.time, state.practice
    if done.begun is None or done.reps[-1].end_s <= done.summed_s or time - max(done.moved_s, done.reps[-1].end_s) < RESTING_S:
        return state, ()
    text, told = summary(done.begun.exercise, done.reps, missed=done.missed).without(state.told)
    state = replace(state, practice=replace(done, summed_s=done.reps[-1].end_s), told=told)
    return state, (Tone(Sound.END, time), Say(text, Priority.GUIDE, time))


def _guided(state: WorkoutState, feedback: Feedback, *, is_ready: bool) -> tuple[WorkoutState, tuple[Utterance, ...]]:
    """Say what is in the way, and to whom comes into position that they are seen."""
    text = ""
    if not is_ready:
        text = feedback.picture_problem or feedback.message
        state = replace(state, practice=replace(state.practice, moved_s=-math.inf))
    elif math.isinf(state.practice.moved_s):
        text = "Go on when you are ready" if feedback.count else f"I see you. {_obstacle(feedback) or 'Begin when you are ready'}."
    prompt, said = state.prompt.see(feedback.time, text)
    return replace(state, prompt=prompt), said
