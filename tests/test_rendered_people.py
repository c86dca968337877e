"""What the picture tells beside the landmarks, on rendered people: their poses and the truth about them are in the repository."""

import math

import pytest

from benchmarks.validation.faults import LARGE_ROLL_DEG
from benchmarks.validation.figures import mean
from benchmarks.validation.picture_tables import LIFTED, ROLLED_DEG, STILL_DEG, all_rolls
from coach.coaching.coach import Coach
from coach.recording.tracks import read_track, replay
from coach.records import Grade
from tests.rendered import KNOWN, RENDERED, scores


@pytest.fixture(scope="module")
def lying():
    """Every repetition of all clamshells and leg raises."""
    return all_rolls(scores("dev_clam", "dev2_clam", "dev_raise", "dev2_raise"), KNOWN)


def between(reps, low, high=math.inf):
    return [rep for rep in reps if low <= rep.true < high]


def check_of_feet(key, *prefixes):
    """Of each repetition whether a foot was lifted, whether the check found it, and whether it accused somebody."""
    return [
        (bool(LIFTED & set(true.faults)), any(found), Grade.FAULT in found)
        for one in scores(*prefixes)
        for true, rep in one.reps
        for found in [[finding.grade for finding in rep.findings if finding.check == key]]
    ]


@pytest.mark.parametrize("name", ["dev_clam_4f", "dev2_raise_6f"])
def test_rolls_are_found_and_nobody_else_is_accused(name):
    reps = all_rolls(scores(name), KNOWN)

    rolled, still = between(reps, ROLLED_DEG), between(reps, 0.0, STILL_DEG)
    assert [rep.found for rep in rolled] == [True] * len(rolled) != []
    assert [rep.accused for rep in still] == [False] * len(still) != []


@pytest.mark.slow
def test_every_large_roll_that_is_judged_is_found_and_of_mild_ones_most(lying):
    large, mild = between(lying, LARGE_ROLL_DEG), between(lying, ROLLED_DEG, LARGE_ROLL_DEG)

    assert [rep.found for rep in large if rep.judged] == [True] * sum(rep.judged for rep in large)
    assert (len(large), len(mild)) == (12, 5)
    assert sum(rep.found for rep in large) >= 10
    assert sum(rep.found for rep in mild) >= 4


@pytest.mark.slow
def test_nobody_whose_pelvis_stayed_is_accused(lying):
    assert [rep for rep in between(lying, 0.0, STILL_DEG) if rep.accused] == []


@pytest.mark.slow
def test_the_roll_is_measured_to_a_few_degrees_and_nearly_always(lying):
    assert mean(abs(rep.error) for rep in between(lying, ROLLED_DEG)) <= 4.0
    assert mean(abs(rep.error) for rep in between(lying, 0.0, STILL_DEG)) <= 1.5
    assert sum(rep.judged for rep in lying) >= 0.9 * len(lying)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "prefixes"),
    [("bridge_heel", ("dev_bridge", "dev2_bridge", "dev2_two")), ("seat_feet_planted", ("dev_seat", "dev2_seat"))],
    ids=["bridges", "seated"],
)
def test_lifted_feet_are_found_and_planted_ones_not_accused(key, prefixes):
    told = check_of_feet(key, *prefixes)

    assert [is_found for is_lifted, is_found, _ in told if is_lifted] == [True] * sum(is_lifted for is_lifted, *_ in told)
    assert not any(is_accused for is_lifted, _, is_accused in told if not is_lifted)


@pytest.mark.parametrize("first", [0, 1])
def test_kicks_of_which_a_slow_computer_sees_three_pictures_are_no_abductions(first):
    poses = read_track(RENDERED / "dev2_side_kick_1n.track.npz").poses[first::2]

    session = replay(poses, Coach(KNOWN))
    assert session.reps == ()
    assert "your leg went as high as in a kick" in {one.because for one in session.not_counted}
