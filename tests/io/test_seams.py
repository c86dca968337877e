"""Real videos with the real pose model: in segments the same repetitions come out as in one pass."""

from pathlib import Path

import pytest

from coach.io.film import analyse_film
from coach.pipeline import Coach
from exercises import load
from models.estimator import open_estimator

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "coach" / "ui" / "sample" / "clamshell.mp4"
CLIPS = [SAMPLE, *sorted((ROOT.parent / "shared" / "clips").glob("*.mp4"))]

SAME_TIME_S = 0.15
"""Two pictures of most clips. The landmarks near a seam differ a little, as the tracker has seen less."""


@pytest.mark.slow
@pytest.mark.parametrize("video", CLIPS, ids=lambda path: path.stem)
def test_segments_give_the_same_repetitions_as_one_pass(video, pose_weights):
    def analysed(workers):
        return analyse_film(video, lambda: open_estimator(weights=pose_weights), lambda: Coach(load()), workers=workers).session

    whole, parts = analysed(1), analysed(3)

    assert len(whole.reps) > 0
    assert [rep.index for rep in parts.reps] == [rep.index for rep in whole.reps]
    assert [rep.good for rep in parts.reps] == [rep.good for rep in whole.reps]
    for part, rep in zip(parts.reps, whole.reps, strict=True):
        assert [part.start_s, part.peak_s, part.end_s] == pytest.approx([rep.start_s, rep.peak_s, rep.end_s], abs=SAME_TIME_S)
        assert {finding.check for finding in part.findings} == {finding.check for finding in rep.findings}
        assert part.range_of_motion == pytest.approx(rep.range_of_motion, abs=1.5)
    assert [one.reason for one in parts.not_counted] == [one.reason for one in whole.not_counted]
