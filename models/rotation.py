"""Quarter turns of a picture, and the pose that was found in a turned picture back in the upright one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.pose import Frame, Pose


def rotated(frame: Frame, quarters: int) -> Frame:
    """`frame` turned anticlockwise by 0 to 3 quarters; `frame` itself for 0."""
    return Frame(frame.time, np.rot90(frame.pixels, quarters)) if quarters else frame


def rotated_back(pose: Pose, quarters: int) -> Pose:
    """A pose found in `rotated(frame, quarters)` as it is in `frame`."""
    for _ in range(quarters):
        pose = _quarter_clockwise(pose)
    return pose


def _quarter_clockwise(pose: Pose) -> Pose:
    """The pose turned clockwise with its picture: what was at the top is on the right."""
    width, height = pose.size
    image, world = pose.image.copy(), pose.world.copy()
    image[:, 0], image[:, 1] = 1.0 - pose.image[:, 1], pose.image[:, 0]
    image[:, 2] = pose.image[:, 2] * (width / height)  # depth is in widths of the picture
    world[:, 0], world[:, 1] = pose.world[:, 1], -pose.world[:, 0]
    return replace(pose, image=image, world=world, size=(height, width))
