"""What really happened in each recording: read from the files beside the tracks."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.validation.faults import is_mild
from coach.pose import Side

EXERCISE_KEYS: Final = {"side_leg_raise": "side_lying_raise"}  # the rendered clips' name and ours, where they differ
SIDE_OF_LETTER: Final = {"L": "left", "R": "right", "both": "both"}
BEFORE_S: Final = 1.1
"""So long before each repetition the true joints are kept: the coach reads rest from the last second."""
FAR_ASIDE_DEG: Final = 33.0
"""From further aside a warning that names the view is as right as the count."""
PICTURES: Final = {
    "gain": "dim",
    "noise": "noisy",
    "defocus": "out of focus",
    "crf": "heavily compressed",
    "k1": "barrel distortion",
    "backlight": "backlit",
    "nudge": "the camera is nudged",
}
"""What is unusual about a clip's picture, in words."""


class TruthError(Exception):
    """The truth about a recording cannot be read; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueRep:
    """One repetition as it really was: seconds, degrees of the main variable, and the names of its faults, those in `mild` among them.

    `roll_deg` and `tilt_deg` are how far the pelvis turned about the trunk's axis and sideways from rest to peak; NaN where not known.
    """

    start_s: float
    top_start_s: float
    peak_s: float
    top_end_s: float
    end_s: float
    range_deg: float
    faults: tuple[str, ...] = ()
    mild: tuple[str, ...] = ()
    roll_deg: float = math.nan
    tilt_deg: float = math.nan

    @property
    def up_s(self) -> float:
        """Seconds from leaving rest to arriving at the top."""
        return self.top_start_s - self.start_s

    @property
    def hold_s(self) -> float:
        """Seconds at the top."""
        return self.top_end_s - self.top_start_s

    @property
    def down_s(self) -> float:
        """Seconds from leaving the top to being back at rest."""
        return self.end_s - self.top_end_s

    @property
    def hip_share(self) -> float:
        """Share of the range that the hip gave: what the roll of the pelvis did not."""
        return (self.range_deg - self.roll_deg) / self.range_deg

    @property
    def is_small(self) -> bool:
        """Whether it was made near the smallest range that counts."""
        return "small_range" in self.faults


@dataclass(frozen=True, slots=True)
class Distraction:
    """A movement in a rendered clip that is no repetition: `kind` is partial or fidget."""

    kind: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One recording with its truth.

    `person` is rendered, real or animated. `view` and `peaks_s` (to 0.2 s) are known of recordings only, the fields after them
    of rendered clips only; `picture` says what is unusual about it, `joints` the file of the true joints. Where it is not `countable`, view or frame rate are too bad: a warning is as good as the right count.
    """

    id: str
    track: Path
    person: str
    exercise: str
    side: str | None
    count: int
    countable: bool = True
    view: str = ""
    peaks_s: tuple[float, ...] = ()
    body: str = ""
    picture: str = ""
    yaw_deg: float = 0.0
    height_m: float = 0.0
    fps: float = 0.0
    joints: Path | None = None
    reps: tuple[TrueRep, ...] = ()
    distractions: tuple[Distraction, ...] = ()

    @property
    def working(self) -> Side:
        """The side whose signals are measured; the left where both work."""
        return Side.RIGHT if self.side == Side.RIGHT else Side.LEFT

    @property
    def rendered(self) -> bool:
        """Whether each repetition is known exactly."""
        return self.person == "rendered"

    @property
    def is_far_aside(self) -> bool:
        """Whether the camera stood so far aside of the usual view that a warning that names the view is as right as the count."""
        return abs(self.yaw_deg) > FAR_ASIDE_DEG

    @property
    def is_other_movement(self) -> bool:
        """Whether nothing in it is to be counted."""
        return self.count == 0


def rendered_cases(folder: Path, prefix: str = "") -> list[Case]:
    """The rendered clips of a folder whose names begin with `prefix`, `<id>.json` beside `<id>.track.npz`. Raises `TruthError`."""
    return [_rendered(path) for path in truth_files(folder, prefix)]


def truth_files(folder: Path, prefix: str = "") -> list[Path]:
    """The files `<id>.json` of a folder whose names begin with `prefix`. Raises `TruthError`."""
    found = [path for path in sorted(folder.glob(f"{prefix}*.json")) if path.name != "labels.json"]
    if not found:
        raise TruthError(f"There is no clip with its truth (<id>.json beside <id>.track.npz) in {folder}.")
    return found


def recorded_cases(folder: Path, batch: int | None = None) -> list[Case]:
    """The recordings of people that `labels.json` lists, or only those of a `batch`, each `<id>.npz`. Raises `TruthError`."""
    path = folder / "labels.json"
    labels = read_json(path)
    try:
        return [_recorded(label, folder) for label in labels if batch in {None, label.get("batch")}]
    except (AttributeError, KeyError, TypeError) as error:
        raise TruthError(f"{path}: a label is not as expected ({error}).") from error


def fingerprint(cases: Iterable[Case]) -> str:
    """Ten characters of a SHA-256 over all tracks and the truth about them: other data have another fingerprint."""
    total = hashlib.sha256()
    for case in cases:
        total.update(json.dumps(asdict(case), default=lambda path: path.name).encode() + case.track.read_bytes())
        if case.joints:
            total.update(case.joints.read_bytes())
    return total.hexdigest()[:10]


def _rendered(path: Path) -> Case:
    raw = read_json(path)
    try:
        exercise = EXERCISE_KEYS.get(raw["exercise"], raw["exercise"])
        side = raw.get("working_side")
        always = tuple(_name(fault) for fault in raw.get("clip_faults") or ())
        return Case(
            id=raw["id"],
            track=_existing(path.with_name(f"{raw['id']}.track.npz")),
            person="rendered",
            exercise=exercise,
            side="both" if exercise == "seated_abduction" else SIDE_OF_LETTER[side if side in SIDE_OF_LETTER else raw["side"]],
            count=raw["rep_count"],
            body=raw["body"]["name"],
            yaw_deg=raw["camera"]["azimuth_deg"],
            height_m=raw["camera"]["height_m"],
            picture=" and ".join(words for key, words in PICTURES.items() if key in (raw.get("picture") or {})),
            fps=raw["fps"],
            joints=_if_there(path.with_name(f"{raw['id']}.joints.npz")),
            reps=tuple(_rep(one, always) for one in raw["reps"]),
            distractions=tuple(Distraction(one["kind"], one["start_s"], one["end_s"]) for one in raw["not_reps"]),
        )
    except (KeyError, TypeError) as error:
        raise TruthError(f"{path}: the truth about a clip is not as expected ({error}).") from error


def _rep(raw: dict[str, Any], always: tuple[str, ...]) -> TrueRep:
    rest, peak = raw.get("rest_angles") or {}, raw.get("peak_angles") or {}
    roll, tilt = (abs(peak.get(name, math.nan) - rest.get(name, math.nan)) for name in ("pelvis_axial", "pelvis_list"))
    return TrueRep(
        start_s=raw["start_s"],
        top_start_s=raw["top_start_s"],
        peak_s=raw["peak_s"],
        top_end_s=raw["top_end_s"],
        end_s=raw["end_s"],
        range_deg=raw["main_excursion_deg"],
        faults=tuple(_name(fault) for fault in raw["faults"]) + always,
        mild=tuple(_name(fault) for fault in raw["faults"] if is_mild(_name(fault), _magnitude(fault))),
        roll_deg=roll,
        tilt_deg=tilt,
    )


def _magnitude(fault: dict[str, Any] | list[Any]) -> float:
    magnitude = fault.get("magnitude") if isinstance(fault, dict) else None
    return math.nan if magnitude is None else float(magnitude)


def _name(fault: dict[str, Any] | list[Any]) -> str:
    return str(fault["name"] if isinstance(fault, dict) else fault[0])


def _recorded(label: dict[str, Any], folder: Path) -> Case:
    return Case(
        id=label["id"],
        track=_existing(folder / f"{label['id']}.npz"),
        person="real" if label["person"] == "real" else "animated",
        exercise=label["exercise"],
        side=label["working_side"],
        count=label["reps"],
        countable=label["expect"] == "count",
        view=label["view"].split(",")[0].split(";")[0].lower(),
        peaks_s=tuple(label["peak_times_s"]),
    )


def _if_there(path: Path) -> Path | None:
    return path if path.exists() else None


def _existing(path: Path) -> Path:
    if not path.exists():
        raise TruthError(f"{path} is missing: there is truth about it, but no track.")
    return path


def read_json(path: Path) -> Any:  # noqa: ANN401 - what JSON holds is looked at where it is used
    """What the file holds. Raises `TruthError`."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TruthError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise TruthError(f"{path} is not JSON: {error}.") from error
