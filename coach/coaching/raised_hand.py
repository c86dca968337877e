"""A raised hand: how somebody on a mat, out of reach of the keyboard, asks for a pause, and held up for longer for a choice."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum, auto

from coach.body import Body, Part
from coach.geometry import distance
from coach.pose import Landmark, Side
from coach.posture import LYING_DEG, UPRIGHT_DEG
from coach.signals.placement import WIDE

RAISED_S = 1.0
HELD_S = 3.0
"""Up for so long without a break it asks for a choice."""
BLINK_S = 0.3
"""A hand that was noticed and is out of sight or lower for less than this is still up: the pose model is not sure of a forearm in every picture."""
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


class Gesture(Enum):
    """What a hand asks for."""

    RAISED = auto()
    HELD = auto()


@dataclass(frozen=True, slots=True)
class Hand:
    """Since when the hand of one side has been up, and when it was last seen there.

    One that was up from the beginning has to come down first, and each gesture is noticed once until it does.
    """

    side: Side | None = None
    since_s: float = math.nan
    up_s: float = math.nan
    is_noticed: bool = True
    was_held: bool = True

    def see(self, body: Body) -> tuple[Hand, Gesture | None]:
        """The hand after the next body, and the gesture that it has just made, if any."""
        time, side = body.time, raised_side(body)
        if side is None:
            is_blink = self.is_up and self.is_noticed and time - self.up_s < BLINK_S
            return (self if is_blink else Hand(is_noticed=False, was_held=False)), None
        is_same = side is self.side
        hand = replace(self, side=side, since_s=self.since_s if is_same else time, up_s=time)
        if not hand.is_noticed and time - hand.since_s >= RAISED_S:
            return replace(hand, is_noticed=True), Gesture.RAISED
        if not hand.was_held and time - hand.since_s >= HELD_S:
            return replace(hand, was_held=True), Gesture.HELD
        return hand, None

    @property
    def is_up(self) -> bool:
        """Whether a hand is up, noticed or not."""
        return self.side is not None


def raised_side(body: Body) -> Side | None:
    """The side of which the hand is up, if it is one and not both: both arms up is a way to hold them in a bridge."""
    up = [side for side in Side if _is_up(body, side)]
    return up[0] if len(up) == 1 else None


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
