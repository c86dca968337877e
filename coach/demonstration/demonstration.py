"""How an exercise is shown: one `Demonstration` in each exercise's package, with its movement and a way of showing each check's fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from coach.conventions import Floats
from coach.demonstration.camera import Camera
from coach.demonstration.figure import BodyPart
from coach.demonstration.kinematics import Kinematics
from coach.demonstration.repetition import TEMPO_FAULTS
from coach.demonstration.scene import Face


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultDemonstration:
    """One way of doing a repetition wrongly, large enough to be seen: `faults` as `perform` takes them, degrees and seconds of the phases.

    `marked` is what is drawn in the colour of a fault, `camera` from where it is seen best. None is "as in a good repetition".
    """

    faults: Mapping[str, float] = field(default_factory=dict)
    span: float | None = None
    up: float | None = None
    hold: float | None = None
    down: float | None = None
    marked: frozenset[BodyPart] = frozenset()
    camera: Camera | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """How one exercise is shown. `camera` is from where it is drawn, `surroundings` what stands or lies around the person there.

    `surroundings` takes the landmarks [T, 33, 3] in the room. `faults` has, by its key, the fault of each check. `band` is where a
    band is worn: at the "knees" or "ankles". Raises ValueError when a fault is shown that the movement does not know.
    """

    kinematics: Kinematics
    camera: Camera
    surroundings: Callable[[Floats], list[Face]]
    faults: Mapping[str, FaultDemonstration]
    band: str | None = None
    both_legs: bool = False

    def __post_init__(self) -> None:
        known = self.kinematics.faults | self.kinematics.setup | TEMPO_FAULTS
        for check, shown in self.faults.items():
            if unknown := shown.faults.keys() - known:
                raise ValueError(f"{check} shows {', '.join(sorted(unknown))}, which the movement does not know")


TRUNK: Final = frozenset({BodyPart.TRUNK})
HIPS: Final = frozenset({BodyPart.HIPS})
THIGH: Final = frozenset({BodyPart.WORKING_THIGH})
THIGHS: Final = frozenset({BodyPart.WORKING_THIGH, BodyPart.OTHER_THIGH})
LOWER_LEG: Final = frozenset({BodyPart.WORKING_SHANK, BodyPart.WORKING_FOOT})
FOOT: Final = frozenset({BodyPart.WORKING_FOOT})
FEET: Final = frozenset({BodyPart.WORKING_FOOT, BodyPart.OTHER_FOOT})
WORKING_LEG: Final = THIGH | LOWER_LEG
OTHER_LEG: Final = frozenset({BodyPart.OTHER_THIGH, BodyPart.OTHER_SHANK, BodyPart.OTHER_FOOT})


OTHER_SIDE: Final = {
    BodyPart.WORKING_THIGH: BodyPart.OTHER_THIGH,
    BodyPart.WORKING_SHANK: BodyPart.OTHER_SHANK,
    BodyPart.WORKING_FOOT: BodyPart.OTHER_FOOT,
}


def tempo_faults(prefix: str) -> dict[str, FaultDemonstration]:
    """The faults of the checks `<prefix>_fast_up`, `_fast_down` and `_hold`."""
    return {
        f"{prefix}_fast_up": FaultDemonstration(up=0.45, marked=WORKING_LEG),
        f"{prefix}_fast_down": FaultDemonstration(down=0.45, marked=WORKING_LEG),
        f"{prefix}_hold": FaultDemonstration(hold=0.02, marked=WORKING_LEG),
    }


def on_both_legs(faults: Mapping[str, FaultDemonstration]) -> dict[str, FaultDemonstration]:
    """The same faults for an exercise in which the other leg does what the working one does."""
    return {
        check: replace(shown, marked=shown.marked | {OTHER_SIDE[part] for part in shown.marked & WORKING_LEG})
        for check, shown in faults.items()
    }
