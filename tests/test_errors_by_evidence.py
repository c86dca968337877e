"""What measures may be off is what they were off on rendered people, whose true joints are known."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.validation.errors import MeasureError, measure_errors, stated
from benchmarks.validation.joints import ROWS, read_joints, write_joints
from benchmarks.validation.truth import Case
from coach.exercise import RepMeasure
from coach.recording.tracks import read_track
from tests.rendered import KNOWN, RENDERED, scores

CHECKS = {check.key: check for exercise in KNOWN for check in exercise.checks if check.of is not RepMeasure.RANGE}


@cache
def errors():
    return measure_errors(scores(""), KNOWN)


def made_up(*sizes, body="somebody", is_aside=False):
    case = Case(id="", track=RENDERED, person="rendered", exercise="", side=None, count=1, body=body)
    return [MeasureError(next(iter(CHECKS.values())), case, is_aside, 0.2, size) for size in sizes]


def test_what_is_stated_holds_for_nineteen_of_twenty_on_either_side_of_the_truth():
    key = next(iter(CHECKS))

    assert stated(made_up(*np.linspace(-10, 10, 201)), key) == pytest.approx((9.5, 9.5), abs=0.1)


def test_from_aside_no_less_is_stated_than_from_straight_before():
    key = next(iter(CHECKS))
    straight = made_up(*[4.0] * 10)

    assert stated(straight + made_up(*[1.0] * 10, is_aside=True), key) == (4.0, 4.0)
    assert stated(straight + made_up(*[6.0] * 10, is_aside=True), key) == (4.0, 6.0)
    assert stated(straight + made_up(6.0, is_aside=True), key) == (4.0, 4.0), "one repetition says nothing"


def test_a_body_that_is_left_out_does_not_count():
    assert stated(made_up(1.0) + made_up(9.0, body="another"), next(iter(CHECKS)), without="another") == (1.0, 1.0)


def test_true_joints_are_read_as_they_were_written(tmp_path):
    joints = [replace(pose, image=pose.image, picture=None) for pose in read_joints(next(RENDERED.glob("*.joints.npz")))[:5]]
    write_joints(tmp_path / "joints.npz", joints)

    for one, again in zip(joints, read_joints(tmp_path / "joints.npz"), strict=True):
        assert (one.time, one.size) == (again.time, again.size)
        np.testing.assert_allclose(again.image[ROWS, :2], one.image[ROWS, :2], atol=2.0**-12 + 1e-9)
        np.testing.assert_allclose(again.world[ROWS], one.world[ROWS], atol=0.0011)


def test_landmarks_lie_near_the_true_joints():
    for name in ("dev_clam_1c", "dev2_stand_1c"):
        joints = {pose.time: pose for pose in read_joints(RENDERED / f"{name}.joints.npz")}
        poses = [pose for pose in read_track(RENDERED / f"{name}.track.npz").poses if pose.time in joints]
        apart = [pose.image[ROWS, :2] - joints[pose.time].image[ROWS, :2] for pose in poses]
        in_space = [pose.world[ROWS] - joints[pose.time].world[ROWS] for pose in poses]

        assert len(poses) == len(joints)
        assert np.median(np.abs(apart)) < 0.02
        assert np.median(np.abs(in_space)) < 0.1


@pytest.mark.slow
def test_every_exercise_states_what_was_measured():
    for key, check in CHECKS.items():
        if any(one.check.key == key for one in errors()):
            room = 0.55 if check.unit in ("deg", "count") else 0.011
            assert check.error == pytest.approx(stated(errors(), key), abs=room, rel=0.05), key


@pytest.mark.slow
def test_of_bodies_left_out_the_truth_lies_within_the_error_in_nine_of_ten_cases():
    without = {(key, body): stated(errors(), key, without=body) for key, body in {(one.check.key, one.case.body) for one in errors()}}
    inside = [abs(one.error) <= without[one.check.key, one.case.body][one.is_aside] for one in errors()]

    assert len(inside) > 2500
    assert np.mean(inside) >= 0.9
