"""The filter is smooth when little moves, prompt when much does, and unchanged by what was not seen."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.pose import Pose
from coach.tracking.smoothing import OneEuroState, PoseSmoother, low_pass_weight
from tests.skeleton import film

FAST = {"cutoff": 3.0, "beta": 0.1}


def filtered(times, values, **options):
    """All values that the filter gives."""
    state, given_back = OneEuroState(), []
    for time, value in zip(times, values, strict=True):
        state = state.step(time, value, **(options or FAST))
        given_back.append(state.value)
    return np.array(given_back)


def test_the_first_value_is_given_as_it_is():
    assert OneEuroState().step(7.0, 42.0, **FAST).value == 42.0


@given(value=st.floats(-1000, 1000), fps=st.sampled_from([8, 15, 30, 60]))
def test_a_constant_stays_what_it_is(value, fps):
    times = np.arange(2 * fps) / fps

    assert filtered(times, np.full_like(times, value)) == pytest.approx(value)


@settings(max_examples=20)
@given(seed=st.integers(0, 1000), fps=st.sampled_from([15, 30, 60]))
def test_jitter_becomes_less(seed, fps):
    times = np.arange(4 * fps) / fps
    jitter = np.random.default_rng(seed).normal(size=times.size)

    assert np.std(filtered(times, jitter, cutoff=1.0, beta=0.0)[fps:]) < 0.8 * np.std(jitter[fps:])


@pytest.mark.parametrize("fps", [8, 15, 30, 60])
def test_a_fast_movement_is_followed_within_a_tenth_of_a_second(fps):
    times = np.arange(2 * fps) / fps
    ramp = 40.0 * times  # degrees, as in a knee that is thrown open

    lag = (ramp - filtered(times, ramp))[fps:] / 40.0
    assert np.all(lag < 0.1)


@given(values=st.lists(st.floats(-100, 100), min_size=2, max_size=30))
def test_the_filter_never_leaves_the_range_of_what_it_was_given(values):
    out = filtered(np.arange(len(values)) / 30, np.array(values))

    assert out.min() >= min(values) - 1e-9
    assert out.max() <= max(values) + 1e-9


def test_what_was_not_seen_changes_nothing():
    before = OneEuroState().step(0.0, 10.0, **FAST).step(0.1, 12.0, **FAST)

    assert before.step(0.2, math.nan, **FAST) is before


def test_after_a_long_gap_it_begins_anew():
    before = OneEuroState().step(0.0, 10.0, **FAST)

    assert before.step(0.5, 50.0, **FAST).value < 50.0
    assert before.step(1.5, 50.0, **FAST).value == 50.0


def test_the_same_moment_again_changes_nothing():
    before = OneEuroState().step(1.0, 10.0, **FAST)

    assert before.step(1.0, 99.0, **FAST) == before


@given(cutoff=st.floats(0.1, 50), dt=st.floats(0.001, 1))
def test_a_new_value_weighs_more_the_longer_ago_the_last_one_was(cutoff, dt):
    assert 0 < low_pass_weight(cutoff, dt) < low_pass_weight(cutoff, 2 * dt) < 1


def test_a_smoothed_pose_trembles_less_and_keeps_all_else():
    still = film("clamshell", reps=0, noise_px=2.0, still_s=3.0).poses
    smoother = PoseSmoother()
    shown = [smoother.update(pose) for pose in still]

    trembling = np.abs(np.diff([pose.image for pose in still], axis=0)).mean()
    assert np.abs(np.diff([pose.image for pose in shown], axis=0)).mean() < 0.5 * trembling
    assert all(one.world is other.world and one.time == other.time for one, other in zip(shown, still, strict=True))


def test_a_smoothed_pose_starts_anew_when_somebody_comes_back():
    smoother = PoseSmoother()
    first, second, third = film("clamshell", reps=0, fps=10, still_s=0.3).poses
    elsewhere = replace(third, image=third.image + 0.3)

    smoother.update(first)
    gone = smoother.update(Pose.nobody(second.time, second.size))
    back = smoother.update(elsewhere)
    assert not gone.is_seen
    assert back.image == pytest.approx(elsewhere.image)
