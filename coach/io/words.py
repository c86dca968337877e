"""How measures and reasons read in tables and pictures."""

from __future__ import annotations

import math
from typing import Final

from coach.records import Reason

UNKNOWN: Final = "?"

WHY_NOT_COUNTED: Final = {
    Reason.TOO_SMALL: "the movement was too small",
    Reason.TOO_SHORT: "it was over too quickly",
    Reason.TOO_LONG: "it took too long",
    Reason.CUT_OFF: "the recording begins or ends in it",
    Reason.NOT_SEEN: "it could not be seen well enough",
    Reason.OTHER_MOVEMENT: "it was another movement",
}


def quantity(value: float, unit: str) -> str:
    """A measure as people write it: 24°, 1.3 s, 12 % of the trunk."""
    if not math.isfinite(value):
        return UNKNOWN
    match unit:
        case "deg":
            return f"{value:.0f}°"
        case "s":
            return f"{value:.1f} s"
        case "count":
            return f"{value:.0f}"
        case "ratio":
            return f"{100 * value:.0f} %"
        case "deg/s" | "deg_s":
            return f"{value:.0f}°/s"
        case _:
            return f"{100 * value:.0f} % of the {unit}"
