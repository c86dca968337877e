"""Free practice: no plan, whatever exercise is done is counted, until Stop."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from coach.body import Body
from coach.coaching.coach import Coach, Feedback, State
from coach.coaching.cues import Kind
from coach.coaching.during_set import RESTING_S
from coach.coaching.moment import Counted, Heard, Moment, Scene
from coach.coaching.raised_hand import Hand
from coach.coaching.speech import Priority, Prompt, Say, Sound, Tone, spoken_s
from coach.coaching.summary import summary
from coach.coaching.wording import SIDE_NAMES
from coach.coaching.workout import ABANDONED_S, Ask, Stage
from coach.exercise import Exercise, Phase
from coach.pose import Pose, Side

PAUSED: Final = "Paused. Raise a hand to go on."
GREETING: Final = "Free practice. I count what I recognise."


class Practice:
    """Leads through free practice. Remembers; belongs to one live session."""

    def __init__(self, exercises: Iterable[Exercise], *, exercise: str | None = None, side: Side | None = None) -> None:
        self._exercises = {one.key: one for one in exercises}
        self._coach = Coach(self._exercises.values(), exercise=exercise, side=side)
        self._is_paused = False
        self._hand = Hand()
        self._last: Feedback | None = None
        self._kept: Counted | None = None
        self._prompt = Prompt()
        self._busy_s = self._moved_s = self._seen_s = self._summed_s = -math.inf
        """Until when the voice is speaking; when somebody last moved in position (or went on after a pause), when they were last seen,
        and up to when their repetitions have been summed up."""
        self._announced: tuple[str, str] | None = None

    def see(self, pose: Pose, ask: Ask | None = None) -> Moment:
        """Take the next pose, in the order of their times, and what the person asks for, if anything."""
        now, last, was_paused = pose.time, self._last, self._is_paused
        self._hand, raised = self._hand.see(Body.of(pose))
        if ask is not None or raised:
            self._is_paused = ask in (Ask.PAUSE, Ask.STOP) or (raised and not self._is_paused)
        self._seen_s = now if pose.is_seen or last is None else self._seen_s
        if ask is Ask.STOP or now - self._seen_s > ABANDONED_S:
            return self._still(last or self._coach.see(pose), pose, Stage.DONE, "That is all for today.")
        if self._is_paused and last:  # what somebody does in a pause is no exercise
            return self._still(last, pose, Stage.PAUSED, PAUSED, () if was_paused else (Say(PAUSED, Priority.STOP, now),))
        feedback = self._last = self._coach.see(pose)
        heard = [*self._greeted(feedback, was_paused=was_paused), *self._recognised(now), *_heard(feedback), *self._summary(feedback)]
        self._speaks(heard, now)
        if now >= self._busy_s:
            self._prompt, said = self._prompt.see(now, self._guidance(feedback))
            self._speaks(said, now)
            heard += said
        return Moment(feedback, self._scene(feedback), tuple(heard), self._counted(feedback), feedback.not_counted)

    def _still(self, last: Feedback, pose: Pose, stage: Stage, message: str, heard: tuple[Heard, ...] = ()) -> Moment:
        still = replace(last, time=pose.time, pose=pose, rep=None, not_counted=None, cue=None)
        return Moment(still, replace(self._scene(last), stage=stage, message=message, tier=None), heard)

    def _speaks(self, heard: Iterable[Heard], now: float) -> None:
        seconds = sum(spoken_s(one.text) for one in heard if isinstance(one, Say))
        self._busy_s = max(self._busy_s, now) + seconds if seconds else self._busy_s

    def _greeted(self, feedback: Feedback, *, was_paused: bool) -> list[Heard]:
        """Somebody who cannot see the screen hears that it begins, or goes on."""
        now = feedback.time
        if self._prompt == Prompt() and math.isinf(self._busy_s):
            return [Say(GREETING, Priority.GUIDE, now)]
        if was_paused:
            self._moved_s = now
            return [Say("Going on", Priority.GUIDE, now)]
        return []

    def _recognised(self, now: float) -> list[Heard]:
        """What exercise is counted, once the voice is free: said together with a count, one of them would be lost."""
        kind = (self._kept.exercise, self._kept.working_side) if self._kept else None
        if kind is None or kind == self._announced or now < self._busy_s:
            return []
        self._announced = kind
        exercise, side = self._exercises[kind[0]].name, kind[1]
        return [Say(exercise if side == "both" else f"{exercise}, {side} side", Priority.GUIDE, now)]

    def _summary(self, feedback: Feedback) -> list[Heard]:
        """The repetitions of a set are summed up once somebody rests."""
        if feedback.phase is not Phase.REST or feedback.rep:
            self._moved_s = feedback.time
        reps, exercise = self._coach.reps, self._exercises.get(feedback.exercise or "")
        is_new = bool(reps) and reps[-1].end_s > self._summed_s
        if not is_new or exercise is None or feedback.time - max(self._moved_s, reps[-1].end_s) < RESTING_S:
            return []
        self._summed_s = reps[-1].end_s
        return [Tone(Sound.END, feedback.time), Say(str(summary(exercise, reps)), Priority.GUIDE, feedback.time)]

    def _guidance(self, feedback: Feedback) -> str:
        """What is worth saying again until it is done."""
        if not _is_ready(feedback):
            self._moved_s = -math.inf
            return feedback.message
        if not math.isinf(self._moved_s):
            return ""
        return "Go on when you are ready" if feedback.count else "I see you. Begin when you are ready."

    def _counted(self, feedback: Feedback) -> tuple[Counted, ...]:
        """What is to be kept now: of a set whose exercise only its second repetition told, the first one too."""
        if not (feedback.rep and feedback.exercise and feedback.working_side):
            return ()
        kept, kind = self._kept, (feedback.exercise, feedback.working_side)
        goes_on = kept and (kept.exercise, kept.working_side) == kind and kept.rep.index + 1 == feedback.rep.index
        reps = (feedback.rep,) if goes_on else self._coach.reps
        counted = tuple(Counted(*kind, feedback.view, rep) for rep in reps)
        self._kept = counted[-1]
        return counted

    def _scene(self, feedback: Feedback) -> Scene:
        exercise = self._exercises.get(feedback.exercise or "")
        ready = _is_ready(feedback)
        return Scene(
            Stage.SET if ready else Stage.FIND,
            exercise.name if exercise else "Free practice",
            SIDE_NAMES.get(feedback.working_side or "", "").capitalize(),
            "" if ready else feedback.message,
            count=feedback.count,
        )


def _heard(feedback: Feedback) -> Iterable[Heard]:
    now = feedback.time
    if feedback.rep:
        yield Tone(Sound.REP, now)
        yield Say(str(feedback.count), Priority.COUNT, now)
    if feedback.not_counted:
        yield Tone(Sound.MISSED, now)
    if feedback.cue:
        yield Say(feedback.cue.text, Priority.PRAISE if feedback.cue.kind is Kind.PRAISE else Priority.CUE, now)


def _is_ready(feedback: Feedback) -> bool:
    return feedback.state in (State.READY, State.MOVING)
