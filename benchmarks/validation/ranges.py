"""The constants of `coach.signals.ranges`, fitted anew, and what they are worth on bodies that were left out of the fit.

Each range is linear in its constants: of every repetition the columns are taken at rest and at the top, at the true times, each at the
median of the bodies there. Fitted by least squares, every clip with the same weight, without an offset.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np

from benchmarks.validation.figures import number
from benchmarks.validation.groups import Scores, rendered
from benchmarks.validation.scoring import Score
from benchmarks.validation.tables import markdown, sizes_of, slope
from benchmarks.validation.truth import TrueRep
from coach.analysis.form import median_body
from coach.body import Body
from coach.conventions import Floats
from coach.exercise import Exercise
from coach.pose import Pose, Side
from coach.recording.tracks import read_track
from coach.signals import lying, ranges
from coach.signals.bridge import trunk_incline

BEFORE_S, AFTER_S = 0.35, 0.15
"""Rest is from so long before a repetition begins to so long after."""

Columns: TypeAlias = Callable[[Body, Body, Side], tuple[float, ...]]


def _clamshell(top: Body, rest: Body, side: Side) -> tuple[float, ...]:
    opened = lying.clam_open(top, rest, side) - lying.clam_open(rest, rest, side)
    return opened, opened * (lying.opening_in_picture(rest, side) - ranges.USUAL_START)


def _seated(top: Body, rest: Body, side: Side) -> tuple[float, ...]:
    return (ranges.thigh_opening(top, rest, side),)


def _standing(top: Body, rest: Body, side: Side) -> tuple[float, ...]:
    return (ranges.hip_abduction(top, rest, side),)


def _raise(top: Body, rest: Body, side: Side) -> tuple[float, ...]:
    return (lying.leg_elevation(top, rest, side) - lying.leg_elevation(rest, rest, side),)


def _bridge(top: Body, rest: Body, side: Side) -> tuple[float, ...]:
    risen = math.sqrt(max(trunk_incline(top, rest, side) - trunk_incline(rest, rest, side), 0.0))
    return risen, risen * ranges.knee_over_right_angle(top, side)


COLUMNS: Final[Mapping[str, tuple[Columns, str]]] = {
    "clamshell": (_clamshell, "share of the opening, and more of it for each degree that the knee starts higher (`START_COUNTS`)"),
    "seated_abduction": (_seated, "share of `thigh_opening` (`correction`)"),
    "standing_abduction": (_standing, "share of `hip_abduction` (`correction`)"),
    "side_lying_raise": (_raise, "share of `leg_elevation`"),
    "single_leg_bridge": (
        _bridge,
        "degrees over the root of the trunk's rise (`EXTENDED`), and for each degree of a straighter knee (`KNEE_COUNTS`)",
    ),
}
"""What each range is linear in, and what the constants are; both bridges have one fit."""
ALIKE: Final = {"two_leg_bridge": "single_leg_bridge"}


def table(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """For each exercise the constants fitted on all bodies, and the errors of those fitted without the body that is measured."""
    names = {exercise.key: exercise.name for exercise in exercises}
    rows = []
    for key, (columns, words) in COLUMNS.items():
        mine = [one for one in rendered(scores) if ALIKE.get(one.case.exercise, one.case.exercise) == key and one.reps]
        of_clips = [_read(one, columns) for one in mine]
        bodies = [one.case.body for one in mine]
        if len(set(bodies)) < 2:
            continue  # nobody to fit it on
        constants = _fit(of_clips)
        left_out = [
            (true, taken @ _fit([other for other, body in zip(of_clips, bodies, strict=True) if body != mine[index].case.body]))
            for index, (true, taken) in enumerate(of_clips)
        ]
        clips = [list(zip(true.tolist(), read.tolist(), strict=True)) for true, read in left_out]
        rows.append(
            (
                names[key],
                words,
                ", ".join(number(one, 4 if abs(one) < 0.1 else 2) for one in constants.tolist()),
                *(number(one, 1) for one in sizes_of(clips)),
                slope(clips),
            )
        )
    head = ("Exercise", "Constants", "Fitted", "Mean size", "of the mean as the answer", "Bias of clips", "Slope")
    return markdown(head, rows, words=2)


def _read(one: Score, columns: Columns) -> tuple[Floats, Floats]:
    """The true ranges [n] and the columns [n, k] of the repetitions of a clip, where all can be read."""
    poses = read_track(one.case.track).poses
    read = [(true.range_deg, *columns(*_bodies(poses, true), one.case.working)) for true, _ in one.reps]
    table_ = np.array([row for row in read if not np.isnan(row).any()])
    return table_[:, 0], table_[:, 1:]


def _bodies(poses: Sequence[Pose], true: TrueRep) -> tuple[Body, Body]:
    """The body at the top of a repetition and at rest."""
    return _body(poses, true.top_start_s, true.top_end_s), _body(poses, true.start_s - BEFORE_S, true.start_s + AFTER_S)


def _body(poses: Sequence[Pose], low: float, high: float) -> Body:
    """The median body between two times; the nearest one where the pause was too short to have one."""
    seen = [pose for pose in poses if pose.is_seen]
    inside = [pose for pose in seen if low <= pose.time <= high] or [min(seen, key=lambda pose: abs(pose.time - (low + high) / 2))]
    return median_body([Body.from_pose(pose) for pose in inside])


def _fit(clips: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The constants [k] by least squares, every clip with the same weight."""
    weights = [np.full(len(true), 1 / math.sqrt(len(true))) for true, _ in clips]
    wanted = np.concatenate([true * weight for (true, _), weight in zip(clips, weights, strict=True)])
    given = np.concatenate([taken * weight[:, None] for (_, taken), weight in zip(clips, weights, strict=True)])
    constants: Floats = np.linalg.lstsq(given, wanted, rcond=None)[0]
    return constants
