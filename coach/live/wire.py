"""What the page is sent, as plain values that JSON can say: NaN becomes null."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from coach.coaching.coach import State
from coach.coaching.moment import Heard, Moment
from coach.coaching.verdict import worst_first
from coach.coaching.workout import Priority, Say
from coach.exercise import Exercise
from coach.pose import Pose
from coach.records import Rep

SEEN: Final = {State.LOOKING: "red", State.GET_READY: "amber", State.READY: "green", State.MOVING: "green"}


def update(moment: Moment, exercises: Mapping[str, Exercise], *, stamp: float, phase_s: float, first_id: int) -> dict[str, Any]:
    """One answer to one picture.

    `stamp` is the camera's own time of it, `phase_s` how long its phase has lasted, `first_id` that of the first event in it.
    """
    feedback, scene = moment.feedback, moment.scene
    exercise = exercises.get(feedback.exercise or "")
    tempo = scene.tempo or (exercise.tempo if exercise else None)
    return {
        "kind": "feedback",
        "stamp": stamp,
        "scene": asdict(scene),
        "seen": SEEN[feedback.state],
        "phase": feedback.phase.value,
        "phase_s": round(phase_s, 2),
        "tempo": [tempo.concentric, tempo.hold, tempo.eccentric] if tempo else None,
        "value": number(feedback.value),
        "target": [number(end) for end in feedback.target],
        "most": exercise.range_of_motion.too_much if exercise else None,
        "cue": cue(moment.heard),
        "rep": rep(moment.counted[-1].rep, exercise) if moment.counted else None,
        "points": points(feedback.pose),
        "events": [event(one, first_id + number, stamp=stamp - feedback.time) for number, one in enumerate(moment.heard)],
    }


def cue(heard: Iterable[Heard]) -> dict[str, Any] | None:
    """What is said of the movement itself, for the screen: it appears when it is spoken."""
    said = [one for one in heard if isinstance(one, Say) and one.priority in (Priority.CUE, Priority.PRAISE)]
    return {"text": said[-1].text, "praise": said[-1].priority is Priority.PRAISE} if said else None


def event(heard: Heard, event_id: int, *, stamp: float) -> dict[str, Any]:
    """Something to hear, dated by the camera's clock, which is the page's own: at `stamp` the session's time was 0."""
    said = {"text": heard.text, "priority": int(heard.priority)} if isinstance(heard, Say) else {"tone": heard.sound.value}
    return {"id": event_id, "stamp": stamp + heard.cause_s} | said


def rep(one: Rep, exercise: Exercise | None) -> dict[str, Any]:
    """A repetition in short: was it good, how far, and what was found, by name."""
    names = [exercise.check(found.check).name if exercise else found.check for found in worst_first(one.findings)]
    return {"index": one.index, "good": one.good, "range": number(one.range_of_motion), "unit": one.unit, "findings": names}


def points(pose: Pose) -> list[list[float]] | None:
    """x, y and visibility of each landmark, None when nobody is seen."""
    if not pose.is_seen:
        return None
    return [[round(float(x), 4), round(float(y), 4), round(float(v), 2)] for (x, y, _), v in zip(pose.image, pose.visibility, strict=True)]


def number(value: float, decimals: int = 1) -> float | None:
    """A number that JSON can say."""
    return round(value, decimals) if math.isfinite(value) else None
