"""Signals of somebody who lies on their side: the clamshell and the leg raise."""

from __future__ import annotations

import math

from coach.body import THIGH_TO_TRUNK, Body, Part
from coach.exercise import Signal
from coach.geometry import arcsine, clip, cross3, distance, dot3, ratio, signed_angle, signed_distance, unit3, vector, vector3
from coach.pose import Side
from coach.signals.joints import knee_bend, knee_flexion_in_space
from coach.signals.orientation import height_over_other, line_tilt, towards_feet, trunk_yaw

LEAST_YAW = 12.0
"""Degrees of `trunk_yaw` from which the shoulder line tells of roll: at 10, four degrees of its usual slant would read as 24."""

SQUARE_YAW = 8.0
"""Degrees of `stretched_yaw` up to which the camera stands too square for a forward swing: the leg's length across hardly changes."""

FOOT_TO_TRUNK = 0.31
"""Foot length over trunk length, as the world landmarks have it on eight people (0.26 to 0.32).

A foot that points at the camera is short in the picture, and its angle there means nothing: level toes read 60 degrees up.
"""

LEAST_RAISE = math.radians(10.0)
"""Radians of `leg_elevation` from which the way of the raised leg tells whether it was carried back."""

LOOKS_BENT = 0.6
"""Degrees of apparent knee bend for each by which the leg is carried back: at 23, a straight knee read 20 bent, 14 more than usual."""


def clam_open(body: Body, _rest: Body, side: Side) -> float:
    """How far the top knee has swung about the line from its hip to its ankle, in degrees: the mean of picture and space.

    In the picture: the arcsine of the knee's distance from that line over its greatest possible one, `thigh * sin(knee flexion / 2)`;
    a camera that looks down adds a constant, which the change from rest cancels. In space: the turn of the thigh about
    the hip-ankle line from horizontal. On rendered people their errors are of opposite sign; the mean is off by 5 degrees.
    """
    hip3 = body.in_space(Part.HIP, side)
    axis = unit3(vector3(hip3, body.middle_in_space(Part.ANKLE)))
    thigh = vector3(hip3, body.in_space(Part.KNEE, side))
    rise = thigh[1] - dot3(thigh, axis) * axis[1]
    upright = math.hypot(axis[0], axis[2])  # length of "up" made square to the axis: 0 where the axis is vertical
    level = abs(dot3(thigh, cross3(axis, (0.0, 1.0, 0.0))))
    return (opening_in_picture(body, side) + math.degrees(math.atan2(rise, level))) / 2 if upright else math.nan


def opening_in_picture(body: Body, side: Side) -> float:
    """How far the top knee is over the line from its hip to its ankle in the picture, in degrees, as `clam_open` has it."""
    hip, knee, ankle = (body.at(part, side) for part in (Part.HIP, Part.KNEE, Part.ANKLE))
    bend = clip(knee_flexion_in_space(body, side) + 38.0, 45.0, 90.0)  # the world knee reads 10 to 50 degrees too straight
    reach = THIGH_TO_TRUNK * body.trunk_length * math.sin(math.radians(bend / 2))
    return arcsine(ratio(math.copysign(1.0, ankle[0] - hip[0]) * signed_distance(knee, hip, ankle), reach))


def knee_gap(body: Body, rest: Body, side: Side) -> float:
    """Change of the top knee's height over the bottom knee, in thigh lengths."""
    return (height_over_other(body, Part.KNEE, side) - height_over_other(rest, Part.KNEE, side)) / THIGH_TO_TRUNK


def knee_height(body: Body, _rest: Body, side: Side) -> float:
    """Height of the top knee over the middle of the hips in the picture, in trunk lengths."""
    return ratio(body.at(Part.KNEE, side)[1] - body.middle(Part.HIP)[1], body.trunk_length)


def leg_height(body: Body, rest: Body, side: Side) -> float:
    """Height of the middle of the raised shin over the middle of the hips in the picture, in trunk lengths."""
    ankle = ratio(body.at(Part.ANKLE, side)[1] - body.middle(Part.HIP)[1], body.trunk_length)
    return (knee_height(body, rest, side) + ankle) / 2


def feet_gap(body: Body, rest: Body, side: Side) -> float:
    """Change of the top foot's height over the bottom one, in shin lengths: the smaller of heels and ankles."""
    return (
        min(height_over_other(body, part, side) - height_over_other(rest, part, side) for part in (Part.ANKLE, Part.HEEL)) / THIGH_TO_TRUNK
    )


def ankle_to_knee_travel(body: Body, rest: Body, side: Side) -> float:
    """How far the ankle has moved since rest over how far the knee has: near 0 in a clamshell, about 2 in a straight-leg raise."""
    return ratio(_travel(body, rest, Part.ANKLE, side), _travel(body, rest, Part.KNEE, side))


def _travel(body: Body, rest: Body, part: Part, side: Side) -> float:
    """How far `part` has moved in the picture since rest, relative to the middle of the hips, in pixels."""
    return distance(vector(body.middle(Part.HIP), body.at(part, side)), vector(rest.middle(Part.HIP), rest.at(part, side)))


def ankles_apart(body: Body, rest: Body, _side: Side) -> float:
    """Distance of the ankles in the picture, in trunk lengths."""
    return ratio(distance(body.at(Part.ANKLE, Side.LEFT), body.at(Part.ANKLE, Side.RIGHT)), rest.trunk_length)


def knee_stack(body: Body, _rest: Body, side: Side) -> float:
    """How far the top knee lies along the trunk from the bottom one, in thigh lengths, towards the feet positive."""
    trunk = vector(body.middle(Part.SHOULDER), body.middle(Part.HIP))
    knees = vector(body.at(Part.KNEE, side.other), body.at(Part.KNEE, side))
    return ratio(knees[0] * trunk[0] + knees[1] * trunk[1], math.hypot(*trunk) ** 2 * THIGH_TO_TRUNK)


def stretched_yaw(body: Body) -> float:
    """Degrees by which a body with straight legs is turned out of the picture's plane, the head nearer to the camera positive.

    Measured from ankles to shoulders. It reads 0 to 5 where the truth is 4 and 14 degrees, and 14 to 16 where it is 26.
    """
    whole = vector3(body.middle_in_space(Part.ANKLE), body.middle_in_space(Part.SHOULDER))
    return math.degrees(math.atan2(whole[2], math.hypot(whole[0], whole[1])))


def start_roll(body: Body, _rest: Body, side: Side) -> float:
    """Roll of the shoulders in the starting position, from a shoulder line square to the trunk: `atan(tan(lean) / sin(yaw))` (specification, section 2)."""
    return _roll_from_lean(line_tilt(body, Part.SHOULDER, side), body)


def _roll_from_lean(lean: float, body: Body) -> float:
    """The roll that shows as a `lean` of the shoulder line; NaN where `body` is so square to the camera that noise would pass for roll."""
    yaw = trunk_yaw(body)
    if yaw < LEAST_YAW:
        return math.nan
    return math.degrees(math.atan2(math.tan(math.radians(lean)), math.sin(math.radians(yaw))))


def leg_elevation(body: Body, _rest: Body, side: Side) -> float:
    """How high the leg points over the horizontal: the arcsine of the ankle's height over its hip, over the length of the leg."""
    hip, knee, ankle = (body.in_space(part, side) for part in (Part.HIP, Part.KNEE, Part.ANKLE))
    length = math.dist(hip, knee) + math.dist(knee, ankle)
    rise = body.at(Part.ANKLE, side)[1] - body.at(Part.HIP, side)[1]
    return arcsine(ratio(rise, body.pixels_per_metre * length))


def hip_hike_of_landmarks(body: Body, rest: Body, side: Side) -> float:
    """Hike of the top hip towards the top shoulder since rest: change of the angle between their lines plus that of the trunk's slant.

    A hike lifts the waist, so the trunk slants in the picture while the two lines show only a part of the hike. Together, a hike of
    18 degrees reads 18, and a raise with a still pelvis 6 to 9 (four rendered people; the lines alone gave 13, and up to 8).
    """
    slant = towards_feet(rest) * signed_angle(
        vector(rest.middle(Part.SHOULDER), rest.middle(Part.HIP)), vector(body.middle(Part.SHOULDER), body.middle(Part.HIP))
    )
    return _hip_to_shoulder_line(body, side) - _hip_to_shoulder_line(rest, side) + max(slant, 0.0)


def _hip_to_shoulder_line(body: Body, side: Side) -> float:
    return line_tilt(body, Part.HIP, side) - line_tilt(body, Part.SHOULDER, side)


def forward_drift(body: Body, rest: Body, side: Side) -> float:
    """Forward swing of the raised leg since rest in a diagonal view, from its length across the picture (specification, section 2).

    Two swings of 20 and 34 degrees read 14 and 18: it cannot read more than the camera's yaw. NaN where the camera stands too square.
    """
    return _forward_swing(body, rest, side) if stretched_yaw(rest) > SQUARE_YAW else math.nan


def _forward_swing(body: Body, rest: Body, side: Side) -> float:
    yaw_now, yaw_rest = (
        math.degrees(math.acos(clip(ratio(across, math.cos(math.radians(up))), 0.0, 1.0)))
        for across, up in (
            (_leg_across(body, side), leg_elevation(body, rest, side)),
            (_leg_across(rest, side), leg_elevation(rest, rest, side)),
        )
    )
    return yaw_rest - yaw_now


def _leg_across(body: Body, side: Side) -> float:
    """Horizontal length of the leg in the picture over its full length."""
    hip, ankle = body.at(Part.HIP, side), body.at(Part.ANKLE, side)
    return ratio(abs(ankle[0] - hip[0]), 2 * THIGH_TO_TRUNK * body.trunk_length)


def toe_pitch(body: Body, rest: Body, side: Side) -> float:
    """How far the toes point up, in degrees, less what a leg that is carried back as a whole explains."""
    return _toe_pitch(body, side) - max(_carried_back(body, rest, side), 0.0)


def _toe_pitch(body: Body, side: Side) -> float:
    heel, toe = body.at(Part.HEEL, side), body.at(Part.FOOT_INDEX, side)
    return arcsine(ratio(toe[1] - heel[1], max(FOOT_TO_TRUNK * body.trunk_length, distance(heel, toe))))


def _carried_back(body: Body, rest: Body, side: Side) -> float:
    """Degrees by which the raised leg is carried back about the trunk, 0 to 90: the smaller of what its swing and its toes say."""
    raised = math.radians(leg_elevation(body, rest, side))
    if raised < LEAST_RAISE:
        return 0.0
    behind = math.tan(math.radians(max(-_forward_swing(body, rest, side), 0.0)))
    turned = max(_toe_pitch(body, side), 0.0)
    return min(arcsine(behind / math.tan(raised)), turned) if not math.isnan(behind + turned) else math.nan


def raised_knee_bend(body: Body, rest: Body, side: Side) -> float:
    """Change of the raised leg's knee bend since rest, less the bend that a leg that is carried back merely seems to have."""
    return knee_bend(body, rest, side) - LOOKS_BENT * max(_carried_back(body, rest, side), 0.0)


CLAM_OPEN = Signal("clam_open", "deg", clam_open, own=(Part.HIP, Part.KNEE, Part.ANKLE))
KNEE_GAP = Signal("knee_gap", "thigh", knee_gap, own=(Part.KNEE,), other=(Part.KNEE,))
KNEE_HEIGHT = Signal("knee_height", "trunk", knee_height, own=(Part.KNEE,))
LEG_HEIGHT = Signal("leg_height", "trunk", leg_height, own=(Part.KNEE, Part.ANKLE))
ANKLE_TO_KNEE_TRAVEL = Signal("ankle_to_knee_travel", "ratio", ankle_to_knee_travel, own=(Part.KNEE,))
ANKLES_APART = Signal("ankles_apart", "trunk", ankles_apart, own=(Part.ANKLE,), other=(Part.ANKLE,))
KNEE_STACK = Signal("knee_stack", "thigh", knee_stack, own=(Part.KNEE,), other=(Part.KNEE,))
START_ROLL = Signal("start_roll", "deg", start_roll, own=(Part.SHOULDER,), other=(Part.SHOULDER,))
LEG_ELEVATION = Signal("leg_elevation", "deg", leg_elevation, own=(Part.HIP, Part.KNEE, Part.ANKLE))
FORWARD_DRIFT = Signal("forward_drift", "deg", forward_drift, own=(Part.HIP, Part.ANKLE))
TOE_PITCH = Signal("toe_pitch", "deg", toe_pitch, own=(Part.HEEL, Part.FOOT_INDEX))
RAISED_KNEE_BEND = Signal("knee_bend", "deg", raised_knee_bend, own=(Part.HIP, Part.KNEE, Part.ANKLE))
