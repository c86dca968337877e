"""What the demonstrations of the two bridges share: the hips rise between the shoulders and the planted foot, which stay where they are."""

from dataclasses import replace
from math import acos, cos, degrees, radians
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import Camera, drawn_from
from coach.demonstration.closed_chain import bend, foot_frame, leg_reaching, swung
from coach.demonstration.demonstration import FOOT, HIPS, LOWER_LEG, TRUNK, FaultDemonstration, tempo_faults
from coach.demonstration.forward_kinematics import hip
from coach.demonstration.joint_angles import JointAngles, Leg, Spine
from coach.demonstration.kinematics import Faults
from coach.demonstration.rotation import UP, rotated, turn, unit
from coach.demonstration.starting_postures import RIGHTWARDS, SUPINE_HEIGHT, SUPINE_KNEE, TO_CAMERA, arm_on_floor, supine

TO_FEET: Final = -RIGHTWARDS


def planted_at(build: Build, fault: Faults) -> float:
    """Metres along the floor from the lying hip to the planted ankle; `foot_far` and `foot_near` move it."""
    usual = build.thigh**2 + build.shank**2 + 2 * build.thigh * build.shank * cos(radians(SUPINE_KNEE))
    return float(np.sqrt(usual - _rise(build) ** 2)) + fault.start("foot_far", 0.0) - fault.start("foot_near", 0.0)


def _rise(build: Build) -> float:
    """Metres from a flat foot's ankle up to the lying hip."""
    return SUPINE_HEIGHT * build.height - build.ankle_height


def start_flexion(build: Build, fault: Faults) -> float:
    """Hip flexion of the planted leg with the hips on the floor, degrees."""
    along, down = planted_at(build, fault), _rise(build)
    reach = float(np.hypot(along, down))
    at_hip = degrees(acos((build.thigh**2 + reach**2 - build.shank**2) / (2 * build.thigh * reach)))
    return at_hip - degrees(float(np.arctan2(down, along)))


def raised_hips(build: Build, extended: Floats, fault: Faults) -> tuple[JointAngles, Floats]:
    """The body with its hips raised, legs not yet in place; and from hip to knee of the planted leg in the middle plane, [..., 3]."""
    lying = supine(build)
    shoulders = lying.hips - TO_FEET * build.trunk
    flexion = start_flexion(build, fault) - extended - fault("over_arch")
    ankle = _planted_ankle(build, fault)

    # Hip and knee of the middle plane from the wanted hip angle: shoulder to knee is one side of a triangle of known sides.
    to_knee = np.sqrt(build.trunk**2 + build.thigh**2 + 2 * build.trunk * build.thigh * np.cos(np.radians(flexion)))
    knee = bend(shoulders, np.broadcast_to(ankle, (*np.shape(flexion), 3)), to_knee, build.shank, UP)
    middle = bend(shoulders, knee, build.trunk, build.thigh, -UP * np.where(flexion < 0, -1.0, 1.0)[..., None])

    cranial = unit(shoulders - middle)
    trunk = np.stack([np.broadcast_to(TO_CAMERA, cranial.shape), cranial, np.cross(TO_CAMERA, cranial)], axis=-1)
    dropped = fault("pelvis_drop")
    pitch = np.degrees(np.arctan2(cranial[..., 1], cranial[..., 0]))  # of the trunk against the floor, head down negative
    arm = arm_on_floor(pitch)
    raised = replace(
        lying, hips=middle, pelvis=trunk @ turn(1, -dropped), spine=Spine(twist=dropped, nod=-pitch), left_arm=arm, right_arm=arm
    )
    return raised, knee - middle


def _planted_ankle(build: Build, fault: Faults) -> Floats:
    """[3]: where the ankle of a planted foot is, in the middle plane."""
    return TO_FEET * planted_at(build, fault) + UP * build.ankle_height


def planted_leg(build: Build, angles: JointAngles, side: float, fault: Faults) -> Leg:
    """A leg whose foot is planted; the heel goes up about the toes with `heel_lift`, the knee falls in with `knee_in`."""
    out = side * TO_CAMERA
    flat = foot_frame(TO_FEET)
    foot = flat @ turn(0, fault("heel_lift"))
    toes = _planted_ankle(build, fault) + out * build.hip_width / 2 + rotated(flat, build.foot_index)
    ankle = toes - rotated(foot, build.foot_index)
    towards = swung(hip(build, angles, side), ankle, UP, fault("knee_in"), -out)
    return leg_reaching(build, angles, side, ankle, knee_towards=towards, foot=foot)


FILMED: Final = Camera(yaw=10.0, height=0.5, distance=2.4)
DRAWN: Final = drawn_from(yaw=-14.0, height=1.5)
FROM_THE_FEET: Final = drawn_from(yaw=-68.0, height=1.7)

FAULTS: Final = {
    "bridge_extension": FaultDemonstration(span=24.0, marked=HIPS),
    "bridge_overextension": FaultDemonstration(faults={"over_arch": 22.0}, marked=TRUNK),
    "bridge_pelvis_level": FaultDemonstration(faults={"pelvis_drop": 30.0}, marked=HIPS, camera=FROM_THE_FEET),
    "bridge_heel": FaultDemonstration(faults={"heel_lift": 28.0}, marked=FOOT),
    "bridge_foot_far": FaultDemonstration(faults={"foot_far": 0.28}, marked=LOWER_LEG),
    "bridge_foot_near": FaultDemonstration(faults={"foot_near": 0.22}, marked=LOWER_LEG),
    **tempo_faults("bridge"),
}
