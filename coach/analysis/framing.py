"""Is somebody placed so that a set can begin? In the picture, far enough, seen from the right side, in the starting position."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

from coach.body import Body, Part
from coach.exercise import Exercise, Works
from coach.geometry import Point2, distance
from coach.pose import Landmark, Pose, Side
from coach.signals.placement import placement

SMALLEST_TRUNK = 0.09
"""Of the picture's height: a trunk that looks smaller than this is too far away to be measured."""
HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
HIDDEN = 0.5
"""Visibility below which both hips are hidden, by a blanket or by furniture: it is higher in 150 of 150 recordings."""
STILL = 0.15
"""Trunk lengths that a joint may wander while somebody holds still."""

CAN_BE_CUT = (
    ("head", (Landmark.NOSE,)),
    ("shoulders", (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)),
    ("hips", (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)),
    ("knees", (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)),
    ("feet", (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)),
)


class Tier(IntEnum):
    """How much of it is right; each stage needs the ones before."""

    NOWHERE = 0
    IN_PICTURE = 1
    FAR_ENOUGH = 2
    RIGHT_VIEW = 3
    IN_POSITION = 4


@dataclass(frozen=True, slots=True)
class Framing:
    """How far somebody has come, and what to do next, empty when nothing is missing."""

    tier: Tier
    message: str = ""


def framing(pose: Pose, exercise: Exercise, working_side: str, advice: str | None) -> Framing:
    """How somebody is placed for `exercise` on `working_side`. `advice` is what is wrong with the view, if anything is."""
    if not pose.is_seen:
        return Framing(Tier.NOWHERE, "I can't see you: come into the picture")
    cut = _cut(pose)
    if cut:
        return Framing(Tier.IN_PICTURE, cut)
    if hidden := what_is_hidden(pose):
        return Framing(Tier.IN_PICTURE, hidden)
    body = Body.from_pose(pose)
    if body.trunk_length < SMALLEST_TRUNK * pose.size[1]:
        return Framing(Tier.IN_PICTURE, "You look very small: come closer")
    if advice:
        return Framing(Tier.FAR_ENOUGH, advice)
    placed = placement(body)
    company = ". Somebody else is in the picture" if pose.has_others else ""
    if placed.posture is not exercise.posture:
        return Framing(Tier.RIGHT_VIEW, position(exercise, working_side) + company)
    if exercise.works is Works.TOP and placed.top is not Side(working_side):
        return Framing(Tier.RIGHT_VIEW, f"Turn over: {_lower(position(exercise, working_side))}{company}")
    return Framing(Tier.IN_POSITION)


def what_is_hidden(pose: Pose) -> str:
    """What hides the pelvis, on which most of the form depends, and what helps; "" where a hip can be seen."""
    return "I can't see your hips: take away what hides them" if pose.is_seen and pose.visibility[HIPS].max() < HIDDEN else ""


def position(exercise: Exercise, working_side: str) -> str:
    """The starting position in words; `working_side` is left, right or both."""
    other = "" if exercise.works is Works.BOTH else Side(working_side).other.value
    return exercise.position.format(side=working_side, other=other)


def _cut(pose: Pose) -> str | None:
    """What is out of the picture and how to get it in, if anything is."""
    for name, rows in reversed(CAN_BE_CUT):
        points = pose.image[list(rows), :2]
        if (points >= 0).all() and (points <= 1).all():
            continue
        if (points[:, 1] > 1).any():
            return f"I can't see your {name}: tilt the screen down"
        if (points[:, 1] < 0).any():
            return f"I can't see your {name}: tilt the screen up"
        return f"I can't see your {name}: move back a little"
    return None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@dataclass(frozen=True, slots=True)
class Stillness:
    """Since when somebody has held still."""

    since_s: float = math.nan
    places: tuple[Point2, ...] = ()

    def see(self, pose: Pose) -> Stillness:
        """The same after the next pose; moving a joint starts it anew."""
        body = Body.from_pose(pose)
        places = tuple(body.middle(part) for part in (Part.SHOULDER, Part.HIP, Part.KNEE))
        moved = [distance(now, before) for now, before in zip(places, self.places, strict=False)]
        if self.places and max(moved) <= STILL * body.trunk_length:
            return self
        return Stillness(pose.time, places)
