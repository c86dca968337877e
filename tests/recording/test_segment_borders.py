"""Real videos with the real pose model: in segments the same repetitions come out as in one pass."""

from pathlib import Path

import pytest

from coach.coaching.coach import Coach
from coach.recording.analysis import analyse_video
from exercises import load
from models.estimator import EstimatorPool
from tests.shared import FILMS

SAMPLE = Path(__file__).parents[2] / "coach" / "ui" / "sample" / "clamshell.mp4"


@pytest.mark.slow
@pytest.mark.parametrize("video", [SAMPLE, *FILMS], ids=lambda path: path.stem)
def test_segments_give_the_same_repetitions_as_one_pass(video, pose_weights):
    def analysed(workers):
        with EstimatorPool(weights=pose_weights) as estimators:
            return analyse_video(video, estimators.open, lambda: Coach(load()), workers=workers).session

    whole, parts = analysed(1), analysed(2)

    assert len(whole.reps) > 0
    assert parts == whole
