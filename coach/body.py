"""One pose as named points, in the plane of the picture and in space: what signals are computed from."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, wraps
from itertools import pairwise
from typing import Any, TypeVar

from coach.geometry import Point2, Point3, distance, midpoint, midpoint3, vector3
from coach.pose import Landmark, Pose, Side

T = TypeVar("T")

THIGH_TO_TRUNK = 0.95
"""Length of a thigh, or of a shin, over that of the trunk, as the estimator places them in the picture.

0.82 to 1.03 on nine rendered people of known build.
"""


class Part(Enum):
    """A body part that comes in left and right. The value is the two rows of its landmarks, left first."""

    EAR = (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
    SHOULDER = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
    HIP = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
    KNEE = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
    ANKLE = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
    HEEL = (Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL)
    FOOT_INDEX = (Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX)

    def __init__(self, left: int, right: int) -> None:
        self.left, self.right = int(left), int(right)  # asked for so often that `value`, a property in Python, takes a tenth of the time


@dataclass(frozen=True)
class Body:
    """A pose unpacked into plain numbers, one entry per landmark.

    `picture` is in pixels with y up, `world` in metres (axes of `coach.conventions`), `visibility` from 0 to 1. All four stay as they
    are: what is derived from them is computed once (see `once_per_body`).
    """

    time: float
    picture: list[Point2]
    world: list[Point3]
    visibility: list[float]
    _derived: dict[Callable[[Body], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def from_pose(cls, pose: Pose) -> Body:
        """Unpack `pose`; all NaN where nobody was seen."""
        width, height = pose.size
        picture = [(x * width, -y * height) for x, y, _ in pose.image.tolist()]
        return cls(pose.time, picture, [(x, y, z) for x, y, z in pose.world.tolist()], pose.visibility.tolist())

    def at(self, part: Part, side: Side) -> Point2:
        """Where `part` is in the picture, in pixels with y up."""
        return self.picture[part.right if side is Side.RIGHT else part.left]

    def in_space(self, part: Part, side: Side) -> Point3:
        """Where `part` is in space, in metres."""
        return self.world[part.right if side is Side.RIGHT else part.left]

    def visibility_of(self, part: Part, side: Side) -> float:
        """The estimator's certainty that `part` is in view and not hidden, 0 to 1."""
        return self.visibility[part.right if side is Side.RIGHT else part.left]

    def middle(self, part: Part) -> Point2:
        """The point of the picture midway between the left and the right `part`."""
        return midpoint(self.picture[part.left], self.picture[part.right])

    def middle_in_space(self, part: Part) -> Point3:
        """The point of space midway between the left and the right `part`."""
        return midpoint3(self.world[part.left], self.world[part.right])

    @cached_property
    def trunk_length(self) -> float:
        """From mid-hip to mid-shoulder in the picture, in pixels."""
        return distance(self.middle(Part.SHOULDER), self.middle(Part.HIP))

    @cached_property
    def trunk_vector(self) -> Point3:
        """From mid-hip to mid-shoulder in space, in metres."""
        return vector3(self.middle_in_space(Part.HIP), self.middle_in_space(Part.SHOULDER))

    @cached_property
    def pixels_per_metre(self) -> float:
        """The scale of the picture at the person: the median, over trunk, thighs and shins, of pixels over metres.

        The metres are those across the line of sight, so foreshortening is allowed for as far as the estimator's depth is right.
        NaN where no limb lies across it.
        """
        scales: list[float] = []
        for side in Side:
            chain = [part.right if side is Side.RIGHT else part.left for part in (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE)]
            for start, end in pairwise(chain):
                a, b = self.world[start], self.world[end]
                across = math.hypot(b[0] - a[0], b[1] - a[1])
                if across > 0.05:  # metres; a limb that points at the camera says nothing about the scale
                    scales.append(distance(self.picture[start], self.picture[end]) / across)
        scales.sort()
        return scales[len(scales) // 2] if scales else math.nan


def once_per_body(measure: Callable[[Body], T]) -> Callable[[Body], T]:
    """`measure`, computed once for each body: of one body it is asked several times."""

    @wraps(measure)
    def measured(body: Body) -> T:
        if measure not in body._derived:  # noqa: SLF001
            body._derived[measure] = measure(body)  # noqa: SLF001
        known: T = body._derived[measure]  # noqa: SLF001
        return known

    return measured
