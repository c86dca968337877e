"""Free practice: no plan, whatever exercise is done is counted, until Stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coach.body import Body
from coach.cues import Kind
from coach.exercise import Exercise
from coach.hand import Hand
from coach.io.live.moment import Counted, Heard, Moment, Scene
from coach.io.words import SIDES
from coach.pipeline import Coach, Feedback, State
from coach.pose import Pose, Side
from coach.workout import Ask, Priority, Say, Sound, Stage, Tone


class Practice:
    """Leads through free practice. Remembers; belongs to one live session."""

    def __init__(self, exercises: Iterable[Exercise], *, exercise: str | None = None, side: Side | None = None) -> None:
        self._exercises = {one.key: one for one in exercises}
        self._coach = Coach(self._exercises.values(), exercise=exercise, side=side)
        self._is_paused = False
        self._hand = Hand()
        self._last: Feedback | None = None
        self._kept: Counted | None = None

    def see(self, pose: Pose, ask: Ask | None = None) -> Moment:
        """Take the next pose, in the order of their times, and what the person asks for, if anything."""
        self._hand, raised = self._hand.see(Body.of(pose))
        if ask is not None or raised:
            self._is_paused = ask in (Ask.PAUSE, Ask.STOP) or (raised and not self._is_paused)
        last = self._last
        if self._is_paused and last:  # what somebody does in a pause is no exercise
            stage = Stage.DONE if ask is Ask.STOP else Stage.PAUSED
            still = replace(last, time=pose.time, pose=pose, rep=None, not_counted=None, cue=None)
            return Moment(still, replace(self._scene(last), stage=stage, message="Paused. Raise a hand to go on.", tier=None))
        feedback = self._last = self._coach.see(pose)
        return Moment(feedback, self._scene(feedback), tuple(_heard(feedback, last)), self._counted(feedback), feedback.not_counted)

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
            SIDES.get(feedback.working_side or "", "").capitalize(),
            "" if ready else feedback.message,
            count=feedback.count,
        )


def _heard(feedback: Feedback, before: Feedback | None) -> Iterable[Heard]:
    now = feedback.time
    if feedback.rep:
        yield Tone(Sound.REP, now)
        yield Say(str(feedback.count), Priority.COUNT, now)
    if feedback.not_counted:
        yield Tone(Sound.MISSED, now)
    if feedback.cue:
        yield Say(feedback.cue.text, Priority.PRAISE if feedback.cue.kind is Kind.PRAISE else Priority.CUE, now)
    if before and _is_ready(before) and not _is_ready(feedback):
        yield Say(feedback.message, Priority.GUIDE, now)


def _is_ready(feedback: Feedback) -> bool:
    return feedback.state in (State.READY, State.MOVING)
