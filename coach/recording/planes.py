"""Pictures in YUV 4:2:0, as decoders give and encoders take them, to draw on: a plane of brightness, and two of colour at half the size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

import av
import numpy as np
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from coach.recording.canvas import Canvas, Colour, Layer

Pixels: TypeAlias = NDArray[np.uint8]

FORMAT: Final = "yuv420p"
"""Every player of H.264 knows this one."""
SAME_LAYOUT: Final = (FORMAT, "yuvj420p")
"""Formats with the same planes; in the second the numbers use the full range."""
WEIGHTS: Final[Mapping[int, tuple[float, float]]] = {Colorspace.ITU709: (0.2126, 0.0722), Colorspace.BT2020: (0.2627, 0.0593)}
"""How much red and blue add to the brightness (ITU-R BT.709-6, 3.2 and BT.2020-2, table 4)."""
OTHER_WEIGHTS: Final = (0.299, 0.114)
"""Of ITU-R BT.601-7, 2.5.1, by which videos are decoded that name no colour space."""


def yuv_copy(picture: av.VideoFrame, size: tuple[int, int], turn: Callable[[Pixels], Pixels]) -> av.VideoFrame:
    """A copy of `picture`, `size` pixels wide and high, each plane turned by `turn`. H.264 has no odd sides: there the last row is doubled."""
    width, height = size
    if picture.format.name not in SAME_LAYOUT or (picture.width, picture.height) != size:
        # one thread: for a single picture, starting more costs twice what they save
        picture = picture.reformat(width=width, height=height, format=FORMAT, threads=1)
    planes = [turn(_rows(plane)[: plane.height, : plane.width]) for plane in picture.planes]
    height, width = planes[0].shape
    copy = av.VideoFrame(width + width % 2, height + height % 2, FORMAT)
    copy.color_range = ColorRange.JPEG if picture.format.name == "yuvj420p" else picture.color_range
    copy.colorspace, copy.color_primaries, copy.color_trc = picture.colorspace, picture.color_primaries, picture.color_trc
    for plane, target in zip(planes, copy.planes, strict=True):
        rows, (high, wide) = _rows(target), plane.shape
        rows[:high, :wide] = plane
        rows[high:] = rows[high - 1]
        rows[:, wide : target.width] = rows[:, wide - 1 : wide]
    return copy


def canvas_on(picture: av.VideoFrame) -> Canvas:
    """A canvas that draws into a picture that `yuv_copy` gave."""
    weights = WEIGHTS.get(picture.colorspace, OTHER_WEIGHTS)
    is_full = picture.color_range == ColorRange.JPEG

    def layer(number: int, plane: VideoPlane) -> Layer:
        return Layer(
            _rows(plane)[: plane.height, : plane.width],
            2 if number else 1,
            lambda colour: (ycbcr(colour, weights, is_full=is_full)[number],),
        )

    return Canvas(tuple(layer(number, plane) for number, plane in enumerate(picture.planes)))


@lru_cache(maxsize=256)
def ycbcr(colour: Colour, weights: tuple[float, float], *, is_full: bool) -> tuple[int, int, int]:
    """How bright a colour is, and its blue and red, as 8 bits hold them (ITU-R BT.709-6, 3.3 to 3.5; the full range as in JFIF)."""
    red, green, blue = (value / 255.0 for value in colour)
    of_red, of_blue = weights
    luma = of_red * red + (1.0 - of_red - of_blue) * green + of_blue * blue
    differences = (blue - luma) / (2.0 - 2.0 * of_blue), (red - luma) / (2.0 - 2.0 * of_red)
    foot, bright, wide = (0, 255, 255) if is_full else (16, 219, 224)
    cb, cr = (min(round(128 + wide * one), 255) for one in differences)
    return round(foot + bright * luma), cb, cr


def _rows(plane: VideoPlane) -> Pixels:
    return np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
