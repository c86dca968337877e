"""What is shown of each exercise: from where, how it looks done well, and each of its faults large enough to be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from coach.demonstration.camera import Camera
from coach.demonstration.figure import FEET, OTHER, OTHER_LEG, WORKING_LEG, Piece

P = Piece
TRUNK: Final = frozenset({P.TRUNK})
WHOLE_LEG: Final = WORKING_LEG
THIGH: Final = frozenset({P.WORKING_THIGH})
FOOT: Final = frozenset({P.WORKING_FOOT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """One way of doing a repetition: `faults` as `coach.demonstration.motion.perform` knows them, seconds, degrees, and what is marked.

    None is "as in a good repetition"; `camera` is where the fault is seen best.
    """

    faults: Mapping[str, float] = field(default_factory=dict)
    span: float | None = None
    up: float | None = None
    hold: float | None = None
    down: float | None = None
    marked: frozenset[Piece] = frozenset()
    camera: Camera | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One exercise: from where it is watched, its tempo, where the band is, and a way of showing each check's fault."""

    camera: Camera
    good: Show
    faults: Mapping[str, Show]
    band: str | None = None
    both_legs: bool = False


def _from(yaw: float, height: float) -> Camera:
    """Far away, so that near and far limbs are of one size."""
    return Camera(yaw=yaw, height=height, distance=6.0, field_of_view=30.0)


LYING: Final = _from(-16.0, 1.7)
LYING_FEET: Final = _from(45.0, 2.6)
FACING: Final = _from(14.0, 1.5)
FACING_SIDE: Final = _from(58.0, 1.4)
BRIDGE: Final = _from(-14.0, 1.5)
BRIDGE_FEET: Final = _from(-68.0, 1.7)

TEMPO_SHOWS: Final = {
    "fast_up": Show(up=0.45, marked=WHOLE_LEG),
    "fast_down": Show(down=0.45, marked=WHOLE_LEG),
    "hold": Show(hold=0.02, marked=WHOLE_LEG),
}


def _tempo(prefix: str) -> dict[str, Show]:
    return {f"{prefix}_{key}": show for key, show in TEMPO_SHOWS.items()}


def _on_both_legs(shows: Mapping[str, Show]) -> dict[str, Show]:
    """The same for an exercise in which the other leg does what the working one does."""
    return {key: replace(show, marked=show.marked | {OTHER[piece] for piece in show.marked & WORKING_LEG}) for key, show in shows.items()}


BRIDGE_FAULTS: Final = {
    "bridge_extension": Show(span=24.0, marked=frozenset({P.HIPS})),
    "bridge_overextension": Show(faults={"over_arch": 22.0}, marked=TRUNK),
    "bridge_pelvis_level": Show(faults={"pelvis_drop": 30.0}, marked=frozenset({P.HIPS}), camera=BRIDGE_FEET),
    "bridge_heel": Show(faults={"heel_lift": 28.0}, marked=FOOT),
    "bridge_foot_far": Show(faults={"foot_far": 0.28}, marked=frozenset({P.WORKING_SHANK, P.WORKING_FOOT})),
    "bridge_foot_near": Show(faults={"foot_near": 0.22}, marked=frozenset({P.WORKING_SHANK, P.WORKING_FOOT})),
    "bridge_knee_line": Show(faults={"knee_in": 24.0}, marked=frozenset({P.WORKING_THIGH, P.WORKING_SHANK}), camera=BRIDGE_FEET),
    **_tempo("bridge"),
}

SHOWS: Final[dict[str, Shown]] = {
    "clamshell": Shown(
        camera=LYING,
        good=Show(),
        faults={
            "clam_roll_back": Show(faults={"pelvis_roll": 38.0}, marked=TRUNK),
            "clam_hip_share": Show(faults={"pelvis_roll": 34.0}, span=20.0, marked=frozenset({P.TRUNK, P.WORKING_THIGH})),
            "clam_feet_apart": Show(faults={"feet_apart": 0.2}, marked=FOOT),
            "clam_rom_short": Show(span=12.0, marked=THIGH),
            "clam_rom_excess": Show(span=78.0, faults={"pelvis_roll": 16.0}, marked=THIGH),
            "clam_hip_angle": Show(faults={"hip_angle": 98.0}, marked=frozenset({P.WORKING_THIGH, P.OTHER_THIGH})),
            "clam_knee_angle": Show(faults={"knees_straight": 35.0}, marked=frozenset({P.WORKING_SHANK, P.OTHER_SHANK})),
            "clam_knees_stacked": Show(faults={"knees_unstacked": 0.5}, marked=THIGH),
            "clam_hips_stacked": Show(faults={"hips_rolled": 48.0}, marked=TRUNK),
            **_tempo("clam"),
        },
    ),
    "side_lying_raise": Shown(
        camera=LYING,
        good=Show(),
        faults={
            "slr_leg_forward": Show(faults={"hip_flexion": 36.0}, marked=WHOLE_LEG, camera=LYING_FEET),
            "slr_roll": Show(faults={"roll_back": 42.0}, marked=TRUNK),
            "slr_hike": Show(faults={"hike": 24.0}, span=22.0, marked=frozenset({P.TRUNK, P.HIPS})),
            "slr_toes_up": Show(faults={"toes_up": 60.0}, marked=FOOT),
            "slr_knee": Show(faults={"knee_bend": 50.0}, marked=frozenset({P.WORKING_SHANK, P.WORKING_FOOT})),
            "slr_too_high": Show(span=34.0, faults={"too_high": 30.0}, marked=WHOLE_LEG),
            "slr_rom_short": Show(span=9.0, marked=WHOLE_LEG),
            "slr_wobble": Show(faults={"wobble": 3.0}, up=3.5, down=3.5, marked=WHOLE_LEG),
            **_tempo("slr"),
        },
    ),
    "seated_abduction": Shown(
        camera=FACING,
        good=Show(),
        faults={
            "seat_trunk_side": Show(faults={"lean_side": 20.0}, marked=TRUNK),
            "seat_trunk_rock": Show(faults={"lean_back": 28.0}, marked=TRUNK, camera=FACING_SIDE),
            "seat_symmetry": Show(faults={"one_sided": 0.75}, marked=frozenset({P.OTHER_THIGH})),
            "seat_rom_short": Show(span=8.0, marked=frozenset({P.WORKING_THIGH, P.OTHER_THIGH})),
            "seat_rom_excess": Show(span=55.0, marked=frozenset({P.WORKING_THIGH, P.OTHER_THIGH})),
            "seat_feet_planted": Show(faults={"feet_lift": 0.1}, marked=FEET),
            "seat_knees_collapse": Show(faults={"knees_collapsed": 14.0}, marked=frozenset({P.WORKING_THIGH, P.OTHER_THIGH})),
            **_on_both_legs(_tempo("seat")),
        },
        band="knees",
        both_legs=True,
    ),
    "standing_abduction": Shown(
        camera=FACING,
        good=Show(),
        faults={
            "stand_trunk_lean": Show(faults={"trunk_lean": 22.0}, marked=TRUNK),
            "stand_pelvic_hike": Show(faults={"pelvis_hike": 18.0}, span=22.0, marked=frozenset({P.HIPS})),
            "stand_pelvic_drop": Show(faults={"pelvis_drop": 15.0}, marked=frozenset({P.HIPS})),
            "stand_knee_straight": Show(
                faults={"knee_bend": 55.0}, marked=frozenset({P.WORKING_SHANK, P.WORKING_FOOT}), camera=FACING_SIDE
            ),
            "stand_leg_forward": Show(faults={"forward_drift": 38.0}, marked=WHOLE_LEG, camera=FACING_SIDE),
            "stand_toes_out": Show(faults={"toes_out": 65.0}, marked=FOOT),
            "stand_stance_knee": Show(faults={"stance_valgus": 22.0}, span=22.0, marked=OTHER_LEG),
            "stand_rom_short": Show(span=8.0, marked=WHOLE_LEG),
            "stand_rom_excess": Show(span=52.0, faults={"pelvis_hike": 12.0}, marked=WHOLE_LEG),
            **_tempo("stand"),
        },
        band="knees",
    ),
    "single_leg_bridge": Shown(
        camera=BRIDGE,
        good=Show(),
        faults={**BRIDGE_FAULTS, "bridge_free_thigh": Show(faults={"free_thigh": -34.0}, marked=frozenset({P.OTHER_THIGH, P.OTHER_SHANK}))},
    ),
    "two_leg_bridge": Shown(camera=BRIDGE, good=Show(), faults=_on_both_legs(BRIDGE_FAULTS), both_legs=True),
}
