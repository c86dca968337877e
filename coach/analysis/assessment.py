"""From an attempt to a verdict: a counted repetition with its findings, or why it was not counted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from coach.analysis.form import NO_MEDIANS, REST_S, RepBodies, SetMedians, in_phases, judge, median_body
from coach.analysis.repetitions import LONGEST_S, SETTLED_S, Attempt
from coach.analysis.timing import Timing, read_timing, with_motion
from coach.body import Body, Part
from coach.exercise import MOVING, SET_UP, TOP, Exercise
from coach.pose import Side
from coach.records import NotCounted, Reason, Rep
from coach.signals.placement import placement

SHORTEST_S = 0.55  # as it is read: landmarks that jump there and back within 0.3 s read this, the fastest rendered people 0.75
BEFORE_S = REST_S + 0.7  # of bodies before an attempt: a smooth start may be noticed 0.7 s late
IMPLAUSIBLE = 2.5  # times `too_much`: no joint goes so far, so the landmarks have jumped
UNBELIEVED = 2.0  # times `too_much`: a range that is read as more than this is off by much
PARTIAL = 0.32  # share of the set's median range below which a movement was broken off
PARTIAL_IF_SHORT, PARTIAL_TIME = 0.55, 0.45  # the same share of one that also took less than this share of the set's median duration
GUESSED = 0.4  # visibility below which a knee is guessed: 0.1 to 0.35 out of the picture or from the head end, 0.58 and more where counted
SAME_TIME = 0.8  # share of both by which the times read off two signals have to overlap; else landmarks of the one were lost
BEGUN = 0.7  # share of the way down that the way up of the first movement has at least, else the recording begins in its middle
AT_ONCE_S = 0.2  # a movement that begins so soon after the first body that was seen may have begun before
UNIT = "deg"


def assess(
    attempt: Attempt, exercise: Exercise, side: Side, recent: Sequence[Body], set_medians: SetMedians = NO_MEDIANS
) -> Rep | NotCounted:
    """Judge `attempt` from the `recent` bodies, which reach at least from `BEFORE_S` before its start to its end.

    A repetition's `index` is left 0: the set says which it is. It lies between the first and the last of the bodies and its times are in
    order; no duration is negative; its range is at least what counts.
    """
    moved = exercise.range_of_motion.correction * min(attempt.rise, attempt.fall)
    if attempt.lost:
        return NotCounted(attempt.start_s, attempt.end_s, Reason.NOT_SEEN, moved, UNIT)
    if attempt.rise < BEGUN * attempt.fall and recent[0].time > attempt.start_s - AT_ONCE_S:
        return NotCounted(attempt.start_s, attempt.end_s, Reason.CUT_OFF, moved, UNIT)
    rep_bodies = _rep_bodies(attempt, exercise, side, recent, set_medians)
    reason, because = _reason_against(rep_bodies, attempt, moved)
    if reason:
        return NotCounted(attempt.start_s, attempt.end_s, reason, moved, UNIT, because)
    return _judged(rep_bodies, recent)


def taken_for_rep(attempt: Attempt, exercise: Exercise, side: Side, recent: Sequence[Body]) -> Rep:
    """The repetition that somebody says `attempt` was, whatever speaks against it; otherwise as `assess`. Its range may be NaN."""
    return _judged(_rep_bodies(attempt, exercise, side, recent, NO_MEDIANS), recent)


def _judged(rep_bodies: RepBodies, recent: Sequence[Body]) -> Rep:
    exercise = rep_bodies.exercise
    judged = judge(rep_bodies)
    timing = rep_bodies.timing
    return Rep(
        index=0,
        start_s=timing.start_s,
        peak_s=min(timing.peak_s, recent[-1].time),
        end_s=min(timing.end_s, recent[-1].time),
        concentric_s=timing.concentric_s,
        hold_s=timing.hold_s,
        eccentric_s=timing.eccentric_s,
        range_of_motion=rep_bodies.range_of_motion,
        range_error=rep_bodies.range_error,
        unit=UNIT,
        findings=judged.findings,
        unjudged=judged.unjudged,
        measured=judged.measured,
        errors=judged.errors,
        doubtful=judged.doubtful,
        traits=tuple((trait.signal.name, rep_bodies.has(trait)) for trait in exercise.traits if trait.over_set),
        is_judged=bool(judged.findings) or any(check in exercise.posture_checks for check, _ in judged.measured),
    )


def _rep_bodies(attempt: Attempt, exercise: Exercise, side: Side, recent: Sequence[Body], set_medians: SetMedians) -> RepBodies:
    motion = exercise.range_of_motion
    bodies = [body for body in recent if attempt.start_s - BEFORE_S <= body.time <= attempt.end_s + SETTLED_S + 0.1]
    times = np.array([body.time for body in bodies])
    counted, timed = (
        read_timing(times, np.array([signal.measure(body, body, side) for body in bodies]), attempt.peak_s, motion.unseen)
        for signal in (motion.signal, motion.timed or motion.signal)
    )
    moving = np.array([body.reading.motion if body.reading else math.nan for body in bodies])
    timing = with_motion(timed if _overlap(counted, timed) > SAME_TIME else counted, times, moving, motion.shows_moving)
    rest = median_body(in_phases(bodies, timing, SET_UP))
    view = Counter(placement(body).view for body in bodies).most_common(1)[0][0]
    rep_bodies = RepBodies(exercise, side, view, bodies, rest, timing, set_medians=set_medians)
    range_of_motion, range_error = _range(rep_bodies)
    return replace(rep_bodies, range_of_motion=range_of_motion, range_error=range_error)


def _overlap(one: Timing, other: Timing) -> float:
    """The time that two readings of a repetition share, over the time that either takes."""
    shared = min(one.end_s, other.end_s) - max(one.start_s, other.start_s)
    return shared / max(max(one.end_s, other.end_s) - min(one.start_s, other.start_s), 1e-9)


def _range(rep_bodies: RepBodies) -> tuple[float, float]:
    """The range of motion and what it may be off, in degrees; NaN where rest or top was not seen.

    What is reported may be another angle than what is counted. Where it reads less than the least that counts although the counted
    one went that far, or more than anybody's, its landmarks are wrong: then the counted range is given, and may be off by what lies between
    the two.
    """
    motion = rep_bodies.exercise.range_of_motion
    counted, reported = (
        motion.correction * (rep_bodies.median(angle, TOP) - rep_bodies.median(angle, SET_UP))
        for angle in (motion.signal, motion.reported or motion.signal)
    )
    error = motion.error[rep_bodies.is_aside]
    if reported < motion.count <= counted or counted < reported > UNBELIEVED * motion.too_much:
        return counted, max(error, abs(reported - counted))
    return reported, error


def _reason_against(rep_bodies: RepBodies, attempt: Attempt, moved: float) -> tuple[Reason | None, str]:
    """Why the movement does not count, None if it does, and of another movement what made it one.

    `moved` is how far it went, in the unit of what is counted.
    """
    motion, timing = rep_bodies.exercise.range_of_motion, rep_bodies.timing
    if _is_guessed(rep_bodies):
        return Reason.NOT_SEEN, ""
    if timing.end_s - timing.start_s < SHORTEST_S:
        return Reason.TOO_SHORT, ""
    if attempt.seconds > LONGEST_S:
        return Reason.TOO_LONG, ""
    if moved > IMPLAUSIBLE * motion.too_much:
        return Reason.OTHER_MOVEMENT, "it went further than any joint does"
    breached = rep_bodies.breached
    if breached:
        return Reason.OTHER_MOVEMENT, breached.breach
    if math.isnan(rep_bodies.range_of_motion):
        return Reason.NOT_SEEN, ""
    if min(moved, rep_bodies.range_of_motion) < motion.count or _is_broken_off(rep_bodies, moved):
        return Reason.TOO_SMALL, ""
    return None, ""


def _is_broken_off(rep_bodies: RepBodies, moved: float) -> bool:
    """Whether the movement was much smaller than is usual in the set, or both smaller and much shorter.

    A long one that went as far as the exercise aims at was not broken off, whatever its reported range is read as.
    """
    usual = rep_bodies.set_medians
    share = rep_bodies.range_of_motion / usual.range_of_motion
    if rep_bodies.timing.end_s - rep_bodies.timing.start_s < PARTIAL_TIME * usual.seconds:
        return share < PARTIAL_IF_SHORT
    return share < PARTIAL and moved < rep_bodies.exercise.range_of_motion.target[0]


def _is_guessed(rep_bodies: RepBodies) -> bool:
    """Whether a knee that the counting signal needs was out of sight for most of the movement. Of an ankle that does not matter."""
    signal = rep_bodies.exercise.range_of_motion.signal
    sides = [side for parts, side in ((signal.own, rep_bodies.side), (signal.other, rep_bodies.side.other)) if Part.KNEE in parts]
    bodies = rep_bodies.during(MOVING)
    return any(median(body.visibility_of(Part.KNEE, side) for body in bodies) < GUESSED for side in sides)
