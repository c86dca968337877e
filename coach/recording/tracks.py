"""Saved tracks: the poses of a recording without its pictures, as an `.npz` file, and their analysis.

`t [T]` seconds, `image [T,33,4]` (x, y, depth, visibility; fractions of the picture), `world [T,33,4]` (x, y, z in metres
in MediaPipe's own axes, visibility), NaN where nobody was seen, and `size [2]` (width, height in pixels).

Since version 2 also what the picture tells beside the landmarks (`coach.picture`, NaN where it is not known): `keyframe [T]` (when it
was taken, seconds), `lies [T]` (0 or 1), `surface [T,2,8]` (of pelvis and thorax: across, along, turn, scale, uncertainty, directness, residual,
kept), `feet [T,2]`, `background [T]` and `motion [T]`. A track without these arrays is read too: what needs them is then not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coach.coaching.coach import Coach
from coach.conventions import FROM_MEDIAPIPE, Floats
from coach.picture import PATCH_NUMBERS, PictureReading, numbers_of, reading_of
from coach.pose import LANDMARKS, Pose
from coach.recording.atomic_file import written_whole
from coach.recording.npz import BadArrays, read_arrays
from coach.recording.refusals import folder_instead, missing, not_a_file, not_permitted, reason
from coach.recording.source import Source, SourceError, shown
from coach.records import Session

SIZE_IF_ABSENT: Final = (640, 480)
"""Angles in the picture's plane need its shape; 4:3 is what the oldest tracks were made of."""

READINGS: Final[dict[str, tuple[int | slice, tuple[int, ...]]]] = {
    "keyframe": (0, ()),
    "lies": (1, ()),
    "surface": (slice(2, 2 + 2 * PATCH_NUMBERS), (2, PATCH_NUMBERS)),
    "feet": (slice(-4, -2), (2,)),
    "background": (-2, ()),
    "motion": (-1, ()),
}
"""The arrays that hold what pictures tell: which of the numbers of `numbers_of`, and the shape for each picture."""


class TrackError(SourceError):
    """A track cannot be read; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Track:
    """The poses of one recording, in the order of their times."""

    source: Source
    poses: tuple[Pose, ...]


def read_track(path: Path) -> Track:
    """The track in the file `path`. Raises `TrackError`."""
    if why := not_a_file(path, "track"):
        raise TrackError(why)
    arrays = _arrays(path)
    for name in ("t", "image", "world"):
        if name not in arrays:
            raise TrackError(f"{path.name} is not a track: it has no array '{name}'.")
    times = _numbers(path, arrays, "t", shape=(len(arrays["t"]) if arrays["t"].ndim else 0,))
    if not len(times):
        raise TrackError(f"{path.name} holds no poses.")
    if not np.isfinite(times).all() or (np.diff(times) <= 0).any():
        raise TrackError(f"{path.name}: the times in 't' do not increase from pose to pose.")
    image = _numbers(path, arrays, "image", shape=(len(times), LANDMARKS, 4))
    world = _numbers(path, arrays, "world", shape=(len(times), LANDMARKS, 4))
    size = _size(path, arrays)
    ours = world[..., :3] * FROM_MEDIAPIPE
    readings = _readings(path, arrays, len(times))
    poses = tuple(
        Pose(float(t), i[:, :3], w, i[:, 3], size, picture=reading) for t, i, w, reading in zip(times, image, ours, readings, strict=True)
    )
    source = Source.measured(shown(path.name), frames=len(times), first_s=float(times[0]), last_s=float(times[-1]), size=size)
    return Track(source, poses)


def write_track(path: Path, poses: Sequence[Pose]) -> None:
    """Write `poses`, all of one recording, whole or not at all. Landmarks keep single precision, as the pose model gives them."""
    image = np.stack([np.column_stack((pose.image, pose.visibility)) for pose in poses])
    world = np.stack([np.column_stack((pose.world * FROM_MEDIAPIPE, pose.visibility)) for pose in poses])
    with written_whole(path) as unfinished, unfinished.open("wb") as file:
        np.savez_compressed(
            file,
            t=np.array([pose.time for pose in poses]),
            image=image.astype(np.float32),
            world=world.astype(np.float32),
            size=np.array(poses[0].size),
            **_arrays_of_readings([pose.picture for pose in poses]),
        )


def _arrays_of_readings(readings: Sequence[PictureReading | None]) -> dict[str, Any]:
    """The arrays of a track that hold `readings`; none where nothing was measured."""
    if not any(readings):
        return {}
    numbers = np.array([numbers_of(one) for one in readings], dtype=np.float32)
    return {name: numbers[:, columns].reshape(len(readings), *shape) for name, (columns, shape) in READINGS.items()}


def _readings(path: Path, arrays: dict[str, NDArray[Any]], length: int) -> list[PictureReading | None]:
    if "keyframe" not in arrays:
        return [None] * length
    for name in READINGS.keys() - arrays.keys():
        raise TrackError(f"{path.name} is not a whole track: it has no array '{name}'.")
    parts = [_numbers(path, arrays, name, shape=(length, *shape)).reshape(length, -1) for name, (_, shape) in READINGS.items()]
    return [reading_of(numbers) for numbers in np.concatenate(parts, axis=1).tolist()]


def replay(poses: Iterable[Pose], coach: Coach) -> Session:
    """Show the coach the poses of a saved track."""
    for pose in poses:
        coach.see(pose)
    return coach.finish()


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    """All arrays of the file, read at once: a damaged member is found here."""
    try:
        return read_arrays(path)
    except FileNotFoundError:
        raise TrackError(missing(path)) from None
    except PermissionError:
        raise TrackError(not_permitted(path)) from None
    except IsADirectoryError:
        raise TrackError(folder_instead(path, "track")) from None
    except BadArrays as error:
        raise TrackError(
            f"{path.name} is not a track that can be read (an .npz file written by 'coach analyse --track'): it {error}."
        ) from error
    except OSError as error:
        raise TrackError(f"{path.name} could not be read: {reason(error)}.") from error


def _numbers(path: Path, arrays: dict[str, NDArray[Any]], name: str, *, shape: tuple[int, ...]) -> Floats:
    array = arrays[name]
    if array.shape != shape or not np.issubdtype(array.dtype, np.number) or np.iscomplexobj(array):
        raise TrackError(f"{path.name}: '{name}' must be numbers of shape {list(shape)}, not {array.dtype} of shape {list(array.shape)}.")
    numbers = array.astype(np.float64)
    if np.isinf(numbers).any():
        raise TrackError(f"{path.name}: '{name}' holds infinite numbers.")
    return numbers


def _size(path: Path, arrays: dict[str, NDArray[Any]]) -> tuple[int, int]:
    if "size" not in arrays:
        return SIZE_IF_ABSENT
    width, height = _numbers(path, arrays, "size", shape=(2,))
    if not (width >= 1 and height >= 1):
        raise TrackError(f"{path.name}: 'size' must be the picture's width and height in pixels.")
    return int(width), int(height)
