"""Directions and rotations in the room where the made-up person moves.

The room is in metres: +x to the right of the picture, +y up from the floor, +z towards a camera that stands square in
front. The frame of a body part is a [..., 3, 3] matrix whose columns are its left, its up (towards the head) and its
front. Every angle may be a number or an array over time, and every result has that leading shape.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np

from coach.conventions import Floats

Angle: TypeAlias = float | Floats
"""Degrees, in the clinical sign of `coach.conventions`."""

UP: Final = np.array([0.0, 1.0, 0.0])


def turn(axis: int, degrees: Angle) -> Floats:
    """[..., 3, 3]: the rotation by `degrees` about the x, y or z axis (0, 1, 2)."""
    angle = np.radians(np.asarray(degrees, dtype=np.float64))
    matrix = np.zeros((*angle.shape, 3, 3))
    first, second = (axis + 1) % 3, (axis + 2) % 3
    matrix[..., axis, axis] = 1.0
    matrix[..., first, first] = matrix[..., second, second] = np.cos(angle)
    matrix[..., second, first] = np.sin(angle)
    matrix[..., first, second] = -np.sin(angle)
    return matrix


def joint_rotation(flexion: Angle, abduction: Angle, rotation: Angle, side: float) -> Floats:
    """[..., 3, 3]: a ball joint in the clinical order of Grood and Suntay, flexion first, then abduction, then rotation."""
    turned: Floats = turn(0, -np.asarray(flexion)) @ turn(2, side * np.asarray(abduction)) @ turn(1, side * np.asarray(rotation))
    return turned


def angles_of_joint(matrix: Floats, side: float) -> tuple[Floats, Floats, Floats]:
    """Flexion, abduction and rotation of a ball joint: the inverse of `joint_rotation`."""
    flexion = -np.degrees(np.arctan2(matrix[..., 2, 1], matrix[..., 1, 1]))
    abduction = side * np.degrees(np.arcsin(np.clip(-matrix[..., 0, 1], -1.0, 1.0)))
    rotation = side * np.degrees(np.arctan2(matrix[..., 0, 2], matrix[..., 0, 0]))
    return flexion, abduction, rotation


def rotated(frame: Floats, vector: Floats) -> Floats:
    """[..., 3]: a vector given in `frame`, or in several frames [..., 3, 3], in the axes of the room."""
    turned: Floats = np.einsum("...ij,...j->...i", frame, vector)
    return turned


def unit(vector: Floats) -> Floats:
    """[..., 3]: the same direction, of length 1."""
    direction: Floats = vector / np.linalg.norm(vector, axis=-1, keepdims=True)
    return direction
