"""The signals read back what the made-up person does, from anywhere, on either side, and nothing where nothing is seen."""

import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.body import Body as Seen
from coach.coaching.coach import Coach
from coach.exercise import Signal
from coach.pose import Pose, Side
from coach.records import Session
from coach.signals import bridge, joints, lying, support, surface, upright
from coach.signals.bridge import BRIDGE_HIP_ANGLE, FREE_HIP_DROP, THIGH_PARALLEL
from coach.signals.joints import KNEE_BEND
from coach.signals.lying import CLAM_OPEN, FORWARD_DRIFT, LEG_ELEVATION, TOE_PITCH
from coach.signals.support import EITHER_FOOT, FEET_PARTED
from coach.signals.surface import HIP_HIKE, PELVIC_TILT, PELVIS_ROLL, TRUNK_SIDE_LEAN
from coach.signals.upright import (
    KNEE_SPREAD,
    LEG_ABDUCTION,
    LEG_FORWARD,
    SPREAD_ASYMMETRY,
    STANCE_KNEE_IN,
    TOE_TURNOUT,
)
from exercises import load
from tests.examples import examples
from tests.skeleton import EXERCISES, Build, Camera, film

FILMED = {
    joints: "standing_abduction",
    upright: "standing_abduction",
    lying: "side_lying_raise",
    bridge: "single_leg_bridge",
    surface: "side_lying_raise",
    support: "standing_abduction",
}
"""The exercise in whose films the signals of a module are tried."""
UPRIGHT = dict.fromkeys(("PELVIC_TILT", "TRUNK_SIDE_LEAN", "TRUNK_ROCK"), "standing_abduction")
"""Signals of the cloth on somebody upright."""
SIGNALS = {
    name: (signal, UPRIGHT.get(name, exercise))
    for module, exercise in FILMED.items()
    for name, signal in vars(module).items()
    if isinstance(signal, Signal)
}


class Moments(NamedTuple):
    """A repetition at rest and at its peak."""

    rest: Pose
    peak: Pose

    def read(self, signal: Signal, side: Side) -> float:
        """What the signal shows at the peak."""
        return signal.measure(Seen.from_pose(self.peak), Seen.from_pose(self.rest), side)

    def change(self, signal: Signal, side: Side) -> float:
        """What the signal has changed by from rest to the peak."""
        return self.read(signal, side) - signal.measure(Seen.from_pose(self.rest), Seen.from_pose(self.rest), side)


def moments(
    exercise: str,
    *,
    side: Side = Side.LEFT,
    span: float | None = None,
    faults: dict[str, float] | None = None,
    camera: Camera | None = None,
    height: float = 1.7,
) -> Moments:
    """Two pictures of one repetition."""
    lens, build = camera or EXERCISES[exercise].camera, Build(height)
    shot = film(exercise, side=side, span=span, faults=faults, camera=lens, build=build, reps=1, fps=2, still_s=1, up=1, hold=1, down=1)
    return Moments(shot.poses[1], shot.poses[5])


# --- measured back ------------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A fault (None: the movement itself) from `least` to `most`, the signal that shows it, and the share of it that it shows."""

    exercise: str
    fault: str | None
    least: float
    most: float
    signal: Signal
    shown: tuple[float, float]


METRE = 1 / (0.246 * 1.7)  # in shin lengths
EXACT = (0.97, 1.03)
NEARLY = (0.85, 1.15)

ROWS = [
    Row("clamshell", None, 15, 50, CLAM_OPEN, NEARLY),
    Row("clamshell", "feet_apart", 0.05, 0.16, FEET_PARTED, (0.8 * METRE, 1.2 * METRE)),
    # The shoulders lie nearer the middle line of the lens than the yaw says: less of a roll shows there.
    Row("clamshell", "pelvis_roll", 10, 30, PELVIS_ROLL, (0.65, 1.3)),
    Row("side_lying_raise", None, 12, 45, LEG_ELEVATION, NEARLY),
    Row("side_lying_raise", "roll_back", 10, 30, PELVIS_ROLL, (0.65, 1.3)),
    Row("side_lying_raise", "hike", 8, 22, HIP_HIKE, NEARLY),
    Row("side_lying_raise", "hip_flexion", 12, 30, FORWARD_DRIFT, (0.7, 1.3)),
    Row("side_lying_raise", "knee_bend", 15, 45, KNEE_BEND, EXACT),
    Row("side_lying_raise", "toes_up", 15, 40, TOE_PITCH, (0.8, 1.6)),
    Row("seated_abduction", None, 12, 40, KNEE_SPREAD, (0.6, 1.1)),
    Row("seated_abduction", "lean_side", 5, 20, TRUNK_SIDE_LEAN, EXACT),
    Row("seated_abduction", "feet_lift", 0.05, 0.06, EITHER_FOOT, (8.0, 22.0)),
    Row("standing_abduction", None, 12, 45, LEG_ABDUCTION, EXACT),
    Row("standing_abduction", "trunk_lean", 5, 22, TRUNK_SIDE_LEAN, (-1.03, -0.97)),
    Row("standing_abduction", "pelvis_hike", 8, 20, PELVIC_TILT, (0.8, 1.7)),
    Row("standing_abduction", "pelvis_drop", 8, 20, PELVIC_TILT, (-1.7, -0.8)),
    Row("standing_abduction", "knee_bend", 15, 45, KNEE_BEND, EXACT),
    Row("standing_abduction", "forward_drift", 15, 30, LEG_FORWARD, (0.5, 1.5)),
    Row("standing_abduction", "toes_out", 20, 45, TOE_TURNOUT, NEARLY),
    Row("standing_abduction", "stance_valgus", 8, 20, STANCE_KNEE_IN, (0.9, 1.1)),
    Row("single_leg_bridge", None, 20, 55, BRIDGE_HIP_ANGLE, (0.95, 1.05)),
    Row("two_leg_bridge", None, 20, 55, BRIDGE_HIP_ANGLE, (0.95, 1.05)),
    Row("single_leg_bridge", "over_arch", 8, 16, BRIDGE_HIP_ANGLE, (0.9, 1.1)),
    Row("single_leg_bridge", "free_thigh", 12, 35, THIGH_PARALLEL, (0.95, 1.05)),
    Row("single_leg_bridge", "pelvis_drop", 8, 20, FREE_HIP_DROP, (0.75, 1.25)),
]


@examples(6)
@given(share=st.floats(0, 1), side=st.sampled_from(Side))
@pytest.mark.parametrize("row", ROWS, ids=[f"{row.exercise}-{row.fault or 'span'}" for row in ROWS])
def test_what_the_body_does_is_read_back(row: Row, share: float, side: Side) -> None:
    size, signal = row.least + share * (row.most - row.least), row.signal
    if row.fault is None:
        read = moments(row.exercise, side=side, span=size).change(signal, side)
    else:
        clean = moments(row.exercise, side=side).change(signal, side)
        read = moments(row.exercise, side=side, faults={row.fault: size}).change(signal, side) - clean

    low, high = row.shown
    assert low * size <= read <= high * size


# --- from anywhere ------------------------------------------------------------------------------------------------------

MAIN = {exercise: row.signal for exercise in EXERCISES for row in ROWS if row.exercise == exercise and row.fault is None}
EVERY_SIGNAL = pytest.mark.parametrize(("signal", "exercise"), SIGNALS.values(), ids=list(SIGNALS))
EVERY_MAIN = pytest.mark.parametrize(("exercise", "signal"), MAIN.items(), ids=list(MAIN))


def in_picture(pose: Pose, scale: float, right: float, down: float) -> Pose:
    """The same pose, smaller and elsewhere in the picture."""
    return replace(pose, image=(pose.image - 0.5) * scale + [0.5 + right, 0.5 + down, 0.0])


@EVERY_SIGNAL
@examples(5)
@given(scale=st.floats(0.3, 1.2), right=st.floats(-0.3, 0.3), down=st.floats(-0.3, 0.3), pixels=st.sampled_from([(320, 240), (1280, 960)]))
def test_a_signal_does_not_depend_on_place_and_size_in_the_picture(
    *, signal: Signal, exercise: str, scale: float, right: float, down: float, pixels: tuple[int, int]
) -> None:
    here = moments(exercise)
    there = Moments(*(replace(in_picture(pose, scale, right, down), size=pixels) for pose in here))

    assert there.read(signal, Side.LEFT) == pytest.approx(here.read(signal, Side.LEFT), abs=1e-6)


SIGNED_BY_SIDE = {SPREAD_ASYMMETRY}


@EVERY_SIGNAL
def test_left_reads_as_right_in_the_mirror(signal: Signal, exercise: str) -> None:
    left, right = (moments(exercise, side=side).read(signal, side) for side in Side)

    assert right == pytest.approx(-left if signal in SIGNED_BY_SIDE else left, abs=1e-6)


@EVERY_SIGNAL
def test_a_signal_is_missing_when_a_part_that_it_needs_was_not_seen(signal: Signal, exercise: str) -> None:
    whole = moments(exercise)
    needed = [part.value[0] for part in signal.own] + [part.value[1] for part in signal.other]
    read = {landmark.name: Moments(*(without(pose, landmark) for pose in whole)).read(signal, Side.LEFT) for landmark in needed}

    assert not math.isnan(whole.read(signal, Side.LEFT))
    assert [name for name, value in read.items() if not math.isnan(value)] == []


def without(pose: Pose, landmark: int) -> Pose:
    """The same pose, one landmark unseen."""
    image, world = pose.image.copy(), pose.world.copy()
    image[landmark] = world[landmark] = np.nan
    return replace(pose, image=image, world=world)


@EVERY_MAIN
@examples(8)
@given(height=st.floats(1.45, 2.0), further=st.floats(0.9, 1.5))
def test_the_main_signal_does_not_depend_on_the_build_or_the_distance(exercise: str, signal: Signal, height: float, further: float) -> None:
    camera = EXERCISES[exercise].camera
    usual = moments(exercise).change(signal, Side.LEFT)
    other = moments(exercise, height=height, camera=replace(camera, distance=further * camera.distance)).change(signal, Side.LEFT)

    assert abs(other) == pytest.approx(abs(usual), rel=0.12)


@EVERY_MAIN
@examples(8)
@given(roll=st.floats(-6, 6))
def test_the_main_signal_does_not_depend_on_a_tilted_camera(exercise: str, signal: Signal, roll: float) -> None:
    camera = EXERCISES[exercise].camera
    level, tilted = (moments(exercise, camera=replace(camera, roll=turn)).change(signal, Side.LEFT) for turn in (0.0, roll))

    assert tilted == pytest.approx(level, abs=3.0)


@pytest.mark.parametrize("exercise", ["side_lying_raise", "standing_abduction", "single_leg_bridge", "two_leg_bridge"])
def test_the_main_signal_hardly_needs_depth(exercise: str) -> None:
    films = (film(exercise, reps=1, fps=2, still_s=1, up=1, hold=1, down=1, depth=depth).poses for depth in (1.0, 0.2))
    deep, flat = (Moments(poses[1], poses[5]).change(MAIN[exercise], Side.LEFT) for poses in films)

    assert flat == pytest.approx(deep, rel=0.15)


@pytest.mark.parametrize(("yaw", "is_told"), [(0.0, True), (42.0, False)])
def test_whether_the_trunk_leans_aside_is_not_told_of_who_leans_back_and_is_seen_from_aside(yaw: float, is_told: bool) -> None:
    camera = replace(EXERCISES["seated_abduction"].camera, yaw=yaw)
    leaning = moments("seated_abduction", faults={"lean_back": 28.0}, camera=camera)

    assert math.isfinite(leaning.read(TRUNK_SIDE_LEAN, Side.LEFT)) is is_told
    assert math.isfinite(moments("seated_abduction", camera=camera).read(TRUNK_SIDE_LEAN, Side.LEFT))


@pytest.mark.parametrize(("yaw", "is_told"), [(10.0, True), (38.0, False)])
def test_where_toes_point_is_not_told_from_aside(yaw: float, is_told: bool) -> None:
    camera = replace(EXERCISES["standing_abduction"].camera, yaw=yaw)

    assert math.isfinite(moments("standing_abduction", camera=camera).read(TOE_TURNOUT, Side.LEFT)) is is_told


# --- the whole coach ----------------------------------------------------------------------------------------------------


def session(poses: list[Pose]) -> Session:
    """What the coach keeps of a film."""
    coach = Coach(load())
    for pose in poses:
        coach.see(pose)
    return coach.finish()


@pytest.mark.parametrize("exercise", list(EXERCISES))
@pytest.mark.parametrize("rates", [(8.0, 15.0, 30.0), pytest.param((30.0, 60.0), marks=pytest.mark.slow)], ids=["usual", "high"])
def test_the_frame_rate_does_not_change_the_repetitions(exercise: str, rates: tuple[float, ...]) -> None:
    usual, *others = (session(film(exercise, reps=2, fps=fps).poses).reps for fps in rates[::-1])

    assert len(usual) == 2
    for other in others:
        assert [rep.peak_s for rep in other] == pytest.approx([rep.peak_s for rep in usual], abs=0.2)
        assert [rep.range_of_motion for rep in other] == pytest.approx([rep.range_of_motion for rep in usual], rel=0.1)


@pytest.mark.parametrize("exercise", list(EXERCISES))
def test_the_other_side_and_another_place_in_the_picture_give_the_same_repetitions(exercise: str) -> None:
    left, right = (film(exercise, side=side, reps=2, fps=15).poses for side in Side)
    here, mirrored, moved = session(left), session(right), session([in_picture(pose, 0.8, 0.05, 0.08) for pose in left])

    assert {here.exercise, mirrored.exercise, moved.exercise} == {exercise}
    assert here.working_side in ("left", "both")
    assert mirrored.working_side in ("right", "both")
    for other in (mirrored, moved):
        assert [rep.range_of_motion for rep in other.reps] == pytest.approx([rep.range_of_motion for rep in here.reps], rel=0.02)
        assert [rep.start_s for rep in other.reps] == pytest.approx([rep.start_s for rep in here.reps], abs=0.1)
