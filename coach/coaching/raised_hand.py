"""A raised hand: how somebody on a mat, out of reach of the keyboard, asks for a pause."""

from __future__ import annotations

import math
from dataclasses import dataclass

from coach.body import Body, Part
from coach.geometry import distance
from coach.pose import Landmark, Side
from coach.posture import LYING_DEG, UPRIGHT_DEG
from coach.signals.placement import WIDE

RAISED_S = 1.0
SEEN = 0.5
OVER_HEAD = 0.3
"""Trunk lengths over the highest of nose and ears, for somebody upright."""
OVER_SHOULDERS = 0.6
OVER_ELBOW = 0.15
"""Trunk lengths over both shoulders, and over its own elbow, for somebody who lies: a forearm that points up."""

ARMS = {
    Side.LEFT: (Landmark.LEFT_WRIST, Landmark.LEFT_ELBOW),
    Side.RIGHT: (Landmark.RIGHT_WRIST, Landmark.RIGHT_ELBOW),
}
HEAD = (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)


@dataclass(frozen=True, slots=True)
class Hand:
    """Since when a hand has been up. One that was up from the beginning, or was already heeded, has to come down first."""

    since_s: float = math.nan
    is_noticed: bool = True

    def see(self, body: Body) -> tuple[Hand, bool]:
        """The hand after the next body, and whether it has just been up for long enough."""
        if not is_raised(body):
            return Hand(is_noticed=False), False
        since_s = body.time if math.isnan(self.since_s) else self.since_s
        raised = not self.is_noticed and body.time - since_s >= RAISED_S
        return Hand(since_s, self.is_noticed or raised), raised


def is_raised(body: Body) -> bool:
    """Whether one hand, and not both, is up: both arms up is a way to hold them in a bridge."""
    return sum(_is_up(body, side) for side in Side) == 1


def _is_up(body: Body, side: Side) -> bool:
    shoulders, hips = body.middle(Part.SHOULDER), body.middle(Part.HIP)
    trunk = body.trunk_length
    lean = math.degrees(math.atan2(abs(shoulders[0] - hips[0]), shoulders[1] - hips[1]))
    wrist, elbow = (body.picture[row][1] for row in ARMS[side])
    if body.visibility[ARMS[side][0]] < SEEN:
        return False
    if lean < UPRIGHT_DEG:
        return wrist > max(body.picture[row][1] for row in HEAD) + OVER_HEAD * trunk
    sides = [body.at(Part.SHOULDER, one) for one in Side]
    if lean < LYING_DEG or distance(*sides) > WIDE * trunk:  # from the head end every hand is higher than the shoulders
        return False
    return wrist > max(height for _, height in sides) + OVER_SHOULDERS * trunk and wrist > elbow + OVER_ELBOW * trunk
