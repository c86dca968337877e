"""Signals of somebody who lies on their back, seen from the side: the bridges."""

from __future__ import annotations

import math

from coach.body import Body, Part
from coach.exercise import Signal
from coach.geometry import arcsine, dot3, ratio, signed_angle, signed_distance, unit3, vector, vector3
from coach.pose import Side
from coach.signals.joints import knee_flexion_in_space
from coach.signals.orientation import height_over_other, towards_feet

LIFTED_UNSEEN = 0.08
"""Share of the time of the way up, and of the way down, in which the pose model does not show that the hips have left the floor.

Three rendered people had been lifting them for 0.07 to 0.16 of the way up before it showed, and at the end went on lowering them for
as long when it no longer did. Used as `RangeOfMotion.unseen`.
"""


def bridge_hip_angle(body: Body, _rest: Body, side: Side) -> float:
    """Angle shoulder-hip-knee of the planted side in the picture, 0 to 360 degrees: 180 is straight, more is arched."""
    hip = body.at(Part.HIP, side)
    around = towards_feet(body) * signed_angle(vector(hip, body.at(Part.KNEE, side)), vector(hip, body.at(Part.SHOULDER, side)))
    return around if around >= 0 else around + 360.0


def hip_line_offset(body: Body, _rest: Body, side: Side) -> float:
    """Height of the hip over the line from shoulder to knee, in trunk lengths; below it is negative."""
    shoulder, hip, knee = (body.at(part, side) for part in (Part.SHOULDER, Part.HIP, Part.KNEE))
    return ratio(towards_feet(body) * signed_distance(hip, shoulder, knee), body.trunk_length)


def hip_over_line(body: Body, rest: Body, side: Side) -> float:
    """Height of the hip over the line from shoulder to knee, in trunk lengths: the mean of `hip_line_offset` and the same in space.

    A hip past straight shows in both, and their errors differ. Straight hips read -0.04 to -0.13 on three rendered people and
    -0.09 to 0.03 on three others; hips arched by 16 and 25 degrees read 0.02 and 0.09.
    """
    shoulder, hip, knee = (body.in_space(part, side) for part in (Part.SHOULDER, Part.HIP, Part.KNEE))
    line = unit3(vector3(shoulder, knee))
    up = unit3((-line[1] * line[0], 1.0 - line[1] ** 2, -line[1] * line[2]))  # "up" made square to the line, so errors of depth drop out
    in_space = ratio(dot3(vector3(shoulder, hip), up), math.hypot(*body.trunk_vector))
    return (hip_line_offset(body, rest, side) + in_space) / 2


def shin_tilt(body: Body, rest: Body, side: Side) -> float:
    """Lean of the planted shin from upright, the foot further from the body than the knee positive.

    Measured from the knee now to where the ankle was at rest: a planted foot stays where it is, but at the top its landmarks are
    often lost behind the other leg.
    """
    shin = vector(body.at(Part.KNEE, side), rest.at(Part.ANKLE, side))
    return math.degrees(math.atan2(towards_feet(rest) * shin[0], -shin[1]))


def thigh_parallel(body: Body, _rest: Body, side: Side) -> float:
    """Angle between the two thighs in the picture in degrees, positive where the free thigh is higher."""
    planted, free = (vector(body.at(Part.HIP, s), body.at(Part.KNEE, s)) for s in (side, side.other))
    return towards_feet(body) * signed_angle(planted, free)


def free_hip_drop(body: Body, rest: Body, side: Side) -> float:
    """How far the pelvis has dropped on the free side since rest, in degrees; from the side view only a hint.

    The arcsine of the free hip's height below the planted one over the width of the hips.
    """
    return _pelvic_drop(body, side) - _pelvic_drop(rest, side)


def _pelvic_drop(body: Body, side: Side) -> float:
    drop = body.at(Part.HIP, side)[1] - body.at(Part.HIP, side.other)[1]
    width = math.dist(body.in_space(Part.HIP, Side.LEFT), body.in_space(Part.HIP, Side.RIGHT))
    return arcsine(ratio(drop, width * body.pixels_per_metre))


def free_foot_height(body: Body, _rest: Body, side: Side) -> float:
    """Height of the free foot over the planted one, in trunk lengths: the mean of ankles and toes.

    Of a repetition's rest and movement, 0.78 to 1.95 with one foot planted (eight people), 0.00 to 0.29 with both (thirteen).
    """
    return (height_over_other(body, Part.ANKLE, side.other) + height_over_other(body, Part.FOOT_INDEX, side.other)) / 2


def hips_lift_trunk(body: Body, rest: Body, _side: Side) -> float:
    """How far the hips have risen since rest over how far they have risen against the shoulders: 1 where only the hips move.

    The trunk's incline grows too when a curled-up trunk is laid down: then it is the shoulders that sink, and this is about 0.
    Over knees or feet, which a moving camera would take along, the two are not told apart: their landmarks move too much.
    """
    hips, shoulders = (body.middle(part)[1] - rest.middle(part)[1] for part in (Part.HIP, Part.SHOULDER))
    return ratio(hips, hips - shoulders)


BRIDGE_HIP_ANGLE = Signal("bridge_hip_angle", "deg", bridge_hip_angle, own=(Part.SHOULDER, Part.HIP, Part.KNEE))
HIP_LINE_OFFSET = Signal("hip_line_offset", "trunk", hip_line_offset, own=(Part.SHOULDER, Part.HIP, Part.KNEE))
HIP_OVER_LINE = Signal("hip_over_line", "trunk", hip_over_line, own=(Part.SHOULDER, Part.HIP, Part.KNEE))
SHIN_TILT = Signal("shin_tilt", "deg", shin_tilt, own=(Part.KNEE, Part.ANKLE), plausible=(-45, 60))
"""Shins that lean by 27 degrees read up to 34; where the far shin's landmarks were lost, 72 to 134."""
THIGH_PARALLEL = Signal("thigh_parallel", "deg", thigh_parallel, own=(Part.HIP, Part.KNEE), other=(Part.HIP, Part.KNEE))
FREE_HIP_DROP = Signal("free_hip_drop", "deg", free_hip_drop, own=(Part.HIP,), other=(Part.HIP,))
FREE_KNEE_FLEXION = Signal("free_knee_flexion", "deg", lambda body, _rest, side: knee_flexion_in_space(body, side.other))
FREE_FOOT_HEIGHT = Signal("free_foot_height", "trunk", free_foot_height, own=(Part.ANKLE,), other=(Part.ANKLE,))
HIPS_LIFT_TRUNK = Signal("hips_lift_trunk", "ratio", hips_lift_trunk, own=(Part.SHOULDER, Part.HIP), other=(Part.SHOULDER, Part.HIP))


def trunk_incline(body: Body, _rest: Body, _side: Side) -> float:
    """Rise of the trunk from the shoulders to the hips against the horizontal, in degrees."""
    return arcsine(ratio(body.middle(Part.HIP)[1] - body.middle(Part.SHOULDER)[1], body.trunk_length))


TRUNK_INCLINE = Signal("trunk_incline", "deg", trunk_incline, own=(Part.SHOULDER, Part.HIP), other=(Part.SHOULDER, Part.HIP))
