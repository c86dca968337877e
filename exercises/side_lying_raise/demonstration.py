"""How the side-lying leg raise is shown: the upper leg abducts from where it rests on the lower one."""

from dataclasses import replace

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.camera import DRAWN_SIDE_LYING, FILMED_SIDE_LYING, drawn_from
from coach.demonstration.closed_chain import foot_frame, leg_reaching
from coach.demonstration.demonstration import FOOT, HIPS, LOWER_LEG, TRUNK, WORKING_LEG, Demonstration, FaultDemonstration, tempo_faults
from coach.demonstration.forward_kinematics import hip
from coach.demonstration.joint_angles import RIGHT, JointAngles, Leg
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.scene import on_mat
from coach.demonstration.starting_postures import along_floor, level_leg, side_lying

FROM_THE_FEET = drawn_from(yaw=45.0, height=2.6)


def side_lying_raise(build: Build, raised: Floats, fault: Faults) -> JointAngles:
    """The upper leg abducts by `raised` from where it rests on the lower one, which is straight or, with `lower_leg_bent`, bent."""
    hike = fault("hike") + 0.8 * fault("too_high")  # what the hip cannot give, the pelvis does
    angles = side_lying(build, fault("roll_back"), hike)
    lower = (45.0, 80.0) if fault.start("lower_leg_bent", 0.0) else (3.0, 6.0)
    lower_ankle = hip(build, side_lying(build), RIGHT) + level_leg(build, *lower)
    foot = foot_frame(along_floor(lower[0] - lower[1] + 75.0), -along_floor(lower[0] - lower[1] - 15.0))
    return replace(
        angles,
        left=Leg(
            flexion=-4.0 + fault("hip_flexion") + 0.4 * fault("knee_bend"),
            abduction=-6.0 + raised,
            rotation=-8.0 + fault("toes_up"),
            knee=4.0 + fault("knee_bend"),
        ),
        right=leg_reaching(build, angles, RIGHT, lower_ankle, knee_towards=along_floor(90.0 + lower[0] - lower[1]), foot=foot),
    )


DEMONSTRATION = Demonstration(
    kinematics=Kinematics(
        side_lying_raise,
        span=lambda _build, _fault: 30.0,
        camera=FILMED_SIDE_LYING,
        faults=frozenset({"hip_flexion", "roll_back", "hike", "too_high", "toes_up", "knee_bend"}),
        setup=frozenset({"lower_leg_bent"}),
        yaw_towards=-1.0,
    ),
    camera=DRAWN_SIDE_LYING,
    surroundings=on_mat,
    faults={
        "slr_leg_forward": FaultDemonstration(faults={"hip_flexion": 36.0}, marked=WORKING_LEG, camera=FROM_THE_FEET),
        "slr_roll": FaultDemonstration(faults={"roll_back": 42.0}, marked=TRUNK),
        "slr_hike": FaultDemonstration(faults={"hike": 24.0}, span=22.0, marked=TRUNK | HIPS),
        "slr_toes_up": FaultDemonstration(faults={"toes_up": 60.0}, marked=FOOT),
        "slr_knee": FaultDemonstration(faults={"knee_bend": 50.0}, marked=LOWER_LEG),
        "slr_too_high": FaultDemonstration(span=34.0, faults={"too_high": 30.0}, marked=WORKING_LEG),
        "slr_rom_short": FaultDemonstration(span=9.0, marked=WORKING_LEG),
        "slr_wobble": FaultDemonstration(faults={"wobble": 3.0}, up=3.5, down=3.5, marked=WORKING_LEG),
        **tempo_faults("slr"),
    },
)
