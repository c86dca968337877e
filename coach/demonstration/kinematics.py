"""What a movement of the made-up person is: joint angles from how far it has gone, and the faults that it can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import Camera
from coach.demonstration.joint_angles import JointAngles
from coach.pose import Side


@dataclass(frozen=True, slots=True)
class Faults:
    """How large each fault is: a number for those of the starting position, an array over time for those that grow with the movement."""

    setup: Mapping[str, float] = field(default_factory=dict)
    growing: Mapping[str, Floats] = field(default_factory=dict)

    def __call__(self, name: str) -> Floats:
        """The size of a growing fault at each moment, 0 where it is absent."""
        return self.growing.get(name, np.zeros(()))

    def start(self, name: str, usual: float) -> float:
        """A quantity of the starting position: `usual`, unless a fault or a variant of the exercise says otherwise."""
        return self.setup.get(name, usual)


@dataclass(frozen=True, slots=True)
class Kinematics:
    """A movement of the left side: `joint_angles` gives them at each moment from how far it has gone, in degrees of its main variable.

    `span` is how many degrees a full repetition goes, `camera` where it is usually filmed from. `faults` grow with the movement;
    `setup` are faults of the starting position and variants of the exercise, there from the first moment.
    `yaw_towards` is -1 where a camera with positive yaw should stand further left in the picture of the left side.
    """

    joint_angles: Callable[[Build, Floats, Faults], JointAngles]
    span: Callable[[Build, Faults], float]
    camera: Camera
    faults: frozenset[str] = field(default=frozenset())
    setup: frozenset[str] = field(default=frozenset())
    yaw_towards: float = 1.0

    def seen_by(self, camera: Camera, side: Side) -> Camera:
        """`camera` as it stands when `side` works: what it sees of the right side is the mirror image of what it sees of the left."""
        towards = self.yaw_towards if side is Side.LEFT else -self.yaw_towards
        return replace(camera, yaw=towards * camera.yaw)
