"""What is read again off a kept track: the exercise's signal over time, and when the pelvis began to roll."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from coach.analysis.form import REST_S, RepBodies, began_s, in_phases, median_body
from coach.analysis.timing import Timing
from coach.body import Body
from coach.coaching.hip_share import roll_onsets
from coach.exercise import SET_UP, Exercise
from coach.pose import Pose, Side
from coach.records import Finding, Rep, SetRecord
from coach.signals.surface import PELVIS_ROLL

REST_PERCENTILE: Final = 8.0
"""Of a set's signal, what counts as rest: somebody who trains is there at least this share of the time."""


def signal(poses: Sequence[Pose], exercise: Exercise, working_side: str) -> tuple[list[float], list[float]]:
    """When, and how far the movement went from rest, in the unit of its range; NaN where it could not be seen."""
    motion = exercise.range_of_motion
    side = Side.LEFT if working_side == "both" else Side(working_side)
    bodies = [Body.from_pose(pose) for pose in poses]
    raw = np.array([motion.signal.measure(body, body, side) for body in bodies], dtype=np.float64) * motion.correction
    known = raw[~np.isnan(raw)]
    rest = float(np.percentile(known, REST_PERCENTILE)) if len(known) else math.nan
    return [pose.time for pose in poses], (raw - rest).tolist()


def onsets_again(poses: Sequence[Pose], exercise: Exercise, one: SetRecord) -> list[float]:
    """When the pelvis began to roll in the repetitions of a kept set, in seconds: the history keeps findings without their moments."""
    side = Side.LEFT if one.working_side == "both" else Side(one.working_side)
    bodies = [Body.from_pose(pose) for pose in poses if pose.is_seen]
    again = [replace(rep, findings=tuple(_with_moment(found, rep, exercise, side, bodies) for found in rep.findings)) for rep in one.reps]
    return roll_onsets(again, exercise)


def _with_moment(found: Finding, rep: Rep, exercise: Exercise, side: Side, bodies: Sequence[Body]) -> Finding:
    check = next((one for one in exercise.checks if one.key == found.check and one.of is PELVIS_ROLL), None)
    if check is None:
        return found
    top_s, leaves_s = rep.start_s + rep.concentric_s, rep.end_s - rep.eccentric_s
    timing = Timing(rep.start_s - REST_S, rep.start_s, top_s, leaves_s, rep.end_s, math.nan, math.nan)
    near = [body for body in bodies if timing.rest_s <= body.time <= rep.end_s]
    if not near:
        return found
    rest = median_body(in_phases(near, timing, SET_UP))
    return replace(found, began_s=began_s(check, RepBodies(exercise, side, None, near, rest, timing)))
