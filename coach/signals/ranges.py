"""How far a movement went, as close to the true angle as one camera allows: what `RangeOfMotion.reported` is.

What is counted by is steady, but off by a constant of body and view. Each signal here is a counted one whose change since rest is
corrected by what is known of the view; a repetition twice as large reads twice as large, and none reads 0. The constants were fitted
on the rendered people, and the errors were measured on bodies that were left out of the fit (`docs/validation.md`):

    ==================  ==============  =====  =====================================================================================
    exercise            bias, before    slope  correction
    ==================  ==============  =====  =====================================================================================
    clamshell           5.6,  9.7       1.00   1.9 % for each degree that the picture shows the knee higher at rest
    seated abduction    4.0,  6.0       0.99   the leg that opens further: the mean of both, more by how uneven they are
    standing abduction  3.3,  5.1       0.99   over the squared cosine of the yaw of the hips
    bridges             5.1, 13.3       0.94   from the root of the trunk's incline and the bend of the knee at the top
    ==================  ==============  =====  =====================================================================================

Bias is the root mean square of the clips' mean errors in degrees, slope that of read on true within the clips. The leg raise needs no
correction (2.7, 1.08). `benchmarks.validation.ranges` fits them.
"""

from __future__ import annotations

import math

from coach.body import Body, Part
from coach.exercise import Signal
from coach.geometry import ratio, signed_angle, vector
from coach.pose import Side
from coach.signals.bridge import trunk_incline
from coach.signals.lying import clam_open, opening_in_picture
from coach.signals.orientation import hips_yaw
from coach.signals.upright import knee_spread, leg_abduction, outward_travel, pelvic_obliquity

USUAL_START = -15.0
"""Degrees of `lying.opening_in_picture` at rest, in the middle of the rendered clips."""
START_COUNTS = 0.0186
"""Share of the opening by which it reads too large for each degree that the knee lies lower than that."""
LEAST_START, MOST_START = -40.0, 5.0
"""Beyond what was seen the correction stays as it is."""
EVEN_LEGS = 0.95
"""Share of what is read that legs which open alike have truly opened: by chance one always travels a little further."""
MOST_YAW = 45.0
"""Degrees beyond which no exercise is judged."""
EXTENDED = 11.32
"""Degrees of hip extension over the root of the degrees by which the trunk has risen, where the knee is bent at a right angle."""
KNEE_COUNTS = 0.0582
"""By how much less that is for each degree that the knee is straighter: the further away the foot, the less the thigh turns."""


def clam_opening(body: Body, rest: Body, side: Side) -> float:
    """How far the top knee has opened, in degrees: `lying.clam_open`, its change since rest corrected for where the knee lay at rest."""
    start = min(max(opening_in_picture(rest, side), LEAST_START), MOST_START)
    opened = clam_open(body, rest, side) - clam_open(rest, rest, side)
    return opened * (1 + START_COUNTS * (start - USUAL_START))


def thigh_opening(body: Body, rest: Body, side: Side) -> float:
    """How far the thigh that opens further has opened, in degrees: `upright.knee_spread` is the mean of both.

    Seen from aside the nearer knee seems to travel less, and both travels look shorter: the two errors are of opposite sign.
    """
    left, right = (max(outward_travel(body, rest, one), 0.0) for one in Side)
    uneven = abs(left - right) / (left + right) if left + right else 0.0
    return EVEN_LEGS * (knee_spread(body, rest, side) - knee_spread(rest, rest, side)) * (1 + uneven)


def hip_abduction(body: Body, rest: Body, side: Side) -> float:
    """How far the leg has turned against the pelvis, in degrees: that of the leg less the pelvis's tilt, where it is known.

    Seen from aside it looks smaller, by the cosine of the yaw; by its square, because the yaw is read too small.
    """
    tilt = pelvic_obliquity(body, rest, side)
    turned = leg_abduction(body, rest, side) - leg_abduction(rest, rest, side) - (0.0 if math.isnan(tilt) else tilt)
    return ratio(turned, math.cos(math.radians(min(abs(hips_yaw(rest)), MOST_YAW))) ** 2)


def hip_extension(body: Body, rest: Body, side: Side) -> float:
    """How far the planted hip has extended, in degrees, from how far the trunk has risen.

    Shoulders and hips are seen well in a bridge, the planted knee often is not: the angle between them was off by 37 degrees on one
    person. The trunk's rise shows half of the extension; the turn of the thigh, which is the other half, follows from it and from how
    far away the foot is. Towards the top ever less of the rise is extension.
    """
    risen = trunk_incline(body, rest, side) - trunk_incline(rest, rest, side)
    return math.copysign(math.sqrt(abs(risen)), risen) * (EXTENDED - KNEE_COUNTS * knee_over_right_angle(body, side))


def knee_over_right_angle(body: Body, side: Side) -> float:
    """By how many degrees the knee is straighter than a right angle in the picture."""
    hip, knee, ankle = (body.at(part, side) for part in (Part.HIP, Part.KNEE, Part.ANKLE))
    return 90.0 - abs(signed_angle(vector(hip, knee), vector(knee, ankle)))


CLAM_OPENING = Signal("clam_opening", "deg", clam_opening, own=(Part.HIP, Part.KNEE, Part.ANKLE))
THIGH_OPENING = Signal("thigh_opening", "deg", thigh_opening, own=(Part.HIP, Part.KNEE), other=(Part.HIP, Part.KNEE))
HIP_ABDUCTION = Signal("hip_abduction", "deg", hip_abduction, own=(Part.HIP, Part.ANKLE), other=(Part.HIP,))
HIP_EXTENSION = Signal(
    "hip_extension", "deg", hip_extension, own=(Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE), other=(Part.SHOULDER, Part.HIP)
)
