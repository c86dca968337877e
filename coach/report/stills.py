"""Single pictures out of a video, with the skeleton drawn in, small enough for a page."""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.pose import DRAWN_FROM, Frame, Pose
from coach.recording.overlay import drawn_skeleton
from coach.recording.video import NotSeekable, read_frames

WIDTH: Final = 360
HEIGHT: Final = 300
QUALITY: Final = 82
MARGIN: Final = 0.12
"""Left around the person, as a share of the picture's shorter side."""


def stills(video: Path, poses: Mapping[float, Pose], working_side: str | None, *, speed: float | None = None) -> dict[float, str]:
    """For each time in `poses` a picture of the person, all cropped alike, as a `data:` address that a page can show.

    `speed` is that with which the poses were found, see `read_frames`.
    """
    detail = _around(list(poses.values()))
    return {
        time: _address(_cropped(drawn_skeleton(frame.pixels, poses[time], working_side), detail))
        for time, frame in _frames_at(video, sorted(poses), speed)
    }


def _frames_at(path: Path, times: Sequence[float], speed: float | None) -> Iterator[tuple[float, Frame]]:
    """The pictures shown at `times`, one by one, as far as there are any."""
    left = deque(times)
    try:
        with read_frames(path, threads=1, speed=speed) as video:
            half_s = 0.5 / video.source.fps
            while left:
                from_s = max(left[0] - half_s, 0.0)
                _, picture = next(video.pictures_from(from_s), (from_s, None))
                time = left.popleft()
                if picture:
                    yield time, picture.frame()
    except NotSeekable:
        with read_frames(path, speed=speed) as video:
            for picture in video.pictures():
                while left and picture.time >= left[0] - half_s:
                    yield left.popleft(), picture.frame()


def _around(poses: Sequence[Pose]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom, in fractions of the picture, of what holds the person in all `poses`."""
    places = [pose.image[:, :2][pose.visibility >= DRAWN_FROM] for pose in poses if pose.is_seen]
    if not places:
        return 0.0, 0.0, 1.0, 1.0
    both = np.concatenate(places)
    low, high = np.nanmin(both, axis=0), np.nanmax(both, axis=0)
    width, height = poses[0].size
    margin = MARGIN * min(width, height) / np.array([width, height])
    left, top = np.clip(low - margin, 0.0, 1.0)
    right, bottom = np.clip(high + margin, 0.0, 1.0)
    return float(left), float(top), float(right), float(bottom)


def _cropped(pixels: NDArray[np.uint8], detail: tuple[float, float, float, float]) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    left, top, right, bottom = detail
    part = pixels[int(top * height) : max(int(bottom * height), 1), int(left * width) : max(int(right * width), 1)]
    return part if part.size else pixels


def _address(pixels: NDArray[np.uint8]) -> str:
    height, width = pixels.shape[:2]
    scale = min(WIDTH / width, HEIGHT / height)
    small = cv2.resize(pixels, (max(1, round(scale * width)), max(1, round(scale * height))), interpolation=cv2.INTER_AREA)
    _, coded = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return "data:image/jpeg;base64," + b64encode(coded.tobytes()).decode("ascii")
