"""How the seated abduction is shown: both knees swing outwards about their hip-ankle lines, the feet flat on the floor."""

from dataclasses import replace

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import DRAWN_FACING, DRAWN_FACING_FROM_SIDE, Camera
from coach.demonstration.closed_chain import leg_reaching, swung
from coach.demonstration.demonstration import FEET, THIGHS, TRUNK, Demonstration, FaultDemonstration, on_both_legs, tempo_faults
from coach.demonstration.figure import BodyPart
from coach.demonstration.forward_kinematics import hip
from coach.demonstration.joint_angles import LEFT, RIGHT, JointAngles, Leg, Spine
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.rotation import UP
from coach.demonstration.scene import on_chair
from coach.demonstration.starting_postures import FLAT_FOOT, RIGHTWARDS, TO_CAMERA, seated, seated_ankle


def seated_abduction(build: Build, opening: Floats, fault: Faults) -> JointAngles:
    """Both knees swing outwards by `opening`."""
    spine = Spine(lean=0.6 * fault("slouch"), side_bend=fault("lean_side"), rounding=2.0 * fault("slouch"))
    angles = replace(seated(build, fault("lean_back") + 0.6 * fault("slouch")), spine=spine)

    def leg(side: float, share: Floats) -> Leg:
        out = side * RIGHTWARDS
        start = hip(build, seated(build), side)
        ankle = seated_ankle(build, side) + UP * fault("feet_lift")[..., None] + out * fault("feet_slide")[..., None]
        towards = swung(start, ankle, UP + TO_CAMERA, share * opening - fault.start("knees_collapsed", 0.0), out)
        return leg_reaching(build, angles, side, ankle, knee_towards=towards, foot=FLAT_FOOT)

    return replace(angles, left=leg(LEFT, np.ones_like(opening)), right=leg(RIGHT, 1.0 - fault("one_sided")))


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        seated_abduction,
        span=lambda _build, _fault: 32.0,
        camera=Camera(yaw=5.0, height=0.8, distance=2.2),
        faults=frozenset({"lean_side", "lean_back", "slouch", "feet_lift", "feet_slide", "one_sided"}),
        setup=frozenset({"knees_collapsed"}),
    ),
    camera=DRAWN_FACING,
    surroundings=on_chair,
    faults={
        "seat_trunk_side": FaultDemonstration(faults={"lean_side": 20.0}, marked=TRUNK),
        "seat_trunk_rock": FaultDemonstration(faults={"lean_back": 28.0}, marked=TRUNK, camera=DRAWN_FACING_FROM_SIDE),
        "seat_symmetry": FaultDemonstration(faults={"one_sided": 0.75}, marked=frozenset({BodyPart.OTHER_THIGH})),
        "seat_rom_short": FaultDemonstration(span=8.0, marked=THIGHS),
        "seat_rom_excess": FaultDemonstration(span=55.0, marked=THIGHS),
        "seat_feet_planted": FaultDemonstration(faults={"feet_lift": 0.1}, marked=FEET),
        "seat_knees_collapse": FaultDemonstration(faults={"knees_collapsed": 14.0}, marked=THIGHS),
        **on_both_legs(tempo_faults("seat")),
    },
    band="knees",
    both_legs=True,
)
