"""Measures read as people write them."""

import math
from dataclasses import replace

import pytest

from coach.coaching.wording import amount, found, limit_passed, lower_first, quantity
from coach.limits import at_least, at_most
from coach.records import Reason
from tests.report.sessions import HURRIED, ROLLED


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
    assert all(reason.words and reason.summary for reason in Reason)


def test_a_finding_says_how_far_and_whether_it_is_only_a_warning():
    names = {"clam_roll_back": "Pelvis rolling back"}

    assert found(ROLLED, names) == "Pelvis rolling back, 24°"
    assert found(HURRIED, names) == "clam_fast_down, 1.3 s (a little)"


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        (at_most(warn=12, fault=20), 24.1, " (limit 12°)"),
        (at_least(warn=30, fault=25), 24.1, " (limit 30°)"),
        (at_most(warn=30, fault=40), 24.1, ""),
    ],
    ids=["too much", "too little", "only more than usual"],
)
def test_the_limit_that_was_passed_is_named(limit, value, words):
    assert limit_passed(limit, replace(ROLLED, value=value)) == words


def test_amounts_and_names_fit_into_a_sentence():
    assert [amount(number, "set") for number in (0, 1, 2)] == ["0 sets", "1 set", "2 sets"]
    assert lower_first("Pelvic drop (Trendelenburg sign)") == "pelvic drop (Trendelenburg sign)"
