"""The poses of a set in few bytes, for its replay and for judging it again, at most fifteen times a second.

Landmarks are whole numbers of 1/4096 of the picture's size, 4 millimetres and 5 percent, as differences from one pose to the next: the
error is below the pose model's own noise. After them comes what the pictures told (`coach.picture.numbers_of`) in single precision. All of
it is compressed. Tracks of the second version have the landmarks only: what needs the picture is then not judged.
"""

from __future__ import annotations

import lzma
import struct
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.conventions import Floats
from coach.picture import NUMBERS, PictureReading, numbers_of, reading_of
from coach.pose import LANDMARKS, Landmark, Pose
from coach.records import Session, SetRecord

FRAMES_PER_SECOND: Final = 15.0
DRAWN: Final = np.array([int(one) for one in Landmark])
SCALE: Final = np.array([4096, 4096, 250, 250, 250, 20], dtype=np.float64)
"""Of picture x and y, world x, y and z, and visibility."""

AROUND_S: Final = 1.0
"""Kept before the first repetition of a set and after its last."""

UNSEEN: Final = np.iinfo(np.int16).min
HEADER: Final = struct.Struct("<4sIHH")
MOST_POSES: Final = 1_000_000
"""In a track, which is that of one set."""
LATEST_S: Final = 1e7
"""The time of a pose, in seconds from the beginning of its recording: four months."""
MAGIC: Final = b"trk3"
WITHOUT_READINGS: Final = b"trk2"


def tracks_of(session: Session, poses: Sequence[Pose]) -> tuple[bytes | None, ...]:
    """For each set of a session, its part of the poses of the whole recording; None where nobody was seen in any of its repetitions."""
    return tuple(_track_of(one, poses) for one in session.sets)


def _track_of(one: SetRecord, poses: Sequence[Pose]) -> bytes | None:
    if not one.reps:
        return None
    start, end = one.reps[0].start_s, one.reps[-1].end_s
    is_there = any(pose.is_seen for pose in poses if start <= pose.time <= end)
    return pack([pose for pose in poses if start - AROUND_S <= pose.time <= end + AROUND_S]) if is_there else None


def joined(tracks: Sequence[bytes]) -> bytes | None:
    """Several tracks of one recording as one, in the order of their times; None where none of them can be read."""
    by_time: dict[float, Pose] = {}
    for one in tracks:
        try:
            by_time |= {pose.time: pose for pose in unpack(one)}
        except ValueError:
            continue
    return pack([by_time[time] for time in sorted(by_time)]) if by_time else None


def cut_out(whole: bytes, one: SetRecord) -> bytes | None:
    """The part of a set out of the track of the whole recording; None where nobody was seen in it, or where it cannot be read."""
    try:
        return _track_of(one, unpack(whole))
    except ValueError:
        return None


def pack(poses: Sequence[Pose]) -> bytes:
    """The poses as bytes for `History.add_track`."""
    kept = _sampled(poses)
    width, height = kept[0].size if kept else (0, 0)
    times = np.array([pose.time for pose in kept], dtype="<f8")
    values = np.array([np.column_stack((pose.image[:, :2], pose.world, pose.visibility))[DRAWN] for pose in kept])
    numbers = np.clip(np.nan_to_num(np.round(values.reshape(len(kept), len(DRAWN), len(SCALE)) * SCALE), nan=UNSEEN), UNSEEN, -UNSEEN - 1)
    whole = numbers.astype("<i2").reshape(len(kept), len(DRAWN) * len(SCALE))
    # A landmark moves little from one pose to the next, and similar numbers beside each other compress well.
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, whole.shape[1]), dtype="<i2")) if len(kept) else whole
    readings = np.array([numbers_of(pose.picture) for pose in kept], dtype="<f4").reshape(len(kept), NUMBERS)
    body = times.tobytes() + np.ascontiguousarray(steps.T).tobytes() + np.ascontiguousarray(readings.T).tobytes()
    return HEADER.pack(MAGIC, len(kept), width, height) + lzma.compress(body)


def unpack(data: bytes) -> tuple[Pose, ...]:
    """The poses of bytes that `pack` made; landmarks that are not drawn, and relative depth, are NaN. Raises ValueError when damaged."""
    channels = len(DRAWN) * len(SCALE)
    try:
        magic, length, width, height = HEADER.unpack_from(data)
        numbers = 0 if magic == WITHOUT_READINGS else NUMBERS
        expected = length * (8 + 2 * channels + 4 * numbers)
        # no more than is said: a few bytes can unfold to gigabytes
        unpacking = lzma.LZMADecompressor()
        body = unpacking.decompress(data[HEADER.size :], max_length=expected + 1) if length <= MOST_POSES else b""
    except (struct.error, lzma.LZMAError, EOFError) as error:
        raise ValueError(f"This is not a kept track: {error}.") from error
    if magic not in (MAGIC, WITHOUT_READINGS) or len(body) != expected or not unpacking.eof or not ((width and height) or not length):
        raise ValueError("This is not a kept track.")
    times = np.frombuffer(body, "<f8", length)
    if not np.isfinite(times).all() or (np.diff(times) <= 0).any() or (np.abs(times) > LATEST_S).any():
        raise ValueError("The times of this track do not increase.")
    steps: NDArray[np.int16] = np.frombuffer(body, "<i2", length * channels, offset=8 * length).reshape(channels, length).T
    stored = np.frombuffer(body, "<f4", offset=length * (8 + 2 * channels)).reshape(numbers, length).T
    if np.isinf(stored).any():
        raise ValueError("What the pictures told in this track is not finite.")
    readings = [reading_of(one) for one in stored.astype(float).tolist()] if numbers else [None] * length
    whole = np.cumsum(steps, axis=0, dtype=np.int16).reshape(length, len(DRAWN), len(SCALE))
    values = np.where(whole == UNSEEN, np.nan, whole / SCALE)
    size = width, height
    return tuple(_pose(float(time), one, size, reading) for time, one, reading in zip(times, values, readings, strict=True))


def _sampled(poses: Sequence[Pose]) -> list[Pose]:
    """Those that are not nearer than a frame of `FRAMES_PER_SECOND` to the last one kept, with some tolerance for a jittery camera."""
    kept: list[Pose] = []
    for pose in poses:
        if not kept or pose.time - kept[-1].time >= 0.8 / FRAMES_PER_SECOND:
            kept.append(pose)
    return kept


def _pose(time: float, values: Floats, size: tuple[int, int], reading: PictureReading | None) -> Pose:
    everything = np.full((LANDMARKS, len(SCALE)), np.nan)
    everything[DRAWN] = values
    image = np.column_stack((everything[:, :2], np.full(LANDMARKS, np.nan)))
    return Pose(time, image, everything[:, 2:5], everything[:, 5], size, picture=reading)
