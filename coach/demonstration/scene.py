"""The room around the made-up person, as a viewer sees it: mat, floor and chair, and the box around all that is drawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from coach.conventions import Floats
from coach.demonstration.camera import Camera, in_camera_axes, middle
from coach.demonstration.figure import Projection
from coach.demonstration.svg import outline, paint
from coach.pose import Landmark

DRAWN: Final = [int(one) for one in Landmark]
"""Rows of the landmarks that a drawing uses."""

SHADES: Final = {"floor": ("near", 0.16), "mat": ("working", 0.16), "front": ("near", 0.5), "side": ("far", 0.6), "top": ("near", 0.35)}
"""The colour and opacity of each kind of face."""


@dataclass(frozen=True, slots=True, eq=False)
class Viewpoint:
    """A viewer's camera, aimed at `aim` [3]; draws a metre at that distance `metre` long."""

    camera: Camera
    aim: Floats
    metre: float = 200.0

    @classmethod
    def of(cls, points: Floats, camera: Camera) -> Viewpoint:
        """A view of all that `points` [..., 3] pass through."""
        return cls(camera, middle(points))

    def project(self, points: Floats) -> Floats:
        """[..., 3]: pixels to the right, down, and towards the viewer, of points in the room."""
        seen = in_camera_axes(self.camera, points, self.aim)
        place, _ = self.camera.placed(self.aim)
        away = float(np.linalg.norm(place - self.aim))
        scale = self.metre * away / np.maximum(-seen[..., 2:], 0.1)
        across: Floats = seen[..., :2] * scale * np.array([1.0, -1.0])
        return np.concatenate([across, seen[..., 2:] * self.metre], axis=-1)

    def person(self, points: Floats, seconds: float) -> Projection:
        """What the viewer sees of a person over `seconds`, from `points` [T, 33, 3] in the room."""
        return Projection(self.project(points), self.metre, seconds)


class Face(NamedTuple):
    """A flat piece of something in the room: its corners [N, 3], and its kind, a key of SHADES."""

    corners: Floats
    kind: str

    def draw(self, view: Viewpoint) -> Drawn:
        """The face as `view` shows it."""
        corners = view.project(self.corners)
        colour, opacity = SHADES[self.kind]
        fill = paint(colour)
        return Drawn(
            f'<path d="{outline(corners)}" style="fill:{fill}" fill-opacity="{opacity}" stroke="{fill}" stroke-opacity="0.25" stroke-width="6" stroke-linejoin="round"/>',
            corners,
        )


class Drawn(NamedTuple):
    """A piece of SVG, and the points [N, 2 or 3] around it."""

    svg: str
    corners: Floats


def on_mat(points: Floats) -> list[Face]:
    """The mat under a person who lies, kneels or is on all fours, with a hand's breadth to spare, from `points` [T, 33, 3]."""
    return [Face(_floor_under(points[:, DRAWN], margin=0.22), "mat")]


def on_foot(points: Floats) -> list[Face]:
    """The floor under a standing person."""
    return [Face(_floor_under(points[:1, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]], margin=0.35), "floor")]


def on_chair(points: Floats) -> list[Face]:
    """The floor and the chair under a person who sits facing the camera."""
    hips = points[0, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    seat = (float(hips[0]), float(hips[1]) / 2 - 0.06, float(hips[2]) + 0.06)
    floor = _floor_under(points[:1, [Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX, Landmark.LEFT_HIP]], margin=0.35)
    return [Face(floor, "floor"), *box(seat, (0.46, 2 * seat[1], 0.44))]


def _floor_under(points: Floats, *, margin: float) -> Floats:
    """[4, 3]: the corners of the floor under `points` [..., 3], and `margin` metres around."""
    places = points.reshape(-1, 3)
    (left, _, back), (right, _, front) = places.min(axis=0) - margin, places.max(axis=0) + margin
    return np.array([[left, 0.0, back], [right, 0.0, back], [right, 0.0, front], [left, 0.0, front]])


def box(centre: tuple[float, float, float], size: tuple[float, float, float]) -> list[Face]:
    """Three faces of a box: its right side, the side that faces the front, and its top."""
    x, y, z = centre
    w, h, d = (one / 2 for one in size)
    front = [[x - w, y - h, z + d], [x + w, y - h, z + d], [x + w, y + h, z + d], [x - w, y + h, z + d]]
    right = [[x + w, y - h, z + d], [x + w, y - h, z - d], [x + w, y + h, z - d], [x + w, y + h, z + d]]
    top = [[x - w, y + h, z + d], [x + w, y + h, z + d], [x + w, y + h, z - d], [x - w, y + h, z - d]]
    return [Face(np.array(corners), kind) for corners, kind in ((right, "side"), (front, "front"), (top, "top"))]


def extent(projection: Projection) -> Floats:
    """[N, 2]: the corners of what a person covers, with the thickness of limbs and head."""
    drawn = projection.points[:, DRAWN, :2]
    thick = 0.07 * projection.metre
    ears = projection.points[:, [Landmark.LEFT_EAR, Landmark.RIGHT_EAR], :2]
    around = [drawn - thick, drawn + thick, ears - 0.17 * projection.metre, ears + 0.17 * projection.metre]
    return np.concatenate([one.reshape(-1, 2) for one in around])


def view_box(pieces: Collection[Floats], *, margin: float) -> str:
    """The viewBox around all `pieces`, each [..., 2 or 3]: left, top, width and height in whole pixels."""
    places = np.concatenate([piece[..., :2].reshape(-1, 2) for piece in pieces])
    (left, top), (right, bottom) = np.nanmin(places, axis=0), np.nanmax(places, axis=0)
    return f"{left - margin:.0f} {top - margin:.0f} {right - left + 2 * margin:.0f} {bottom - top + 2 * margin:.0f}"
