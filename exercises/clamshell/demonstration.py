"""How the clamshell is shown: the upper knee swings about the line from its hip to its ankle."""

from dataclasses import replace
from math import acos, asin, cos, degrees, radians, sqrt

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import DRAWN_SIDE_LYING, FILMED_SIDE_LYING
from coach.demonstration.closed_chain import bend, foot_frame, leg_reaching, swung
from coach.demonstration.demonstration import FOOT, THIGH, THIGHS, TRUNK, Demonstration, FaultDemonstration, tempo_faults
from coach.demonstration.figure import BodyPart
from coach.demonstration.forward_kinematics import hip
from coach.demonstration.joint_angles import LEFT, RIGHT, JointAngles
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.rotation import UP
from coach.demonstration.scene import on_mat
from coach.demonstration.starting_postures import along_floor, level_leg, side_lying


def clamshell(build: Build, opening: Floats, fault: Faults) -> JointAngles:
    """The upper knee swings by `opening` about the line from its hip to its ankle; the feet stay together."""
    knee = fault.start("knees_straight", 90.0)
    flexion = fault.start("hip_angle", 50.0)
    staggered = fault.start("knees_unstacked", 0.0) / 2  # each thigh by half, in thigh lengths along the trunk
    upper_flexion = degrees(acos(cos(radians(flexion)) - staggered))
    lower_flexion = degrees(acos(cos(radians(flexion)) + staggered))

    stacked, rest = side_lying(build), side_lying(build, fault.start("hips_rolled", 0.0))
    angles = side_lying(build, fault.start("hips_rolled", 0.0) + fault("pelvis_roll"))
    lower_hip = hip(build, stacked, RIGHT)
    lower_ankle = lower_hip + level_leg(build, lower_flexion, knee)
    straight = level_leg(build, upper_flexion, knee)
    reach = float(np.linalg.norm(straight))
    drop = build.hip_width - 0.065 * build.height  # the upper ankle lies on the lower one
    ankle = hip(build, stacked, LEFT) + straight * sqrt(1 - (drop / reach) ** 2) - UP * drop

    closed = _closed(build, hip(build, rest, LEFT), ankle, lower_hip[1] + 0.070 * build.height)
    lifted = ankle + UP * fault("feet_apart")[..., None]
    upper_hip = hip(build, angles, LEFT)
    towards = swung(upper_hip, lifted, _level(upper_hip, lifted), closed + opening, UP)
    toes = 60.0 - knee  # a relaxed foot, pointed by 30 degrees
    upper_foot = foot_frame(along_floor(upper_flexion + toes), -along_floor(upper_flexion + toes - 90.0))
    lower_foot = foot_frame(along_floor(lower_flexion + toes), -along_floor(lower_flexion + toes - 90.0))
    return replace(
        angles,
        left=leg_reaching(build, angles, LEFT, lifted, knee_towards=towards, foot=upper_foot),
        right=leg_reaching(build, angles, RIGHT, lower_ankle, knee_towards=along_floor(90.0 + lower_flexion - knee), foot=lower_foot),
    )


def _closed(build: Build, upper_hip: Floats, ankle: Floats, knee_height: float) -> float:
    """How far the upper knee is open, in degrees from level, when it lies on the lower one, at `knee_height`."""
    level = _level(upper_hip, ankle)
    at_level, at_top = (
        bend(upper_hip, ankle, build.thigh, build.shank, swung(upper_hip, ankle, level, angle, UP))[1] for angle in (0.0, 90.0)
    )
    return degrees(asin((knee_height - at_level) / (at_top - at_level)))


def _level(start: Floats, end: Floats) -> Floats:
    """[..., 3]: the level direction across the line from hip to ankle, to the front of the body."""
    across = np.cross(end - start, UP)
    return across * np.sign(across[..., 2:])


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        clamshell,
        span=lambda _build, _fault: 35.0,
        camera=FILMED_SIDE_LYING,
        faults=frozenset({"pelvis_roll", "feet_apart"}),
        setup=frozenset({"knees_straight", "hip_angle", "knees_unstacked", "hips_rolled"}),
        yaw_towards=-1.0,
    ),
    camera=DRAWN_SIDE_LYING,
    surroundings=on_mat,
    faults={
        "clam_roll_back": FaultDemonstration(faults={"pelvis_roll": 38.0}, marked=TRUNK),
        "clam_hip_share": FaultDemonstration(faults={"pelvis_roll": 34.0}, span=20.0, marked=TRUNK | THIGH),
        "clam_feet_apart": FaultDemonstration(faults={"feet_apart": 0.2}, marked=FOOT),
        "clam_rom_short": FaultDemonstration(span=12.0, marked=THIGH),
        "clam_rom_excess": FaultDemonstration(span=78.0, faults={"pelvis_roll": 16.0}, marked=THIGH),
        "clam_hip_angle": FaultDemonstration(faults={"hip_angle": 98.0}, marked=THIGHS),
        "clam_knee_angle": FaultDemonstration(
            faults={"knees_straight": 35.0}, marked=frozenset({BodyPart.WORKING_SHANK, BodyPart.OTHER_SHANK})
        ),
        "clam_knees_stacked": FaultDemonstration(faults={"knees_unstacked": 0.5}, marked=THIGH),
        "clam_hips_stacked": FaultDemonstration(faults={"hips_rolled": 48.0}, marked=TRUNK),
        **tempo_faults("clam"),
    },
)
