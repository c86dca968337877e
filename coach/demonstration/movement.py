"""What a movement of the made-up person is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from coach.conventions import Floats
from coach.demonstration.body import Body, Posture
from coach.demonstration.camera import Camera


@dataclass(frozen=True, slots=True)
class Faults:
    """How large each fault is: a number for the starting position, an array over time for those that grow with the movement."""

    setup: Mapping[str, float]
    growing: Mapping[str, Floats]

    def __call__(self, name: str) -> Floats:
        """The size of one fault at each moment, 0 where it is absent."""
        return self.growing.get(name, np.zeros(()))

    def start(self, name: str, usual: float) -> float:
        """A quantity of the starting position: as usual, unless a fault or a variant of the exercise says otherwise."""
        return self.setup.get(name, usual)


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement of the left side: its posture at each moment from how far it has gone, in degrees of its main variable.

    `span` is how far a full repetition goes. `faults` grow with the movement; `setup` are faults of the starting position and
    variants of the exercise, there from the first moment.
    `yaw_towards` is -1 where a camera with positive yaw should stand further left in the picture of the left side.
    """

    posture: Callable[[Body, Floats, Faults], Posture]
    span: Callable[[Body, Faults], float]
    camera: Camera
    faults: frozenset[str] = field(default=frozenset())
    setup: frozenset[str] = field(default=frozenset())
    yaw_towards: float = 1.0
