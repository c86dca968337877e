"""A person's pose at one moment, the picture that it was found in, and the protocol of what finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from coach.conventions import Floats
from coach.picture import PictureReading

LANDMARKS = 33
"""How many landmarks a MediaPipe pose has."""


class Side(StrEnum):
    """The person's own left or right."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Landmark(IntEnum):
    """The rows of a pose that the coach uses, numbered as MediaPipe numbers them."""

    NOSE = 0
    LEFT_EAR = 7
    RIGHT_EAR = 8
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


TRUNK = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
"""The rows of the trunk's four corners."""

BONES: Final = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    *(
        (Landmark[f"{side}_{start}"], Landmark[f"{side}_{end}"])
        for side in ("LEFT", "RIGHT")
        for start, end in (
            ("SHOULDER", "ELBOW"),
            ("ELBOW", "WRIST"),
            ("SHOULDER", "HIP"),
            ("HIP", "KNEE"),
            ("KNEE", "ANKLE"),
            ("ANKLE", "HEEL"),
            ("HEEL", "FOOT_INDEX"),
            ("ANKLE", "FOOT_INDEX"),
        )
    ),
)
"""The lines of a drawn skeleton, on videos as on the live page."""

DRAWN_FROM: Final = 0.3
"""The visibility from which a landmark is drawn. Lower than what is judged: ankles of lying people reach 0.3 to 0.5 only."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture at `time` seconds: `pixels` is [height, width, 3] RGB bytes, upright and not mirrored."""

    time: float
    pixels: NDArray[np.uint8]
    small: NDArray[np.uint8] | None = field(default=None, init=False, repr=False)
    """The picture small and grey, kept by what makes it first (`models.picture_measures.grey_of`): several look at the same one.

    A video's frame makes it of what was decoded, and `pixels` only when they are looked at (`coach.recording.decoded`).
    """

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """The landmarks of one person at `time` seconds; all NaN where nobody was seen.

    `image` is [33, 3]: x and y in fractions of the picture, y down, and the estimator's relative depth in picture widths.
    `world` is [33, 3] in metres, in the axes of `coach.conventions`. `visibility` is [33], 0 to 1.
    `size` is the picture's width and height in pixels.
    """

    time: float
    image: Floats
    world: Floats
    visibility: Floats
    size: tuple[int, int]
    others: tuple[Pose, ...] = field(default=())
    """Other people, as last seen: in this picture or in those of the last seconds. Their own `others` are empty."""
    picture: PictureReading | None = None
    """What the picture tells beside the landmarks; None where it was not measured."""

    @classmethod
    def nobody(cls, time: float, size: tuple[int, int]) -> Self:
        """The pose of a picture in which no person was seen."""
        nothing = np.full((LANDMARKS, 3), np.nan)
        return cls(time, nothing, nothing, np.full(LANDMARKS, np.nan), size)

    @property
    def has_others(self) -> bool:
        """Whether somebody else was in the picture less than a second ago."""
        return any(self.time - other.time < 1.0 for other in self.others)

    @property
    def is_seen(self) -> bool:
        """Whether a person was found at all."""
        return not np.isnan(self.image[Landmark.LEFT_HIP, 0])


class PoseEstimator(Protocol):
    """Finds the person in a picture. It may remember earlier pictures: use one estimator per stream, in one thread at a time."""

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`, or `Pose.nobody`. Frames come in the order of their times."""

    def close(self) -> None:
        """Release the model. The estimator cannot be used afterwards."""
