"""How the standing abduction is shown: one leg abducts against the pelvis, over a planted foot."""

from dataclasses import replace

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import DRAWN_FACING, DRAWN_FACING_FROM_SIDE, Camera
from coach.demonstration.closed_chain import leg_reaching
from coach.demonstration.demonstration import (
    FOOT,
    HIPS,
    LOWER_LEG,
    OTHER_LEG,
    TRUNK,
    WORKING_LEG,
    Demonstration,
    FaultDemonstration,
    tempo_faults,
)
from coach.demonstration.forward_kinematics import hip
from coach.demonstration.joint_angles import RIGHT, JointAngles, Leg, Spine
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.rotation import UP, rotated, turn
from coach.demonstration.scene import on_foot
from coach.demonstration.starting_postures import FLAT_FOOT, RIGHTWARDS, SOFT_KNEE, TO_CAMERA, standing


def standing_abduction(build: Build, abducted: Floats, fault: Faults) -> JointAngles:
    """The left leg abducts against the pelvis by `abducted`; the pelvis tilts about the right hip, over a planted foot."""
    start = standing(build)
    hike = fault("pelvis_hike") - fault("pelvis_drop")
    pelvis = turn(2, hike)

    # A knee that falls in: seen from in front its bend is `valgus`; it also bends forwards, and the hip comes down.
    valgus = fault("stance_valgus")
    inwards, ahead = np.tan(np.radians(valgus / 2)), np.tan(np.radians(SOFT_KNEE / 2 + valgus / 4))
    bent = np.hypot(inwards, ahead)
    lowered = (build.thigh + build.shank) * (np.cos(np.radians(SOFT_KNEE / 2)) - np.cos(np.arctan(bent)))

    stance_hip = hip(build, start, RIGHT) - UP * lowered[..., None]
    angles = replace(
        start,
        hips=stance_hip + rotated(pelvis, RIGHTWARDS * build.hip_width / 2),
        pelvis=pelvis,
        spine=Spine(side_bend=hike - fault("trunk_lean")),
    )
    ankle = UP * build.ankle_height - RIGHTWARDS * build.hip_width / 2
    towards = RIGHTWARDS * inwards[..., None] + TO_CAMERA * ahead[..., None]
    return replace(
        angles,
        left=Leg(
            flexion=SOFT_KNEE / 2 + fault("forward_drift") + 0.4 * fault("knee_bend"),
            abduction=abducted,
            rotation=5.0 + fault("toes_out"),
            knee=SOFT_KNEE + fault("knee_bend"),
        ),
        right=leg_reaching(build, angles, RIGHT, ankle, knee_towards=towards, foot=FLAT_FOOT),
    )


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        standing_abduction,
        span=lambda _build, _fault: 30.0,
        camera=Camera(yaw=5.0, height=0.9, distance=2.8),
        faults=frozenset({"trunk_lean", "pelvis_hike", "pelvis_drop", "knee_bend", "forward_drift", "toes_out", "stance_valgus"}),
    ),
    camera=DRAWN_FACING,
    surroundings=on_foot,
    faults={
        "stand_trunk_lean": FaultDemonstration(faults={"trunk_lean": 22.0}, marked=TRUNK),
        "stand_pelvic_hike": FaultDemonstration(faults={"pelvis_hike": 18.0}, span=22.0, marked=HIPS),
        "stand_pelvic_drop": FaultDemonstration(faults={"pelvis_drop": 15.0}, marked=HIPS),
        "stand_knee_straight": FaultDemonstration(faults={"knee_bend": 55.0}, marked=LOWER_LEG, camera=DRAWN_FACING_FROM_SIDE),
        "stand_leg_forward": FaultDemonstration(faults={"forward_drift": 38.0}, marked=WORKING_LEG, camera=DRAWN_FACING_FROM_SIDE),
        "stand_toes_out": FaultDemonstration(faults={"toes_out": 65.0}, marked=FOOT),
        "stand_stance_knee": FaultDemonstration(faults={"stance_valgus": 22.0}, span=22.0, marked=OTHER_LEG),
        "stand_rom_short": FaultDemonstration(span=8.0, marked=WORKING_LEG),
        "stand_rom_excess": FaultDemonstration(span=52.0, faults={"pelvis_hike": 12.0}, marked=WORKING_LEG),
        **tempo_faults("stand"),
    },
    band="knees",
)
