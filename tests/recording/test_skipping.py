"""Films in which the pose model does not look at what does not move: the same comes out of them."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from coach.coaching.coach import Coach
from coach.pose import Pose
from coach.recording.analysis import analyse_video
from exercises import load
from models.estimator import EstimatorPool
from tests.recording.films import film
from tests.shared import CLIPS, SHARED

SAMPLE = Path(__file__).parents[2] / "coach" / "ui" / "sample" / "clamshell.mp4"
VIDEOS = [SAMPLE, *(SHARED / "clips" / f"{name}.mp4" for name in CLIPS if name.startswith("dev_") and name.endswith("3f"))]
"""One film of each exercise; `python -m benchmarks.skipping --compare` does the same with all of them."""
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
@pytest.mark.parametrize("video", VIDEOS, ids=lambda path: path.stem)
def test_the_same_repetitions_and_findings_come_out_as_with_every_picture(video, pose_weights):
    with EstimatorPool(weights=pose_weights) as estimators:
        every, fewer = (
            analyse_video(video, estimators.open, lambda: Coach(load()), every_picture=every_picture).session
            for every_picture in (True, False)
        )

    found = [[{one.check for one in rep.findings} for rep in session.reps] for session in (every, fewer)]
    gaps = [abs(getattr(a, name) - getattr(b, name)) for a, b in zip(every.reps, fewer.reps, strict=True) for name in DURATIONS]
    assert len(fewer.reps) == len(every.reps) > 0
    assert sum(one != other for one, other in zip(*found, strict=True)) <= 1, "one may lie at a limit"
    assert np.median(gaps) < TOLERANCE_S
