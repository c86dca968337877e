"""A pinhole camera in the room of the made-up person, and where the cameras of the usual postures stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.rotation import UP, rotated, turn, unit


@dataclass(frozen=True, slots=True)
class Camera:
    """Stands `height` over the floor and `distance` from the middle of the body, aims at it, then pans, tilts and rolls.

    `yaw` moves it round the body towards the right of the picture; `pan` turns it to its right, `tilt` up, `roll` clockwise.
    Angles are degrees, lengths metres, `field_of_view` is horizontal, `size` is in pixels.
    """

    yaw: float = 0.0
    height: float = 0.8
    distance: float = 2.5
    field_of_view: float = 64.0
    pan: float = 0.0
    tilt: float = 0.0
    roll: float = 0.0
    size: tuple[int, int] = (640, 480)

    def placed(self, aim: Floats) -> tuple[Floats, Floats]:
        """Where the camera stands, [3], and its axes, [3, 3]: columns right, up, and back towards itself."""
        angle = np.radians(self.yaw)
        place = np.array([aim[0] + self.distance * np.sin(angle), self.height, aim[2] + self.distance * np.cos(angle)])
        forward = unit(aim - place)
        right = unit(np.cross(forward, UP))
        axes = np.stack([right, np.cross(right, forward), -forward], axis=-1)
        return place, axes @ turn(1, -self.pan) @ turn(0, self.tilt) @ turn(2, -self.roll)


def middle(points: Floats) -> Floats:
    """[3]: the middle of all that `points` [..., 3] pass through."""
    places = points.reshape(-1, 3)
    centre: Floats = (places.min(axis=0) + places.max(axis=0)) / 2
    return centre


def in_camera_axes(camera: Camera, points: Floats, aim: Floats) -> Floats:
    """[..., 3]: `points` of the room in metres to the right, up, and towards the camera, from where it stands."""
    place, axes = camera.placed(aim)
    return rotated(axes.T, points - place)


def drawn_from(yaw: float, height: float) -> Camera:
    """From where a drawing looks: far away, so that near and far limbs are of one size. Degrees, and metres over the floor."""
    return Camera(yaw=yaw, height=height, distance=6.0, field_of_view=30.0)


FILMED_SIDE_LYING: Final = Camera(yaw=27.0, height=0.6, distance=2.3)

DRAWN_SIDE_LYING: Final = drawn_from(yaw=-16.0, height=1.7)
DRAWN_FACING: Final = drawn_from(yaw=14.0, height=1.5)
DRAWN_FACING_FROM_SIDE: Final = drawn_from(yaw=58.0, height=1.4)
"""Somebody who sits or stands facing the camera, where what goes forward or back is to be seen."""
