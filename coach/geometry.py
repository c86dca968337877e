"""Angles and lengths of points in the plane and in space, without any body parts.

Points and vectors are tuples of floats, (x, y) or (x, y, z), with y up; a trailing 3 in a name means space. A pose is a few
dozen numbers, for which plain floats are ten times faster than arrays. NaN in gives NaN out; so does a vector of length zero
wherever a direction is needed. Angles are in degrees.
"""

from __future__ import annotations

import math
from typing import TypeAlias

from coach.conventions import MISSING

Point2: TypeAlias = tuple[float, float]
Point3: TypeAlias = tuple[float, float, float]


def clip(value: float, low: float, high: float) -> float:
    """`value`, at least `low` and at most `high`. The order of the comparisons lets NaN stay NaN."""
    return low if value < low else high if value > high else value


def ratio(part: float, whole: float) -> float:
    """`part / whole`, NaN where `whole` is zero."""
    return part / whole if whole else MISSING


def arcsine(opposite_over_hypotenuse: float) -> float:
    """The arcsine in degrees, -90 to 90; ratios beyond -1 and 1, which noise can give, count as -1 and 1."""
    return math.degrees(math.asin(clip(opposite_over_hypotenuse, -1.0, 1.0)))


def midpoint(a: Point2, b: Point2) -> Point2:
    """The point half-way between two points of the plane."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def point_between(start: Point2, end: Point2, share: float) -> Point2:
    """The point at `share` of the way from `start` (0) to `end` (1)."""
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def midpoint3(a: Point3, b: Point3) -> Point3:
    """The point half-way between two points in space."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2


def vector(start: Point2, end: Point2) -> Point2:
    """The vector from `start` to `end`."""
    return end[0] - start[0], end[1] - start[1]


def vector3(start: Point3, end: Point3) -> Point3:
    """The vector from `start` to `end` in space."""
    return end[0] - start[0], end[1] - start[1], end[2] - start[2]


def distance(a: Point2, b: Point2) -> float:
    """The distance of two points of the plane."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def dot3(a: Point3, b: Point3) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross3(a: Point3, b: Point3) -> Point3:
    """The vector product, right-handed."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def unit3(a: Point3) -> Point3:
    """The same direction with length 1."""
    length = math.hypot(*a)
    return (a[0] / length, a[1] / length, a[2] / length) if length else (MISSING, MISSING, MISSING)


def angle3(a: Point3, b: Point3) -> float:
    """The angle between two vectors in space, 0 to 180 degrees. By atan2, which unlike acos stays exact near 0 and 180."""
    if not any(a) or not any(b):
        return MISSING
    return math.degrees(math.atan2(math.hypot(*cross3(a, b)), dot3(a, b)))


def signed_angle(a: Point2, b: Point2) -> float:
    """The angle by which `a` has to be turned to point as `b` does: -180 to 180 degrees, anticlockwise positive."""
    if not any(a) or not any(b):
        return MISSING
    return math.degrees(math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]))


def signed_distance(point: Point2, start: Point2, end: Point2) -> float:
    """The distance of `point` from the line through `start` and `end`, positive on the left of somebody who goes that way."""
    along = vector(start, end)
    aside = vector(start, point)
    return ratio(along[0] * aside[1] - along[1] * aside[0], math.hypot(*along))
