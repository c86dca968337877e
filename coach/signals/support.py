"""Signals of what has to stay where it is: feet on the floor, and feet that lie together.

The landmarks of a foot wander while it stands still, in bridges by up to a trunk length; the picture around it does not change.
`coach.picture` says what is measured.
"""

from __future__ import annotations

import math
from typing import Final

from coach.body import Body, Part
from coach.exercise import Signal
from coach.geometry import distance
from coach.pose import Side
from coach.signals.joints import other_foot_share
from coach.signals.lying import feet_gap

LANDMARKS_STAYED: Final = 0.025
"""Trunk lengths by which the landmarks of a foot may jitter."""
CHANGED_BACKGROUND: Final = 0.15
"""Share of the surroundings whose change tells of a moved camera, another light or somebody who walks by."""
STAYED: Final = 0.1
"""Share of the picture around a foot that changes at most while it stays (rendered stance feet; feet that part change 0.14 and more)."""


def planted_foot(body: Body, rest: Body, side: Side) -> float:
    """Share of the picture around one foot that has changed since rest, 0 to 1: a foot that stays planted does not move in the picture.

    Bridges of rendered people with the heel lifted read 0.46 to 0.8, with a flat foot 0.1 at most. The landmarks are the second
    witness, against a shadow that moves: where they stay as well, nothing has moved.
    """
    if not body.reading or not rest.reading or body.reading.background > CHANGED_BACKGROUND:
        return math.nan
    index = 1 if side is Side.RIGHT else 0
    changed = max(body.reading.feet[index] - rest.reading.feet[index], 0.0)
    moved = [distance(body.at(part, side), rest.at(part, side)) for part in (Part.HEEL, Part.ANKLE, Part.FOOT_INDEX)]
    if math.isnan(sum(moved)):
        return math.nan
    return changed if max(moved) > LANDMARKS_STAYED * rest.trunk_length else 0.0


def either_foot(body: Body, rest: Body, _side: Side) -> float:
    """`planted_foot` of the foot that has moved more."""
    left, right = (planted_foot(body, rest, side) for side in Side)
    return math.nan if math.isnan(left + right) else max(left, right)


def _feet_obstacle(body: Body, rest: Body) -> str | None:
    if not body.reading or not rest.reading:
        return "the picture of your feet was not measured"
    if body.reading.background > CHANGED_BACKGROUND:
        return "the camera or the light moved"
    return "the picture of your feet could not be compared with rest"


def standing_foot_share(body: Body, rest: Body, side: Side) -> float:
    """How far the standing foot has moved over how far the working foot has; 0 where the picture shows that it stayed."""
    share = other_foot_share(body, rest, side)
    return 0.0 * share if planted_foot(body, rest, side.other) < STAYED else share


def feet_parted(body: Body, rest: Body, side: Side) -> float:
    """How far the feet have come apart since rest, as `lying.feet_gap` has it; 0 where the picture shows that both stayed."""
    gap = feet_gap(body, rest, side)
    return 0.0 * gap if either_foot(body, rest, side) < STAYED else gap


PLANTED_FOOT = Signal("planted_foot", "share", planted_foot, own=(Part.HEEL, Part.FOOT_INDEX), obstacle=_feet_obstacle)
EITHER_FOOT = Signal(
    "either_foot",
    "share",
    either_foot,
    own=(Part.HEEL, Part.FOOT_INDEX),
    other=(Part.HEEL, Part.FOOT_INDEX),
    obstacle=_feet_obstacle,
)
STANDING_FOOT_SHARE = Signal("standing_foot_share", "ratio", standing_foot_share, own=(Part.ANKLE,), other=(Part.ANKLE,))
FEET_PARTED = Signal("feet_parted", "shin", feet_parted, own=(Part.ANKLE,), other=(Part.ANKLE,))
