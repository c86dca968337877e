"""The true joints of rendered people as poses, and the small files that hold them.

`<id>.joints.npz`: `t [T]` seconds, `size [2]` pixels, and of the landmarks in `JOINTS` `picture [T,12,2]` in steps of `IN_PICTURE` of its
width and height and `space [T,12,3]` in steps of `IN_SPACE` metres, both as whole numbers, each less the one before: what stands still is
zeros, which take no room.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.validation.truth import BEFORE_S
from coach.conventions import Floats
from coach.pose import LANDMARKS, Landmark, Pose

JOINTS: Final = {
    f"{joint}_{letter}": Landmark[f"{side}_{landmark}"]
    for joint, landmark in {
        "shoulder": "SHOULDER",
        "hip": "HIP",
        "knee": "KNEE",
        "ankle": "ANKLE",
        "heel": "HEEL",
        "toe": "FOOT_INDEX",
    }.items()
    for letter, side in {"L": "LEFT", "R": "RIGHT"}.items()
}
"""The landmark of each true joint that is kept, by its name beside the films."""
ROWS: Final = list(JOINTS.values())
HIPS: Final = [ROWS.index(Landmark.LEFT_HIP), ROWS.index(Landmark.RIGHT_HIP)]
EVERY: Final = 2
"""Of the poses every second has its true joints: six a second, for a movement that takes two seconds."""
IN_PICTURE: Final = 2.0**-11
IN_SPACE: Final = 0.002


def true_joints(raw: dict[str, Any], path: Path, times: Sequence[float]) -> list[Pose]:
    """The true joints out of the file `path` at every second one of `times` that is in a repetition or shortly before one.

    `raw` is the truth about the clip. Joints are placed as landmarks are: in fractions of the picture, and in metres from the middle of
    the hips along the camera's axes.
    """
    spans = [(rep["start_s"] - BEFORE_S, rep["end_s"]) for rep in raw["reps"]]
    wanted = [time for time in times if any(start <= time <= end for start, end in spans)][::EVERY]
    camera = raw["camera"]
    axes = np.array([camera["right"], camera["up"], [-one for one in camera["forward"]]])
    size = (raw["width"], raw["height"])
    with np.load(path) as truth:
        columns = [truth["names"].tolist().index(name) for name in JOINTS]
        nearest = [int(np.abs(truth["t"] - time).argmin()) for time in wanted]
        picture, space = truth["xy"][nearest][:, columns] / size, truth["xyz"][nearest][:, columns] @ axes.T
    return [_pose(*one, size) for one in zip(wanted, picture, space - space[:, HIPS].mean(axis=1, keepdims=True), strict=True)]


def _pose(time: float, picture: Floats, space: Floats, size: tuple[int, int]) -> Pose:
    image, world, visibility = np.full((LANDMARKS, 3), np.nan), np.full((LANDMARKS, 3), np.nan), np.zeros(LANDMARKS)
    image[ROWS, :2], image[ROWS, 2], world[ROWS], visibility[ROWS] = picture, 0.0, space, 1.0
    return Pose(time, image, world, visibility, size)


def write_joints(path: Path, joints: Sequence[Pose]) -> None:
    """Write what `true_joints` gave."""
    picture, space = (
        np.array([part[ROWS] for part in parts]) for parts in zip(*((one.image[:, :2], one.world) for one in joints), strict=True)
    )
    np.savez_compressed(
        path,
        t=np.array([one.time for one in joints]),
        size=np.array(joints[0].size),
        picture=_less_the_one_before(picture / IN_PICTURE),
        space=_less_the_one_before(space / IN_SPACE),
    )


def _less_the_one_before(values: Floats) -> NDArray[np.int16]:
    return np.diff(np.round(values).astype(np.int16), axis=0, prepend=np.int16(0))


def read_joints(path: Path) -> list[Pose]:
    """The joints of such a file."""
    with np.load(path) as held:
        size = (int(held["size"][0]), int(held["size"][1]))
        picture, space = held["picture"].cumsum(axis=0) * IN_PICTURE, held["space"].cumsum(axis=0) * IN_SPACE
        return [_pose(float(time), *one, size) for time, *one in zip(held["t"], picture, space, strict=True)]
