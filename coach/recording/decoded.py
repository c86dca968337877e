"""A decoded picture: upright, and converted only when that is asked for."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, cast

import av
import numpy as np
from av.sidedata.sidedata import SideDataContainer
from av.sidedata.sidedata import Type as SideData
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from coach.pose import Frame
from coach.recording.planes import yuv_copy
from models.picture_measures import small_size

Pixels: TypeAlias = NDArray[np.uint8]
Array: TypeAlias = NDArray[Any]
Matrix: TypeAlias = tuple[tuple[int, int], tuple[int, int]]


class Conversions:
    """Converts the decoded pictures of one video. Any thread may ask; one waits for another.

    What FFmpeg prepares for a form is kept for the next picture: with small pictures, preparing takes longer than converting.
    """

    def __init__(self) -> None:
        self._reformatters: defaultdict[str, VideoReformatter] = defaultdict(VideoReformatter)
        self._lock = threading.Lock()

    def convert(self, decoded: av.VideoFrame, size: tuple[int, int], form: str, interpolation: str | None = None) -> Pixels:
        """The picture `size` (width and height) large, in one of FFmpeg's forms of a single plane."""
        width, height = size
        with self._lock:
            # one thread: for a single picture, starting more costs twice what they save
            reformat = self._reformatters[form].reformat
            converted = reformat(decoded, width=width, height=height, format=form, interpolation=interpolation, threads=1)
        return cast("Pixels", converted.to_ndarray())


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded picture; it is converted only when that is asked for."""

    time: float
    _decoded: av.VideoFrame
    _conversions: Conversions
    _coded_size: tuple[int, int]
    _matrix: Matrix

    @property
    def is_corrupt(self) -> bool:
        """Whether the decoder had to make some of it up."""
        return self._decoded.is_corrupt

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, upright."""
        return self._upright(self._coded_size)

    def frame(self) -> Frame:
        """The picture upright."""
        return _DecodedFrame(self)

    def pixels(self) -> Pixels:
        """The picture upright, in RGB: [height, width, 3]."""
        # moving whole pixels takes a third of the time of moving their bytes
        whole = turned(self._conversions.convert(self._decoded, self._coded_size, "rgb24").view("V3")[..., 0], self._matrix)
        return whole.view(np.uint8).reshape(*whole.shape, 3)

    def grey(self, size: tuple[int, int]) -> Pixels:
        """The picture's brightness upright, `size` (width and height) large: each pixel the mean of what it covers."""
        return turned(self._conversions.convert(self._decoded, self._upright(size), "gray", "AREA"), self._matrix)

    def _upright(self, size: tuple[int, int]) -> tuple[int, int]:
        """A size as it is decoded, upright; and the other way round."""
        return size[::-1] if _lies_on_its_side(self._matrix) else size

    def yuv(self) -> av.VideoFrame:
        """A copy of the picture upright, as `VideoWriter` takes it, with the colours that it came with."""
        return yuv_copy(self._decoded, self._coded_size, lambda plane: turned(plane, self._matrix))


class _DecodedFrame(Frame):
    """A frame that is converted only when it is looked at: where nothing moves only a small grey picture is."""

    _picture: Picture

    def __init__(self, picture: Picture) -> None:
        object.__setattr__(self, "time", picture.time)
        object.__setattr__(self, "_picture", picture)

    @cached_property
    def pixels(self) -> Pixels:
        return self._picture.pixels()

    @cached_property
    def small(self) -> Pixels:
        return self._picture.grey(small_size(self.size))

    @property
    def size(self) -> tuple[int, int]:
        return self._picture.size


def turned(pixels: Array, matrix: Matrix) -> Array:
    """The picture as the display matrix `((a, b), (c, d))` shows it: x' = a x + c y, y' = b x + d y, by quarter turns and mirrorings."""
    (across, across_to_down), (down_to_across, down) = matrix
    if _lies_on_its_side(matrix):
        pixels, across, down = pixels.T, down_to_across, across_to_down
    return np.ascontiguousarray(pixels[:: 1 if down > 0 else -1, :: 1 if across > 0 else -1])


def display_matrix(picture: av.VideoFrame) -> Matrix:
    """How a player turns and mirrors the picture, see `turned`."""
    # `picture.side_data` would be kept by the picture that it refers to: only the garbage collector frees such a cycle, and seldom comes
    data = SideDataContainer(picture).get(SideData.DISPLAYMATRIX)  # type: ignore[call-arg]  # its stub names no arguments
    if data is None:
        return (1, 0), (0, 1)
    a, b, _, c, d, *_ = np.frombuffer(bytes(data), np.int32).tolist()
    return (a, b), (c, d)


def _lies_on_its_side(matrix: Matrix) -> bool:
    (across, across_to_down), _ = matrix
    return abs(across_to_down) > abs(across)
