"""What the page is sent, as values that JSON knows: NaN becomes null. The types for the page are in coach/ui/live/page/answers.js."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from coach.coaching.coach import State
from coach.coaching.events import Priority, RepCounted, Say, Tone, Utterance
from coach.coaching.verdict import sign_of, worst_first
from coach.coaching.wording import PHASE_NAMES
from coach.coaching.workout import Update
from coach.exercise import Exercise
from coach.live.write_queue import NotKept
from coach.pose import BONES, DRAWN_FROM, Pose
from coach.records import Rep

ONCE: Final = {
    "skeleton": {"bones": BONES, "drawn_from": DRAWN_FROM},
    "phases": {phase.value: name.capitalize() for phase, name in PHASE_NAMES.items()},
}
"""What the page is told once, when it may begin, so that it repeats nothing that is decided in Python."""

SEEN: Final = {State.LOOKING: "red", State.GET_READY: "amber", State.READY: "green", State.MOVING: "green"}


def answer(
    update: Update,
    exercises: Mapping[str, Exercise],
    *,
    stamp: float,
    phase_s: float,
    first_id: int,
    kept: int | None,
    not_kept: NotKept | None,
) -> dict[str, Any]:
    """The answer to one picture.

    `stamp` is the camera's own time of the picture, `phase_s` how long its phase has lasted, `first_id` the id of the first utterance in
    the answer, `kept` the id of the session in the history, None while nothing is kept, `not_kept` what should be there and is not.
    """
    feedback, view = update.feedback, update.view
    exercise = exercises.get(feedback.exercise or "")
    tempo = view.tempo or (exercise.tempo if exercise else None)
    heard = [one for one in update.events if isinstance(one, Say | Tone)]
    counted = [one.rep for one in update.events if isinstance(one, RepCounted)]
    return {
        "kind": "feedback",
        "stamp": stamp,
        "stage_view": asdict(view),
        "seen": SEEN[feedback.state],
        "phase": feedback.phase.value,
        "phase_s": round(phase_s, 2),
        "tempo": [tempo.concentric, tempo.hold, tempo.eccentric] if tempo else None,
        "value": number(feedback.value),
        "target": [number(end) for end in feedback.target],
        "most": exercise.range_of_motion.too_much if exercise else None,
        "cue": cue(heard),
        "rep": rep(counted[-1], exercise) if counted else None,
        "points": points(feedback.pose),
        "events": [event(one, first_id + position, stamp=stamp - feedback.time) for position, one in enumerate(heard)],
        "kept": kept,
        "not_kept": asdict(not_kept) if not_kept else None,
    }


def cue(heard: Iterable[Utterance]) -> dict[str, Any] | None:
    """The cue or the praise among what is said, for the screen, which shows it when it is spoken."""
    said = [one for one in heard if isinstance(one, Say) and one.priority in (Priority.CUE, Priority.PRAISE)]
    return {"text": said[-1].text, "praise": said[-1].priority is Priority.PRAISE} if said else None


def event(heard: Utterance, event_id: int, *, stamp: float) -> dict[str, Any]:
    """An utterance, with its cause dated by the camera's clock, which is the page's own: the session's time was 0 at `stamp`."""
    said = {"text": heard.text, "priority": int(heard.priority)} if isinstance(heard, Say) else {"tone": heard.sound.value}
    return {"id": event_id, "stamp": stamp + heard.cause_s} | said


def rep(one: Rep, exercise: Exercise | None) -> dict[str, Any]:
    """A repetition in short: its verdict, also in words, how far it went, and the names of what was found, the worst first."""
    names = [exercise.check(found.check).name if exercise else found.check for found in worst_first(one.findings)]
    return {
        "index": one.index,
        "verdict": one.verdict.value,
        "words": f"{sign_of(one)} {one.verdict.words}",
        "range": number(one.range_of_motion),
        "unit": one.unit,
        "findings": names,
    }


def points(pose: Pose) -> list[list[float]] | None:
    """x, y and visibility of each landmark, None when nobody is seen."""
    if not pose.is_seen:
        return None
    return [[round(float(x), 4), round(float(y), 4), round(float(v), 2)] for (x, y, _), v in zip(pose.image, pose.visibility, strict=True)]


def number(value: float, decimals: int = 1) -> float | None:
    """The number rounded; None for NaN and infinity, which JSON does not know."""
    return round(value, decimals) if math.isfinite(value) else None
