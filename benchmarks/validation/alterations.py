"""Recorded poses altered as by a tilted or mirrored camera, another frame rate or a less steady pose model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.joint_angles import MIRROR_X
from coach.picture import PictureReading
from coach.pose import Landmark, Pose
from tests.skeleton import MIRROR_ROWS

TRUNK_M: Final = 0.5  # an adult's trunk, to give the world landmarks the same relative noise as those in the picture


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """All poses of a recording: `times` [T], `image` and `world` [T, 33, 3], `visibility` [T, 33], `size` in pixels.

    `pictures` is what each picture told beside the landmarks; it is altered with them.
    """

    times: Floats
    image: Floats
    world: Floats
    visibility: Floats
    size: tuple[int, int]
    pictures: tuple[PictureReading | None, ...]

    @classmethod
    def from_poses(cls, poses: Sequence[Pose]) -> Landmarks:
        """The landmarks of `poses`, of which there is at least one."""
        return cls(
            np.array([pose.time for pose in poses]),
            np.stack([pose.image for pose in poses]),
            np.stack([pose.world for pose in poses]),
            np.stack([pose.visibility for pose in poses]),
            poses[0].size,
            tuple(pose.picture for pose in poses),
        )

    def poses(self) -> list[Pose]:
        """One pose for each moment."""
        moments = zip(self.times.tolist(), self.image, self.world, self.visibility, self.pictures, strict=True)
        return [Pose(time, image, world, visibility, self.size, picture=picture) for time, image, world, visibility, picture in moments]


def mirrored(seen: Landmarks) -> Landmarks:
    """The mirror image: left is right, in the picture and of the person."""
    image = seen.image[:, MIRROR_ROWS] * MIRROR_X + [1.0, 0.0, 0.0]
    pictures = tuple(picture and _mirror_image(picture) for picture in seen.pictures)
    return replace(
        seen, image=image, world=seen.world[:, MIRROR_ROWS] * MIRROR_X, visibility=seen.visibility[:, MIRROR_ROWS], pictures=pictures
    )


def _mirror_image(picture: PictureReading) -> PictureReading:
    pelvis, thorax = (patch and replace(patch, across=-patch.across, turn=-patch.turn) for patch in (picture.pelvis, picture.thorax))
    return replace(picture, pelvis=pelvis, thorax=thorax, feet=picture.feet[::-1])


def rolled(degrees: float, seen: Landmarks) -> Landmarks:
    """Turned clockwise in the picture, about its middle."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    clockwise = np.array([[cos, -sin], [sin, cos]])  # y points down in the picture, up in the world
    image, world = seen.image.copy(), seen.world.copy()
    image[..., :2] = ((image[..., :2] - 0.5) * seen.size) @ clockwise.T / seen.size + 0.5
    world[..., :2] = world[..., :2] @ clockwise
    return replace(seen, image=image, world=world)


def shaken(share: float, seen: Landmarks) -> Landmarks:
    """Gaussian noise on every landmark, with a standard deviation of `share` of the trunk; the same at each call."""
    chance = np.random.default_rng(0)
    rows = [[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]]
    shoulders, hips = (seen.image[:, pair, :2].mean(axis=1) * seen.size for pair in rows)
    trunk_px = float(np.nanmedian(np.linalg.norm(shoulders - hips, axis=1)))
    image = seen.image.copy()
    image[..., :2] += chance.normal(0.0, share * trunk_px, image[..., :2].shape) / seen.size
    return replace(seen, image=image, world=seen.world + chance.normal(0.0, share * TRUNK_M, seen.world.shape))


def at_rate(fps: float, seen: Landmarks) -> Landmarks:
    """At `fps` poses a second: for each moment the next recorded pose, or linear interpolation where there are fewer.

    What pictures told is not interpolated: it stays until the next one.
    """
    moments = np.arange(seen.times[0], seen.times[-1] + 1e-9, 1 / fps)
    if fps * np.median(np.diff(seen.times)) > 1.01:
        return replace(
            seen,
            times=moments,
            image=_interpolated(moments, seen.times, seen.image),
            world=_interpolated(moments, seen.times, seen.world),
            visibility=_interpolated(moments, seen.times, seen.visibility),
            pictures=tuple(seen.pictures[at - 1] for at in np.searchsorted(seen.times, moments + 1e-6).tolist()),
        )
    chosen = np.unique(np.searchsorted(seen.times, moments - 1e-6).clip(max=len(seen.times) - 1))
    return replace(
        seen,
        times=seen.times[chosen],
        image=seen.image[chosen],
        world=seen.world[chosen],
        visibility=seen.visibility[chosen],
        pictures=tuple(seen.pictures[at] for at in chosen.tolist()),
    )


def _interpolated(moments: Floats, times: Floats, values: Floats) -> Floats:
    flat = values.reshape(len(values), -1)
    columns = [np.interp(moments, times, column) for column in flat.T]
    return np.stack(columns, axis=1).reshape(len(moments), *values.shape[1:])


@dataclass(frozen=True, slots=True)
class Alteration:
    """One way to alter a recording. `swaps_sides` is whether left becomes right."""

    name: str
    alter: Callable[[Landmarks], Landmarks]
    swaps_sides: bool = False


ALTERATIONS: Final = (
    *(Alteration(f"{fps} pictures a second", partial(at_rate, fps)) for fps in (8, 10, 15, 30, 60)),
    Alteration("mirrored", mirrored, swaps_sides=True),
    Alteration("turned 8° clockwise", partial(rolled, 8.0)),
    Alteration("turned 8° anticlockwise", partial(rolled, -8.0)),
    Alteration("unsteady by 1 % of the trunk", partial(shaken, 0.01)),
)
