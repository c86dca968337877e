"""From an attempt to a verdict: a counted repetition with its findings, or why it was not counted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from coach.body import Body
from coach.exercise import Exercise
from coach.form import REST_S, Movement, judge, typical
from coach.pose import Side
from coach.posture import placement
from coach.records import NotCounted, Reason, Rep
from coach.reps import LONGEST_S, SETTLED_S, Attempt
from coach.timing import timing

SHORTEST_S = 0.5  # nobody opens and closes a knee on purpose in less
BEFORE_S = REST_S + 0.7  # the machine may notice a smooth start this much late
IMPLAUSIBLE = 2.0  # no joint goes twice as far as is too much: the landmarks have jumped
UNIT = "deg"


def assess(attempt: Attempt, exercise: Exercise, side: Side, recent: Sequence[Body]) -> Rep | NotCounted:
    """Judge `attempt` from the bodies of the last seconds, which reach at least from before its start to its end. `index` is left 0."""
    motion = exercise.range_of_motion

    def not_counted(reason: Reason, value: float) -> NotCounted:
        return NotCounted(attempt.start_s, attempt.end_s, reason, value, UNIT)

    moved = motion.correction * min(attempt.rise, attempt.fall)
    if attempt.lost:
        return not_counted(Reason.NOT_SEEN, moved)
    bodies = [body for body in recent if attempt.start_s - BEFORE_S <= body.time <= attempt.end_s + SETTLED_S + 0.1]
    times = np.array([body.time for body in bodies])
    reported = motion.reported or motion.signal
    at = timing(times, np.array([reported.measure(body, body, side) for body in bodies]), attempt.peak_s)
    resting = [body for body in bodies if at.start_s - REST_S <= body.time <= at.start_s] or [
        min(bodies, key=lambda b: abs(b.time - at.start_s))
    ]
    view = Counter(placement(body).view for body in bodies).most_common(1)[0][0]
    reach = motion.correction * (at.top - at.rest)
    movement = Movement(exercise, side, view, bodies, typical(resting), at, reach)
    if at.end_s - at.start_s < SHORTEST_S:
        return not_counted(Reason.TOO_SHORT, moved)
    if reach > IMPLAUSIBLE * motion.too_much:
        return not_counted(Reason.OTHER_MOVEMENT, moved)
    if attempt.seconds > LONGEST_S:
        return not_counted(Reason.TOO_LONG, moved)
    if any(trait.limit.grade(movement.usual(trait.signal, trait.phases)) for trait in exercise.traits):
        return not_counted(Reason.OTHER_MOVEMENT, moved)
    if moved < motion.count:
        return not_counted(Reason.TOO_SMALL, moved)
    findings, unjudged = judge(movement)
    return Rep(
        index=0,
        start_s=at.start_s,
        peak_s=at.peak_s,
        end_s=at.end_s,
        concentric_s=at.top_start_s - at.start_s,
        hold_s=at.top_end_s - at.top_start_s,
        eccentric_s=at.end_s - at.top_end_s,
        range_of_motion=reach if not math.isnan(reach) else moved,
        unit=UNIT,
        findings=findings,
        unjudged=unjudged,
    )
