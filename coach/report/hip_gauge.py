"""How much of a movement came from the hip, as a bar that prints: an SVG that stands in a page by itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from coach.coaching.hip_share import hip_share, hip_share_in_words
from coach.exercise import Exercise
from coach.palette import PRINT
from coach.records import Grade, Rep
from coach.signals.surface import HIP_SHARE

WIDTH: Final = 180.0
HEIGHT: Final = 12.0
EMPTY: Final = "#e3e7eb"


def hip_gauge(reps: Sequence[Rep], exercise: Exercise) -> str:
    """The typical share of the whole bar, in the colour of what its check makes of it, with a line where it begins to be good.

    Empty where the cloth did not tell it, or the exercise has no such check.
    """
    share = hip_share(reps, exercise)
    limit = next((check.limit for check in exercise.checks if check.of is HIP_SHARE), None)
    if limit is None or math.isnan(share):
        return ""
    colour = {None: PRINT.good, Grade.WARN: PRINT.warn, Grade.FAULT: PRINT.fault}[limit.grade(share)]
    return (
        f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" style="width:{WIDTH:.0f}px;display:inline-block;vertical-align:-1px" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{hip_share_in_words(reps, exercise)}</title>"
        f'<rect width="{WIDTH:.0f}" height="{HEIGHT:.0f}" rx="3" fill="{EMPTY}"/>'
        f'<rect width="{WIDTH * share:.1f}" height="{HEIGHT:.0f}" rx="3" fill="{colour}"/>'
        f'<path d="M{WIDTH * limit.low_warn:.1f} 0v{HEIGHT:.0f}" stroke="#1c2530" stroke-dasharray="2 2"/></svg>'
    )
