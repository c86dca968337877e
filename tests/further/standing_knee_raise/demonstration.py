"""How the standing knee raise is shown: one thigh comes forward, the shank hangs down."""

from dataclasses import replace

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import Camera, drawn_from
from coach.demonstration.demonstration import TRUNK, WORKING_LEG, Demonstration, FaultDemonstration
from coach.demonstration.joint_angles import JointAngles, Leg, Spine
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.scene import on_foot
from coach.demonstration.starting_postures import SOFT_KNEE, standing


def standing_knee_raise(build: Build, raised: Floats, fault: Faults) -> JointAngles:
    """The left thigh flexes by `raised`; the right leg stands."""
    return replace(
        standing(build),
        left=Leg(flexion=SOFT_KNEE / 2 + raised, knee=SOFT_KNEE + raised),
        spine=Spine(lean=-fault("lean_back")),
    )


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        standing_knee_raise,
        span=lambda _build, _fault: 60.0,
        camera=Camera(yaw=88.0, height=0.9, distance=2.8),
        faults=frozenset({"lean_back"}),
    ),
    camera=drawn_from(yaw=70.0, height=1.5),
    surroundings=on_foot,
    faults={
        "knee_raise_trunk": FaultDemonstration(faults={"lean_back": 25.0}, marked=TRUNK),
        "knee_raise_short": FaultDemonstration(span=20.0, marked=WORKING_LEG),
        "knee_raise_fast_up": FaultDemonstration(up=0.45, marked=WORKING_LEG),
    },
)
