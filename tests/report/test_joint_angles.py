"""Joint angles as files: the table, and OpenSim's motion file by the rules of its storage format."""

import csv
import io

import numpy as np
import pandas as pd
import pytest

from coach.coaching.coach import Coach
from coach.pose import Pose
from coach.recording.tracks import replay
from coach.report.joint_angles import COORDINATES, as_angles_csv, as_mot, error_of, told_angles
from coach.signals.joint_angles import ANGLES
from exercises import load
from tests.skeleton import film


@pytest.fixture(scope="module")
def poses():
    return film("clamshell", reps=1, fps=20.0).poses


@pytest.fixture(scope="module")
def session(poses):
    return replay(poses, Coach(load()))


def read(text):
    """The header's pairs and the columns of a storage file: all up to `endheader`, then names, then numbers parted by white space."""
    head, body = text.split("endheader\n")
    pairs = dict(line.split("=", 1) for line in head.splitlines() if "=" in line)
    return pairs, pd.read_csv(io.StringIO(body), sep=r"\s+")


def test_the_table_has_a_row_for_each_pose_and_an_error_beside_each_angle(poses, session):
    table = list(csv.DictReader(io.StringIO(as_angles_csv(poses, session))))

    assert [float(row["time"]) for row in table] == pytest.approx([pose.time for pose in poses], abs=1e-6)
    assert list(table[0]) == ["time", *(name for angle in ANGLES for name in (angle, f"{angle}_error"))]
    told = told_angles(poses, session)["hip_flexion_left"]
    assert [float(row["hip_flexion_left"]) for row in table] == pytest.approx(told, abs=0.01)
    assert {row["hip_flexion_left_error"] for row in table} == {f"{error_of('hip_flexion_left'):.1f}"}


def test_an_angle_that_cannot_be_told_stays_empty_with_its_error(poses, session):
    row = next(csv.DictReader(io.StringIO(as_angles_csv(poses, session))))

    assert error_of("trunk_rotation") is None
    assert (row["trunk_rotation"], row["trunk_rotation_error"]) == ("", "")


def test_the_header_of_the_motion_file_counts_its_rows_and_columns(poses, session):
    pairs, columns = read(as_mot(poses, session, name="clip.mot"))

    assert (int(pairs["nRows"]), int(pairs["nColumns"]), pairs["inDegrees"]) == (*columns.shape, "yes")
    assert columns.columns[0] == "time"
    assert set(columns.columns[1:]) <= set(COORDINATES)


def test_the_motion_file_has_opensims_signs(poses, session):
    told = told_angles(poses, session)

    _, columns = read(as_mot(poses, session, name="clip.mot"))

    assert columns["knee_angle_l"].to_numpy() == pytest.approx(told["knee_flexion_left"], abs=0.01)
    assert columns["hip_adduction_r"].to_numpy() == pytest.approx(-told["hip_abduction_right"], abs=0.01)
    assert columns["pelvis_tilt"].to_numpy() == pytest.approx(-told["pelvis_pitch"], abs=0.01)


def test_uneven_times_become_even(poses, session):
    _, columns = read(as_mot([*poses[:10], *poses[11:40]], session, name="clip.mot"))

    assert np.diff(columns["time"]) == pytest.approx(0.05, abs=1e-5)
    assert len(columns) == 40


def test_a_film_with_nobody_in_it_has_times_only(session):
    pairs, columns = read(as_mot([Pose.nobody(time / 10, (640, 480)) for time in range(5)], session, name="clip.mot"))

    assert (pairs["nRows"], pairs["nColumns"], list(columns)) == ("5", "1", ["time"])
