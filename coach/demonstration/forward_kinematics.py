"""Forward kinematics: from joint angles to the 33 landmarks in the room."""

from __future__ import annotations

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.joint_angles import LEFT, RIGHT, Arm, JointAngles, Leg
from coach.demonstration.rotation import joint_rotation, rotated, turn, unit
from coach.pose import LANDMARKS, Landmark


def hip(build: Build, angles: JointAngles, side: float) -> Floats:
    """[..., 3]: where the hip joint of one side is."""
    return angles.hips + rotated(angles.pelvis, np.array([side * build.hip_width / 2, 0.0, 0.0]))


def landmarks(build: Build, angles: JointAngles) -> Floats:
    """[..., 33, 3]: the landmarks in the room, numbered as MediaPipe numbers them."""
    spine = angles.spine
    line = angles.pelvis @ turn(2, -np.asarray(spine.side_bend)) @ turn(0, spine.lean) @ turn(1, spine.twist)
    thorax = line @ turn(0, np.asarray(spine.rounding) / 2)
    reach = build.trunk * np.cos(np.radians(np.asarray(spine.rounding)) / 2)
    shoulders = angles.hips + line[..., :, 1] * reach[..., None]
    head = thorax @ turn(0, spine.nod)

    points = dict(enumerate(_face(build, shoulders, head)))
    for side, leg, arm, odd in ((LEFT, angles.left, angles.left_arm, 0), (RIGHT, angles.right, angles.right_arm, 1)):
        for row, point in enumerate(_arm(build, shoulders, thorax, arm, side)):
            points[Landmark.LEFT_SHOULDER + 2 * row + odd] = point
        for row, point in enumerate(_leg(build, hip(build, angles, side), angles.pelvis, leg, side)):
            points[Landmark.LEFT_HIP + 2 * row + odd] = point
    return np.stack(np.broadcast_arrays(*(points[row] for row in range(LANDMARKS))), axis=-2)


def _leg(build: Build, hip_joint: Floats, pelvis: Floats, leg: Leg, side: float) -> tuple[Floats, ...]:
    """Hip, knee, ankle, heel, foot index."""
    thigh = pelvis @ joint_rotation(leg.flexion, leg.abduction, leg.rotation, side)
    shank = thigh @ turn(0, leg.knee)
    foot = shank @ joint_rotation(leg.dorsiflexion, leg.eversion, leg.toe_out, side)
    knee = hip_joint - build.thigh * thigh[..., :, 1]
    ankle = knee - build.shank * shank[..., :, 1]
    outwards = np.array([side, 1.0, 1.0])
    return hip_joint, knee, ankle, ankle + rotated(foot, build.heel * outwards), ankle + rotated(foot, build.foot_index * outwards)


def _arm(build: Build, shoulders: Floats, thorax: Floats, arm: Arm, side: float) -> tuple[Floats, ...]:
    """Shoulder, elbow, wrist, little finger, index finger, thumb."""
    outwards = np.array([side, 1.0, 1.0])
    fore = unit(rotated(thorax, unit(np.asarray(arm.fore)) * outwards))
    across = unit(np.cross(fore, rotated(thorax, np.array([0.2 * side, 0.3, 0.93]))))
    shoulder = shoulders + rotated(thorax, np.array([side * build.shoulder_width / 2, 0.0, 0.0]))
    elbow = shoulder + build.upper_arm * rotated(thorax, unit(np.asarray(arm.upper)) * outwards)
    wrist = elbow + build.forearm * fore
    hand = ((0.055, 0.016), (0.060, -0.010), (0.034, -0.022))
    return shoulder, elbow, wrist, *(wrist + build.height * (along * fore + side * aside * across) for along, aside in hand)


def _face(build: Build, shoulders: Floats, head: Floats) -> list[Floats]:
    """Nose, eyes, ears and mouth: rows 0 to 10, from the middle between the ears."""
    eye = [(0.011, 0.018, 0.056), (0.019, 0.019, 0.053), (0.026, 0.018, 0.047)]
    ear, mouth = [(0.044, 0.0, 0.0)], [(0.014, -0.028, 0.053)]
    shares = [(0.0, -0.004, 0.066)]
    for feature in (eye, ear, mouth):
        for side in (LEFT, RIGHT):
            shares += [(side * x, y, z) for x, y, z in feature]
    between_ears = shoulders + rotated(head, build.height * np.array([0.0, 0.113, 0.012]))
    return [between_ears + rotated(head, build.height * np.asarray(share)) for share in shares]
