"""Joint angles over time as files: a table with the error of each angle, and OpenSim's motion file.

How exact they are was measured on rendered people: `python -m benchmarks.angles CLIPS --write` writes `joint_angles.json`, and nothing
here knows a figure. The error is what nine of ten moments keep to, by exercise or, of a turn, by how far it reads: a pelvis that lies still
is read better than one that rolls. An angle that is further off than somebody who always answers its mean is not told: it stays empty.
That mean is over all exercises: within one, the bends of hip and knee are mostly further off than the exercise's own mean, by an offset that
differs from view to view. Their course is nearer the truth than their level, except for a knee that hardly bends or stretches.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from coach.conventions import Floats
from coach.pose import Pose
from coach.records import Session
from coach.report.even_times import at_even_times, even_times
from coach.signals.joint_angles import ANGLES, joint_angles

FILE: Final = Path(__file__).with_name("joint_angles.json")

COORDINATES: Final[Mapping[str, tuple[str, float]]] = {
    "pelvis_tilt": ("pelvis_pitch", -1.0),
    "pelvis_list": ("pelvis_list", -1.0),
    "pelvis_rotation": ("pelvis_roll", 1.0),
    **{
        f"{coordinate}_{letter}": (f"{angle}_{side}", sign)
        for side, letter in (("right", "r"), ("left", "l"))
        for coordinate, angle, sign in (
            ("hip_flexion", "hip_flexion", 1.0),
            ("hip_adduction", "hip_abduction", -1.0),
            ("hip_rotation", "hip_rotation", -1.0),
            ("knee_angle", "knee_flexion", 1.0),
        )
    },
    "lumbar_extension": ("trunk_flexion", -1.0),
    "lumbar_bending": ("trunk_side_lean", -1.0),
    "lumbar_rotation": ("trunk_rotation", 1.0),
}
"""OpenSim's coordinates, and of which angle with which sign. The knee bends positive as in Rajagopal's model; gait2392 has it negative."""


ANY: Final = "any"
"""Under which the file has the error over all exercises."""
BY_SIZE: Final[Mapping[str, tuple[float, ...]]] = {"pelvis_roll": (0.0, 4.0, 8.0)}
"""Angles whose error goes by how far they read, and the degrees from which each of their errors holds."""


def size_of(kind: str, values: Floats) -> Floats:
    """From which of the degrees in `BY_SIZE` on each of `values` reads; NaN of NaN."""
    steps = np.array(BY_SIZE[kind])
    return np.where(np.isnan(values), np.nan, steps[np.searchsorted(steps, np.nan_to_num(np.abs(values)), side="right") - 1])


def kind_of(angle: str) -> str:
    """The angle's name without its side."""
    return angle.removesuffix("_left").removesuffix("_right")


def is_told(angle: str) -> bool:
    """Whether an angle is nearer the truth than somebody who always answers its mean."""
    measured = _measured().get(kind_of(angle))
    return measured is not None and measured["mean"] < measured["guess"]


def errors_of(angle: str, values: Floats, exercises: Sequence[str]) -> Floats:
    """Degrees by which each of `values` is off at most, at nine of ten moments; NaN where there is none, or none is told.

    `exercises` are what was done at each of them, "" where nothing that is known.
    """
    kind = kind_of(angle)
    if not is_told(angle):
        return np.full(len(values), np.nan)
    errors = _measured()[kind]["errors"]
    names = [str(size) for size in size_of(kind, values)] if kind in BY_SIZE else exercises
    return np.where(np.isnan(values), np.nan, [errors.get(name, errors[ANY]) for name in names])


def as_angles_csv(poses: Sequence[Pose], session: Session) -> str:
    """A row for each pose: the time in seconds, and each angle in degrees with its error; empty where it was not seen or cannot be told."""
    angles, times = told_angles(poses, session), [pose.time for pose in poses]
    done = [next((one.exercise for one in session.sets if one.start_s <= time <= one.end_s), "") for time in times]
    errors = {angle: errors_of(angle, values, done) for angle, values in angles.items()}
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["time", *(name for angle in ANGLES for name in (angle, f"{angle}_error"))])
    for row, time in enumerate(times):
        cells = [f"{time:.6f}"]
        for angle in ANGLES:
            value = angles[angle][row]
            cells += [f"{value:.2f}", f"{errors[angle][row]:.1f}"] if np.isfinite(value) else ["", ""]
        writer.writerow(cells)
    return file.getvalue()


def as_mot(poses: Sequence[Pose], session: Session, *, name: str) -> str:
    """The angles of `poses`, at least one, at an even rate, as OpenSim's coordinates; those that were never seen or told are left out."""
    angles = told_angles(poses, session)
    times = np.array([pose.time for pose in poses])
    even, _ = even_times(times)
    columns = {
        coordinate: sign * at_even_times(times, angles[angle], even)
        for coordinate, (angle, sign) in COORDINATES.items()
        if np.isfinite(angles[angle]).any()
    }
    head = [
        name.replace("\n", " "),
        "version=1",
        f"nRows={len(even)}",
        f"nColumns={len(columns) + 1}",
        "inDegrees=yes",
        "",
        "The pelvis, and rotation of the hips, are since rest. Knees bend positive, as in the model of Rajagopal et al.; gait2392 has them negative.",
        "endheader",
        "\t".join(["time", *columns]),
    ]
    body = ["\t".join([f"{time:.6f}", *(f"{column[row]:.4f}" for column in columns.values())]) for row, time in enumerate(even)]
    return "\n".join([*head, *body, ""])


def told_angles(poses: Sequence[Pose], session: Session) -> dict[str, Floats]:
    """The angles at the times of `poses`, since the start of each set; NaN where not seen, and throughout where they cannot be told."""
    rests = [one.reps[0].start_s for one in session.sets if one.reps]
    angles = joint_angles(poses, rests)
    return {angle: values if is_told(angle) else np.full_like(values, np.nan) for angle, values in angles.items()}


@lru_cache(maxsize=1)
def _measured() -> dict[str, dict[str, Any]]:
    measured: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return measured
