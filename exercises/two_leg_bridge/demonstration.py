"""How the two-leg bridge is shown: both feet are planted."""

from dataclasses import replace

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.demonstration import Demonstration, on_both_legs
from coach.demonstration.joint_angles import LEFT, RIGHT, JointAngles
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.scene import on_mat
from exercises import _bridge_demonstration as bridge


def two_leg_bridge(build: Build, extended: Floats, fault: Faults) -> JointAngles:
    """Both feet are planted and the hips extend by `extended`."""
    angles, _ = bridge.raised_hips(build, extended, fault)
    left, right = (bridge.planted_leg(build, angles, side, fault) for side in (LEFT, RIGHT))
    return replace(angles, left=left, right=right)


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        two_leg_bridge,
        span=bridge.start_flexion,
        camera=bridge.FILMED,
        faults=frozenset({"over_arch", "pelvis_drop", "heel_lift", "knee_in"}),
        setup=frozenset({"foot_far", "foot_near"}),
    ),
    camera=bridge.DRAWN,
    surroundings=on_mat,
    faults=on_both_legs(bridge.FAULTS),
    both_legs=True,
)
