"""The hands-free session as one pure step: find me, hold still, 3-2-1, the set, its summary, rest, the next set or side.

```
FIND ──in position──▶ STILL ──▶ COUNTDOWN ──▶ SET ──reached, resting, left──▶ REST ──▶ FIND … DONE
  ▲                     │           │          │ hand, key, out of the picture
  └──── not any more ───┴───────────┘          ▼
  └──────────────── hand, key, back in the picture ── PAUSED
```

Nothing here has a clock: time comes with the feedback, so a whole session can be replayed in a test.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TypeAlias

from coach.analysis.framing import Framing, Stillness, Tier, framing, position
from coach.body import Body
from coach.coaching.coach import Feedback, State
from coach.coaching.cues import CueState
from coach.coaching.during_set import Over, Watched, personal_target, watch
from coach.coaching.raised_hand import Hand
from coach.coaching.speech import Priority, Prompt, Say, Sound, Tone, spoken_s
from coach.coaching.summary import summary
from coach.coaching.workout_plan import (
    Ask,
    Calibrated,
    Event,
    PlannedSet,
    SetBegins,
    SetEnds,
    Stage,
    WorkoutPlan,
    introduction,
    what_follows,
)
from coach.records import Rep

__all__ = [
    "Ask",
    "Calibrated",
    "Event",
    "PlannedSet",
    "Priority",
    "Say",
    "SetBegins",
    "SetEnds",
    "Sound",
    "Stage",
    "Tier",
    "Tone",
    "WorkoutPlan",
    "WorkoutState",
    "step",
]

STILL_S = 1.0
COUNTDOWN_S = 3.0
UNPLACED_S = 1.0
"""Out of position for less than this does not stop a countdown: the camera is not always sure."""
WARNING_S = 10.0
GONE_S, ABANDONED_S = 30.0, 300.0
"""Out of the picture for so long ends the set, and the session."""


@dataclass(frozen=True, slots=True)
class WorkoutState:
    """Where in the session somebody is. Begin with `WorkoutState()`, or with the `index` of the set to begin with.

    `message` is what stands on the screen, and `tier` how much of the framing is right. `since_s` is when the stage began, `until_s`
    when a countdown or a rest ends, NaN elsewhere. `index` is the set of the plan that comes next, is being done or, in a rest, was
    done last; so are `reps`. `personal_target` is how far to go, NaN before it is known.
    """

    stage: Stage = Stage.FIND
    message: str = ""
    since_s: float = math.nan
    until_s: float = math.nan
    index: int = 0
    personal_target: float = math.nan
    tier: Tier = Tier.NOWHERE
    watched: Watched | None = None
    before: int = 0
    """Repetitions of the set before, 0 where there was none."""
    done: tuple[int, ...] = ()
    """Repetitions of each set that is over."""
    targets: tuple[tuple[tuple[str, str], float], ...] = ()
    """What this session has found out, by exercise and side."""
    hand: Hand = Hand()
    still: Stillness = Stillness()
    prompt: Prompt = Prompt()
    busy_s: float = -math.inf
    """Until when the voice is likely to be speaking: what is worth hearing waits for it."""
    seen_s: float = math.nan
    placed_s: float = math.nan
    left_s: float = math.nan
    is_away: bool = False

    @property
    def reps(self) -> tuple[Rep, ...]:
        """The repetitions of the set so far."""
        return self.watched.reps if self.watched else ()

    @property
    def count(self) -> int:
        """Repetitions of the set so far."""
        return len(self.reps)

    def goal(self, plan: WorkoutPlan) -> int:
        """How many repetitions the set has."""
        planned = plan.sets[self.index]
        return min(planned.reps, self.before) if planned.match_reps and self.before else planned.reps

    def enter(self, stage: Stage, time: float, message: str = "", *, until_s: float = math.nan) -> WorkoutState:
        """The same at the beginning of another stage."""
        return replace(self, stage=stage, since_s=time, until_s=until_s, message=message)


Stepped: TypeAlias = tuple[WorkoutState, tuple[Event, ...]]


def step(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback, ask: Ask | None = None) -> Stepped:
    """Take the next feedback, and what the user asks for, if anything; give what to say, sound and keep, in this order."""
    time = feedback.time
    if state.stage is Stage.DONE:
        return state, ()
    events: tuple[Event, ...] = ()
    if math.isnan(state.since_s):
        state, events = _spoken(*_find(replace(state, since_s=time, seen_s=time), plan, time), time)
    hand, raised = state.hand.see(Body.from_pose(feedback.pose))
    state = replace(state, hand=hand, seen_s=time if feedback.pose.is_seen else state.seen_s)
    is_abandoned = time - state.seen_s > ABANDONED_S and state.stage in (Stage.FIND, Stage.PAUSED)
    if ask is Ask.STOP or is_abandoned:
        state, more = _stop(state, plan, time)
    elif state.stage is Stage.PAUSED and (raised or ask is Ask.RESUME):
        state, more = _resume(state, plan, time)
    elif state.stage is not Stage.PAUSED and (ask is Ask.PAUSE or (raised and state.stage is not Stage.FIND)):
        state, more = _pause(state, time, "Paused. Raise a hand to go on.")
    else:
        state, more = STEPS[state.stage](state, plan, feedback)
    state, more = _spoken(state, more, time)
    return state, events + more


def _spoken(state: WorkoutState, events: tuple[Event, ...], time: float) -> Stepped:
    """Reckon how long the voice will take for what is said now."""
    seconds = sum(spoken_s(one.text) for one in events if isinstance(one, Say))
    return replace(state, busy_s=max(state.busy_s, time) + seconds) if seconds else state, events


def _find(state: WorkoutState, plan: WorkoutPlan, time: float, announcement: str = "") -> Stepped:
    """Begin to look for the person."""
    planned = plan.sets[state.index]
    where = position(planned.exercise, planned.working_side)
    said = announcement or f"{introduction(plan, state.index)} {where}."
    target = dict(state.targets).get(planned.key, planned.personal_target)
    told = Prompt(announcement or where, time, time, 1)
    state = replace(state.enter(Stage.FIND, time, where), prompt=told, is_away=False, personal_target=target)
    return state, (Say(said, Priority.GUIDE, time),)


def _finding(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time, planned = feedback.time, plan.sets[state.index]
    framed = _framed(feedback, planned)
    state = replace(state, tier=framed.tier, message=framed.message)
    if time < state.busy_s:
        return state, ()
    if framed.tier is not Tier.IN_POSITION:
        prompt, said = state.prompt.see(time, framed.message)
        return replace(state, prompt=prompt), said
    state = replace(state.enter(Stage.STILL, time, "Hold still"), still=Stillness(), placed_s=time)
    explanation = " Three slow ones first, as far as is comfortable." if math.isnan(state.personal_target) else ""
    return state, (Say(f"Good. Hold still.{explanation}", Priority.GUIDE, time),)


def _holding_still(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time, planned = feedback.time, plan.sets[state.index]
    state = _placed(state, planned, feedback)
    if time - state.placed_s > UNPLACED_S:
        return _find(state, plan, time, state.message)
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
            return _find(state, plan, time, state.message)
        state = replace(state, message=str(left))
        return state, () if state.message == before else (Say(state.message, Priority.COUNT, time),)
    begins = [] if state.watched else [SetBegins(state.index, planned, _cue_state(state, plan), time)]
    state = replace(state.enter(Stage.SET, time), watched=Watched.since(time, state.watched))
    return state, (Tone(Sound.GO, time), Say("Go", Priority.COUNT, time), *begins)


def _doing_set(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time, planned = feedback.time, plan.sets[state.index]
    assert state.watched
    watched, heard, over = watch(state.watched, planned.exercise, planned.working_side, state.goal(plan), feedback)
    events: tuple[Event, ...] = heard
    state = replace(state, watched=watched, message=watched.prompt.text)
    if math.isnan(state.personal_target):
        state, found = _calibrated(state, planned, watched, time)
        events += found
    match over:
        case None:
            return state, events
        case Over.AWAY:
            state, more = _pause(state, time, "Paused. Come back to go on.")
            return replace(state, is_away=True), events + more
        case Over.LEFT if not watched.reps:
            state, more = _find(state, plan, time)
        case _:
            state, more = _end_set(state, plan, time)
    return state, events + more


def _calibrated(state: WorkoutState, planned: PlannedSet, watched: Watched, time: float) -> Stepped:
    """Take the personal range from the first repetitions, once there are enough."""
    found = personal_target(planned.exercise, watched.peaks)
    if math.isnan(found):
        return state, ()
    state = replace(state, personal_target=found, targets=(*state.targets, (planned.key, found)))
    return state, (Calibrated(*planned.key, found, time),)


def _pause(state: WorkoutState, time: float, message: str) -> Stepped:
    """Pause; a rest keeps the seconds that are left of it."""
    left_s = state.until_s - time if state.stage is Stage.REST else math.nan
    return replace(state.enter(Stage.PAUSED, time, message), left_s=left_s), (Say(message, Priority.STOP, time),)


def _resume(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    if math.isnan(state.left_s):
        return _find(state, plan, time, "Going on")
    return state.enter(Stage.REST, time, what_follows(plan, state.index), until_s=time + state.left_s), (
        Say("Going on", Priority.GUIDE, time),
    )


def _pausing(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    """Wait; somebody who had gone out of the picture goes on by coming back, or loses the set."""
    if not state.is_away:
        return state, ()
    state = replace(state, tier=_framed(feedback, plan.sets[state.index]).tier)
    if state.tier is Tier.IN_POSITION:
        return _find(state, plan, feedback.time, "Welcome back")
    if feedback.time - state.since_s >= GONE_S and state.reps:
        return _end_set(state, plan, feedback.time)
    return state, ()


def _end_set(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    planned = plan.sets[state.index]
    comes_again = any(one.key == planned.key for one in plan.sets[state.index + 1 :])
    text = str(summary(planned.exercise, state.reps, following="Next set" if comes_again else "Next time"))
    ends = SetEnds(state.index, planned, state.reps, text, time)
    state = replace(state, done=(*state.done, state.count), is_away=False)
    if state.index + 1 == len(plan.sets):
        closing = _closing(state)
        return state.enter(Stage.DONE, time, closing), (Tone(Sound.END, time), Say(f"{text} {closing}", Priority.GUIDE, time), ends)
    after = what_follows(plan, state.index)
    state = state.enter(Stage.REST, time, after, until_s=time + planned.rest_s)
    return state, (Tone(Sound.END, time), Say(f"{text} {after}.", Priority.GUIDE, time), ends)


def _resting(state: WorkoutState, plan: WorkoutPlan, feedback: Feedback) -> Stepped:
    time = feedback.time
    if time >= state.until_s:
        return _find(replace(state, index=state.index + 1, before=state.count, watched=None), plan, time)
    warned = state.until_s - WARNING_S
    is_time = state.prompt.said_s < warned <= time and warned - state.since_s >= WARNING_S / 2
    if not is_time:
        return state, ()
    return replace(state, prompt=Prompt(said_s=time)), (Say("Ten seconds", Priority.GUIDE, time),)


def _stop(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    """End the session now; the set that was begun counts as far as it went."""
    is_open = state.watched is not None and state.reps and not _is_resting(state)
    ends = (SetEnds(state.index, plan.sets[state.index], state.reps, "", time),) if is_open else ()
    state = replace(state, done=(*state.done, state.count) if is_open else state.done)
    closing = _closing(state)
    return state.enter(Stage.DONE, time, closing), (Tone(Sound.END, time), Say(closing, Priority.STOP, time), *ends)


STEPS = {
    Stage.FIND: _finding,
    Stage.STILL: _holding_still,
    Stage.COUNTDOWN: _counting_down,
    Stage.SET: _doing_set,
    Stage.PAUSED: _pausing,
    Stage.REST: _resting,
}


def _is_resting(state: WorkoutState) -> bool:
    """Whether the set is over and what is shown is the rest after it, perhaps paused."""
    return state.stage is Stage.REST or (state.stage is Stage.PAUSED and not math.isnan(state.left_s))


def _framed(feedback: Feedback, planned: PlannedSet) -> Framing:
    advice = feedback.message if feedback.state is State.LOOKING else None
    return framing(feedback.pose, planned.exercise, planned.working_side, advice)


def _placed(state: WorkoutState, planned: PlannedSet, feedback: Feedback) -> WorkoutState:
    """Note whether somebody is still in position; what is missing, if they are not, is the message."""
    framed = _framed(feedback, planned)
    if framed.tier is Tier.IN_POSITION:
        return replace(state, tier=framed.tier, placed_s=feedback.time)
    return replace(state, tier=framed.tier, message=framed.message)


def _cue_state(state: WorkoutState, plan: WorkoutPlan) -> CueState:
    """What the cues need to know; as long as the personal range is being found out, none is too small."""
    planned = plan.sets[state.index]
    before = sum(one.key == planned.key for one in plan.sets[: state.index])
    target = 0.0 if math.isnan(state.personal_target) else state.personal_target
    return CueState(session=plan.session, sets_before=before, personal_target=target)


def _closing(state: WorkoutState) -> str:
    sets, reps = len(state.done), sum(state.done)
    if not reps:
        return "That is all for today."
    return f"That was it: {sets} {'set' if sets == 1 else 'sets'}, {reps} {'rep' if reps == 1 else 'reps'}. Well done."
