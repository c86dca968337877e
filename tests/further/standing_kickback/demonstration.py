"""How the standing kickback is shown."""

from dataclasses import replace

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import Camera, drawn_from
from coach.demonstration.demonstration import TRUNK, WORKING_LEG, Demonstration, FaultDemonstration
from coach.demonstration.joint_angles import JointAngles, Leg, Spine
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.scene import on_foot
from coach.demonstration.starting_postures import SOFT_KNEE, standing


def standing_kickback(build: Build, extended: Floats, fault: Faults) -> JointAngles:
    """The straight left leg goes back by `extended`."""
    kick = Leg(flexion=SOFT_KNEE / 2 - extended, knee=SOFT_KNEE)
    return replace(standing(build), left=kick, spine=Spine(lean=fault("trunk_forward")))


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        standing_kickback,
        span=lambda _build, _fault: 25.0,
        camera=Camera(yaw=88.0, height=0.9, distance=2.8),
        faults=frozenset({"trunk_forward"}),
    ),
    camera=drawn_from(yaw=70.0, height=1.4),
    surroundings=on_foot,
    faults={
        "kick_trunk": FaultDemonstration(faults={"trunk_forward": 30.0}, marked=TRUNK),
        "kick_rom_short": FaultDemonstration(span=8.0, marked=WORKING_LEG),
        "kick_fast_up": FaultDemonstration(up=0.45, marked=WORKING_LEG),
    },
)
