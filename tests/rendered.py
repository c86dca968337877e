"""The rendered people whose poses and truth are in the repository, replayed and scored."""

from functools import cache
from pathlib import Path

import exercises
from benchmarks.validation.scoring import score
from benchmarks.validation.truth import rendered_cases
from coach.coaching.coach import Coach
from coach.recording.tracks import read_track, replay

RENDERED = Path(__file__).parent / "data" / "clips"
KNOWN = exercises.load()


@cache
def scores(*prefixes):
    """Every clip whose name begins with one of `prefixes`, replayed and scored."""
    cases = [case for prefix in prefixes for case in rendered_cases(RENDERED, prefix)]
    return [score(case, replay(read_track(case.track).poses, Coach(KNOWN))) for case in cases]
