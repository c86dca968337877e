"""The limits of the checks as the specification gives them, from literature and judgement and not from any data that is scored here.

Left out are the checks that measure something else than the specification meant: by the picture feet, heels, and a trunk that rocks or hikes,
and toes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.limits import Limit, at_least, at_most, either_way, within

SPECIFIED: Final[Mapping[str, Limit]] = {
    "clam_roll_back": at_most(warn=7, fault=15),
    "clam_hip_share": at_least(warn=0.65, fault=0.5),
    "clam_feet_apart": at_most(warn=0.12, fault=0.2),
    "clam_rom_short": at_least(warn=20, fault=15),
    "clam_rom_excess": at_most(warn=52, fault=60),
    "clam_hip_angle": within(warn=(30, 75), fault=(20, 85)),
    "clam_knee_angle": within(warn=(70, 110), fault=(55, 125)),
    "clam_knees_stacked": either_way(warn=0.2, fault=0.35),
    "clam_hips_stacked": either_way(warn=20, fault=30),
    "clam_fast_up": at_least(warn=1.3, fault=1.0),
    "clam_fast_down": at_least(warn=1.5, fault=1.2),
    "clam_hold": at_least(warn=0.5, fault=0.3),
    "seat_trunk_side": either_way(warn=7, fault=12),
    "seat_symmetry": either_way(warn=0.25, fault=0.4),
    "seat_rom_short": at_least(warn=11, fault=8),
    "seat_rom_excess": at_most(warn=34, fault=38),
    "seat_knees_collapse": at_least(warn=0.8, fault=0.65),
    "seat_fast_up": at_least(warn=1.0, fault=0.7),
    "seat_fast_down": at_least(warn=1.5, fault=1.2),
    "seat_hold": at_least(warn=0.5, fault=0.3),
    "stand_trunk_lean": either_way(warn=8, fault=12),
    "stand_pelvic_hike": at_most(warn=9, fault=14),
    "stand_pelvic_drop": at_least(warn=-8, fault=-12),
    "stand_knee_straight": at_most(warn=20, fault=30),
    "stand_leg_forward": at_most(warn=15, fault=25),
    "stand_toes_out": at_most(warn=25, fault=40),
    "stand_stance_knee": at_most(warn=10, fault=15),
    "stand_rom_short": at_least(warn=16, fault=12),
    "stand_rom_excess": at_most(warn=40, fault=45),
    "stand_fast_up": at_least(warn=1.3, fault=1.0),
    "stand_fast_down": at_least(warn=1.5, fault=1.2),
    "stand_hold": at_least(warn=0.5, fault=0.3),
    "slr_leg_forward": at_most(warn=10, fault=18),
    "slr_roll": at_most(warn=7, fault=15),
    "slr_knee": at_most(warn=20, fault=30),
    "slr_too_high": at_most(warn=40, fault=45),
    "slr_rom_short": at_least(warn=16, fault=12),
    "slr_fast_up": at_least(warn=1.3, fault=1.0),
    "slr_fast_down": at_least(warn=1.5, fault=1.2),
    "slr_hold": at_least(warn=0.5, fault=0.3),
    "slr_wobble": at_most(warn=3, fault=5),
    "bridge_extension": at_least(warn=-0.11, fault=-0.17),
    "bridge_overextension": at_most(warn=0.05, fault=0.08),
    "bridge_pelvis_level": at_most(warn=10, fault=15),
    "bridge_free_thigh": either_way(warn=15, fault=25),
    "bridge_foot_far": at_most(warn=30, fault=40),
    "bridge_foot_near": at_least(warn=-12, fault=-20),
    "bridge_fast_up": at_least(warn=1.0, fault=0.7),
    "bridge_fast_down": at_least(warn=1.5, fault=1.2),
    "bridge_hold": at_least(warn=1.0, fault=0.5),
}
