"""Body-part measures, named as a physiotherapist names them; NaN where a needed landmark could not be seen.

Every measure takes the body now, the body at rest before this repetition, and the working side. Those that say
"change" compare the two, which cancels what is constant: the camera's tilt, the build of the body, and the estimator's
own bias (a straight knee reads 14 to 17 degrees bent). Measures in the picture's plane come first; depth is a hint.
"""

from __future__ import annotations

import math

from coach.body import Body, Part
from coach.exercise import Signal
from coach.geometry import angle3, arcsine, distance, ratio, vector, vector3
from coach.pose import Side

THIGH_TO_TRUNK = 0.95
"""Thigh (and shin) length over the estimator's trunk length in the picture: 0.82 to 1.03 on nine rendered people of known build."""

KNEE_READS_STRAIGHTER = 15.0
HIP_READS_STRAIGHTER = 22.0
"""Degrees by which rendered side-lying people of known joint angles read straighter (five clamshells: 10 to 25, and 21 to 29)."""


FEET_NEARER = -8.0
"""Degrees by which the trunk of somebody on their side points away; of those who lie square to the camera it reads -2 to 4."""


def outward(body: Body, side: Side) -> float:
    """+1 when the person's `side` is towards the right of the picture, -1 when it is towards the left."""
    return _sign(body.at(Part.HIP, side)[0] - body.at(Part.HIP, side.other)[0])


def towards_feet(body: Body) -> float:
    """+1 when the hips are to the right of the shoulders, -1 when they are to the left."""
    return _sign(body.middle(Part.HIP)[0] - body.middle(Part.SHOULDER)[0])


def _sign(value: float) -> float:
    return ratio(value, abs(value))


def knee_flexion_in_space(body: Body, side: Side) -> float:
    """Bend of the knee from the world landmarks; reads 5 to 30 degrees too little on a bent knee that points at the camera."""
    knee = body.in_space(Part.KNEE, side)
    return 180.0 - angle3(vector3(knee, body.in_space(Part.HIP, side)), vector3(knee, body.in_space(Part.ANKLE, side)))


def hip_flexion_in_space(body: Body, side: Side) -> float:
    """Bend of the hip from the world landmarks: thigh against trunk."""
    hip = body.in_space(Part.HIP, side)
    return 180.0 - angle3(body.trunk_vector, vector3(hip, body.in_space(Part.KNEE, side)))


def line_tilt(body: Body, part: Part, side: Side) -> float:
    """Degrees by which the line from the other side's `part` to `side`'s leans from square to the trunk, towards the head positive."""
    trunk = vector(body.middle(Part.HIP), body.middle(Part.SHOULDER))
    line = vector(body.at(part, side.other), body.at(part, side))
    along = ratio(line[0] * trunk[0] + line[1] * trunk[1], math.hypot(*trunk))
    return arcsine(ratio(along, math.hypot(*line)))


def height_over_other(body: Body, part: Part, side: Side) -> float:
    """How much higher `side`'s part is than the other side's, in trunk lengths."""
    return ratio(body.at(part, side)[1] - body.at(part, side.other)[1], body.trunk_length)


def knee_bend(body: Body, rest: Body, side: Side) -> float:
    """Change of the working knee's bend since rest, from the world landmarks."""
    return knee_flexion_in_space(body, side) - knee_flexion_in_space(rest, side)


KNEE_BEND = Signal("knee_bend", "deg", knee_bend, own=(Part.HIP, Part.KNEE, Part.ANKLE))


def knee_flexion(body: Body, _rest: Body, side: Side) -> float:
    """Bend of the knee, corrected by what the world landmarks read too little on knees bent by 50 to 90 degrees."""
    return knee_flexion_in_space(body, side) + KNEE_READS_STRAIGHTER


def hip_flexion(body: Body, _rest: Body, side: Side) -> float:
    """Bend of the hip, corrected by what the world landmarks read too little on hips bent by 35 to 50 degrees.

    NaN where the feet are nearer to the camera than the head: then the thigh points at it, and its bend is all depth.
    """
    trunk = body.trunk_vector
    if arcsine(ratio(trunk[2], math.hypot(*trunk))) < FEET_NEARER:
        return math.nan
    return hip_flexion_in_space(body, side) + HIP_READS_STRAIGHTER


KNEE_FLEXION = Signal("knee_flexion", "deg", knee_flexion, own=(Part.HIP, Part.KNEE, Part.ANKLE))
HIP_FLEXION = Signal("hip_flexion", "deg", hip_flexion, own=(Part.SHOULDER, Part.HIP, Part.KNEE))


def hips_travel(body: Body, rest: Body, _side: Side) -> float:
    """How far the middle of the hips has moved in the picture since rest, in trunk lengths."""
    return ratio(distance(body.middle(Part.HIP), rest.middle(Part.HIP)), rest.trunk_length)


HIPS_TRAVEL = Signal("hips_travel", "trunk", hips_travel, own=(Part.HIP,), other=(Part.HIP,))
