"""One set of a plan as a pure step on the feedback: its repetitions, what is heard during it, and when it is over."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum, auto
from statistics import median

from coach.analysis.framing import position
from coach.coaching.coach import Feedback, State
from coach.coaching.cues import MIN_GAP_S, Cue, Kind
from coach.coaching.events import AttemptRejected, Event, Priority, RepCounted, Say, Sound, Tone, Utterance
from coach.coaching.speech import Prompt
from coach.coaching.wording import not_counted_aloud
from coach.exercise import Exercise, Phase, RepMeasure, Works
from coach.records import NotCounted, Rep

RESTING_S, ASK_S, BEGIN_S = 15.0, 8.0, 10.0
"""Not moving for so long in a begun set is resting; before that, and before the first repetition, somebody is asked."""
AWAY_S, LEFT_S, LOST_S = 3.0, 4.0, 20.0
"""Out of the picture for so long is a pause; out of position, or hardly to be seen, is the end of the set."""
FRESH_S = 6.0
"""A cue waits for the bottom of a repetition or the way down, but not longer than this."""
WRONG_SIDE_S = 5.0
HOLD_S = 0.2
SPEED_OVER_S = 0.25
PEAK_SPEED = 1.875
"""The greatest speed of a smooth (minimum-jerk) movement, as a multiple of its mean speed."""
LIFTED = 0.2
"""Of the target: higher than this at rest, the next lift has begun."""
CALIBRATION_REPS, COMFORTABLE = 3, 0.9
"""The personal target is this share of the usual range of so many slow repetitions (specification, section 3)."""
TRIES, TRY = 2, 0.5
"""So many movements of at least this share of what counts are attempts at a first repetition."""


class SetEnd(Enum):
    """Why a set is over, or interrupted."""

    REACHED = auto()
    RESTING = auto()
    LEFT = auto()
    AWAY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetState:
    """A set so far. `peaks` is how far each repetition went, as the gauge shows it.

    `missed` are the attempts that were not counted, `corrected` the checks that the voice has spoken of, the last one last.
    `moved_s`, `placed_s` and `seen_s` are when somebody last moved, was in position and was seen.
    """

    moved_s: float
    placed_s: float
    seen_s: float
    reps: tuple[Rep, ...] = ()
    missed: tuple[NotCounted, ...] = ()
    peaks: tuple[float, ...] = ()
    peak: float = 0.0
    tries: int = 0
    phase: Phase = Phase.REST
    phase_s: float = math.nan
    values: tuple[tuple[float, float], ...] = ()
    held: bool = False
    waiting: Cue | None = None
    waiting_s: float = math.nan
    spoke_s: float = -math.inf
    corrected: tuple[str, ...] = ()
    wrong_side_s: float = -math.inf
    prompt: Prompt = Prompt()

    @classmethod
    def since(cls, time: float, before: SetState | None = None) -> SetState:
        """A set that begins at `time`, or `before` going on then after a pause."""
        fresh = cls(moved_s=time, placed_s=time, seen_s=time)
        if before is None:
            return fresh
        kept = {name: getattr(before, name) for name in ("reps", "missed", "peaks", "spoke_s", "corrected")}
        return replace(fresh, **kept)

    @property
    def worked_on(self) -> list[str]:
        """The checks that the voice has spoken of, most often first."""
        return [check for check, _ in Counter(self.corrected).most_common()]


def step(
    state: SetState, exercise: Exercise, working_side: str, goal: int, feedback: Feedback
) -> tuple[SetState, tuple[Event, ...], SetEnd | None]:
    """Take the next feedback of a set of `goal` repetitions; what happens, and why the set is over, if it is."""
    state, events = _counted(_seen(state, feedback), exercise, working_side, goal, feedback)
    if feedback.not_counted:
        events += (AttemptRejected(feedback.not_counted, feedback.time),)
    end = _end(state, goal, feedback)
    if end:
        return state, events, end
    for speak in (_cue, _rejected, _hold, _slow):
        state, said = speak(state, exercise, feedback)
        events += said
    state, asked = _asked(state, exercise, working_side, feedback)
    if feedback.phase is Phase.REST:
        state = replace(state, peak=0.0, values=(), held=False)
    return state, events + asked, None


def personal_target(exercise: Exercise, peaks: tuple[float, ...]) -> float:
    """How far somebody should go, from their first slow repetitions; NaN before there are enough of them."""
    if len(peaks) < CALIBRATION_REPS:
        return math.nan
    motion = exercise.range_of_motion
    return min(max(COMFORTABLE * median(peaks[:CALIBRATION_REPS]), motion.count), motion.target[1])


def _seen(state: SetState, feedback: Feedback) -> SetState:
    """Note when somebody last moved, was in position and was seen, and how the movement goes."""
    time, resting = feedback.time, feedback.phase is Phase.REST
    values = tuple(one for one in state.values if one[0] > time - SPEED_OVER_S)
    return replace(
        state,
        moved_s=state.moved_s if resting else time,
        placed_s=time if feedback.state in (State.READY, State.MOVING) else state.placed_s,
        seen_s=time if feedback.pose.is_seen else state.seen_s,
        phase=feedback.phase,
        phase_s=state.phase_s if feedback.phase is state.phase else time,
        peak=state.peak if math.isnan(feedback.value) else max(state.peak, feedback.value),
        values=(*values, (time, feedback.value)),
    )


def _counted(state: SetState, exercise: Exercise, working_side: str, goal: int, feedback: Feedback) -> tuple[SetState, tuple[Event, ...]]:
    """Count what ended at this moment, aloud."""
    time, rep = feedback.time, feedback.rep
    if rep and feedback.working_side == working_side:
        rep = replace(rep, index=len(state.reps) + 1)
        state = replace(_without_stale_cue(state, rep), reps=(*state.reps, rep), peaks=(*state.peaks, state.peak), moved_s=time)
        text = f"{rep.index}. Two more." if goal - rep.index == 2 < rep.index else str(rep.index)
        return state, (RepCounted(rep, feedback.view, time), Tone(Sound.REP, time), Say(text, Priority.COUNT, time))
    if rep:
        return replace(state, wrong_side_s=time), (Tone(Sound.MISSED, time),)
    has_come_back = feedback.phase is Phase.REST and state.phase_s == time
    if has_come_back and not state.reps and state.peak >= TRY * exercise.range_of_motion.count:
        state = replace(state, tries=state.tries + 1)
    if feedback.not_counted is None:
        return state, ()
    state = replace(_without_stale_cue(state, None), missed=(*state.missed, feedback.not_counted), tries=0)
    return state, (Tone(Sound.MISSED, time),)


def _without_stale_cue(state: SetState, rep: Rep | None) -> SetState:
    """Drop a cue that waits and that `rep`, or an attempt that did not count, makes untrue: praise, and a correction of what is right now."""
    cue = state.waiting
    if cue is None:
        return state
    is_mended = rep is not None and cue.check is not None and cue.check not in {one.check for one in rep.findings}
    return replace(state, waiting=None) if cue.kind is Kind.PRAISE or is_mended else state


def _end(state: SetState, goal: int, feedback: Feedback) -> SetEnd | None:
    time = feedback.time
    if len(state.reps) >= goal:
        return SetEnd.REACHED
    if time - state.seen_s >= AWAY_S:
        return SetEnd.AWAY
    if time - state.placed_s >= (LEFT_S if feedback.state is State.GET_READY else LOST_S):
        return SetEnd.LEFT
    return SetEnd.RESTING if state.reps and time - state.moved_s >= RESTING_S else None


def _cue(state: SetState, exercise: Exercise, feedback: Feedback) -> tuple[SetState, tuple[Utterance, ...]]:
    """Say the coach's cue at the bottom or on the way down."""
    time = feedback.time
    if feedback.cue and _is_due(state, feedback.cue):
        state = replace(state, waiting=feedback.cue, waiting_s=time)
    cue = state.waiting
    if cue and cue.kind is Kind.PRAISE and feedback.phase is not Phase.REST:
        return replace(state, waiting=None), ()  # in the next repetition it would seem to be about that one
    if cue is None or time - state.spoke_s < MIN_GAP_S or _is_lifting(exercise, feedback):
        return state, ()
    state = replace(state, waiting=None)
    if time - state.waiting_s > FRESH_S:
        return state, ()
    if cue.kind is Kind.CORRECTION and cue.check:
        state = replace(state, corrected=(*state.corrected, cue.check))
    priority = Priority.PRAISE if cue.kind is Kind.PRAISE else Priority.CUE
    return replace(state, spoke_s=time), (Say(cue.text, priority, time),)


def _is_due(state: SetState, cue: Cue) -> bool:
    """Whether somebody has heard what they are praised for: a correction that waited too long was not said."""
    return cue.kind is not Kind.PRAISE or cue.check is None or cue.check in state.corrected


def _rejected(state: SetState, exercise: Exercise, feedback: Feedback) -> tuple[SetState, tuple[Utterance, ...]]:  # noqa: ARG001
    """Say why an attempt was not counted, unless a cue is about to."""
    time, missed = feedback.time, feedback.not_counted
    if missed is None or state.waiting or time - state.spoke_s < MIN_GAP_S:
        return state, ()
    return replace(state, spoke_s=time), (Say(not_counted_aloud(missed), Priority.CUE, time),)


def _is_lifting(exercise: Exercise, feedback: Feedback) -> bool:
    """On the way up or at the top, or already on the way up again where the last repetition has just ended."""
    high = feedback.value > LIFTED * exercise.range_of_motion.target[0]
    return feedback.phase in (Phase.CONCENTRIC, Phase.HOLD) or (feedback.phase is Phase.REST and high)


def _hold(state: SetState, exercise: Exercise, feedback: Feedback) -> tuple[SetState, tuple[Utterance, ...]]:
    """A sound once the top is reached."""
    arrived = feedback.phase is Phase.HOLD and feedback.time - state.phase_s >= HOLD_S
    if state.held or not arrived or feedback.value < exercise.range_of_motion.count:
        return state, ()
    return replace(state, held=True), (Tone(Sound.HOLD, feedback.time),)


def _slow(state: SetState, exercise: Exercise, feedback: Feedback) -> tuple[SetState, tuple[Utterance, ...]]:
    """The only word during a lift, for somebody who was asked before to lift more slowly."""
    time = feedback.time
    check = exercise.check(state.corrected[-1]) if state.corrected else None
    if check is None or check.of is not RepMeasure.CONCENTRIC or time - state.spoke_s < MIN_GAP_S:
        return state, ()
    (start_s, start), (end_s, end) = state.values[0], state.values[-1]
    reach = median(state.peaks or exercise.range_of_motion.target)
    fast = PEAK_SPEED * reach / check.limit.low_fault
    if feedback.phase is not Phase.CONCENTRIC or not end - start > fast * (end_s - start_s) > 0:
        return state, ()
    return replace(state, spoke_s=time), (Say("Slow", Priority.CUE, time),)


def _asked(state: SetState, exercise: Exercise, working_side: str, feedback: Feedback) -> tuple[SetState, tuple[Utterance, ...]]:
    """Guidance when nothing goes on, or the wrong thing."""
    time, idle = feedback.time, feedback.time - state.moved_s
    text = ""
    if feedback.state is State.LOOKING:
        text = feedback.message
    elif feedback.phase is not Phase.REST:
        return state, ()
    elif time - state.wrong_side_s < WRONG_SIDE_S:
        text = f"Turn over: {position(exercise, working_side)}" if exercise.works is Works.TOP else f"Other leg: your {working_side}"
    elif not state.reps and idle > BEGIN_S:
        text = "Begin when you are ready"
    elif not state.reps and state.tries >= TRIES:
        text = "A little further, please"
    elif state.reps and idle > ASK_S:
        text = "Carry on, or rest"
    prompt, said = state.prompt.see(time, text)
    return replace(state, prompt=prompt), said
