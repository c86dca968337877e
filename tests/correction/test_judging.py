"""Kept poses judged again."""

import math
from dataclasses import replace

import pytest

from coach.correction.judging import judge_again, set_again, was_repetition
from coach.history.track import pack, unpack
from coach.records import NotCounted, Reason, Verdict
from exercises import load
from tests.coached import coached
from tests.skeleton import Move, film

EXERCISES = {one.key: one for one in load()}


@pytest.fixture(scope="module")
def clams():
    return film("clamshell", fps=10, reps=3).poses


def test_without_a_word_it_is_judged_as_before(clams):
    session, timeline = judge_again(clams, load(), None, None)

    assert session == coached(clams)
    assert len(timeline.times) == len(clams)


def test_told_another_exercise_it_counts_no_clamshells(clams):
    session, _ = judge_again(clams, load(), "two_leg_bridge", None)

    assert {one.exercise for one in session.sets} <= {"two_leg_bridge"}


def test_told_both_sides_the_coach_sees_for_itself_as_there_is_no_side_to_choose(clams):
    assert judge_again(clams, load(), "clamshell", "both")[0].sets[0].working_side == "left"


def test_a_set_is_judged_from_its_own_part_of_the_poses(clams):
    (one,) = coached(clams).sets
    first = replace(one, end_s=one.reps[1].end_s, reps=one.reps[:2])

    again = set_again(1, first, unpack(pack(clams)), load(), exercise="clamshell", side="left")

    assert [len(it.reps) for it in again.sets] == [2]


def test_a_movement_that_was_one_is_measured_and_judged_from_its_poses(clams):
    (one,) = coached(clams).sets
    second = one.reps[1]
    missed = NotCounted(second.start_s, second.end_s, Reason.TOO_SMALL, 10.0, "deg")

    counted = was_repetition(missed, clams, EXERCISES["clamshell"], "left", one.view)

    assert counted.rep.range_of_motion == pytest.approx(second.range_of_motion, abs=1.5)
    assert counted.rep.concentric_s == pytest.approx(second.concentric_s, abs=0.3)
    assert counted.rep.verdict is Verdict.GOOD


def test_a_fault_is_found_in_it_too():
    poses = film("clamshell", fps=10, reps=[Move(), Move(faults={"pelvis_roll": 30.0}), Move()]).poses
    rolled = coached(poses).sets[0].reps[1]

    counted = was_repetition(
        NotCounted(rolled.start_s, rolled.end_s, Reason.TOO_SMALL, 10.0, "deg"), poses, EXERCISES["clamshell"], "left", ""
    )

    assert "clam_roll_back" in [one.check for one in counted.rep.findings]


def test_without_poses_it_counts_and_is_not_judged():
    missed = NotCounted(10.0, 13.0, Reason.TOO_SMALL, 9.5, "deg")

    counted = was_repetition(missed, (), EXERCISES["clamshell"], "left", "")

    assert counted.rep.verdict is Verdict.NOT_JUDGED
    assert counted.rep.range_of_motion == 9.5
    assert math.isnan(counted.rep.hold_s)
