"""Judging kept poses again: as another exercise or side, or one movement as the repetition that somebody says it was."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from coach.analysis.assessment import BEFORE_S, taken_for_rep
from coach.analysis.repetitions import Attempt
from coach.body import Body
from coach.coaching.coach import Coach
from coach.correction.corrections import JudgedAgain, WasRepetition
from coach.exercise import Exercise
from coach.pose import Pose, Side
from coach.recording.timeline import Timeline
from coach.records import NotCounted, Rep, Session, SetRecord
from coach.tracking.skeleton import PlausibleSkeleton

AFTER_S: Final = 1.0
FEWEST: Final = 5
"""Bodies in a movement that can be measured."""


def judge_again(poses: Iterable[Pose], exercises: Sequence[Exercise], exercise: str | None, side: str | None) -> tuple[Session, Timeline]:
    """What the coach makes of `poses` when it is told `exercise` and `side`, None where it has to see."""
    coach, timeline = Coach(exercises, exercise=exercise, side=_told(side)), Timeline()
    for pose in poses:
        timeline.add(coach.see(pose))
    return coach.finish(), timeline


def set_again(
    number: int, record: SetRecord, poses: Sequence[Pose], exercises: Sequence[Exercise], *, exercise: str | None, side: str | None
) -> JudgedAgain:
    """The correction that judges the set `record`, the one with this number, as told; `poses` may be those of more than the set."""
    start, end = record.start_s - AFTER_S, record.end_s + AFTER_S
    session, _ = judge_again([pose for pose in poses if not (pose.time < start or pose.time > end)], exercises, exercise, side)
    return JudgedAgain(number, exercise, side, session.sets, session.not_counted)


def was_repetition(movement: NotCounted, poses: Sequence[Pose], exercise: Exercise, side: str, view: str) -> WasRepetition:
    """The correction that counts `movement`, measured and judged from `poses` if they show it, and else only counted."""
    rep = _measured(movement, poses, exercise, side)
    return WasRepetition(movement.start_s, movement.end_s, exercise.key, side, view, rep or _only_counted(movement))


def _measured(movement: NotCounted, poses: Sequence[Pose], exercise: Exercise, side: str) -> Rep | None:
    """The repetition as it is measured; None where it could not be seen."""
    skeleton = PlausibleSkeleton()
    bodies = [
        Body.from_pose(skeleton.update(pose))
        for pose in poses
        if movement.start_s - BEFORE_S <= pose.time <= movement.end_s + AFTER_S and pose.is_seen
    ]
    working = _told(side) or Side.LEFT
    signal = exercise.range_of_motion.signal
    within = [(body.time, signal.measure(body, body, working)) for body in bodies if movement.start_s <= body.time <= movement.end_s]
    seen = [(value, time) for time, value in within if not math.isnan(value)]
    if len(seen) < FEWEST:
        return None
    top, peak_s = max(seen)
    attempt = Attempt(movement.start_s, peak_s, movement.end_s, top - seen[0][0], top - seen[-1][0])
    rep = taken_for_rep(attempt, exercise, working, bodies)
    return None if math.isnan(rep.range_of_motion) else rep


def _only_counted(movement: NotCounted) -> Rep:
    middle = (movement.start_s + movement.end_s) / 2
    nan = math.nan
    return Rep(0, movement.start_s, middle, movement.end_s, nan, nan, nan, movement.value, movement.unit, is_judged=False)


def _told(side: str | None) -> Side | None:
    """The side as the coach takes it; both legs are no side to choose."""
    return Side(side) if side in (Side.LEFT, Side.RIGHT) else None
