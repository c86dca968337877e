"""How exact joint angles over time are: the poses of rendered people against their true angles.

python -m benchmarks.angles CLIPS [--tracks tests/data/clips] [--write]

CLIPS holds `<id>.json` and `<id>.truth.npz`, and --tracks `<id>.track.npz`. Left and right are taken together. Prints

1. the mean absolute error in degrees of each angle over all moments at which it was seen; that of somebody who always answers the mean of the
   true ones of the other bodies (guess); and both for the change since the first second. Angles that are since rest have the two alike;
2. the errors by exercise;
3. what is stated of an angle by exercise, or by how far it reads where that tells more: the error that nine of ten moments keep to. How often
   they do is counted on each body with what the other bodies would have had stated ("left out"), and the stated share of errors is the
   smallest that keeps to nine of ten so.

--write puts the figures that the program states into coach/report/joint_angles.json.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from coach.conventions import Floats
from coach.recording.tracks import read_track
from coach.report.joint_angles import ANY, BY_SIZE, FILE, kind_of, size_of
from coach.signals.joint_angles import OF_TRUNK, REST_S, joint_angles
from exercises import keys

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
SINCE_REST: Final = ("hip_rotation", *OF_TRUNK)
NAMES: Final = {"side_leg_raise": "side_lying_raise"}
"""Exercises that the clips call otherwise than the program."""
SHARES: Final = (0.9, 0.92, 0.94, 0.96, 0.98, 1.0)
"""Of the errors, from which a stated one is chosen."""
KEPT: Final = 0.9
ROLLED: Final = 8.0
"""Degrees from which a pelvis has rolled, where that is told apart."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One kind of angle in one clip: `rows` [T, 4] are measured, true, and the changes of both since rest, in degrees."""

    kind: str
    exercise: str
    body: str
    rows: Floats

    @property
    def seen(self) -> Floats:
        """The rows in which it was measured."""
        return self.rows[np.isfinite(self.rows[:, 0])]


def measured(clips: Path, tracks: Path) -> list[Clip]:
    """What was measured and what was true in all clips."""
    found = []
    for path in sorted(clips.glob("*.truth.npz")):
        name = path.name.removesuffix(".truth.npz")
        about = json.loads((clips / f"{name}.json").read_text(encoding="utf-8"))
        poses = read_track(tracks / f"{name}.track.npz").poses
        times = np.array([pose.time for pose in poses])
        early = times <= times[0] + REST_S
        with np.load(path) as truth:
            columns = dict(zip(truth["angle_names"], truth["angles"].T.astype(np.float64), strict=True))
            true_times = truth["t"]
        for angle, values in joint_angles(poses).items():
            true = np.interp(times, true_times, columns[TRUE_NAMES[angle]])
            since = true - np.median(true[early])
            start = np.nanmedian(values[early]) if np.isfinite(values[early]).any() else np.nan
            kind = kind_of(angle)
            rows = np.column_stack([values, since if kind in SINCE_REST else true, values - start, since])
            found.append(Clip(kind, NAMES.get(about["exercise"], about["exercise"]), about["body"]["name"], rows))
    return found


def errors(of: Sequence[Clip]) -> Floats:
    """How far off each seen moment was."""
    rows = np.concatenate([one.seen for one in of]) if of else np.empty((0, 4))
    off: Floats = np.abs(rows[:, 0] - rows[:, 1])
    return off


def figures(of: Sequence[Clip]) -> dict[str, float]:
    """Errors of clips and of a guess from the other bodies, at the moments that were seen; only how many, where none was."""
    rows = np.concatenate([one.rows for one in of])
    changed = rows[np.isfinite(rows[:, 2])]
    if not len(changed):
        return {"seen": 0.0}
    off, change = errors(of), np.abs(changed[:, 2] - changed[:, 3])
    return {
        "seen": len(off) / len(rows),
        "mean": float(off.mean()),
        "guess": float(np.concatenate(_guessed(of, 1)).mean()),
        "ninety": float(np.quantile(off, 0.9)),
        "change_mean": float(change.mean()),
        "change_guess": float(np.concatenate(_guessed(of, 3)).mean()),
    }


def _guessed(of: Sequence[Clip], column: int) -> list[Floats]:
    """How far off the mean of the other bodies is; that of all, where there is one body only."""
    found = []
    for body in {one.body for one in of}:
        mine = np.concatenate([one.seen[:, column] for one in of if one.body == body])
        others = [one.seen[:, column] for one in of if one.body != body and len(one.seen)]
        found.append(np.abs(mine - (np.concatenate(others).mean() if others else mine.mean())) if len(mine) else mine)
    return found


def stated(of: Sequence[Clip]) -> tuple[float, float, float]:
    """The error to state of clips, the share of errors that it is, and how many moments of bodies that were left out keep to it.

    All NaN where fewer than two bodies show it.
    """
    by_body = {body: off for body in {one.body for one in of} if len(off := errors([one for one in of if one.body == body]))}
    if len(by_body) < 2:
        return np.nan, np.nan, np.nan
    everything = np.concatenate(list(by_body.values()))
    for share in SHARES:
        limits = {body: np.quantile(np.concatenate([off for other, off in by_body.items() if other != body]), share) for body in by_body}
        kept = float(np.concatenate([off <= limits[body] for body, off in by_body.items()]).mean())
        if kept >= KEPT:
            break
    return float(np.quantile(everything, share)), share, kept


def groups(kind: str, of: Sequence[Clip]) -> dict[str, list[Clip]]:
    """The clips of a kind of angle as an error is stated of them: all, and those of each exercise or the moments of each size."""
    if kind not in BY_SIZE:
        return {ANY: list(of)} | {key: [one for one in of if one.exercise == key] for key in keys()}
    sizes = [size_of(kind, one.rows[:, 0]) for one in of]
    return {ANY: list(of)} | {
        str(least): [Clip(one.kind, one.exercise, one.body, one.rows[size == least]) for one, size in zip(of, sizes, strict=True)]
        for least in BY_SIZE[kind]
    }


def main(
    clips: Annotated[Path, typer.Argument()],
    *,
    tracks: Annotated[Path, typer.Option()] = Path("tests/data/clips"),
    write: Annotated[bool, typer.Option("--write")] = False,
) -> None:
    """Print the errors, and write what the program states of them."""
    found = measured(clips, tracks)
    kinds = {kind: [one for one in found if one.kind == kind] for kind in dict.fromkeys(one.kind for one in found)}
    whole = {kind: figures(of) for kind, of in kinds.items()}
    out = Console(width=200)
    out.print(_overall(whole), _by_exercise(kinds), _what_is_stated(kinds))
    rolled = [Clip(one.kind, one.exercise, one.body, one.rows[np.abs(one.rows[:, 1]) >= ROLLED]) for one in kinds["pelvis_roll"]]
    limits = {least: stated(of)[0] for least, of in groups("pelvis_roll", kinds["pelvis_roll"]).items()}
    seen = np.concatenate([one.seen for one in rolled])
    told = np.array([limits[str(least)] for least in size_of("pelvis_roll", seen[:, 0])])
    off = np.abs(seen[:, 0] - seen[:, 1])
    out.print(
        f"Pelvis truly rolled by {ROLLED:g} degrees and more: mean error {off.mean():.1f}, {(off <= told).mean():.0%} within what is stated."
    )
    if write:
        document = {
            kind: {"mean": round(one["mean"], 1), "guess": round(one["guess"], 1), "errors": _written(kind, kinds[kind])}
            for kind, one in whole.items()
            if "mean" in one
        }
        FILE.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _written(kind: str, of: Sequence[Clip]) -> dict[str, float]:
    limits = {name: stated(some)[0] for name, some in groups(kind, of).items()}
    return {name: round(limit, 1) for name, limit in limits.items() if np.isfinite(limit)}


def _overall(whole: dict[str, dict[str, float]]) -> Table:
    columns = ("mean", "guess", "ninety", "change_mean", "change_guess")
    table = Table("angle", "seen", *columns)
    for kind, one in whole.items():
        table.add_row(kind, f"{one['seen']:.2f}", *(f"{one[column]:.1f}" if column in one else "-" for column in columns))
    return table


def _by_exercise(kinds: dict[str, list[Clip]]) -> Table:
    table = Table("error (guess)", *kinds)
    for exercise in sorted({one.exercise for of in kinds.values() for one in of}):
        cells = [figures([one for one in of if one.exercise == exercise]) for of in kinds.values()]
        table.add_row(exercise, *(f"{one['mean']:.1f} ({one['guess']:.1f})" if "mean" in one else "-" for one in cells))
    return table


def _what_is_stated(kinds: dict[str, list[Clip]]) -> Table:
    table = Table("angle", "exercise, or reads from", "stated", "share of errors", "left out within")
    for kind, of in kinds.items():
        for name, some in groups(kind, of).items():
            limit, share, kept = stated(some)
            if np.isfinite(limit):
                table.add_row(kind, name, f"{limit:.1f}", f"{share:.0%}", f"{kept:.0%}")
    return table


if __name__ == "__main__":
    typer.run(main)
