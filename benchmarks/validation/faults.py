"""What the rendered people do wrong, in words, and which checks rightly report it."""

from __future__ import annotations

from typing import Final

PREFIX: Final = {
    "clamshell": "clam",
    "seated_abduction": "seat",
    "side_lying_raise": "slr",
    "single_leg_bridge": "bridge",
    "standing_abduction": "stand",
    "two_leg_bridge": "bridge",
}
"""How the keys of an exercise's checks begin."""

IN_WORDS: Final = {
    "feet_apart": "feet part",
    "foot_far": "foot too far away",
    "foot_near": "foot too near",
    "knees_collapse": "knees fall inward",
    "no_hold": "no pause at the top",
    "stance_bend": "stance knee bends",
    "toes_out": "toes turn out",
    "too_far": "too far",
    "trunk_side": "trunk leans aside",
    "wobble": "wobbles",
    "feet_lift": "feet lift",
    "forward_drift": "leg drifts forward",
    "heel_lift": "heel lifts",
    "hip_flexion": "leg comes forward",
    "knee_bend": "knee bends",
    "knees_straight": "knees too straight",
    "lean_back": "leans back",
    "one_sided": "one knee opens less",
    "over_arch": "back arches at the top",
    "pelvis_drop": "pelvis drops",
    "pelvis_hike": "pelvis hikes",
    "pelvis_roll": "pelvis rolls back",
    "roll_back": "body rolls back",
    "slouch": "slouches",
    "small_range": "small range",
    "snap_back": "drops back",
    "toes_up": "toes turn up",
    "too_fast": "too fast",
    "too_high": "too high",
    "trunk_lean": "trunk leans",
}

ANYWHERE: Final = {"too_fast": "fast_up fast_down", "snap_back": "fast_down", "no_hold": "hold", "wobble": "wobble"}

REPORTED_BY: Final[dict[str, dict[str, str]]] = {
    "clamshell": {
        "pelvis_roll": "roll_back hip_share",
        "feet_apart": "feet_apart",
        "knees_straight": "knee_angle",
        "small_range": "rom_short",
        "too_far": "rom_excess",
    },
    "seated_abduction": {
        "lean_back": "trunk_rock",
        "slouch": "trunk_rock",
        "feet_lift": "feet_planted",
        "one_sided": "symmetry",
        "small_range": "rom_short",
        "too_far": "rom_excess",
        "trunk_side": "trunk_side",
        "knees_collapse": "knees_collapse",
    },
    "side_lying_raise": {
        "hip_flexion": "leg_forward",
        "toes_up": "toes_up",
        "roll_back": "roll",
        "too_high": "too_high hike",
        "knee_bend": "knee",
        "small_range": "rom_short",
    },
    "single_leg_bridge": {
        "pelvis_drop": "pelvis_level free_thigh",
        "over_arch": "overextension",
        "heel_lift": "heel",
        "small_range": "extension",
        "foot_far": "foot_far",
        "foot_near": "foot_near",
    },
    "standing_abduction": {
        "trunk_lean": "trunk_lean",
        "pelvis_hike": "pelvic_hike",
        "pelvis_drop": "pelvic_drop",
        "knee_bend": "knee_straight",
        "forward_drift": "leg_forward",
        "small_range": "rom_short",
        "too_far": "rom_excess",
        "toes_out": "toes_out",
        "stance_bend": "stance_knee",
    },
}
REPORTED_BY["two_leg_bridge"] = REPORTED_BY["single_leg_bridge"]
"""The ends of the keys of the checks, any of which is a right answer."""

HARD_TO_SEE: Final = frozenset(
    {
        ("seated_abduction", "lean_back"),
        ("seated_abduction", "slouch"),
        ("single_leg_bridge", "pelvis_drop"),
        ("two_leg_bridge", "pelvis_drop"),
        ("standing_abduction", "forward_drift"),
        ("standing_abduction", "stance_bend"),
        ("standing_abduction", "toes_out"),
    }
)
"""One camera in the usual place sees these badly: shown on their own, left out of recall and precision."""

MILD: Final = frozenset({"foot_near", "wobble"})
"""Rendered within the limits that the exercises aim at: whoever says nothing is as right as who warns."""
ROLLS: Final = frozenset({"pelvis_roll", "roll_back"})
LARGE_ROLL_DEG: Final = 15.0
"""A smaller roll is a mild one."""


def is_mild(fault: str, magnitude: float) -> bool:
    """Whether nobody is wrong who says nothing of the fault, whose size is `magnitude` (NaN: not known)."""
    return fault in MILD or (fault in ROLLS and magnitude < LARGE_ROLL_DEG)


def checks_for(exercise: str, fault: str) -> frozenset[str]:
    """The keys of the checks that rightly report `fault`. Raises `KeyError` for a fault that the exercise does not know."""
    ends = ANYWHERE.get(fault) or REPORTED_BY[exercise][fault]
    return frozenset(f"{PREFIX[exercise]}_{end}" for end in ends.split())
