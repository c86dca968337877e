"""The room around the made-up person, as a viewer sees it: where the mat lies, the chair, and the camera that films."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.camera import Camera, middle, seen_by
from coach.demonstration.figure import Seen, everything

WIDTH: Final = 480.0
"""Of a drawing, in its own units."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A viewer's camera, aimed at `aim` [3]; draws a metre at that distance `metre` long."""

    camera: Camera
    aim: Floats
    metre: float = 200.0

    @classmethod
    def on(cls, points: Floats, camera: Camera, metre: float = 200.0) -> View:
        """A view of all that `points` [..., 3] pass through."""
        return cls(camera, middle(points), metre)

    def of(self, points: Floats) -> Floats:
        """[..., 3]: pixels to the right, down, and towards the viewer, of points in the room."""
        seen = seen_by(self.camera, points, self.aim)
        place, _ = self.camera.placed(self.aim)
        away = float(np.linalg.norm(place - self.aim))
        scale = self.metre * away / np.maximum(-seen[..., 2:], 0.1)
        across: Floats = seen[..., :2] * scale * np.array([1.0, -1.0])
        return np.concatenate([across, seen[..., 2:] * self.metre], axis=-1)

    def person(self, points: Floats, seconds: float) -> Seen:
        """What the viewer sees of somebody over `seconds`, from `points` [T, 33, 3] in the room."""
        return Seen(self.of(points), self.metre, seconds)


def mat(points: Floats, *, around: float = 0.22) -> Floats:
    """[4, 3]: the corners of a mat under somebody who lies, with a hand's breadth around."""
    places = points.reshape(-1, 3)
    (left, _, back), (right, _, front) = places.min(axis=0) - around, places.max(axis=0) + around
    return np.array([[left, 0.0, back], [right, 0.0, back], [right, 0.0, front], [left, 0.0, front]])


def box(centre: tuple[float, float, float], size: tuple[float, float, float]) -> list[Floats]:
    """Three faces of a box, each [4, 3]: the side that faces the front, its right side, and its top."""
    x, y, z = centre
    w, h, d = (one / 2 for one in size)
    front = [[x - w, y - h, z + d], [x + w, y - h, z + d], [x + w, y + h, z + d], [x - w, y + h, z + d]]
    right = [[x + w, y - h, z + d], [x + w, y - h, z - d], [x + w, y + h, z - d], [x + w, y + h, z + d]]
    top = [[x - w, y + h, z + d], [x + w, y + h, z + d], [x + w, y + h, z - d], [x - w, y + h, z - d]]
    return [np.array(face) for face in (right, front, top)]


def frame(pieces: list[Floats], *, margin: float) -> str:
    """The viewBox around all `pieces`."""
    left, top, width, height = everything(pieces)
    return f"{left - margin:.0f} {top - margin:.0f} {width + 2 * margin:.0f} {height + 2 * margin:.0f}"
