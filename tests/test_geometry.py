"""Angles and lengths: turned with the points, untouched by moving and scaling them, and NaN for what was not seen."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.geometry import (
    angle3,
    arcsine,
    clip,
    cross3,
    distance,
    dot3,
    midpoint,
    midpoint3,
    ratio,
    signed_angle,
    signed_distance,
    unit3,
    vector,
    vector3,
)

NAN = math.nan
coordinate = st.floats(-1000, 1000)
point2 = st.tuples(coordinate, coordinate)
point3 = st.tuples(coordinate, coordinate, coordinate)
degrees = st.floats(-180, 180)
scale = st.floats(0.01, 100)


def turned(point, angle):
    """`point` turned about the origin, anticlockwise."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return c * point[0] - s * point[1], s * point[0] + c * point[1]


def turned3(point, angle, axis):
    """`point` turned about the x, y or z axis."""
    first, second = (axis + 1) % 3, (axis + 2) % 3
    moved = list(point)
    moved[first], moved[second] = turned((point[first], point[second]), angle)
    return tuple(moved)


def around(angle):
    """An angle made -180 to 180."""
    return (angle + 180) % 360 - 180


@pytest.mark.parametrize(("value", "held"), [(-2, -1), (-1, -1), (0.5, 0.5), (1, 1), (7, 1)])
def test_a_clipped_value_lies_between_the_ends(value, held):
    assert clip(value, -1, 1) == held


def test_a_clipped_nan_is_still_nan():
    assert math.isnan(clip(NAN, -1, 1))


def test_a_part_of_nothing_is_missing():
    assert ratio(3, 4) == 0.75
    assert math.isnan(ratio(3, 0))
    assert math.isnan(ratio(NAN, 4))


@pytest.mark.parametrize(("rise", "angle"), [(0, 0), (0.5, 30), (-0.5, -30), (1, 90), (1.2, 90), (-1.2, -90)])
def test_an_arcsine_takes_noise_beyond_one_for_one(rise, angle):
    assert arcsine(rise) == pytest.approx(angle)


def test_the_point_between_is_half_way():
    assert midpoint((0, 2), (4, -2)) == (2, 0)
    assert midpoint3((0, 2, 1), (4, -2, 3)) == (2, 0, 2)


def test_a_vector_leads_from_start_to_end():
    assert vector((1, 2), (4, -2)) == (3, -4)
    assert vector3((1, 2, 3), (4, -2, 3)) == (3, -4, 0)
    assert distance((1, 2), (4, -2)) == 5


def test_the_vector_product_is_right_handed():
    assert cross3((1, 0, 0), (0, 1, 0)) == (0, 0, 1)
    assert dot3((1, 2, 3), (4, 5, 6)) == 32


def test_a_direction_of_no_length_is_missing():
    assert unit3((0, 3, 4)) == (0, 0.6, 0.8)
    assert all(math.isnan(one) for one in unit3((0, 0, 0)))
    assert math.isnan(angle3((0, 0, 0), (1, 0, 0)))
    assert math.isnan(signed_angle((0, 0), (1, 0)))
    assert math.isnan(signed_distance((1, 1), (2, 2), (2, 2)))


@pytest.mark.parametrize(
    ("a", "b", "angle"),
    [((1, 0), (0, 1), 90), ((1, 0), (0, -1), -90), ((1, 0), (1, 1), 45), ((0, 2), (0, 1), 0), ((1, 0), (-1, 0), 180)],
)
def test_a_turn_is_positive_anticlockwise(a, b, angle):
    assert signed_angle(a, b) == angle


@given(a=point2, b=point2, by=degrees, size=scale)
def test_a_turn_does_not_change_when_both_are_turned_and_stretched(a, b, by, size):
    assume(math.hypot(*a) > 1e-3 and math.hypot(*b) > 1e-3)
    angle = signed_angle(a, b)
    x, y = turned(a, by)

    assert around(signed_angle((size * x, size * y), turned(b, by)) - angle) == pytest.approx(0, abs=1e-6)


@given(a=point2, by=degrees)
def test_a_turn_reads_back_how_far_something_was_turned(a, by):
    assume(math.hypot(*a) > 1e-3)

    assert around(signed_angle(a, turned(a, by)) - by) == pytest.approx(0, abs=1e-6)


@given(a=point2, b=point2)
def test_a_turn_the_other_way_round_is_the_opposite(a, b):
    assume(any(a) and any(b))

    assert around(signed_angle(a, b) + signed_angle(b, a)) == pytest.approx(0, abs=1e-6)


@given(a=point3, b=point3, by=degrees, axis=st.sampled_from([0, 1, 2]), size=scale)
def test_an_angle_in_space_does_not_change_when_both_are_turned_and_stretched(a, b, by, axis, size):
    assume(math.hypot(*a) > 1e-3 and math.hypot(*b) > 1e-3)
    stretched = tuple(size * one for one in turned3(a, by, axis))

    assert angle3(stretched, turned3(b, by, axis)) == pytest.approx(angle3(a, b), abs=1e-5)


@pytest.mark.parametrize("angle", [0.001, 0.1, 45, 90, 179.9, 179.999])
def test_an_angle_in_space_is_exact_near_straight_too(angle):
    assert angle3((2, 0, 0), turned3((3, 0, 0), angle, axis=2)) == pytest.approx(angle, rel=1e-6)


@given(point=point2, start=point2, end=point2, by=degrees, size=scale, move=point2)
def test_an_offset_grows_with_the_picture_and_does_not_depend_on_its_place(*, point, start, end, by, size, move):
    assume(distance(start, end) > 0.1)
    there = [tuple(size * one + away for one, away in zip(turned(p, by), move, strict=True)) for p in (point, start, end)]

    assert signed_distance(*there) == pytest.approx(size * signed_distance(point, start, end), abs=1e-4 * size)


def test_an_offset_is_positive_to_the_left_of_the_way():
    assert signed_distance((5, 3), (0, 0), (10, 0)) == 3
    assert signed_distance((5, 3), (10, 0), (0, 0)) == -3


@given(place=st.integers(0, 3))
def test_nothing_comes_of_a_point_that_was_not_seen(place):
    a, b = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    (a if place < 2 else b)[place % 2] = NAN
    left, right = tuple(a.tolist()), tuple(b.tolist())

    assert math.isnan(distance(left, right))
    assert math.isnan(signed_angle(left, right))
    assert math.isnan(signed_distance((0.0, 0.0), left, right))
    assert math.isnan(angle3((*left, 1.0), (*right, 1.0)))
