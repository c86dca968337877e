"""Hips, knees and feet: signals that exercises of several postures use."""

from __future__ import annotations

import math

from coach.body import Body, Part
from coach.exercise import Signal
from coach.geometry import angle3, arcsine, distance, ratio, vector, vector3
from coach.pose import Side

KNEE_READS_STRAIGHTER = 15.0
HIP_READS_STRAIGHTER = 22.0
"""Degrees by which rendered side-lying people of known joint angles read straighter (five clamshells: 10 to 25, and 21 to 29)."""

FEET_NEARER = -8.0
"""Degrees by which the trunk points away from the camera, below which the feet count as nearer; people square to it read -2 to 4."""


def knee_flexion_in_space(body: Body, side: Side) -> float:
    """Bend of the knee from the world landmarks; reads 5 to 30 degrees too little on a bent knee that points at the camera."""
    knee = body.in_space(Part.KNEE, side)
    return 180.0 - angle3(vector3(knee, body.in_space(Part.HIP, side)), vector3(knee, body.in_space(Part.ANKLE, side)))


def hip_flexion_in_space(body: Body, side: Side) -> float:
    """Bend of the hip from the world landmarks: thigh against trunk."""
    hip = body.in_space(Part.HIP, side)
    return 180.0 - angle3(body.trunk_vector, vector3(hip, body.in_space(Part.KNEE, side)))


def knee_bend(body: Body, rest: Body, side: Side) -> float:
    """Change of the working knee's bend since rest, from the world landmarks."""
    return knee_flexion_in_space(body, side) - knee_flexion_in_space(rest, side)


def knee_flexion(body: Body, _rest: Body, side: Side) -> float:
    """Bend of the knee, corrected by what the world landmarks read too little on knees bent by 50 to 90 degrees."""
    return knee_flexion_in_space(body, side) + KNEE_READS_STRAIGHTER


def hip_flexion(body: Body, _rest: Body, side: Side) -> float:
    """Bend of the hip, corrected by what the world landmarks read too little on hips bent by 35 to 50 degrees.

    NaN where the feet are nearer to the camera than the head: then the thigh points at the camera, and its bend depends on depth alone.
    """
    trunk = body.trunk_vector
    if arcsine(ratio(trunk[2], math.hypot(*trunk))) < FEET_NEARER:
        return math.nan
    return hip_flexion_in_space(body, side) + HIP_READS_STRAIGHTER


def hips_travel(body: Body, rest: Body, side: Side) -> float:
    """How far the middle of the hips has moved since rest, in trunk lengths: in the picture or relative to the other foot, whichever is less.

    A camera that moves takes the whole body along in the picture; a foot whose landmark is lost moves away from the hips.
    """
    from_foot = [vector(one.at(Part.ANKLE, side.other), one.middle(Part.HIP)) for one in (body, rest)]
    return ratio(min(distance(body.middle(Part.HIP), rest.middle(Part.HIP)), distance(*from_foot)), rest.trunk_length)


def foot_travel(body: Body, rest: Body, side: Side) -> float:
    """How far the working foot has moved since rest, in trunk lengths: in the picture or relative to the hips, whichever is less.

    When the camera moves, a foot moves in the picture only; when the hips shift, relative to them only; in a step it does both.
    """
    now, before = body.at(Part.ANKLE, side), rest.at(Part.ANKLE, side)
    from_hips = distance(vector(body.middle(Part.HIP), now), vector(rest.middle(Part.HIP), before))
    return ratio(min(distance(now, before), from_hips), rest.trunk_length)


def other_foot_share(body: Body, rest: Body, side: Side) -> float:
    """How far the standing foot has moved over how far the working foot has."""
    return ratio(foot_travel(body, rest, side.other), foot_travel(body, rest, side))


KNEE_BEND = Signal("knee_bend", "deg", knee_bend, own=(Part.HIP, Part.KNEE, Part.ANKLE))
KNEE_FLEXION = Signal("knee_flexion", "deg", knee_flexion, own=(Part.HIP, Part.KNEE, Part.ANKLE))
HIP_FLEXION = Signal("hip_flexion", "deg", hip_flexion, own=(Part.SHOULDER, Part.HIP, Part.KNEE))
HIPS_TRAVEL = Signal("hips_travel", "trunk", hips_travel, own=(Part.HIP,), other=(Part.HIP,))
FOOT_TRAVEL = Signal("foot_travel", "trunk", foot_travel, own=(Part.ANKLE,))
OTHER_FOOT_SHARE = Signal("other_foot_share", "ratio", other_foot_share, own=(Part.ANKLE,), other=(Part.ANKLE,))
