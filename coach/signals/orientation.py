"""Which way the body and its lines point: signs, tilts and heights that signals of several postures are computed from."""

from __future__ import annotations

import math
from typing import Final

from coach.body import Body, Part
from coach.geometry import arcsine, ratio, vector
from coach.pose import Side

YAW_SHOWN: Final = 0.8
"""Share of a lying trunk's yaw that the landmarks show."""


def outward(body: Body, side: Side) -> float:
    """+1 when the person's `side` is towards the right of the picture, -1 when it is towards the left."""
    return _sign(body.at(Part.HIP, side)[0] - body.at(Part.HIP, side.other)[0])


def towards_feet(body: Body) -> float:
    """+1 when the hips are to the right of the shoulders in the picture, -1 when they are to the left."""
    return _sign(body.middle(Part.HIP)[0] - body.middle(Part.SHOULDER)[0])


def _sign(value: float) -> float:
    return ratio(value, abs(value))


def trunk_yaw(body: Body) -> float:
    """Degrees by which a lying trunk is turned out of the picture's plane, the head nearer to the camera positive.

    From depth, which is too small: it reads about `YAW_SHOWN` of the truth.
    """
    trunk = body.trunk_vector
    return math.degrees(math.atan2(trunk[2], math.hypot(trunk[0], trunk[1])))


def hips_yaw(body: Body) -> float:
    """Degrees by which the line of the hips is turned out of the picture's plane, 0 where somebody faces the camera, from depth.

    Within 6 degrees of the truth on 15 of 17 rendered people who sat or stood, 12 and 15 too small on the others.
    """
    left, right = body.in_space(Part.HIP, Side.LEFT), body.in_space(Part.HIP, Side.RIGHT)
    return math.degrees(math.atan2(left[2] - right[2], left[0] - right[0]))


def aside(body: Body) -> float:
    """Degrees by which the camera stands aside, from depth: of somebody who lies that of the trunk's yaw, else of the hips'."""
    trunk = vector(body.middle(Part.HIP), body.middle(Part.SHOULDER))
    return abs(trunk_yaw(body)) / YAW_SHOWN if abs(trunk[0]) > abs(trunk[1]) else abs(hips_yaw(body))


def line_tilt(body: Body, part: Part, side: Side) -> float:
    """Degrees by which the line from the other side's `part` to `side`'s leans from square to the trunk, towards the head positive."""
    trunk = vector(body.middle(Part.HIP), body.middle(Part.SHOULDER))
    line = vector(body.at(part, side.other), body.at(part, side))
    along = ratio(line[0] * trunk[0] + line[1] * trunk[1], math.hypot(*trunk))
    return arcsine(ratio(along, math.hypot(*line)))


def height_over_other(body: Body, part: Part, side: Side) -> float:
    """How much higher `side`'s `part` is in the picture than the other side's, in trunk lengths."""
    return ratio(body.at(part, side)[1] - body.at(part, side.other)[1], body.trunk_length)
