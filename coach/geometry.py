"""Angles and lengths of points in the plane and in space; knows no body parts.

Points are tuples of floats, (x, y) or (x, y, z), with y up. A pose is a few dozen numbers, for which plain floats
are ten times faster than arrays. NaN in gives NaN out; a direction of no length gives NaN.
"""

from __future__ import annotations

import math
from typing import TypeAlias

from coach.conventions import MISSING

Point2: TypeAlias = tuple[float, float]
Point3: TypeAlias = tuple[float, float, float]


def clip(value: float, low: float, high: float) -> float:
    """`value` held between `low` and `high`. NaN stays NaN: the order of the comparisons matters."""
    return low if value < low else high if value > high else value


def ratio(part: float, whole: float) -> float:
    """`part / whole`, NaN where `whole` is zero."""
    return part / whole if whole else MISSING


def arcsine(opposite_over_hypotenuse: float) -> float:
    """Degrees from -90 to 90; a ratio beyond 1, which noise makes, counts as 1."""
    return math.degrees(math.asin(clip(opposite_over_hypotenuse, -1.0, 1.0)))


def between(a: Point2, b: Point2) -> Point2:
    """The point half-way."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def part_way(start: Point2, end: Point2, share: float) -> Point2:
    """The point that lies at `share` of the way."""
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def between3(a: Point3, b: Point3) -> Point3:
    """The point half-way, in space."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2


def vector(start: Point2, end: Point2) -> Point2:
    """From `start` to `end`."""
    return end[0] - start[0], end[1] - start[1]


def vector3(start: Point3, end: Point3) -> Point3:
    """From `start` to `end`, in space."""
    return end[0] - start[0], end[1] - start[1], end[2] - start[2]


def distance(a: Point2, b: Point2) -> float:
    """How far apart two points of the plane are."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def dot3(a: Point3, b: Point3) -> float:
    """Scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross3(a: Point3, b: Point3) -> Point3:
    """Vector product, right-handed."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def unit3(a: Point3) -> Point3:
    """The same direction with length 1."""
    length = math.hypot(*a)
    return (a[0] / length, a[1] / length, a[2] / length) if length else (MISSING, MISSING, MISSING)


def angle3(a: Point3, b: Point3) -> float:
    """Degrees between two directions in space, 0 to 180; atan2 keeps it exact near 0 and 180, where acos does not."""
    if not any(a) or not any(b):
        return MISSING
    return math.degrees(math.atan2(math.hypot(*cross3(a, b)), dot3(a, b)))


def turn(a: Point2, b: Point2) -> float:
    """Degrees from `a` round to `b`, anticlockwise positive, -180 to 180."""
    if not any(a) or not any(b):
        return MISSING
    return math.degrees(math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]))


def offset(point: Point2, start: Point2, end: Point2) -> float:
    """How far `point` lies to the left of the line that runs from `start` to `end`."""
    along = vector(start, end)
    aside = vector(start, point)
    return ratio(along[0] * aside[1] - along[1] * aside[0], math.hypot(*along))
