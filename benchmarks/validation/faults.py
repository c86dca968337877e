"""What the rendered people do wrong, in words, and which checks rightly report it."""

from __future__ import annotations

from typing import Final

PREFIX: Final = {
    "clamshell": "clam",
    "seated_abduction": "seat",
    "side_lying_raise": "slr",
    "single_leg_bridge": "bridge",
    "standing_abduction": "stand",
}
"""How the keys of an exercise's checks begin."""

IN_WORDS: Final = {
    "feet_apart": "feet part",
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

TEMPO: Final = {"too_fast": "fast_up fast_down", "snap_back": "fast_down"}

REPORTED_BY: Final = {
    "clamshell": {
        "pelvis_roll": "roll_back hip_share",
        "feet_apart": "feet_apart",
        "knees_straight": "knee_angle",
        "small_range": "rom_short",
    },
    "seated_abduction": {
        "lean_back": "trunk_rock",
        "slouch": "trunk_rock",
        "feet_lift": "feet_planted",
        "one_sided": "symmetry",
        "small_range": "rom_short",
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
    },
    "standing_abduction": {
        "trunk_lean": "trunk_lean",
        "pelvis_hike": "pelvic_hike",
        "pelvis_drop": "pelvic_drop",
        "knee_bend": "knee_straight",
        "forward_drift": "leg_forward",
        "small_range": "rom_short",
    },
}
"""The ends of the keys of the checks, any of which is a right answer."""

HARD_TO_SEE: Final = frozenset(
    {
        ("seated_abduction", "lean_back"),
        ("seated_abduction", "slouch"),
        ("single_leg_bridge", "pelvis_drop"),
        ("standing_abduction", "forward_drift"),
    }
)
"""One camera in the usual place sees these badly: shown on their own, left out of recall and precision."""

WITHOUT_TRUTH: Final = ("_hold", "_wobble")
"""Ends of the keys of the checks on which the rendered people's tempo promises nothing."""


def checks_for(exercise: str, fault: str) -> frozenset[str]:
    """The keys of the checks that rightly report `fault`. Raises `KeyError` for a fault that the exercise does not know."""
    ends = TEMPO.get(fault) or REPORTED_BY[exercise][fault]
    return frozenset(f"{PREFIX[exercise]}_{end}" for end in ends.split())
