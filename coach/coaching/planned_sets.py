"""The stages of a planned session, each a pure step: into position, hold still, 3-2-1, the set, its summary, rest, the next set or side.

```
FIND ──in position──▶ STILL ──▶ COUNTDOWN ──▶ SET ──reached, resting, left──▶ REST ──▶ FIND … DONE
  ▲                     │           │          │ out of the picture
  └──── not any more ───┴───────────┘          ▼
  └──────────── back in the picture ──────── PAUSED
```
"""

from __future__ import annotations

import math
from dataclasses import replace

from coach.analysis.framing import Framing, Stillness, Tier, framing, position
from coach.coaching import during_set
from coach.coaching.coach import Feedback, State
from coach.coaching.during_set import SetEnd, SetState, personal_target
from coach.coaching.events import Calibrated, Event, Priority, Say, SetBegan, SetEnded, Sound, Tone
from coach.coaching.speech import Prompt
from coach.coaching.summary import summary, why_to_change
from coach.coaching.workout_plan import WARM_UP, PlannedSet, WorkoutPlan, introduction, what_follows
from coach.coaching.workout_state import Stage, Stepped, WorkoutState, noticed, pause

STILL_S = 1.0
COUNTDOWN_S = 3.0
UNPLACED_S = 1.0
"""Out of position for less than this does not stop a countdown: the camera is not always sure."""
WARNING_S = 10.0
PATIENCE_S = 10.0
"""A set waits so long for a better picture, once a session; then it goes on with the one that there is."""
GONE_S = 30.0
"""Out of the picture for so long ends the set."""
OFFER_S = 40.0
"""Who does not come into position for so long is offered to skip the set: getting onto a mat takes less."""
HOW_TO_SKIP = "hold a hand up for three seconds, or press S"


def find(state: WorkoutState, plan: WorkoutPlan, time: float, announcement: str = "") -> Stepped:
    """Begin to look for the person in the position of the next set."""
    planned = plan.sets[state.index]
    where = position(planned.exercise, planned.working_side)
    said = announcement or f"{introduction(plan, state.index)} {where}."
    setup_s = time if math.isnan(state.setup_s) else state.setup_s
    target = dict(state.targets).get(planned.key, planned.personal_target)
    told = Prompt(announcement or where, time, time, 1)
    state = replace(state.enter(Stage.FIND, time, where), prompt=told, is_away=False, personal_target=target, setup_s=setup_s)
    return state, (Say(said, Priority.GUIDE, time),)


def resume(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    """Go on after a pause: with the rest that it interrupted, else into position again."""
    if not state.is_resting:
        return find(begins_setup(state), plan, time, "Going on")
    return rest(state, plan, time, state.left_s), (Say("Going on", Priority.GUIDE, time),)


def stop(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    """End the session now; the set that was begun counts as far as it went."""
    ended: tuple[Event, ...] = ()
    if state.reps and not state.is_resting:
        ended = (_set_ended(state, plan, _summary(state, plan)[0], time),)
        state = replace(state, done=(*state.done, state.count))
    state, closing = close(replace(state, is_flawless=False), time)
    return state, (Tone(Sound.END, time), Say(closing, Priority.STOP, time), *ended)


def _finding(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time, planned = feedback.time, plan.sets[state.index]
    state, framed = _with_picture(state, _framed(feedback, planned), feedback)
    state = replace(state, tier=framed.tier, message=framed.message)
    if time < state.busy_s:
        return state, ()
    if framed.tier is not Tier.IN_POSITION:
        if state.offers_skip:
            return state, ()  # it stands on the screen; said again and again it only gets on one's nerves
        if time - state.setup_s >= OFFER_S:
            return replace(state, offers_skip=True), (Say(_offer(feedback, framed), Priority.GUIDE, time),)
        prompt, said = state.prompt.see(time, framed.message)
        return replace(state, prompt=prompt), said
    state = replace(state.enter(Stage.STILL, time, "Hold still"), still=Stillness(), placed_s=time)
    explanation = " Three slow ones first, as far as is comfortable." if math.isnan(state.personal_target) else ""
    return state, (Say(f"Good. Hold still.{explanation}", Priority.GUIDE, time),)


def _holding_still(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time, planned = feedback.time, plan.sets[state.index]
    state = _placed(state, planned, feedback)
    if time - state.placed_s > UNPLACED_S:
        return find(state, plan, time, state.message)
    state = replace(state, still=state.still.see(feedback.pose))
    if time - state.still.since_s < STILL_S or time < state.busy_s:
        return state, ()
    state = state.enter(Stage.COUNTDOWN, time, str(round(COUNTDOWN_S)), until_s=time + COUNTDOWN_S)
    return state, (Say(state.message, Priority.COUNT, time),)


def _counting_down(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time, planned = feedback.time, plan.sets[state.index]
    left = math.ceil(state.until_s - time)
    if left > 0:
        before, state = state.message, _placed(state, planned, feedback)
        if time - state.placed_s > UNPLACED_S:
            return find(state, plan, time, state.message)
        state = replace(state, message=str(left))
        return state, () if state.message == before else (Say(state.message, Priority.COUNT, time),)
    began = () if state.planned_set else (_set_began(state, plan, time),)
    state = replace(begins_setup(state).enter(Stage.SET, time), planned_set=SetState.since(time, state.planned_set))
    return state, (Tone(Sound.GO, time), Say("Go", Priority.COUNT, time), *began)


def _doing_set(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time, planned = feedback.time, plan.sets[state.index]
    assert state.planned_set
    done, events, end = during_set.step(state.planned_set, planned.exercise, planned.working_side, state.goal(plan), feedback)
    state = replace(state, planned_set=done, message=done.prompt.text or state.notice_at(time))
    if math.isnan(state.personal_target):
        state, found = _calibrated(state, planned, done, time)
        events += found
    match end:
        case None if any(isinstance(one, Say) for one in events):
            return state, events
        case None:
            state, more = noticed(state, planned.exercise, done.reps, feedback)
            return state, events + more
        case SetEnd.AWAY:
            state, more = pause(state, time, "Come back to go on.")
            return replace(state, is_away=True), events + more
        case SetEnd.LEFT if not done.reps:
            state, more = find(state, plan, time)
        case _:
            state, more = _end_set(state, plan, time)
    return state, events + more


def _calibrated(state: WorkoutState, planned: PlannedSet, done: SetState, time: float) -> Stepped:
    """Take the personal range from the first repetitions, once there are enough."""
    found = personal_target(planned.exercise, done.peaks)
    if math.isnan(found):
        return state, ()
    state = replace(state, personal_target=found, targets=(*state.targets, (planned.key, found)))
    return state, (Calibrated(*planned.key, found, time),)


def _pausing(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    """Wait; who has left the picture goes on by coming back, or the set ends."""
    if not state.is_away:
        return state, ()
    state = replace(state, tier=_framed(feedback, plan.sets[state.index]).tier)
    if state.tier is Tier.IN_POSITION:
        return find(state, plan, feedback.time, "Welcome back")
    if feedback.time - state.since_s >= GONE_S and state.reps:
        return _end_set(state, plan, feedback.time)
    return state, ()


def _end_set(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    planned = plan.sets[state.index]
    text, told = _summary(state, plan)
    ended = _set_ended(state, plan, text, time)
    is_flawless = state.is_flawless and state.count >= state.goal(plan) and all(rep.good for rep in state.reps)
    state = replace(state, done=(*state.done, state.count), is_away=False, is_flawless=is_flawless, told=told)
    if plan.after(state.index) is None:
        state, closing = close(state, time)
        return state, (Tone(Sound.END, time), Say(f"{text} {closing}", Priority.GUIDE, time), ended)
    state = rest(state, plan, time, planned.rest_s)
    return state, (Tone(Sound.END, time), Say(f"{text} {state.message}.", Priority.GUIDE, time), ended)


def _resting(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time = feedback.time
    following = plan.after(state.index)
    if time >= state.until_s and following is not None:
        return find(moved_on(state, following, before=state.count), plan, time)
    warned = state.until_s - WARNING_S
    is_time = state.prompt.said_s < warned <= time and warned - state.since_s >= WARNING_S / 2
    if not is_time:
        return state, ()
    return replace(state, prompt=Prompt(said_s=time)), (Say("Ten seconds", Priority.GUIDE, time),)


STEPS = {
    Stage.FIND: _finding,
    Stage.STILL: _holding_still,
    Stage.COUNTDOWN: _counting_down,
    Stage.SET: _doing_set,
    Stage.PAUSED: _pausing,
    Stage.REST: _resting,
}


def _summary(state: WorkoutState, plan: WorkoutPlan) -> tuple[str, tuple[str, ...]]:
    """The set in sentences, and the checks of which it was said by now that they cannot be judged: once a session is enough."""
    planned, done = plan.sets[state.index], state.planned_set
    comes_again = any(one.key == planned.key and not one.is_skipped for one in plan.sets[state.index + 1 :])
    whole = summary(
        planned.exercise,
        state.reps,
        following="Next set" if comes_again else "Next time",
        missed=done.missed if done else (),
        goal=state.goal(plan),
        corrected=done.worked_on if done else (),
    )
    return whole.without(state.told)


def _offer(feedback: Feedback, framed: Framing) -> str:
    """What is seen, what helps, and how the set is skipped."""
    if framed.tier is Tier.NOWHERE:
        return f"{framed.message}. Or skip this set: press S."
    seen = f"{feedback.message} " if feedback.state is State.GET_READY else ""
    return f"{seen}{framed.message.rstrip('.')}. If that does not go, skip this set: {HOW_TO_SKIP}."


def moved_on(state: WorkoutState, index: int, *, before: int) -> WorkoutState:
    """The same before the set at `index`, of which nothing is done yet; the set before had `before` repetitions."""
    return replace(begins_setup(state), index=index, before=before, planned_set=None, left_s=math.nan, is_away=False)


def begins_setup(state: WorkoutState) -> WorkoutState:
    """The same, as if nobody had tried yet to come into position."""
    return replace(state, setup_s=math.nan, offers_skip=False)


def rest(state: WorkoutState, plan: WorkoutPlan, time: float, seconds: float) -> WorkoutState:
    """The same in the rest after the set, or in what is left of it."""
    following = what_follows(plan, state.index)
    message = f"Rest. {following}" if following else "Rest"
    return replace(state.enter(Stage.REST, time, message, explanation=following, until_s=time + seconds), left_s=math.nan)


def close(state: WorkoutState, time: float) -> tuple[WorkoutState, str]:
    """The same at the end of the session, and what is said then."""
    sets, reps = len(state.done), sum(state.done)
    done = f"That was it: {sets} {'set' if sets == 1 else 'sets'}, {reps} {'rep' if reps == 1 else 'reps'}." if reps else ""
    closing = f"{done} Well done." if done and state.is_flawless else done or "That is all for today."
    return state.enter(Stage.DONE, time, closing, explanation=done or closing), closing


def _set_began(state: WorkoutState, plan: WorkoutPlan, time: float) -> SetBegan:
    planned = plan.sets[state.index]
    rung = WARM_UP if planned.warm_up else planned.rung
    return SetBegan(state.index, planned.exercise, planned.working_side, time, state.goal(plan), rung, planned.band)


def _set_ended(state: WorkoutState, plan: WorkoutPlan, text: str, time: float) -> SetEnded:
    planned = plan.sets[state.index]
    why = why_to_change(planned.exercise, state.reps, state.planned_set.worked_on if state.planned_set else ())
    return SetEnded(state.index, planned.exercise, planned.working_side, state.reps, time, text, why)


def _framed(feedback: Feedback, planned: PlannedSet) -> Framing:
    advice = feedback.message if feedback.state is State.LOOKING else None
    return framing(feedback.pose, planned.exercise, planned.working_side, advice)


def _with_picture(state: WorkoutState, framed: Framing, feedback: Feedback) -> tuple[WorkoutState, Framing]:
    """Hold a set up for what is wrong with the picture, but not for ever; where nobody can be seen it may be the reason."""
    problem = feedback.picture_problem
    if not problem or framed.tier not in (Tier.NOWHERE, Tier.IN_POSITION):
        return state, framed
    if framed.tier is Tier.NOWHERE:
        return state, Framing(Tier.NOWHERE, problem)
    held_up_s = feedback.time if math.isnan(state.held_up_s) else state.held_up_s
    state = replace(state, held_up_s=held_up_s)
    return state, Framing(Tier.RIGHT_VIEW, problem) if feedback.time - held_up_s < PATIENCE_S else framed


def _placed(state: WorkoutState, planned: PlannedSet, feedback: Feedback) -> WorkoutState:
    """Note whether somebody is still in position; what is missing, if they are not, is the message."""
    framed = _framed(feedback, planned)
    if framed.tier is Tier.IN_POSITION:
        return replace(state, tier=framed.tier, placed_s=feedback.time)
    return replace(state, tier=framed.tier, message=framed.message)
