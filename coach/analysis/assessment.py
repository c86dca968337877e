"""From an attempt to a verdict: a counted repetition with its findings, or why it was not counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

import numpy as np

from coach.analysis.form import NOTHING_USUAL, REST_S, Movement, Usual, during, judge, typical
from coach.analysis.repetitions import LONGEST_S, SETTLED_S, Attempt
from coach.analysis.timing import timing
from coach.body import Body, Part
from coach.exercise import MOVING, SET_UP, TOP, Exercise
from coach.pose import Side
from coach.records import NotCounted, Reason, Rep
from coach.signals.placement import placement

SHORTEST_S = 0.55  # as read: a jump of the landmarks there and back within 0.3 s is this long; the fastest rendered people read 0.75
BEFORE_S = REST_S + 0.7  # the machine may notice a smooth start this much late
IMPLAUSIBLE = 2.5  # no joint goes this many times as far as is too much: the landmarks have jumped
PARTIAL = 0.32  # below this share of what the person has shown in the set, a movement was broken off
GUESSED = 0.4  # visibility; legs out of the picture or from the head end have 0.1 to 0.35, counted ones 0.58 and more
UNIT = "deg"


def assess(attempt: Attempt, exercise: Exercise, side: Side, recent: Sequence[Body], usually: Usual = NOTHING_USUAL) -> Rep | NotCounted:
    """Judge `attempt` from the bodies of the last seconds, which reach at least from before its start to its end.

    `usually` is what the person has shown in this set so far. The `index` of a repetition is left 0.
    """
    moved = exercise.range_of_motion.correction * min(attempt.rise, attempt.fall)
    if attempt.lost:
        return NotCounted(attempt.start_s, attempt.end_s, Reason.NOT_SEEN, moved, UNIT)
    movement = _movement(attempt, exercise, side, recent, usually)
    reason = _reason_against(movement, attempt, moved)
    if reason:
        return NotCounted(attempt.start_s, attempt.end_s, reason, moved, UNIT)
    findings, unjudged, measured = judge(movement)
    at = movement.timing
    return Rep(
        index=0,
        start_s=at.start_s,
        peak_s=at.peak_s,
        end_s=at.end_s,
        concentric_s=at.top_start_s - at.start_s,
        hold_s=at.top_end_s - at.top_start_s,
        eccentric_s=at.end_s - at.top_end_s,
        range_of_motion=movement.range_of_motion,
        unit=UNIT,
        findings=findings,
        unjudged=unjudged,
        measured=measured,
    )


def _movement(attempt: Attempt, exercise: Exercise, side: Side, recent: Sequence[Body], usually: Usual) -> Movement:
    motion = exercise.range_of_motion
    bodies = [body for body in recent if attempt.start_s - BEFORE_S <= body.time <= attempt.end_s + SETTLED_S + 0.1]
    timed = motion.timed or motion.signal
    values = np.array([timed.measure(body, body, side) for body in bodies])
    at = timing(np.array([body.time for body in bodies]), values, attempt.peak_s, motion.unseen)
    rest = typical(during(bodies, at, SET_UP))
    view = Counter(placement(body).view for body in bodies).most_common(1)[0][0]
    movement = Movement(exercise, side, view, bodies, rest, at, usually=usually)
    angle = motion.reported or motion.signal
    return movement.with_range(motion.correction * (movement.usual(angle, TOP) - movement.usual(angle, SET_UP)))


def _reason_against(movement: Movement, attempt: Attempt, moved: float) -> Reason | None:
    """Why the movement does not count, if it does not. `moved` is how far it went, in the unit of what is counted."""
    motion = movement.exercise.range_of_motion
    at = movement.timing
    if _is_guessed(movement):
        return Reason.NOT_SEEN
    if at.end_s - at.start_s < SHORTEST_S:
        return Reason.TOO_SHORT
    if attempt.seconds > LONGEST_S:
        return Reason.TOO_LONG
    if moved > IMPLAUSIBLE * motion.too_much or not all(movement.has(trait) for trait in movement.exercise.traits):
        return Reason.OTHER_MOVEMENT
    partial = movement.range_of_motion < PARTIAL * movement.usually.range_of_motion
    return Reason.TOO_SMALL if moved < motion.count or partial else None


def _is_guessed(movement: Movement) -> bool:
    """Whether a knee that the movement is counted on was out of sight for most of it. An ankle may be: the knee says enough."""
    signal = movement.exercise.range_of_motion.signal
    sides = [side for parts, side in ((signal.own, movement.side), (signal.other, movement.side.other)) if Part.KNEE in parts]
    bodies = movement.during(MOVING)
    return any(median(body.visibility_of(Part.KNEE, side) for body in bodies) < GUESSED for side in sides)
