"""A recording as every result states it: name, length, rate and size; and the error when it cannot be read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final, Self

VIDEOS: Final = (".3gp", ".avi", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts", ".webm", ".wmv")
"""How the names of videos end, where they are looked for in a folder or uploaded; a file that is named itself may be called anything."""


def shown(name: str) -> str:
    """A file's name as it can be shown and written, also where its bytes are no text."""
    return os.fsencode(name).decode("utf-8", "replace")


class SourceError(Exception):
    """A recording cannot be read; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Source:
    """One recording. `fps` is the mean rate; `width` and `height` are pixels of the upright picture."""

    name: str
    duration_s: float
    fps: float
    frames: int
    width: int
    height: int

    @classmethod
    def measured(cls, name: str, *, frames: int, first_s: float, last_s: float, size: tuple[int, int]) -> Self:
        """A recording whose frames were counted and whose first and last times are known. One frame has no rate and no length."""
        fps = (frames - 1) / (last_s - first_s) if frames > 1 else 0.0
        return cls(name, frames / fps if fps else 0.0, fps, frames, *size)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height

    @property
    def is_portrait(self) -> bool:
        """Whether it is higher than wide."""
        return self.height > self.width
