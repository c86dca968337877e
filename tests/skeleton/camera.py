"""From points in the room to poses as the pose model would give them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from coach.conventions import Floats
from coach.demonstration.camera import Camera, in_camera_axes, middle
from coach.demonstration.rotation import rotated
from coach.pose import LANDMARKS, Landmark, Pose
from tests.skeleton.surface import readings

MIRROR_ROWS = np.array([0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(row + (1 if row % 2 else -1) for row in range(11, LANDMARKS))])
"""The row of each landmark's partner on the other side."""

HIDDEN = 0.1
"""Visibility of a landmark that is covered, or outside the picture."""


def poses(
    times: Floats,
    points: Floats,
    camera: Camera,
    *,
    aim: Floats | None = None,
    hidden: Collection[int] = (),
    depth: float = 1.0,
    noise_px: float = 0.0,
    seed: int = 0,
) -> list[Pose]:
    """What the camera sees of `points` [T, 33, 3] in the room; it aims at `aim` [3], or the middle of all they pass through.

    `depth` is the share of the true depth that reaches the world landmarks: exact at 1, while the pose model gave 0.3 to 1.0 of it
    on rendered people who lie on their side, 0.7 to 0.9 seated and in a bridge, and next to nothing of it standing.
    `noise_px` is the standard deviation of every image coordinate; the world gets as much in metres, thrice that in depth.
    Landmarks that are `hidden` or out of the picture keep their places and are hardly visible, as in the pose model's answers.
    """
    aim = middle(points) if aim is None else aim
    _, axes = camera.placed(aim)
    width, height = camera.size
    focal = 0.5 / np.tan(np.radians(camera.field_of_view) / 2)  # in picture widths

    hips = (points[:, Landmark.LEFT_HIP] + points[:, Landmark.RIGHT_HIP])[:, None] / 2
    seen = in_camera_axes(camera, points, aim)
    away = np.maximum(-seen[..., 2], 0.1)
    hip_away = np.maximum(-in_camera_axes(camera, hips, aim)[..., 2], 0.1)
    across = 0.5 + focal * seen[..., 0] / away
    down = 0.5 - focal * width / height * seen[..., 1] / away
    image = np.stack([across, down, focal * (away - hip_away) / hip_away], axis=-1)
    world: Floats = rotated(axes.T, points - hips) * np.array([1.0, 1.0, depth])

    covered = np.isin(np.arange(LANDMARKS), list(hidden))
    inside = (across >= 0) & (across <= 1) & (down >= 0) & (down <= 1) & (seen[..., 2] < -0.1)
    visibility = np.where(inside & ~covered, 1.0, HIDDEN)
    if noise_px:
        random = np.random.default_rng(seed)
        metres = noise_px / width / focal * hip_away[..., None]
        image = image + random.normal(size=image.shape) * noise_px / np.array([width, height, width])
        world = world + random.normal(size=world.shape) * metres * np.array([1.0, 1.0, 3.0])
    read = readings(times, seen, image[..., :2] * np.array([width, height]))
    return [Pose(float(t), image[i], world[i], visibility[i], camera.size, picture=read[i]) for i, t in enumerate(times)]
