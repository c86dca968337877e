"""Free practice: no plan, whatever exercise is done is counted, until Stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coach.exercise import Exercise
from coach.io.live.events import Moment, Priority, Scene, Stage, Tone, Utterance
from coach.io.words import SIDES
from coach.pipeline import Coach, Feedback, State
from coach.pose import Pose, Side

PAUSED = Scene(Stage.PAUSED, "Paused", "Press Start to go on")


class Practice:
    """Leads through free practice. Remembers; belongs to one live session."""

    def __init__(self, exercises: Iterable[Exercise], *, exercise: str | None = None, side: Side | None = None) -> None:
        self._exercises = {one.key: one for one in exercises}
        self._coach = Coach(self._exercises.values(), exercise=exercise, side=side)
        self._is_paused = False
        self._last: Feedback | None = None

    def see(self, pose: Pose) -> Moment:
        """Take the next pose, in the order of their times."""
        if self._is_paused and self._last:  # what somebody does in a pause is no exercise
            still = replace(self._last, time=pose.time, pose=pose, rep=None, not_counted=None, cue=None)
            return Moment(still, PAUSED)
        feedback = self._coach.see(pose)
        before, self._last = self._last, feedback
        return Moment(feedback, self._scene(feedback), tuple(_said(feedback, before)))

    def pause(self, *, wanted: bool) -> None:
        """Pause, or go on."""
        self._is_paused = wanted

    def _scene(self, feedback: Feedback) -> Scene:
        exercise = self._exercises.get(feedback.exercise or "")
        if not _is_ready(feedback):
            return Scene(Stage.FIND, exercise.name if exercise else "Get into position", feedback.message)
        return Scene(Stage.SET, exercise.name if exercise else "Begin when you like", SIDES.get(feedback.working_side or "", ""))


def _said(feedback: Feedback, before: Feedback | None) -> Iterable[Utterance]:
    if feedback.rep:
        yield Utterance(str(feedback.count), Tone.REP, Priority.COUNT)
    if feedback.not_counted:
        yield Utterance(tone=Tone.MISSED)
    if feedback.cue:
        yield Utterance(feedback.cue.text, priority=Priority.CUE)
    if before and _is_ready(before) and not _is_ready(feedback):
        yield Utterance(feedback.message)


def _is_ready(feedback: Feedback) -> bool:
    return feedback.state in (State.READY, State.MOVING)
