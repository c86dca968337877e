"""Films in which the pose model does not look at what does not move: the same comes out of them."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from benchmarks.skipping import half_rest
from coach.coaching.coach import Coach
from coach.pose import Pose
from coach.recording.analysis import analyse_video
from coach.recording.tracks import read_track
from exercises import load
from models.estimator import EstimatorPool
from tests.recording.films import film
from tests.shared import FILMS, SHARED

SAMPLE = Path(__file__).parents[2] / "coach" / "ui" / "sample" / "clamshell.mp4"
ALL_CLIPS = sorted(path.stem for path in SHARED.glob("clips/*.mp4"))
"""All rendered films: for what needs no pose model."""
DURATIONS = ("concentric_s", "hold_s", "eccentric_s")
TOLERANCE_S = 0.03
"""What is left out moves the pose model's landmarks by half a pixel for a while, as another first picture does."""


class Counting:
    """Sees nobody, and counts how often it looked."""

    looked = 0

    def estimate(self, frame):
        self.looked += 1
        return Pose.nobody(frame.time, frame.size)

    def close(self):
        pass


class Remembering:
    """Gives the poses that were found in a film before, one for each picture."""

    def __init__(self, track):
        self.poses = {round(pose.time, 3): pose for pose in track.poses}

    def estimate(self, frame):
        return self.poses[round(frame.time, 3)]

    def close(self):
        pass


def compared(video, open_estimator):
    """The repetitions with every picture and with fewer, as pairs, and by how much their durations differ."""
    every, fewer = (
        analyse_video(video, open_estimator, lambda: Coach(load()), every_picture=every_picture).session for every_picture in (True, False)
    )
    pairs = list(zip(every.reps, fewer.reps, strict=True))
    return pairs, [abs(getattr(one, name) - getattr(other, name)) for one, other in pairs for name in DURATIONS]


def differing(pairs):
    """How many repetitions have other findings."""
    return sum({one.check for one in whole.findings} != {one.check for one in thin.findings} for whole, thin in pairs)


def assert_the_same_comes_out_of(video, weights):
    with EstimatorPool(weights=weights) as estimators:
        pairs, gaps = compared(video, estimators.open)

    assert len(pairs) > 0
    assert differing(pairs) <= 1, "one may lie at a limit"
    assert np.median(gaps) < TOLERANCE_S


@pytest.mark.parametrize("workers", [1, 2], ids=["one pass", "segments"])
def test_of_a_film_in_which_nothing_moves_few_pictures_are_looked_at_unless_all_are_wanted(tmp_path, workers):
    path = film(tmp_path / "still.mp4", times=np.arange(600) / 10)
    counts, poses = [], []

    for every_picture in (False, True):
        estimator = Counting()
        analysis = analyse_video(
            path,
            lambda estimator=estimator: nullcontext(estimator),
            lambda: Coach(load()),
            workers=workers,
            every_picture=every_picture,
            keep_poses=True,
        )
        counts.append(estimator.looked)
        poses.append([pose.time for pose in analysis.poses])

    assert counts[0] < 0.27 * 600
    assert counts[1] >= 600
    assert poses[0] == poses[1]


@pytest.mark.slow
@pytest.mark.parametrize("video", [SAMPLE, *FILMS], ids=lambda path: path.stem)
def test_the_same_repetitions_and_findings_come_out_as_with_every_picture(video, pose_weights):
    assert_the_same_comes_out_of(video, pose_weights)


@pytest.mark.slow
def test_the_same_comes_out_of_a_film_that_is_half_rest(tmp_path, pose_weights):
    half_rest(tmp_path / "rests.mp4", SAMPLE, (640, 480))

    assert_the_same_comes_out_of(tmp_path / "rests.mp4", pose_weights)


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL_CLIPS)
def test_the_same_comes_out_of_each_film_with_the_poses_that_the_model_found(name):
    video = SHARED / "clips" / f"{name}.mp4"
    remembering = Remembering(read_track(video.with_suffix(".track.npz")))

    pairs, gaps = compared(video, lambda: nullcontext(remembering))

    assert differing(pairs) == 0
    assert max(gaps, default=0.0) < TOLERANCE_S
