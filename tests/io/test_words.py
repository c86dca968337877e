"""Measures read as people write them."""

import math

import pytest

from coach.io.words import VIEWS, WHY_NOT_COUNTED, amount, begun_small, quantity, worst_first
from coach.posture import View
from coach.records import Reason
from tests.io.sessions import HURRIED, ROLLED


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (24.4, "deg", "24°"),
        (-0.3, "deg", "0°"),
        (1.26, "s", "1.3 s"),
        (5.0, "count", "5"),
        (0.254, "ratio", "25 %"),
        (0.12, "trunk", "12 % of the trunk"),
        (math.nan, "deg", "?"),
    ],
)
def test_a_measure_reads_as_people_write_it(value, unit, words):
    assert quantity(value, unit) == words


def test_every_reason_has_its_words():
    assert set(WHY_NOT_COUNTED) == set(Reason)


def test_every_view_has_its_words():
    assert set(VIEWS) == set(View)


def test_faults_come_before_warnings():
    assert worst_first([HURRIED, ROLLED]) == [ROLLED, HURRIED]


def test_amounts_and_names_fit_into_a_sentence():
    assert [amount(number, "set") for number in (0, 1, 2)] == ["0 sets", "1 set", "2 sets"]
    assert begun_small("Pelvic drop (Trendelenburg sign)") == "pelvic drop (Trendelenburg sign)"
