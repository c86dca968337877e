"""Signals of somebody who stands or sits facing the camera: the two banded abductions."""

from __future__ import annotations

import math

from coach.body import THIGH_TO_TRUNK, Body, Part
from coach.exercise import Signal
from coach.geometry import arcsine, cross3, distance, dot3, ratio, signed_angle, unit3, vector, vector3
from coach.pose import Side
from coach.signals.orientation import aside, outward
from coach.signals.placement import stance

LEANS = 10.0  # degrees; a trunk that leans further carries the shoulders along, against which the hips are measured
IMPLAUSIBLE_TILT = 25.0  # degrees; no pelvis tilts so far on a standing leg: the view has changed
NARROWEST_HIPS = 0.28  # trunk lengths across the hips in the picture: 0.38 to 0.41 from in front, 0.06 to 0.26 from the side of it
TURNED = 0.15  # share by which that may change in a repetition: up to 0.05 of people who stay, 0.8 and more with a moving camera
TURNS_WITH_LEG = 0.65  # degrees of turnout that toes ahead read for each degree of abduction: 0.5 to 0.7 in half of 55 repetitions
TURNED_OUT = 14.0  # degrees of turnout beyond that: up to 9 where toes point ahead
TOES_SHOWN = 22.0  # degrees of the hips' yaw: from 38 degrees aside toes that point ahead read 22
SHOULDERS_AND_HEAD = 1.2  # trunk lengths from the hips to midway between shoulders and ears
SEATED_HIPS = 0.45  # trunk lengths across the hips of a seated person from in front: 0.43 to 0.50
NARROWEST_COMPARED = 0.15  # trunk lengths across the hips in the picture, below which they are guessed
TURNED_AWAY = 30.0  # degrees by which a seated person seems turned: 25 at 28 degrees aside, 35 and 37 at 38 and 42
NARROWEST_SEATED_HIPS = 0.34  # the same of a seated person: 0.42 to 0.50 from in front, less than this from 40 degrees aside


def leg_abduction(body: Body, _rest: Body, side: Side) -> float:
    """Angle of the leg, hip to ankle, from straight down, outward positive, in the picture."""
    leg = vector(body.at(Part.HIP, side), body.at(Part.ANKLE, side))
    return math.degrees(math.atan2(outward(body, side) * leg[0], -leg[1]))


def pelvic_obliquity(body: Body, rest: Body, side: Side) -> float:
    """Change of the pelvis's sideways tilt since rest, in degrees, the working side up positive.

    The hip landmarks move with the thigh and show only a third of a tilt of the pelvis, so the hip line itself tells little. What
    shows is the working hip's rise over the standing foot together with its approach to the shoulder above it; half their sum over
    the width of the hips is the sine of the tilt. A leg that is merely lifted looks like up to 3 degrees, and two thirds of the rest
    is seen: both are corrected for. (Four rendered people: tilts of 10 degrees up and down read +9 to +12 and -8 to -9, level
    pelvises -1 to +5.)
    """
    if abs(trunk_lean(body, rest, side)) > LEANS or not _faces_camera(body, rest):
        return math.nan
    half = ratio(_hip_height(body, side) - _hip_height(rest, side) + _flank(rest, side) - _flank(body, side), 2 * rest.trunk_length)
    width = ratio(abs(rest.at(Part.HIP, Side.LEFT)[0] - rest.at(Part.HIP, Side.RIGHT)[0]), rest.trunk_length)
    from_lifting = min(0.1 * max(leg_abduction(body, rest, side) - leg_abduction(rest, rest, side), 0.0), 3.3)
    tilt = (arcsine(ratio(half, width)) - from_lifting) / 0.65
    return tilt if abs(tilt) < IMPLAUSIBLE_TILT else math.nan


def _faces_camera(body: Body, rest: Body) -> bool:
    """Whether the camera sees the hips from in front, now and at rest: seen from aside, a step or a turn would look like a tilt."""
    now, before = (_distance_across(one, Part.HIP) for one in (body, rest))
    return before > NARROWEST_HIPS and abs(now - before) < TURNED * before


def _hip_height(body: Body, side: Side) -> float:
    """Height of the hip over the other foot, in pixels."""
    return body.at(Part.HIP, side)[1] - body.at(Part.ANKLE, side.other)[1]


def _flank(body: Body, side: Side) -> float:
    """From the shoulder to the hip of one side, in pixels."""
    return distance(body.at(Part.SHOULDER, side), body.at(Part.HIP, side))


def trunk_lean(body: Body, rest: Body, side: Side) -> float:
    """Change of the trunk's sideways lean in the picture, towards the working side positive."""
    return _trunk_lean(body, side) - _trunk_lean(rest, side)


def _trunk_lean(body: Body, side: Side) -> float:
    trunk = vector(body.middle(Part.HIP), body.middle(Part.SHOULDER))
    return math.degrees(math.atan2(outward(body, side) * trunk[0], trunk[1]))


def leg_forward(body: Body, rest: Body, side: Side) -> float:
    """Change of the leg's forward angle since rest, in degrees: a leg that comes nearer looks longer and shows more of the sole.

    Two rendered people who swung the leg 22 and 24 degrees forward read 24 and 29; others, straight sideways, up to 14: only a hint.
    NaN where the toes turn out: that shows the sole too.
    """
    if toe_turnout(body, rest, side) > TURNED_OUT or not _faces_camera(body, rest):
        return math.nan
    longer = ratio(_leg_length(body, side) - _leg_length(rest, side), rest.trunk_length)
    sole = ratio(_toe_height(body, side) - _toe_height(rest, side), rest.trunk_length)
    return 85.0 * (longer + sole)


def _leg_length(body: Body, side: Side) -> float:
    return distance(body.at(Part.HIP, side), body.at(Part.ANKLE, side))


def _toe_height(body: Body, side: Side) -> float:
    return body.at(Part.FOOT_INDEX, side)[1] - body.at(Part.HEEL, side)[1]


def toe_turnout(body: Body, rest: Body, side: Side) -> float:
    """Change of the foot's outward turn since rest beyond the leg's own, in degrees, from the world landmarks seen from above.

    A foot whose toes stay ahead seems to turn by `TURNS_WITH_LEG` of what the leg is lifted by. Of two rendered people who turned the
    leg out by 40 degrees one reads 32 and one 15, others at most 9. NaN from aside, where the toes that point ahead seem to turn too.
    """
    if aside(rest) > TOES_SHOWN:
        return math.nan
    lifted = leg_abduction(body, rest, side) - leg_abduction(rest, rest, side)
    return _toe_turnout(body, side) - _toe_turnout(rest, side) - TURNS_WITH_LEG * lifted


def _toe_turnout(body: Body, side: Side) -> float:
    heel, toe = body.in_space(Part.HEEL, side), body.in_space(Part.FOOT_INDEX, side)
    return math.degrees(math.atan2(outward(body, side) * (toe[0] - heel[0]), abs(toe[2] - heel[2])))


def stance_knee_in(body: Body, rest: Body, side: Side) -> float:
    """Change of the standing knee's inward bend in the picture since rest, in degrees (the frontal-plane projection angle).

    NaN from aside, where any bend looks like an inward one.
    """
    if not _faces_camera(body, rest):
        return math.nan
    return _knee_in(body, side.other) - _knee_in(rest, side.other)


def _knee_in(body: Body, side: Side) -> float:
    hip, knee, ankle = (body.at(part, side) for part in (Part.HIP, Part.KNEE, Part.ANKLE))
    return outward(body, side) * signed_angle(vector(hip, knee), vector(knee, ankle))


def knee_spread(body: Body, _rest: Body, _side: Side) -> float:
    """How far each thigh is spread, in degrees, from how far the knees are apart in the picture against the hips.

    The arcsine of half the difference over the length of a thigh. Seen from aside both distances shrink alike, so their ratio stays.
    NaN where the hips are too narrow to compare with.
    """
    hips = _distance_across(body, Part.HIP)
    if hips < NARROWEST_COMPARED:
        return math.nan
    return arcsine((_distance_across(body, Part.KNEE) / hips - 1) * SEATED_HIPS / (2 * THIGH_TO_TRUNK))


def knees_apart(body: Body, rest: Body, _side: Side) -> float:
    """Change of the distance between the knees across the picture, in trunk lengths."""
    return _distance_across(body, Part.KNEE) - _distance_across(rest, Part.KNEE)


def knees_between(body: Body, _rest: Body, _side: Side) -> float:
    """Distance of the knees across the picture, in trunk lengths."""
    return _distance_across(body, Part.KNEE)


def knee_out(body: Body, _rest: Body, side: Side) -> float:
    """How far the working knee stands out from the middle of the hips in the picture, in trunk lengths."""
    return ratio(outward(body, side) * (body.at(Part.KNEE, side)[0] - body.middle(Part.HIP)[0]), body.trunk_length)


def _distance_across(body: Body, part: Part) -> float:
    """Horizontal distance in the picture between the left and the right `part`, in trunk lengths."""
    return ratio(abs(body.at(part, Side.LEFT)[0] - body.at(part, Side.RIGHT)[0]), body.trunk_length)


def trunk_height_loss(body: Body, rest: Body, side: Side) -> float:
    """How far shoulders and head have sunk in the picture since rest, in trunk lengths, as they do when the trunk rocks or slumps.

    Less what a lean to the side explains, which is another fault.
    Two rendered people who leaned back or slumped by 17, 23 and 26 degrees read 0.03, 0.07 and 0.09; upright ones at most 0.012.
    """
    now, before = (one.middle(Part.SHOULDER)[1] + one.middle(Part.EAR)[1] for one in (body, rest))
    cosine_now, cosine_before = (math.cos(math.radians(_trunk_lean(one, side))) for one in (body, rest))
    return ratio(before - now, 2 * rest.trunk_length) - SHOULDERS_AND_HEAD * max(cosine_before - cosine_now, 0.0)


def spread_asymmetry(body: Body, rest: Body, _side: Side) -> float:
    """`(left - right) / (left + right)` of the knees' outward travel since rest: 0 is even, 1 all left.

    NaN from aside, where the nearer knee seems to travel less.
    """
    if _distance_across(rest, Part.HIP) < NARROWEST_SEATED_HIPS or stance(rest).turned > TURNED_AWAY:
        return math.nan
    left, right = (max(outward_travel(body, rest, side), 0.0) for side in Side)
    return ratio(left - right, left + right)


def outward_travel(body: Body, rest: Body, side: Side) -> float:
    """How far the knee has moved outwards from the middle of the hips since rest, in pixels."""
    now, before = (vector(one.middle(Part.HIP), one.at(Part.KNEE, side))[0] for one in (body, rest))
    return outward(rest, side) * (now - before)


def knees_over_feet(body: Body, _rest: Body, _side: Side) -> float:
    """Distance of the knees over that of the ankles, across the picture."""
    return ratio(_distance_across(body, Part.KNEE), _distance_across(body, Part.ANKLE))


def swing_direction(body: Body, rest: Body, side: Side) -> float:
    """Where the leg has swung since rest, against the trunk in space: 0 is out to the side, 90 forward, -90 back, 180 in.

    NaN where the leg has not moved.
    """
    (out_now, forward_now), (out_before, forward_before) = (_leg_from_trunk(one, side) for one in (body, rest))
    out, forward = out_now - out_before, forward_now - forward_before
    return math.degrees(math.atan2(forward, out)) if out or forward else math.nan


def _leg_from_trunk(body: Body, side: Side) -> tuple[float, float]:
    """How far the leg, hip to ankle, points outwards from the trunk's middle plane, and how far forward in that plane, in degrees.

    The axis from side to side is the mean of the shoulders' and the hips': the hips' alone turns along with a leg that goes back.
    """
    outwards = [unit3(vector3(body.in_space(part, side.other), body.in_space(part, side))) for part in (Part.SHOULDER, Part.HIP)]
    axis = unit3((outwards[0][0] + outwards[1][0], outwards[0][1] + outwards[1][1], outwards[0][2] + outwards[1][2]))
    up = unit3(body.trunk_vector)
    front = cross3(axis, up) if side is Side.LEFT else cross3(up, axis)
    leg = vector3(body.in_space(Part.HIP, side), body.in_space(Part.ANKLE, side))
    return arcsine(ratio(dot3(leg, axis), math.hypot(*leg))), math.degrees(math.atan2(dot3(leg, front), -dot3(leg, up)))


def thigh_share(body: Body, rest: Body, side: Side) -> float:
    """How far the thigh has turned outwards in the picture since rest over how far the whole leg has: 1 for a leg that stays straight."""
    return ratio(
        _thigh_abduction(body, side) - _thigh_abduction(rest, side), leg_abduction(body, rest, side) - leg_abduction(rest, rest, side)
    )


def _thigh_abduction(body: Body, side: Side) -> float:
    thigh = vector(body.at(Part.HIP, side), body.at(Part.KNEE, side))
    return math.degrees(math.atan2(outward(body, side) * thigh[0], -thigh[1]))


def standing_leg_tilt(body: Body, rest: Body, side: Side) -> float:
    """How far the standing leg has tilted outwards since rest, in degrees: it does where the hips travel away from its foot, as in a step.

    In the picture or against the trunk, whichever is less: a camera that tilts turns both.
    """
    tilt = leg_abduction(body, rest, side.other) - leg_abduction(rest, rest, side.other)
    return min(tilt, tilt + trunk_lean(body, rest, side))


def ankles_below_hips(body: Body, _rest: Body, _side: Side) -> float:
    """How far the ankles are below the hips in the picture, in trunk lengths."""
    return ratio(body.middle(Part.HIP)[1] - body.middle(Part.ANKLE)[1], body.trunk_length)


def trunk_from_upright(body: Body, _rest: Body, _side: Side) -> float:
    """Lean of the trunk from upright in the picture, in degrees, to either side."""
    trunk = vector(body.middle(Part.HIP), body.middle(Part.SHOULDER))
    return math.degrees(math.atan2(abs(trunk[0]), trunk[1]))


LEG_ABDUCTION = Signal("leg_abduction", "deg", leg_abduction, own=(Part.HIP, Part.ANKLE))
LEG_FORWARD = Signal("leg_forward", "deg", leg_forward, own=(Part.HIP, Part.ANKLE))
TOE_TURNOUT = Signal("toe_turnout", "deg", toe_turnout, own=(Part.HEEL, Part.FOOT_INDEX))
STANCE_KNEE_IN = Signal("stance_knee_in", "deg", stance_knee_in, other=(Part.HIP, Part.KNEE, Part.ANKLE))
KNEE_SPREAD = Signal("knee_spread", "deg", knee_spread, own=(Part.HIP, Part.KNEE), other=(Part.HIP, Part.KNEE))
KNEES_BETWEEN = Signal("knees_between", "trunk", knees_between, own=(Part.KNEE,), other=(Part.KNEE,))
KNEE_OUT = Signal("knee_out", "trunk", knee_out, own=(Part.HIP, Part.KNEE), other=(Part.HIP,))
KNEES_APART = Signal("knees_apart", "trunk", knees_apart, own=(Part.KNEE,), other=(Part.KNEE,))
SPREAD_ASYMMETRY = Signal("spread_asymmetry", "ratio", spread_asymmetry, own=(Part.HIP, Part.KNEE), other=(Part.HIP, Part.KNEE))
KNEES_OVER_FEET = Signal("knees_over_feet", "ratio", knees_over_feet, own=(Part.KNEE, Part.ANKLE), other=(Part.KNEE, Part.ANKLE))
SWING_DIRECTION = Signal(
    "swing_direction", "deg", swing_direction, own=(Part.SHOULDER, Part.HIP, Part.ANKLE), other=(Part.SHOULDER, Part.HIP)
)
THIGH_SHARE = Signal("thigh_share", "ratio", thigh_share, own=(Part.HIP, Part.KNEE, Part.ANKLE))
STANDING_LEG_TILT = Signal("standing_leg_tilt", "deg", standing_leg_tilt, other=(Part.HIP, Part.ANKLE))
ANKLES_BELOW_HIPS = Signal("ankles_below_hips", "trunk", ankles_below_hips, own=(Part.HIP, Part.ANKLE), other=(Part.HIP, Part.ANKLE))
TRUNK_FROM_UPRIGHT = Signal("trunk_from_upright", "deg", trunk_from_upright, own=(Part.SHOULDER, Part.HIP), other=(Part.SHOULDER, Part.HIP))
