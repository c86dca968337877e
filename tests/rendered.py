"""The rendered people whose poses and truth are in the repository, replayed and scored."""

from functools import cache
from pathlib import Path

import exercises
from benchmarks.validation.runs import replayed
from benchmarks.validation.truth import rendered_cases

RENDERED = Path(__file__).parent / "data" / "clips"
KNOWN = exercises.load()


@cache
def scores(*prefixes):
    """Every clip whose name begins with one of `prefixes`, replayed and scored."""
    cases = [case for prefix in prefixes for case in rendered_cases(RENDERED, prefix)]
    return [replayed(case, KNOWN) for case in cases]
