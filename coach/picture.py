"""What the picture itself tells beside the landmarks, as a pose carries it; `models` measures it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from statistics import median
from typing import Final, Self

COMPARED_S: Final = 0.12
"""For `PictureReading.motion` a picture is compared with the last one that is so many seconds older, at least."""
HALF_DEPTH: Final = 0.18
"""Half the depth of the trunk in trunk lengths: the cloth on the front of a trunk that rolls travels by its sine times this.

The one factor fitted on rendered people. (Anthropometry: a waist 20 cm deep and a trunk 52 cm from hips to shoulders are 0.19.)
"""


@dataclass(frozen=True, slots=True)
class PatchReading:
    """How a patch of cloth on the trunk lies, compared with how it lay in the keyframe, and how sure that is.

    Lengths are in trunk lengths of the keyframe. `across` is to the left of the way from hips to shoulders as the picture is seen: at
    the trunk's axis, where the trunk lies and rolls; `along` is towards the shoulders. `turn` is counter-clockwise, in degrees; `scale`
    is 1 where nothing changed. `uncertainty` is the standard deviation of `across` that the patch's contrast allows, and
    `directness` the information that it holds about `across` over that about `along`: hoops around the trunk hold little. `residual`
    is what the registration leaves, in grey levels, and `kept` the share of the patch that fits.
    """

    across: float
    along: float
    turn: float
    scale: float
    uncertainty: float
    directness: float
    residual: float
    kept: float

    @classmethod
    def median(cls, readings: Sequence[PatchReading]) -> Self:
        """The reading each of whose values is the median of those of `readings`, of which there is at least one."""
        return cls(*(median(values) for values in zip(*map(_patch_numbers, readings), strict=True)))


_patch_numbers: Final = attrgetter(*(one.name for one in fields(PatchReading)))
PATCH_NUMBERS: Final = len(fields(PatchReading))
NUMBERS: Final = 2 + 2 * PATCH_NUMBERS + 4


@dataclass(frozen=True, slots=True)
class PictureReading:
    """What one picture tells, compared with the keyframe taken at `keyframe` seconds (NaN: there is none yet).

    `lies` is whether the trunk lay across the picture in the keyframe: then patches are taken to roll about its axis. `pelvis` and
    `thorax` are None where they were lost. `feet` are the shares of a square around the left and the right foot that have changed
    since they were planted, and `background` that of the surroundings, 0 to 1. `motion` is how much the picture moves around the legs:
    the sum of the grey levels by which pixels have changed within a twelfth of a second, over the squared trunk length in pixels. NaN
    where nothing is known.
    """

    keyframe: float = math.nan
    lies: bool = False
    pelvis: PatchReading | None = None
    thorax: PatchReading | None = None
    feet: tuple[float, float] = field(default=(math.nan, math.nan))
    background: float = math.nan
    motion: float = math.nan

    @classmethod
    def median(cls, readings: Sequence[PictureReading]) -> PictureReading:
        """What `readings`, of which there is at least one, tell together: those of the last one's keyframe, each value at its median."""
        last = readings[-1]
        same = [one for one in readings if one.keyframe == last.keyframe] or [last]
        pelvis, thorax = (
            [patch for patch in patches if patch] for patches in zip(*((one.pelvis, one.thorax) for one in same), strict=True)
        )
        left, right, background, motion = (
            _median([numbers[i] for numbers in ((*one.feet, one.background, one.motion) for one in same)]) for i in range(4)
        )
        return cls(
            last.keyframe,
            last.lies,
            PatchReading.median(pelvis) if pelvis else None,
            PatchReading.median(thorax) if thorax else None,
            (left, right),
            background,
            motion,
        )


def numbers_of(reading: PictureReading | None) -> list[float]:
    """`reading` as `NUMBERS` numbers, to be stored: keyframe, lies, pelvis, thorax (`PATCH_NUMBERS` each), feet, background, motion.

    All are NaN where nothing was measured; `lies` is a number otherwise.
    """
    if reading is None:
        return [math.nan] * NUMBERS
    lost = (math.nan,) * PATCH_NUMBERS
    pelvis, thorax = (_patch_numbers(patch) if patch else lost for patch in (reading.pelvis, reading.thorax))
    return [reading.keyframe, float(reading.lies), *pelvis, *thorax, *reading.feet, reading.background, reading.motion]


def reading_of(numbers: Sequence[float]) -> PictureReading | None:
    """The reading that `numbers_of` gave as `numbers`."""
    if math.isnan(numbers[1]):
        return None
    patches = numbers[2 : 2 + PATCH_NUMBERS], numbers[2 + PATCH_NUMBERS : -4]
    pelvis, thorax = (None if math.isnan(patch[0]) else PatchReading(*patch) for patch in patches)
    left, right, background, motion = numbers[-4:]
    return PictureReading(numbers[0], bool(numbers[1]), pelvis, thorax, (left, right), background, motion)


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return median(known) if known else math.nan
