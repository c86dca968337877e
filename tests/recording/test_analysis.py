"""A video in one pass: picture, pose, feedback; and the annotated video that is written on the way."""

from dataclasses import replace

import numpy as np
import pytest

from coach.coaching.coach import Coach
from coach.pose import Pose
from coach.recording.analysis import analyse_in_one_pass
from coach.recording.tracks import read_track, replay, write_track
from coach.recording.video import read_frames
from exercises import load
from tests.recording.films import cut_in_half, film
from tests.skeleton import film as perform


class Known:
    """An estimator that gives the poses it was made with."""

    def __init__(self, poses):
        self._poses = iter(poses)

    def estimate(self, frame):
        return replace(next(self._poses), time=frame.time, size=frame.size)

    def close(self):
        pass


class Blind:
    """An estimator that never sees anybody."""

    def estimate(self, frame):
        return Pose.nobody(frame.time, frame.size)

    def close(self):
        pass


@pytest.fixture(scope="module")
def clamshells():
    return perform("clamshell", reps=2, fps=15.0)


@pytest.fixture
def video(tmp_path, clamshells):
    return film(tmp_path / "clip.mp4", times=[pose.time for pose in clamshells.poses])


def test_pictures_and_their_poses_give_the_same_session(video, clamshells):
    poses = []

    with read_frames(video) as frames:
        analysed = analyse_in_one_pass(frames, Known(clamshells.poses), Coach(load()), on_pose=lambda pose, _: poses.append(pose))

    assert analysed == replay(poses, Coach(load()))
    assert len(analysed.reps) == 2


def test_every_picture_is_told_with_its_pose_and_feedback(video, clamshells):
    told = []

    with read_frames(video) as frames:
        analyse_in_one_pass(frames, Known(clamshells.poses), Coach(load()), on_pose=lambda *both: told.append(both))

    with read_frames(video) as frames:
        assert [pose.time for pose, _ in told] == [frame.time for frame in frames]
    assert all(pose.time == feedback.time for pose, feedback in told)


def test_a_video_is_analysed_as_the_replay_of_its_own_track(tmp_path, video, clamshells):
    with read_frames(video) as frames:
        poses = []
        analysed = analyse_in_one_pass(frames, Known(clamshells.poses), Coach(load()), on_pose=lambda pose, _: poses.append(pose))
    write_track(tmp_path / "clip.npz", poses)

    track = read_track(tmp_path / "clip.npz")
    again = replay(track.poses, Coach(load()))
    assert [rep.index for rep in analysed.reps] == [1, 2]
    assert [rep.peak_s for rep in again.reps] == pytest.approx([rep.peak_s for rep in analysed.reps], abs=0.001)
    assert track.source == replace(frames.source, name="clip.npz")


def test_the_annotated_video_has_every_frame_at_its_time(tmp_path, video, clamshells):
    with read_frames(video) as frames:
        analyse_in_one_pass(frames, Known(clamshells.poses), Coach(load()), annotated=tmp_path / "out.mp4", exercises=load())

    with read_frames(tmp_path / "out.mp4") as annotated:
        times = [frame.time for frame in annotated]
    assert times == pytest.approx([pose.time for pose in clamshells.poses], abs=1e-3)
    assert annotated.source.size == frames.source.size


def test_a_failure_on_the_way_leaves_no_files(tmp_path, video, clamshells):
    def interrupted():
        with read_frames(video) as frames:
            analyse_in_one_pass(
                frames,
                Known(clamshells.poses[:5]),
                Coach(load()),
                annotated=tmp_path / "out" / "clip.mp4",
            )

    with pytest.raises(StopIteration):
        interrupted()

    assert list((tmp_path / "out").iterdir()) == []


def test_nobody_in_view_is_an_empty_result_with_its_reason(tmp_path):
    with read_frames(film(tmp_path / "empty room.mp4", times=np.arange(60) / 10)) as frames:
        session = analyse_in_one_pass(frames, Blind(), Coach(load()))

    assert (session.exercise, session.sets) == (None, ())
    assert session.warnings


def test_what_is_wrong_with_the_file_is_among_the_warnings(tmp_path):
    with read_frames(cut_in_half(film(tmp_path / "clip.mkv", times=np.arange(100) / 10))) as frames:
        session = analyse_in_one_pass(frames, Blind(), Coach(load()))

    assert "damaged_video" in [warning.code for warning in session.warnings]
