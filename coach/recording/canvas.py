"""Drawing on a picture so that it looks the same at every size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self, TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Colour: TypeAlias = tuple[int, int, int]
"""Red, green, blue."""

Ink: TypeAlias = tuple[int, ...]
"""A colour as the pixels of a layer hold it."""

BASE: Final = 480
"""The shorter side of a picture in units; a VGA picture's pixels are units."""
MASK_MARGIN: Final = 4
"""Pixels left beside a text, because some letters reach back."""
SUBPIXEL_BITS: Final = 4
"""Lines and dots are placed to a sixteenth of a pixel, so that a skeleton moves smoothly."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One array of a picture: all of RGB, or one plane of YUV, whose colour planes are `shrunk` to half the size (2)."""

    pixels: NDArray[np.uint8]
    shrunk: int
    ink: Callable[[Colour], Ink]


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A picture to draw on, in place. All lengths are units: the shorter side is 480 of them. The first layer has the full size."""

    layers: tuple[Layer, ...]

    @classmethod
    def rgb(cls, pixels: NDArray[np.uint8]) -> Self:
        """The canvas of a picture in RGB."""
        return cls((Layer(pixels, 1, tuple),))

    @property
    def unit(self) -> float:
        """Pixels per unit."""
        return float(min(self._size)) / BASE

    @property
    def width(self) -> float:
        """The picture's width in units."""
        return float(self._size[1]) / self.unit

    @property
    def height(self) -> float:
        """The picture's height in units."""
        return float(self._size[0]) / self.unit

    def panel(
        self, left: float, top: float, width: float, height: float, *, colour: Colour, opacity: float = 1.0, radius: float = 0.0
    ) -> None:
        """A filled box with round corners, cut at the picture's edges."""
        # whole steps of two pixels, so that the edges of the halved layers fall on those of the whole one
        x0, y0, x1, y1 = (round(place * self.unit / 2) for place in (left, top, left + width, top + height))
        for layer in self.layers:
            steps = 2 // layer.shrunk
            under = layer.pixels[max(0, y0 * steps) : y1 * steps, max(0, x0 * steps) : x1 * steps]
            if under.size:
                _blend_box(under, layer.ink(colour), opacity, round(radius * self.unit / layer.shrunk))

    def lines(self, ends: NDArray[np.float64], *, colour: Colour, width: float) -> None:
        """Straight lines; `ends` is (lines, 2, 2): where each starts and ends, across and down."""
        for layer in self.layers:
            unit = self.unit / layer.shrunk
            thickness = max(1, round(width * unit))
            cv2.polylines(layer.pixels, list(_fine(ends, unit)), False, layer.ink(colour), thickness, cv2.LINE_AA, SUBPIXEL_BITS)  # noqa: FBT003

    def dots(self, centres: NDArray[np.float64], *, radius: float, colour: Colour) -> None:
        """Filled circles; `centres` is (circles, 2)."""
        for layer in self.layers:
            unit = self.unit / layer.shrunk
            size, ink = max(1, round(radius * unit * 2**SUBPIXEL_BITS)), layer.ink(colour)
            for centre in _fine(centres, unit).tolist():
                cv2.circle(layer.pixels, centre, size, ink, cv2.FILLED, cv2.LINE_AA, SUBPIXEL_BITS)

    def text(self, words: str, left: float, baseline: float, *, size: float, colour: Colour, weight: int = 400) -> None:
        """One line of text; `weight` is 400 for regular, 700 for bold."""
        pixels = _font_size(size * self.unit)
        whole, halved = _text_masks(words, pixels, weight)
        # even places, so that the halved layers have the same
        x, y = 2 * round(left * self.unit / 2) - MASK_MARGIN, 2 * round(baseline * self.unit / 2) - 2 * pixels
        for layer in self.layers:
            _blend_mask(layer, whole if layer.shrunk == 1 else halved, x // layer.shrunk, y // layer.shrunk, colour)

    def text_width(self, words: str, *, size: float, weight: int = 400) -> float:
        """How wide a line of text becomes."""
        return _text_width(words, _font_size(size * self.unit), weight) / self.unit

    def wrapped(self, words: str, *, size: float, weight: int = 400, width: float) -> list[str]:
        """The text in lines that are no wider than `width`, broken between words."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.text_width(longer, size=size, weight=weight) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    @property
    def _size(self) -> tuple[int, int]:
        height, width = self.layers[0].pixels.shape[:2]
        return height, width


def _blend_box(under: NDArray[np.uint8], ink: Ink, opacity: float, radius: int) -> None:
    """Blend a box with round corners into all of `under`."""
    high, wide = under.shape[:2]
    corner = min(radius, wide // 2, high // 2)
    box = under.copy()
    cv2.rectangle(box, (corner, 0), (wide - 1 - corner, high - 1), ink, cv2.FILLED)
    cv2.rectangle(box, (0, corner), (wide - 1, high - 1 - corner), ink, cv2.FILLED)
    for x in (corner, wide - 1 - corner):
        for y in (corner, high - 1 - corner):
            cv2.circle(box, (x, y), corner, ink, cv2.FILLED, cv2.LINE_AA)
    cv2.addWeighted(box, opacity, under, 1.0 - opacity, 0.0, dst=under)


def _blend_mask(layer: Layer, mask: NDArray[np.float32], x: int, y: int, colour: Colour) -> None:
    """Blend a colour into the layer by the `mask` (0 to 1), whose corner is at `x` and `y`."""
    x0, y0 = max(0, x), max(0, y)
    under = layer.pixels[y0 : max(0, y + mask.shape[0]), x0 : max(0, x + mask.shape[1])]
    if not under.size:
        return
    part = mask[y0 - y : y0 - y + under.shape[0], x0 - x : x0 - x + under.shape[1]]
    shares = part[..., None] if under.ndim == 3 else part
    under[:] = under + (np.array(layer.ink(colour), np.float32) - under) * shares + 0.5


def _fine(places: NDArray[np.float64], unit: float) -> NDArray[np.int32]:
    return np.rint(places * (unit * 2**SUBPIXEL_BITS)).astype(np.int32)


def _font_size(pixels: float) -> int:
    return max(4, round(pixels))


@lru_cache(maxsize=1)
def _font() -> cv2.FontFace:
    return cv2.FontFace("sans")


@lru_cache(maxsize=64)
def _text_masks(words: str, pixels: int, weight: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What a line of text covers, whole and at half the size. It begins MASK_MARGIN from the left, its baseline twice `pixels` from the top."""
    high, wide = 3 * pixels, _text_width(words, pixels, weight) + 2 * MASK_MARGIN
    mask = np.zeros((high + high % 2, wide + wide % 2), np.uint8)
    cv2.putText(mask, words, (MASK_MARGIN, 2 * pixels), (255,), _font(), pixels, weight)
    whole = mask.astype(np.float32) / 255.0
    return whole, cast("NDArray[np.float32]", cv2.resize(whole, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


@lru_cache(maxsize=256)
def _text_width(words: str, pixels: int, weight: int) -> int:
    _, _, width, _ = cv2.getTextSize((0, 0), words, (0, 0), _font(), pixels, weight)
    return int(width)
