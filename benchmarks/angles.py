"""How exact joint angles over time are: the poses of rendered people against their true angles.

python -m benchmarks.angles CLIPS [--tracks tests/data/clips] [--write]

CLIPS holds `<id>.json` and `<id>.truth.npz`, and --tracks `<id>.track.npz`. Prints the mean absolute error in degrees of each angle over all
moments at which it was seen, that of somebody who always answers the mean of all true ones (guess), and both for the change since the first
second; then the errors by exercise. Left and right are taken together. Angles that are since rest have the two alike. --write puts the
figures that the program states into coach/report/joint_angles.json.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from coach.conventions import Floats
from coach.recording.tracks import read_track
from coach.report.joint_angles import FILE, kind_of
from coach.signals.joint_angles import REST_S, joint_angles

TRUE_NAMES: Final = {
    **{
        f"{ours}_{side}": f"{theirs}_{letter}"
        for side, letter in (("left", "L"), ("right", "R"))
        for ours, theirs in (
            ("hip_flexion", "hip_flex"),
            ("hip_abduction", "hip_abd"),
            ("hip_rotation", "hip_rot"),
            ("knee_flexion", "knee_flex"),
        )
    },
    "trunk_flexion": "trunk_pitch",
    "trunk_side_lean": "trunk_side",
    "trunk_rotation": "trunk_twist",
    "pelvis_pitch": "pelvis_pitch",
    "pelvis_list": "pelvis_list",
    "pelvis_roll": "pelvis_axial",
}
SINCE_REST: Final = ("hip_rotation", "pelvis_pitch", "pelvis_list", "pelvis_roll")
Pairs = dict[str, list[tuple[str, Floats]]]
"""For each kind of angle the exercise, and [T, 4]: measured, true, and the changes of both since rest."""


def pairs(clips: Path, tracks: Path) -> Pairs:
    """What was measured and what was true in all clips."""
    found: Pairs = defaultdict(list)
    for path in sorted(clips.glob("*.truth.npz")):
        name = path.name.removesuffix(".truth.npz")
        exercise = json.loads((clips / f"{name}.json").read_text(encoding="utf-8"))["exercise"]
        poses = read_track(tracks / f"{name}.track.npz").poses
        times = np.array([pose.time for pose in poses])
        early = times <= times[0] + REST_S
        with np.load(path) as truth:
            columns = dict(zip(truth["angle_names"], truth["angles"].T.astype(np.float64), strict=True))
            true_times = truth["t"]
        for angle, measured in joint_angles(poses).items():
            true = np.interp(times, true_times, columns[TRUE_NAMES[angle]])
            since = true - np.median(true[early])
            start = np.nanmedian(measured[early]) if np.isfinite(measured[early]).any() else np.nan
            kind = kind_of(angle)
            found[kind].append((exercise, np.column_stack([measured, since if kind in SINCE_REST else true, measured - start, since])))
    return found


def figures(rows: Floats) -> dict[str, float]:
    """Errors of `rows` [T, 4] and of a guess, at the moments that were seen."""
    seen = rows[np.isfinite(rows[:, 0])]
    changed = rows[np.isfinite(rows[:, 2])]
    if not len(seen) or not len(changed):
        return {"seen": 0.0}
    error, change = np.abs(seen[:, 0] - seen[:, 1]), np.abs(changed[:, 2] - changed[:, 3])
    return {
        "seen": len(seen) / len(rows),
        "mean": float(error.mean()),
        "ninety": float(np.quantile(error, 0.9)),
        "guess": float(np.abs(seen[:, 1] - seen[:, 1].mean()).mean()),
        "change_mean": float(change.mean()),
        "change_guess": float(np.abs(changed[:, 3] - changed[:, 3].mean()).mean()),
    }


def main(
    clips: Annotated[Path, typer.Argument()],
    *,
    tracks: Annotated[Path, typer.Option()] = Path("tests/data/clips"),
    write: Annotated[bool, typer.Option("--write")] = False,
) -> None:
    """Print the errors, and write what the program states of them."""
    found = pairs(clips, tracks)
    whole = {kind: figures(np.concatenate([rows for _, rows in of])) for kind, of in found.items()}
    columns = ("mean", "guess", "ninety", "change_mean", "change_guess")
    table = Table("angle", "seen", *columns)
    for kind, one in whole.items():
        table.add_row(kind, f"{one['seen']:.2f}", *(f"{one[column]:.1f}" if column in one else "-" for column in columns))
    by_exercise = Table("error (guess)", *whole)
    for exercise in sorted({exercise for of in found.values() for exercise, _ in of}):
        cells = [figures(np.concatenate([rows for name, rows in of if name == exercise])) for of in found.values()]
        by_exercise.add_row(exercise, *(f"{one['mean']:.1f} ({one['guess']:.1f})" if "mean" in one else "-" for one in cells))
    out = Console(width=200)
    out.print(table, by_exercise)
    if write:
        stated = {kind: {name: round(one[name], 1) for name in ("mean", "ninety", "guess")} for kind, one in whole.items() if "mean" in one}
        FILE.write_text(json.dumps(stated, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
