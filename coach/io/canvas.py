"""Drawing on a picture so that it looks the same at every size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Colour: TypeAlias = tuple[int, int, int]
"""Red, green, blue."""

BASE: Final = 480
"""The shorter side of a picture in units; a VGA picture's pixels are units."""
SUBPIXEL_BITS: Final = 4
"""Lines and dots are placed to a sixteenth of a pixel, so that a skeleton glides rather than hops."""


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A picture to draw on, in place. All lengths are units: the shorter side is 480 of them."""

    pixels: NDArray[np.uint8]

    @property
    def unit(self) -> float:
        """Pixels per unit."""
        return float(min(self.pixels.shape[:2])) / BASE

    @property
    def width(self) -> float:
        """The picture's width in units."""
        return float(self.pixels.shape[1]) / self.unit

    @property
    def height(self) -> float:
        """The picture's height in units."""
        return float(self.pixels.shape[0]) / self.unit

    def panel(
        self, left: float, top: float, width: float, height: float, *, colour: Colour, opacity: float = 1.0, radius: float = 0.0
    ) -> None:
        """A filled box with round corners, cut at the picture's edges."""
        x0, y0 = max(0, round(left * self.unit)), max(0, round(top * self.unit))
        x1, y1 = round((left + width) * self.unit), round((top + height) * self.unit)
        under = self.pixels[y0:y1, x0:x1]
        if not under.size:
            return
        high, wide = under.shape[:2]
        corner = min(round(radius * self.unit), wide // 2, high // 2)
        box = under.copy()
        cv2.rectangle(box, (corner, 0), (wide - 1 - corner, high - 1), colour, cv2.FILLED)
        cv2.rectangle(box, (0, corner), (wide - 1, high - 1 - corner), colour, cv2.FILLED)
        for x in (corner, wide - 1 - corner):
            for y in (corner, high - 1 - corner):
                cv2.circle(box, (x, y), corner, colour, cv2.FILLED, cv2.LINE_AA)
        cv2.addWeighted(box, opacity, under, 1.0 - opacity, 0.0, dst=under)

    def line(self, start: tuple[float, float], end: tuple[float, float], *, colour: Colour, width: float) -> None:
        """A straight line."""
        cv2.line(self.pixels, self._place(start), self._place(end), colour, max(1, round(width * self.unit)), cv2.LINE_AA, SUBPIXEL_BITS)

    def dot(self, centre: tuple[float, float], *, radius: float, colour: Colour) -> None:
        """A filled circle."""
        size = max(1, round(radius * self.unit * 2**SUBPIXEL_BITS))
        cv2.circle(self.pixels, self._place(centre), size, colour, cv2.FILLED, cv2.LINE_AA, SUBPIXEL_BITS)

    def text(self, words: str, left: float, baseline: float, *, size: float, colour: Colour, weight: int = 400) -> None:
        """One line of text; `weight` is 400 for regular, 700 for bold."""
        place = round(left * self.unit), round(baseline * self.unit)
        cv2.putText(self.pixels, words, place, colour, _font(), self._font_size(size), weight)

    def text_width(self, words: str, *, size: float, weight: int = 400) -> float:
        """How wide a line of text becomes."""
        return _text_width(words, self._font_size(size), weight) / self.unit

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

    def _place(self, point: tuple[float, float]) -> tuple[int, int]:
        return round(point[0] * self.unit * 2**SUBPIXEL_BITS), round(point[1] * self.unit * 2**SUBPIXEL_BITS)

    def _font_size(self, size: float) -> int:
        return max(4, round(size * self.unit))


@lru_cache(maxsize=1)
def _font() -> cv2.FontFace:
    return cv2.FontFace("sans")


@lru_cache(maxsize=256)
def _text_width(words: str, pixels: int, weight: int) -> int:
    _, _, width, _ = cv2.getTextSize((0, 0), words, (0, 0), _font(), pixels, weight)
    return int(width)
