"""How the single-leg bridge is shown: one foot is planted, the other leg is held in the air."""

from dataclasses import replace

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.closed_chain import leg_reaching
from coach.demonstration.demonstration import Demonstration, FaultDemonstration
from coach.demonstration.figure import BodyPart
from coach.demonstration.forward_kinematics import hip
from coach.demonstration.joint_angles import LEFT, RIGHT, JointAngles, Leg
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.rotation import rotated, turn, unit
from coach.demonstration.scene import on_mat
from coach.demonstration.starting_postures import TO_CAMERA
from exercises import _bridge_demonstration as bridge


def single_leg_bridge(build: Build, extended: Floats, fault: Faults) -> JointAngles:
    """The left foot is planted and its hip extends by `extended`; the right leg is free."""
    angles, thigh = bridge.raised_hips(build, extended, fault)
    return replace(angles, left=bridge.planted_leg(build, angles, LEFT, fault), right=free_leg(build, angles, thigh, fault))


def free_leg(build: Build, angles: JointAngles, thigh: Floats, fault: Faults) -> Leg:
    """The free leg: its thigh level with the planted `thigh`, or `free_thigh` degrees higher; straight, or bent with `tabletop`."""
    higher, knee = (25.0, 85.0) if fault.start("tabletop", 0.0) else (0.0, 6.0)
    upwards = turn(2, -(higher + fault("free_thigh")))
    along = unit(rotated(upwards, thigh))
    shank = rotated(turn(2, knee), along)
    ankle = hip(build, angles, RIGHT) + build.thigh * along + build.shank * shank
    return leg_reaching(build, angles, RIGHT, ankle, knee_towards=np.cross(along, TO_CAMERA))


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        single_leg_bridge,
        span=bridge.start_flexion,
        camera=bridge.FILMED,
        faults=frozenset({"over_arch", "pelvis_drop", "free_thigh", "heel_lift", "knee_in"}),
        setup=frozenset({"foot_far", "foot_near", "tabletop"}),
    ),
    camera=bridge.DRAWN,
    surroundings=on_mat,
    faults={
        **bridge.FAULTS,
        "bridge_free_thigh": FaultDemonstration(
            faults={"free_thigh": -34.0}, marked=frozenset({BodyPart.OTHER_THIGH, BodyPart.OTHER_SHANK})
        ),
    },
)
