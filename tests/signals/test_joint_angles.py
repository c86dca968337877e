"""Joint angles over time, of a made-up person whose angles are known and of poses that were not seen."""

from dataclasses import replace

import numpy as np
import pytest

from coach.pose import Landmark, Pose, Side
from coach.signals.joint_angles import ANGLES, joint_angles
from coach.signals.surface import TILT_SHOWN
from tests.skeleton import Move, film

# Standing upright, facing the camera: the person's left is to the right of the picture.
STANDING = {
    "SHOULDER": (0.18, 0.5, 0.0),
    "HIP": (0.1, 0.0, 0.0),
    "KNEE": (0.1, -0.45, 0.0),
    "ANKLE": (0.1, -0.9, 0.0),
}


def pose(time=0.0, turned=None, **moved):
    """Somebody who stands, with landmarks `moved` elsewhere and all of it `turned`."""
    world = np.zeros((33, 3))
    for part, (x, y, z) in STANDING.items():
        world[Landmark[f"LEFT_{part}"]] = (x, y, z)
        world[Landmark[f"RIGHT_{part}"]] = (-x, y, z)
    for name, place in moved.items():
        world[Landmark[name]] = place
    if turned is not None:
        world = world @ np.asarray(turned).T
    return Pose(time, np.zeros((33, 3)), world, np.ones(33), (640, 480))


def angles_of(*poses):
    return {name: values[-1] for name, values in joint_angles(poses).items()}


def degrees(opposite, adjacent):
    return np.degrees(np.arctan2(opposite, adjacent))


def test_somebody_who_stands_straight_has_nothing_bent():
    angles = angles_of(pose())

    assert angles["hip_flexion_left"] == pytest.approx(0, abs=1e-6)
    assert angles["hip_abduction_right"] == pytest.approx(0, abs=1e-6)
    assert angles["knee_flexion_left"] == pytest.approx(0, abs=1e-4)
    assert angles["pelvis_pitch"] == pytest.approx(0, abs=1e-6)


def test_a_knee_lifted_to_the_front_is_flexion_of_hip_and_knee():
    angles = angles_of(pose(LEFT_KNEE=(0.1, 0.0, 0.45), LEFT_ANKLE=(0.1, -0.45, 0.45)))

    assert (angles["hip_flexion_left"], angles["knee_flexion_left"]) == pytest.approx((90, 90), abs=1e-4)
    assert angles["hip_flexion_right"] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(("side", "outward"), [("left", 1), ("right", -1)])
def test_a_leg_spread_outward_is_abduction_on_either_side(side, outward):
    name = side.upper()
    angles = angles_of(pose(**{f"{name}_KNEE": (outward * 0.3, -0.4, 0.0), f"{name}_ANKLE": (outward * 0.5, -0.8, 0.0)}))

    assert angles[f"hip_abduction_{side}"] == pytest.approx(degrees(0.2, 0.4))


@pytest.mark.parametrize(("side", "outward"), [("left", 1), ("right", -1)])
def test_a_foot_that_swings_inward_under_a_bent_knee_is_outward_rotation_since_rest(side, outward):
    name = side.upper()
    knee = (outward * 0.1, 0.0, 0.45)
    resting = pose(0.0, **{f"{name}_KNEE": knee, f"{name}_ANKLE": (outward * 0.1, -0.45, 0.45)})
    turned = pose(5.0, **{f"{name}_KNEE": knee, f"{name}_ANKLE": (outward * -0.1, -0.4, 0.45)})

    assert angles_of(resting, turned)[f"hip_rotation_{side}"] == pytest.approx(degrees(0.2, 0.4))


def test_a_straight_leg_does_not_tell_rotation():
    assert np.isnan(angles_of(pose())["hip_rotation_left"])


def test_a_pelvis_that_tips_forward_with_the_trunk_is_pitch_since_rest():
    cos, sin = np.cos(np.radians(30)), np.sin(np.radians(30))
    forward = [[1, 0, 0], [0, cos, -sin], [0, sin, cos]]

    assert angles_of(pose(0.0), pose(5.0, turned=forward))["pelvis_pitch"] == pytest.approx(30)


def test_the_pelvis_compares_with_the_last_rest():
    cos, sin = np.cos(np.radians(30)), np.sin(np.radians(30))
    tipped = [pose(time, turned=[[1, 0, 0], [0, cos, -sin], [0, sin, cos]]) for time in (10.0, 10.2, 12.0)]

    angles = joint_angles([pose(0.0), *tipped], rests=(0.0, 10.0))

    assert angles["pelvis_pitch"] == pytest.approx([0, 0, 0, 0], abs=1e-6)


def test_what_is_hidden_is_not_told():
    visibility = np.ones(33)
    visibility[Landmark.LEFT_ANKLE] = 0.4
    angles = angles_of(replace(pose(), visibility=visibility))

    assert np.isnan(angles["knee_flexion_left"])
    assert angles["knee_flexion_right"] == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("poses", [(), (Pose.nobody(0.0, (640, 480)), Pose.nobody(0.1, (640, 480)))], ids=["no poses", "nobody"])
def test_where_nobody_is_seen_nothing_is_told(poses):
    angles = joint_angles(poses)

    assert set(angles) == set(ANGLES)
    assert all(len(values) == len(poses) and np.isnan(values).all() for values in angles.values())


def of_standing(exercise="standing_abduction", **faults):
    """The furthest that list of the pelvis and side lean of the trunk go in a repetition on the left."""
    angles = joint_angles(film(exercise, side=Side.LEFT, fps=10, reps=[Move(faults=faults)]).poses)
    return [max(angles[name], key=abs) for name in ("pelvis_list", "trunk_side_lean")]


def test_a_pelvis_that_drops_on_the_left_has_its_right_side_up_and_a_trunk_that_makes_up_for_it():
    tilt, lean = of_standing(pelvis_drop=10.0)

    assert tilt == pytest.approx(10.0 / TILT_SHOWN, abs=0.5)  # the made-up cloth turns as far as the pelvis
    assert lean == pytest.approx(-tilt, abs=0.1)


def test_a_trunk_that_leans_over_a_level_pelvis_leans_alone():
    tilt, lean = of_standing(trunk_lean=12.0)

    assert (tilt, lean) == pytest.approx((0.0, -12.0), abs=0.5)


def test_of_somebody_who_sits_the_cloth_tells_neither():
    assert np.isnan(of_standing("seated_abduction")).all()


def test_a_trunk_that_stays_while_the_pelvis_rolls_back_is_turned_against_it():
    angles = joint_angles(film("clamshell", side=Side.LEFT, fps=10, reps=[Move(faults={"pelvis_roll": 20.0})]).poses)

    furthest = int(np.nanargmax(np.abs(angles["pelvis_roll"])))
    assert angles["pelvis_roll"][furthest] == pytest.approx(20.0, abs=4.0)
    assert angles["trunk_rotation"][furthest] < 0
