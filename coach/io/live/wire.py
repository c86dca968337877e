"""What the page is sent, as plain values that JSON can say: NaN becomes null."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from coach.exercise import Exercise
from coach.io.live.events import Moment, Utterance
from coach.io.words import worst_first
from coach.pipeline import State
from coach.pose import Pose

SEEN: Final = {State.LOOKING: "red", State.GET_READY: "amber", State.READY: "green", State.MOVING: "green"}


def update(moment: Moment, exercises: Mapping[str, Exercise], *, stamp: float, phase_s: float, first_id: int) -> dict[str, Any]:
    """One answer to one picture. `stamp` is the camera's own time of it, `phase_s` how long its phase has lasted, `first_id` the next event's."""
    feedback, scene = moment.feedback, moment.scene
    exercise = exercises.get(feedback.exercise or "")
    return {
        "kind": "feedback",
        "stamp": stamp,
        "scene": {
            "stage": scene.stage.value,
            "title": scene.title,
            "detail": scene.detail,
            "left_s": scene.left_s,
            "of_s": scene.of_s,
            "goal": scene.goal,
        },
        "seen": SEEN[feedback.state],
        "message": feedback.message,
        "count": feedback.count,
        "phase": feedback.phase.value,
        "phase_s": round(phase_s, 2),
        "tempo": _tempo(exercise),
        "value": number(feedback.value),
        "target": [number(end) for end in feedback.target],
        "most": exercise.range_of_motion.too_much if exercise else None,
        "cue": {"text": feedback.cue.text, "why": feedback.cue.why, "severity": feedback.cue.severity} if feedback.cue else None,
        "findings": [{"name": _name(exercise, one.check), "grade": one.grade.value} for one in worst_first(feedback.findings)],
        "points": points(feedback.pose),
        "events": [event(one, first_id + number, stamp=stamp) for number, one in enumerate(moment.said)],
    }


def event(said: Utterance, event_id: int, *, stamp: float) -> dict[str, Any]:
    """One event, dated by the camera's clock, which is the page's own."""
    return {
        "id": event_id,
        "stamp": stamp,
        "text": said.text,
        "tone": said.tone.value if said.tone else None,
        "priority": int(said.priority),
    }


def points(pose: Pose) -> list[list[float]] | None:
    """x, y and visibility of each landmark, None when nobody is seen."""
    if not pose.is_seen:
        return None
    return [[round(float(x), 4), round(float(y), 4), round(float(v), 2)] for (x, y, _), v in zip(pose.image, pose.visibility, strict=True)]


def number(value: float, decimals: int = 1) -> float | None:
    """A number that JSON can say."""
    return round(value, decimals) if math.isfinite(value) else None


def _tempo(exercise: Exercise | None) -> list[float] | None:
    return [exercise.tempo.concentric, exercise.tempo.hold, exercise.tempo.eccentric] if exercise else None


def _name(exercise: Exercise | None, check: str) -> str:
    return exercise.check(check).name if exercise else check
