"""How much came from the hip, and when the pelvis began to roll, as charts and pages show it."""

import math
from dataclasses import replace

import pytest

from coach.coaching.hip_share import hip_share, hip_share_in_words, roll_onsets
from coach.coaching.wording import from_the_hip
from coach.records import Finding, Grade
from exercises.clamshell import EXERCISE as CLAMSHELL
from exercises.single_leg_bridge import EXERCISE as BRIDGE
from tests.coached import coached
from tests.report.sessions import FAULTY, GOOD
from tests.skeleton import Move, film

ROLL_DEG = 30.0


def measuring(share):
    return replace(GOOD, measured=(("clam_hip_share", share),))


@pytest.fixture(scope="module")
def shown():
    """Three made-up clamshells, the second with the pelvis rolling back."""
    return film("clamshell", fps=15, reps=[Move(), Move(faults={"pelvis_roll": ROLL_DEG}), Move()])


@pytest.fixture(scope="module")
def reps(shown):
    return coached(shown.poses).reps


def test_the_share_of_a_set_is_the_middle_one():
    assert hip_share([measuring(0.5), measuring(0.9), measuring(0.88)], CLAMSHELL) == 0.88


def test_what_was_not_judged_has_no_share():
    assert math.isnan(hip_share([GOOD, measuring(math.nan)], CLAMSHELL))
    assert math.isnan(hip_share([GOOD], BRIDGE))


def test_no_more_than_all_of_it_comes_from_the_hip_and_no_less_than_nothing():
    assert hip_share([measuring(1.04)], CLAMSHELL) == 1.0
    assert hip_share([measuring(-0.2)], CLAMSHELL) == 0.0


def test_the_share_is_said_as_a_number_or_not_at_all():
    assert from_the_hip(0.88) == "88 % from the hip"
    assert from_the_hip(math.nan) == ""


def test_of_a_set_the_least_is_said_too():
    assert hip_share_in_words([measuring(0.9), measuring(0.88), measuring(0.47)], CLAMSHELL) == "88 % from the hip, at worst 47 %"
    assert hip_share_in_words([measuring(0.9)], CLAMSHELL) == "90 % from the hip"


def test_a_pelvis_that_rolls_takes_its_part_of_the_opening(reps):
    still, rolled, again = (hip_share([rep], CLAMSHELL) for rep in reps)

    assert min(still, again) > 0.9
    assert rolled < 0.65


def test_the_roll_begins_on_the_way_up_of_the_repetition_that_rolls(reps, shown):
    (moment,) = roll_onsets(reps, CLAMSHELL)

    rolled = shown.reps[1]
    assert rolled.start_s < moment < rolled.peak_s


def test_a_finding_without_a_moment_marks_nothing():
    unknown = replace(FAULTY, findings=(Finding("clam_roll_back", Grade.FAULT, 24.0, "deg", 3),))

    assert roll_onsets([unknown], CLAMSHELL) == []


def test_other_findings_mark_nothing():
    rep = replace(GOOD, findings=(Finding("clam_feet_apart", Grade.FAULT, 0.3, "shank", 2, 4.0),))

    assert roll_onsets([rep], CLAMSHELL) == []
