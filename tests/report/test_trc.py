"""The track as motion-analysis tools read it."""

import numpy as np
import pytest

from coach.pose import Landmark, Pose
from coach.report.trc import MARKERS, as_trc
from tests.skeleton import film

trc = pytest.importorskip("trc", reason="the independent reader trc-data-reader is not installed")


@pytest.fixture(scope="module")
def poses():
    return film("clamshell", reps=1, fps=20.0).poses


def read(tmp_path, text):
    path = tmp_path / "track.trc"
    path.write_text(text)
    data = trc.TRCData()
    data.load(str(path))
    return data


def test_an_independent_reader_finds_rate_unit_names_and_positions(tmp_path, poses):
    data = read(tmp_path, as_trc(poses, name="track.trc"))

    assert (data["DataRate"], data["Units"], data["NumMarkers"]) == (20.0, "m", len(MARKERS))
    assert data["NumFrames"] == len(poses)
    assert data["Markers"] == list(MARKERS)
    assert data["Time"] == pytest.approx([pose.time for pose in poses], abs=1e-6)
    knees = np.array(data["LKnee"])
    assert knees == pytest.approx(np.array([pose.world[Landmark.LEFT_KNEE] for pose in poses]), abs=1e-5)


def test_uneven_times_become_even(tmp_path, poses):
    data = read(tmp_path, as_trc([*poses[:10], *poses[11:40]], name="track.trc"))

    assert np.diff(data["Time"]) == pytest.approx(0.05, abs=1e-5)
    assert data["NumFrames"] == 40


def test_where_nobody_was_seen_for_long_the_markers_are_empty(tmp_path, poses):
    gone = [Pose.nobody(pose.time, pose.size) for pose in poses[20:40]]

    data = read(tmp_path, as_trc([*poses[:20], *gone, *poses[40:60]], name="track.trc"))

    assert np.isnan(np.array(data["RHip"])[25:35]).all()
    assert not np.isnan(np.array(data["RHip"])[:19]).any()
