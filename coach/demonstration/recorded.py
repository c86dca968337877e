"""A recorded repetition as a drawn figure: moving, or on paper from start to top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.figure import Look, Projection
from coach.demonstration.rep_drawing import replay_drawing
from coach.pose import LANDMARKS, Landmark, Pose, Side
from coach.records import Rep

FPS: Final = 12.0
MARGIN_S: Final = 0.3
"""What is shown before and after a repetition."""
SMOOTHING: Final = np.array([1, 4, 6, 4, 1]) / 16
"""Weights of neighbouring moments, a twelfth of a second apart."""
PIXELS_PER_METRE: Final = 200.0
"""In a replay, so that near and far people are drawn alike."""


def replay_s(rep: Rep) -> float:
    """How many seconds a repetition takes to be replayed."""
    return rep.end_s - rep.start_s + 2 * MARGIN_S


def recorded_repetition(
    poses: Sequence[Pose], rep: Rep, working_side: str, *, label: str, seconds: float | None = None, moves: bool = True
) -> str | None:
    """A repetition as SVG that moves, at its own tempo, and then waits until `seconds` are over; None when nobody could be seen well enough.

    One that does not move shows its start and its top.
    """
    start, end = rep.start_s - MARGIN_S, rep.end_s + MARGIN_S
    projection = _projection(
        [pose for pose in poses if start <= pose.time <= end and pose.is_seen], start, start + (seconds or replay_s(rep))
    )
    look = Look(both_legs=True) if working_side == "both" else Look(Side(working_side))
    return None if projection is None else replay_drawing(projection, look, label=label, moves=moves)


def _projection(poses: Sequence[Pose], start: float, end: float) -> Projection | None:
    """The figure at even moments from `start` to `end`, as large as the made-up person; None when a landmark was never seen."""
    if len(poses) < 2:
        return None
    times = np.array([pose.time for pose in poses])
    pixels = np.array([np.column_stack((pose.image[:, :2] * pose.size, pose.world[:, 2])) for pose in poses])
    evenly = np.linspace(start, end, max(round((end - start) * FPS), 2))
    points = np.full((len(evenly), LANDMARKS, 3), np.nan)
    for landmark in Landmark:
        for axis in range(3):
            points[:, landmark, axis] = _filled(times, pixels[:, landmark, axis], evenly)
    if np.isnan(points[:, [int(one) for one in Landmark]]).any():
        return None
    shoulders = (points[:, Landmark.LEFT_SHOULDER] + points[:, Landmark.RIGHT_SHOULDER])[:, :2] / 2
    hips = (points[:, Landmark.LEFT_HIP] + points[:, Landmark.RIGHT_HIP])[:, :2] / 2
    trunk = float(np.median(np.linalg.norm(shoulders - hips, axis=-1)))
    scale = PIXELS_PER_METRE * Build().trunk / max(trunk, 1e-6)
    return Projection(points * np.array([scale, scale, PIXELS_PER_METRE]), PIXELS_PER_METRE, end - start)


def _filled(times: Floats, values: Floats, at: Floats) -> Floats:
    """Values at other times, smoothed, with gaps filled where they could not be seen; all NaN when they never were."""
    known = ~np.isnan(values)
    if not known.any():
        return np.full(len(at), np.nan)
    return smoothed(np.interp(at, times[known], values[known]))


def smoothed(values: Floats) -> Floats:
    """Evenly spaced values without the jitter of the pose model from one picture to the next, which is far quicker than a repetition."""
    return np.convolve(np.pad(values, len(SMOOTHING) // 2, mode="edge"), SMOOTHING, mode="valid")
