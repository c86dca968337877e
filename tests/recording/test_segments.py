"""A video read in segments gives what one pass gives."""

from bisect import bisect_left
from contextlib import nullcontext
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from coach.coaching.coach import Coach
from coach.pose import Pose
from coach.recording.analysis import analyse_video
from coach.recording.segments import LENGTH_S, cut
from coach.recording.video import read_frames
from exercises import load
from tests.recording.films import cut_in_half, film
from tests.skeleton import film as perform

pytestmark = pytest.mark.slow  # films are analysed in several ways

FPS = 10.0


class Knowing:
    """An estimator that knows the pose at every time, and tells whom it was asked about."""

    def __init__(self, poses, asked):
        self._poses, self._asked = poses, asked
        self._times = [pose.time for pose in poses]

    def estimate(self, frame):
        self._asked.append(frame.time)
        known = self._poses[min(bisect_left(self._times, frame.time - 0.001), len(self._poses) - 1)]
        return replace(known, time=frame.time, size=frame.size)

    def close(self):
        pass


@pytest.fixture(scope="module")
def poses():
    return perform("clamshell", reps=5, fps=FPS).poses


@pytest.fixture(scope="module")
def video(poses, tmp_path_factory):
    return film(tmp_path_factory.mktemp("film") / "long.mp4", times=[pose.time for pose in poses], moving=True)


def analysed(path, poses, workers, **options):
    asked = []
    analysis = analyse_video(path, lambda: nullcontext(Knowing(poses, asked)), lambda: Coach(load()), workers=workers, **options)
    return analysis, asked


def test_segments_cover_the_video_without_gap_or_overlap():
    segments = cut(200.0)

    assert segments[0].start_s == 0.0
    assert all(one.end_s == other.start_s for one, other in pairwise(segments))
    assert np.isinf(segments[-1].end_s)


@pytest.mark.parametrize("duration_s", [31.0, 50.0, 125.0, 3600.0])
def test_no_segment_is_too_short_or_too_long(duration_s):
    lengths = [min(one.end_s, duration_s) - one.start_s for one in cut(duration_s)]

    assert min(lengths) > 0.5 * LENGTH_S
    assert max(lengths) < 1.6 * LENGTH_S
    assert len(lengths) % 2 == 0, "two threads have as much to do"


@pytest.mark.parametrize("duration_s", [0.0, 10.0, 29.0])
def test_a_short_video_stays_whole(duration_s):
    assert len(cut(duration_s)) == 1


def test_segments_give_the_same_session_and_poses_as_one_pass(video, poses):
    whole, _ = analysed(video, poses, 1, keep_poses=True)
    parts, asked = analysed(video, poses, 3, keep_poses=True)

    assert len(whole.session.reps) == 5
    assert parts.session == whole.session
    assert parts.source == whole.source
    assert [pose.time for pose in parts.poses] == [pose.time for pose in whole.poses]
    assert len(asked) > len(whole.poses), "the second segment is entered early"


def test_segments_of_a_thinned_video_are_thinned_as_the_whole(video, poses):
    whole, _ = analysed(video, poses, 1, rate_hz=5.0, keep_poses=True)
    parts, _ = analysed(video, poses, 2, rate_hz=5.0, keep_poses=True)

    assert [pose.time for pose in parts.poses] == [pose.time for pose in whole.poses]
    assert len(whole.poses) == pytest.approx(len(poses) / 2, abs=1.5)


@pytest.mark.parametrize("rate_hz", [pytest.param(None, marks=pytest.mark.slow), 5.0], ids=["every picture", "thinned"])
def test_the_annotated_video_has_every_picture_once_however_many_threads_seek_poses(video, poses, tmp_path, rate_hz):
    made = []
    for workers in (1, 2):
        analysed(video, poses, workers, rate_hz=rate_hz, annotated=tmp_path / f"{workers}.mp4", exercises=load())
        with read_frames(tmp_path / f"{workers}.mp4") as annotated:
            made.append([(frame.time, frame.pixels) for frame in annotated])

    assert [time for time, _ in made[0]] == pytest.approx([pose.time for pose in poses], abs=1e-3)
    for (time, pixels), (same_time, same_pixels) in zip(*made, strict=True):
        assert time == same_time
        np.testing.assert_array_equal(pixels, same_pixels)


def test_a_damaged_video_is_read_in_one_pass_and_says_so(tmp_path, poses):
    path = cut_in_half(film(tmp_path / "clip.mkv", times=np.arange(400) / 10))

    parts, _ = analysed(path, poses, 2)

    assert "damaged_video" in [warning.code for warning in parts.session.warnings]


def test_a_clock_that_starts_anew_is_read_in_one_pass(tmp_path, poses):
    times = np.arange(600) / FPS
    path = film(tmp_path / "clip.mp4", times=np.where(times < 20, times, times + 9.0))

    whole, _ = analysed(path, poses, 1, keep_poses=True)
    parts, _ = analysed(path, poses, 2, keep_poses=True)

    assert [pose.time for pose in parts.poses] == [pose.time for pose in whole.poses]


class Tired:
    """An estimator whose poses depend on how long it has been running, as a tracker's do."""

    def __init__(self, *, others=()):
        self._asked, self._others = 0, others

    def estimate(self, frame):
        self._asked += 1
        return replace(Pose.nobody(frame.time, frame.size), visibility=np.full(33, self._asked), others=self._others)

    def close(self):
        pass


@pytest.mark.parametrize("rate_hz", [None, 5.0], ids=["every picture", "thinned"])
def test_what_a_tracker_remembers_is_the_same_in_segments_and_in_one_pass(video, rate_hz):
    whole, parts = (
        analyse_video(video, lambda: nullcontext(Tired()), lambda: Coach(load()), workers=workers, rate_hz=rate_hz, keep_poses=True)
        for workers in (1, 2)
    )

    assert [pose.visibility[0] for pose in parts.poses] == [pose.visibility[0] for pose in whole.poses]


@pytest.mark.parametrize("workers", [1, 3])
def test_who_knows_who_exercises_among_others_goes_on_beyond_a_border(video, poses, workers):
    together = analyse_video(
        video, lambda: nullcontext(Tired(others=(poses[0],))), lambda: Coach(load()), workers=workers, rate_hz=None, keep_poses=True
    )

    assert [pose.visibility[0] for pose in together.poses] == list(range(1, len(poses) + 1))


def test_an_error_in_one_segment_ends_the_analysis(video):
    class Failing:
        def estimate(self, frame):
            if frame.time > 20:
                raise MemoryError
            return Pose.nobody(frame.time, frame.size)

    with pytest.raises(MemoryError):
        analyse_video(video, lambda: nullcontext(Failing()), lambda: Coach(load()), workers=2)


def test_progress_counts_the_pictures_of_all_segments_and_may_end_the_analysis(video, poses):
    class Enough(Exception):
        pass

    def stop(done, total, reps):
        assert 0 <= done <= total
        raise Enough

    with pytest.raises(Enough):
        analysed(video, poses, 2, on_progress=stop)
