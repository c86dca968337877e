"""Pictures that are lost, late or doubled, and recordings that begin or end in the middle: the same repetitions all the same."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coached import coached
from tests.examples import examples
from tests.skeleton import EXERCISES, film

pytestmark = pytest.mark.slow  # many films go through the coach

EACH = pytest.mark.parametrize("exercise", EXERCISES)
SEEDS = st.integers(0, 10_000)


@cache
def three(exercise):
    """Three repetitions, 15 pictures a second."""
    return film(exercise, fps=15.0, noise_px=1.0)


def counted(poses):
    session = coached(poses)
    return session.exercise, len(session.reps)


@EACH
@examples(5)
@given(seed=SEEDS)
def test_pictures_lost_in_bursts_of_half_a_second_cost_no_repetition(exercise, seed):
    poses = three(exercise).poses
    chance = np.random.default_rng(seed)
    bursts = [start + chance.integers(0, 15) for start in range(0, len(poses), 22)]
    lost = {int(first) + i for first in bursts for i in range(chance.integers(1, 8))}

    assert counted([pose for i, pose in enumerate(poses) if i not in lost]) == (exercise, 3)


@EACH
@examples(5)
@given(seed=SEEDS)
def test_pictures_that_come_unevenly_are_counted_and_timed_as_well(exercise, seed):
    shown = three(exercise)
    late = np.sort(np.array([pose.time for pose in shown.poses]) + np.random.default_rng(seed).uniform(-0.02, 0.02, len(shown.poses)))
    session = coached(replace(pose, time=time) for pose, time in zip(shown.poses, late.tolist(), strict=True))

    assert (session.exercise, len(session.reps)) == (exercise, 3)
    assert [rep.peak_s for rep in session.reps] == pytest.approx([rep.peak_s for rep in shown.reps], abs=0.2)


@EACH
@examples(5)
@given(missing=st.floats(0.55, 0.95))
def test_a_repetition_of_which_most_was_not_filmed_is_not_counted(exercise, missing):
    shown = three(exercise)
    first, last = shown.reps[0], shown.reps[-1]
    begins = first.start_s + missing * (first.end_s - first.start_s)
    ends = last.end_s - missing * (last.end_s - last.start_s)

    assert counted([pose for pose in shown.poses if pose.time >= begins]) == (exercise, 2)
    assert counted([pose for pose in shown.poses if pose.time <= ends]) == (exercise, 2)


@EACH
@examples(5)
@given(seconds=st.floats(5.0, 15.0))
def test_a_long_hold_is_one_repetition_and_as_long_as_it_was(exercise, seconds):
    session = coached(film(exercise, reps=2, hold=seconds, fps=12.0, noise_px=1.0).poses)

    assert (session.exercise, len(session.reps)) == (exercise, 2)
    assert [rep.hold_s for rep in session.reps] == pytest.approx([seconds] * 2, abs=0.4)
