"""Joint angles as files: the table, and OpenSim's motion file by the rules of its storage format."""

import csv
import io

import numpy as np
import pandas as pd
import pytest

from coach.coaching.coach import Coach
from coach.pose import Pose
from coach.recording.tracks import replay
from coach.report.joint_angles import COORDINATES, as_angles_csv, as_mot, errors_of, is_told, told_angles
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
    (one,) = session.sets
    done = ["clamshell" if one.start_s <= pose.time <= one.end_s else "" for pose in poses]
    assert [float(row["hip_flexion_left_error"]) for row in table] == pytest.approx(errors_of("hip_flexion_left", told, done))
    assert len({row["hip_flexion_left_error"] for row in table}) == 2, "one within the set, and one beside it"


def test_an_angle_that_cannot_be_told_stays_empty_with_its_error(poses, session):
    row = next(csv.DictReader(io.StringIO(as_angles_csv(poses, session))))

    assert not is_told("trunk_rotation")
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


def test_a_pelvis_that_reads_as_rolled_is_further_off_than_one_that_lies_still():
    still, rolled, far, unseen = errors_of("pelvis_roll", np.array([1.0, -5.0, 20.0, np.nan]), ["clamshell"] * 4)

    assert still < rolled < far
    assert np.isnan(unseen)


def test_an_exercise_without_an_error_of_its_own_has_that_over_all():
    (of_another, of_none) = errors_of("hip_flexion_left", np.array([10.0, 10.0]), ["squat", ""])

    assert of_another == of_none > 0


def test_opensim_reads_the_motion_file_back(poses, session, tmp_path):
    opensim = pytest.importorskip("opensim", reason="OpenSim is not installed: pip install opensim")
    file = tmp_path / "clip.mot"
    file.write_text(as_mot(poses, session, name="clip.mot"), encoding="utf-8")

    table = opensim.TimeSeriesTable(str(file))

    told = told_angles(poses, session)
    assert table.getTableMetaDataString("inDegrees") == "yes"
    assert list(table.getIndependentColumn()) == pytest.approx([pose.time for pose in poses], abs=1e-5)
    assert set(table.getColumnLabels()) <= set(COORDINATES)
    for coordinate in ("hip_flexion_l", "hip_adduction_r", "knee_angle_l", "pelvis_tilt"):
        angle, sign = COORDINATES[coordinate]
        assert table.getDependentColumn(coordinate).to_numpy() == pytest.approx(sign * told[angle], abs=0.01, nan_ok=True)
