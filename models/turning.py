"""Quarter turns of a picture, and back again of the pose that was found in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.pose import Frame, Pose


def turned(frame: Frame, quarters: int) -> Frame:
    """`frame` turned anticlockwise by so many quarters, 0 to 3."""
    return replace(frame, pixels=np.rot90(frame.pixels, quarters)) if quarters else frame


def turned_back(pose: Pose, quarters: int) -> Pose:
    """The pose in the picture as it was, of a pose found in the picture turned anticlockwise by `quarters`."""
    for _ in range(quarters):
        pose = _quarter_back(pose)
    return pose


def _quarter_back(pose: Pose) -> Pose:
    """Turn clockwise by a quarter: what was at the top is at the right."""
    width, height = pose.size
    image, world = pose.image.copy(), pose.world.copy()
    image[:, 0], image[:, 1] = 1.0 - pose.image[:, 1], pose.image[:, 0]
    image[:, 2] = pose.image[:, 2] * (width / height)  # depth is in widths of the picture
    world[:, 0], world[:, 1] = pose.world[:, 1], -pose.world[:, 0]
    return replace(pose, image=image, world=world, size=(height, width))
