"""Measures read as people write them."""

import math
import re
from dataclasses import replace

import pytest

from coach.coaching.wording import amount, found, how_far, lower_first, quantity, reach, why_not_counted
from coach.records import Finding, Grade, Reason
from exercises import load
from tests.report.sessions import GOOD, SESSION


def known(key):
    return next(one for one in load() if one.key == key)


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


CLAMSHELL, STANDING, BRIDGE = known("clamshell"), known("standing_abduction"), known("single_leg_bridge")
FOUND = {
    "too much": (
        CLAMSHELL,
        "clam_feet_apart",
        0.2,
        Grade.FAULT,
        "Feet come apart: 20 % of the shin, too much (aim at most 13 % of the shin)",
    ),
    "too little of a range": (CLAMSHELL, "clam_knee_angle", 49.0, Grade.FAULT, "Bend of the knees: 49°, too little (aim 60 to 125°)"),
    "only a warning": (CLAMSHELL, "clam_fast_up", 1.2, Grade.WARN, "Lifts too fast: 1.2 s, slightly too short (aim 1.3 s or more)"),
    "only just too little": (
        CLAMSHELL,
        "clam_hold",
        0.38,
        Grade.WARN,
        "No pause at the top: 0.38 s, slightly too short (aim 0.4 s or more)",
    ),
    "less than a picture too little": (
        CLAMSHELL,
        "clam_hold",
        0.397,
        Grade.WARN,
        "No pause at the top: 0.397 s, slightly too short (aim 0.4 s or more)",
    ),
    "a movement that is too small": (CLAMSHELL, "clam_rom_short", 12.0, Grade.FAULT, "Opens too little: 12°, too small (aim 25 to 45°)"),
    "to the other side": (STANDING, "stand_trunk_lean", -13.0, Grade.FAULT, "Body leans to one side: 13°, too much (aim at most 8°)"),
    "downwards": (
        STANDING,
        "stand_pelvic_drop",
        -15.0,
        Grade.FAULT,
        "Hip drops on the side of the lifted leg: 15°, too much (aim at most 6°)",
    ),
    "less than this person usually does": (CLAMSHELL, "clam_rom_short", 24.0, Grade.WARN, "Opens too little: 24°, less than usual for you"),
    "more than this person usually does": (
        known("side_lying_raise"),
        "slr_too_high",
        42.0,
        Grade.WARN,
        "Lifts too high: 42°, more than usual for you",
    ),
    "a check that is no longer made": (CLAMSHELL, "clam_of_old", 3.0, Grade.FAULT, "clam_of_old: 3°"),
}


@pytest.mark.parametrize(("exercise", "key", "value", "grade", "words"), FOUND.values(), ids=FOUND)
def test_a_finding_says_whether_it_is_too_much_or_too_little_and_what_to_aim_at(exercise, key, value, grade, words):
    unit = next((one.unit for one in exercise.checks if one.key == key), "deg")

    assert found(Finding(key, grade, value, unit, 2), exercise) == words


@pytest.mark.parametrize("exercise", load(), ids=lambda one: one.key)
def test_every_check_has_an_aim_in_words(exercise):
    for check in exercise.checks:
        beyond = check.limit.high_fault + 1 if math.isfinite(check.limit.high_fault) else check.limit.low_fault - 0.1
        words = how_far(Finding(check.key, Grade.FAULT, beyond, check.unit, check.severity), exercise)

        assert re.search(r"too (much|little|small|large|short|long|often|seldom) \(aim [^-]*\d[^-]*\)", words), (check.key, words)


@pytest.mark.parametrize(
    ("degrees", "words"),
    [
        (52.0, "more than the aim of 25 to 45°, still fine"),
        (22.0, "less than the aim of 25 to 45°, still fine"),
        (45.4, ""),
        (math.nan, ""),
    ],
)
def test_a_range_beside_the_aim_that_is_fine_all_the_same_has_a_word(degrees, words):
    assert reach(replace(GOOD, range_of_motion=degrees), CLAMSHELL) == words


def test_a_range_that_was_found_wrong_or_that_has_no_aim_has_none():
    too_far = Finding("clam_rom_excess", Grade.WARN, 60.0, "deg", 2)

    assert reach(replace(GOOD, range_of_motion=60.0, findings=(too_far,)), CLAMSHELL) == ""
    assert reach(replace(GOOD, range_of_motion=60.0), BRIDGE) == ""


def test_what_was_too_small_says_how_far_it_went_and_how_far_counts():
    (one,) = SESSION.not_counted

    assert why_not_counted(one, CLAMSHELL) == "the movement was too small (6°; it counts from 15° on)"
    assert why_not_counted(replace(one, value=14.8), CLAMSHELL) == "the movement was too small (14.8°; it counts from 15° on)"
    assert why_not_counted(replace(one, reason=Reason.NOT_SEEN, value=0.0), CLAMSHELL) == "it could not be seen well enough"


def test_amounts_and_names_fit_into_a_sentence():
    assert [amount(number, "set") for number in (0, 1, 2)] == ["0 sets", "1 set", "2 sets"]
    assert lower_first("Pelvic drop (Trendelenburg sign)") == "pelvic drop (Trendelenburg sign)"
