"""A posture that the library does not have is added in an exercise's own demonstration: here somebody on hands and knees."""

from dataclasses import replace

import numpy as np
import pytest

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import Camera, drawn_from
from coach.demonstration.camera_drawing import camera_drawing
from coach.demonstration.demonstration import TRUNK, WORKING_LEG, Demonstration, FaultDemonstration, tempo_faults
from coach.demonstration.joint_angles import Arm, JointAngles, Leg, Spine
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.motion import perform
from coach.demonstration.rep_drawing import repetition_drawing
from coach.demonstration.rotation import UP, rotated, turn, unit
from coach.demonstration.scene import on_mat
from coach.demonstration.starting_postures import RIGHTWARDS, TO_CAMERA
from coach.exercise import CameraPlacement, Tempo
from coach.pose import Landmark, Side

# --- as it would stand in exercises/donkey_kick/demonstration.py -----------------------------------------------------------

FACE_DOWN = np.column_stack([TO_CAMERA, -RIGHTWARDS, -UP])
"""The frame of a level pelvis: head at the left of the picture, left side to the camera."""
KNEE_HEIGHT, WRIST_HEIGHT = 0.03, 0.06
"""Over the floor, in body heights. The hands have no joint of their own, so they stand on their fingers."""


def hands_and_knees(build: Build) -> JointAngles:
    """Thighs upright; the trunk slopes so far that straight, upright arms reach the floor."""
    hip_height = build.thigh + KNEE_HEIGHT * build.height
    shoulder_height = build.upper_arm + build.forearm + WRIST_HEIGHT * build.height
    slope = np.degrees(np.arcsin((hip_height - shoulder_height) / build.trunk))
    pelvis = FACE_DOWN @ turn(0, slope)
    arm = Arm(*[rotated(pelvis.T, -UP)] * 2)
    leg = Leg(flexion=90.0 + slope, knee=90.0, dorsiflexion=-60.0)
    return JointAngles(UP * hip_height, pelvis, leg, leg, left_arm=arm, right_arm=arm)


def donkey_kick(build: Build, extended: Floats, fault: Faults) -> JointAngles:
    """The bent left leg goes up behind by `extended`; with `arched` the chest comes up."""
    start = hands_and_knees(build)
    kick = replace(start.left, flexion=start.left.flexion - extended)
    return replace(start, left=kick, spine=Spine(lean=-fault("arched")))


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        donkey_kick,
        span=lambda _build, _fault: 70.0,
        camera=Camera(yaw=0.0, height=0.6, distance=2.4),
        faults=frozenset({"arched"}),
    ),
    camera=drawn_from(yaw=-14.0, height=1.5),
    surroundings=on_mat,
    faults={
        "kick_arch": FaultDemonstration(faults={"arched": 12.0}, marked=TRUNK),
        "kick_rom_short": FaultDemonstration(span=20.0, marked=WORKING_LEG),
        **tempo_faults("kick"),
    },
)

# ---------------------------------------------------------------------------------------------------------------------------

TEMPO = Tempo(concentric=2.0, hold=1.0, eccentric=2.5)
PLACEMENT = CameraPlacement(distance=(1.8, 2.6), height=(0.3, 0.7), words="Kneel with your side to the camera.")
SUPPORTS = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE]


def test_hands_and_the_other_knee_stay_on_the_floor() -> None:
    points = perform(DEMONSTRATION.kinematics, reps=1, fps=10).points

    supports = points[:, SUPPORTS]
    assert supports == pytest.approx(np.broadcast_to(supports[:1], supports.shape), abs=1e-9)
    assert points[0, SUPPORTS, 1].max() < 0.15
    assert points[..., 1].min() > -0.01


def test_the_thigh_goes_as_far_as_asked() -> None:
    motion = perform(DEMONSTRATION.kinematics, reps=1, span=40.0)

    thigh = unit(motion.points[:, Landmark.LEFT_KNEE] - motion.points[:, Landmark.LEFT_HIP])
    assert np.degrees(np.arccos(thigh @ thigh[0])).max() == pytest.approx(40.0, abs=0.01)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("check", [None, *DEMONSTRATION.faults])
def test_each_repetition_is_drawn_on_a_mat(check: str | None, side: Side) -> None:
    drawing = repetition_drawing(DEMONSTRATION, TEMPO, check=check, side=side, label="Donkey kick")

    assert drawing.count("<animate ") > 4
    assert 'fill-opacity="0.16"' in drawing
    assert "nan" not in drawing
    assert ("--figure-marked" in drawing) is (check is not None)


def test_the_place_of_the_camera_is_drawn() -> None:
    drawing = camera_drawing(DEMONSTRATION, PLACEMENT)

    assert "1.8 to 2.6 m away" in drawing
    assert "nan" not in drawing


def test_a_fault_that_the_movement_does_not_know_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="kick_heel shows heel_lift, which the movement does not know"):
        replace(DEMONSTRATION, faults={"kick_heel": FaultDemonstration(faults={"heel_lift": 20.0})})
