"""The exercises of the specification, whatever others stand in the folder, and the keys that stand in results and in histories."""

from exercises import load

BRIDGE = "extension overextension pelvis_level heel foot_far foot_near knee_line fast_up fast_down hold"
PREFIXES = {
    "clamshell": "clam_",
    "seated_abduction": "seat_",
    "standing_abduction": "stand_",
    "side_lying_raise": "slr_",
    "single_leg_bridge": "bridge_",
    "two_leg_bridge": "bridge_",
}
CHECKS = {
    "clamshell": "roll_back hip_share feet_apart rom_short rom_excess hip_angle knee_angle knees_stacked hips_stacked fast_up fast_down hold",
    "seated_abduction": "trunk_side trunk_rock symmetry rom_short rom_excess feet_planted knees_collapse fast_up fast_down hold",
    "standing_abduction": (
        "trunk_lean pelvic_hike pelvic_drop knee_straight leg_forward toes_out stance_knee rom_short rom_excess fast_up fast_down hold"
    ),
    "side_lying_raise": "leg_forward roll hike toes_up knee too_high rom_short fast_up fast_down hold wobble",
    "single_leg_bridge": f"{BRIDGE} free_thigh",
    "two_leg_bridge": BRIDGE,
}
"""The keys of exercise_spec.yaml without their prefixes: they stand in results and in histories, so they never change."""

EXERCISES = tuple(one for one in load() if one.key in PREFIXES)
