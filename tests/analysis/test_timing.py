"""How long the way up, the hold and the way down took is read back from a repetition's samples."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.analysis.timing import DOWN_WEIGHT, GRID_S, HELD_BACK_S, SOON_S, Timing, read_timing, smoothed, with_motion
from coach.demonstration.repetition import Move, minimum_jerk, rep_curve, truths
from coach.picture import COMPARED_S

FPS = st.sampled_from([15.0, 20.0, 30.0, 60.0])
up_or_down = st.floats(1.0, 4.0)


def samples(move, fps=30.0, rest=0.0, still_s=1.5):
    """The truth, and times and degrees from before the repetition to after it."""
    (true,) = truths([move], still_s)
    times = np.arange(round((true.end_s + 1.0) * fps)) / fps
    return true, times, rest + move.span * rep_curve(times, [true])[0]


@settings(max_examples=100)
@given(up=up_or_down, hold=st.floats(0.3, 4.0), down=up_or_down, span=st.floats(10, 90), rest=st.floats(-40, 40), fps=FPS)
def test_a_smooth_repetition_is_read_back_within_a_tenth_of_a_second(*, up, hold, down, span, rest, fps):
    true, times, values = samples(Move(span, up, hold, down), fps, rest)

    read = read_timing(times, values, true.peak_s)
    # What begins is held back by no pose model here.
    assert read.start_s + HELD_BACK_S == pytest.approx(true.start_s, abs=0.065)
    assert read.top_start_s == pytest.approx(true.top_start_s, abs=0.065)
    assert read.top_end_s + HELD_BACK_S == pytest.approx(true.top_end_s, abs=0.065)
    assert read.end_s == pytest.approx(true.end_s, abs=0.065)
    assert read.peak_s == pytest.approx(true.peak_s, abs=0.1)
    assert read.top - read.rest == pytest.approx(span, rel=0.05)


@settings(max_examples=40)
@given(up=up_or_down, down=up_or_down, fps=FPS)
def test_without_a_hold_there_is_hardly_one(up, down, fps):
    true, times, values = samples(Move(30.0, up, 0.0, down), fps)

    read = read_timing(times, values, true.peak_s)
    assert 0 <= read.top_end_s - read.top_start_s < 0.3
    assert read.end_s - read.start_s == pytest.approx(up + down, abs=0.2)


@settings(max_examples=40)
@given(up=up_or_down, hold=st.floats(0.5, 3), down=up_or_down, seed=st.integers(0, 10_000))
def test_trembling_costs_little(up, hold, down, seed):
    true, times, values = samples(Move(35.0, up, hold, down))
    jitter = np.random.default_rng(seed).normal(0, 0.7, times.size)

    read = read_timing(times, values + jitter, true.peak_s)
    assert read.top_start_s - read.start_s == pytest.approx(up, abs=0.35)
    assert read.end_s - read.top_end_s == pytest.approx(down, abs=0.35)
    assert read.peak_s == pytest.approx(true.peak_s, abs=0.25)


@pytest.mark.parametrize("up", [0.3, 0.5])
def test_a_jerk_is_read_as_one(up):
    true, times, values = samples(Move(35.0, up, 1.0, 2.5))

    read = read_timing(times, values, true.peak_s)
    assert read.top_start_s - read.start_s - HELD_BACK_S == pytest.approx(up, abs=0.05)


@settings(max_examples=30)
@given(start=st.floats(1.6, 7.0), seconds=st.floats(0.05, 0.3))
def test_a_short_gap_is_bridged(start, seconds):
    true, times, values = samples(Move(35.0, 2.0, 1.0, 2.5))
    values[(times > start) & (times < start + seconds)] = np.nan

    read = read_timing(times, values, true.peak_s)
    assert (read.start_s, read.top_start_s, read.top_end_s, read.end_s) == pytest.approx(
        (true.start_s, true.top_start_s, true.top_end_s, true.end_s), abs=0.2
    )


def test_settling_before_the_first_repetition_is_not_part_of_it():
    true, times, values = samples(Move(35.0, 2.0, 1.0, 2.5), still_s=3.0)
    settling = np.where(times < 2.0, -4.0 * np.clip(times - 1.0, 0.0, 1.0), -4.0)

    read = read_timing(times, values + settling, true.peak_s)
    assert read.start_s == pytest.approx(true.start_s, abs=0.15)


def test_what_is_read_stays_within_the_samples_and_what_little_can_be_foreseen():
    true, times, values = samples(Move(35.0, 2.0, 1.0, 2.5))
    cut = (times > 1.8) & (times < 6.5)

    read = read_timing(times[cut], values[cut], true.peak_s)
    assert times[cut][0] <= read.start_s <= read.top_start_s <= read.top_end_s <= read.end_s <= times[cut][-1] + GRID_S + SOON_S


@settings(max_examples=40)
@given(down=st.floats(1.0, 4.0), cut_s=st.floats(0.0, 0.25))
def test_samples_that_end_just_before_rest_tell_when_it_is_reached(down, cut_s):
    true, times, values = samples(Move(35.0, 2.0, 1.0, down))
    seen = times < true.end_s - cut_s * down / 2.5

    assert read_timing(times[seen], values[seen], true.peak_s).end_s == pytest.approx(true.end_s, abs=0.15)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), creeps=st.floats(0.0, 0.08), down=up_or_down)
def test_a_tiny_trembling_does_not_move_the_end(seed, creeps, down):
    true, times, values = samples(Move(35.0, 2.0, 1.0, down))
    creeping = values - creeps * 35.0 * np.clip((times - true.end_s + 0.4) / 1.5, 0.0, 1.0)  # a leg that sinks into the mat
    trembling = creeping + np.random.default_rng(seed).normal(0, 0.15, times.size)

    assert read_timing(times, trembling, true.peak_s).end_s == pytest.approx(read_timing(times, creeping, true.peak_s).end_s, abs=0.12)


@settings(max_examples=30)
@given(pulled=st.floats(0.2, 0.4), seconds=st.floats(0.5, 1.5))
def test_a_heel_that_is_pulled_in_before_does_not_begin_the_repetition(pulled, seconds):
    true, times, values = samples(Move(35.0, 2.0, 1.0, 2.5), still_s=4.0)
    away = 1.0 - np.clip((times - 1.0) / seconds, 0.0, 1.0) + np.clip(times - 1.0 - seconds, 0.0, 1.0)
    before = np.where(times < 3.0, -pulled * 35.0 * (1 - np.clip(away, 0.0, 1.0)), 0.0)

    assert read_timing(times, values + before, true.peak_s).start_s == pytest.approx(true.start_s, abs=0.2)


@pytest.mark.parametrize(("up", "down"), [(2.0, 2.5), (1.2, 1.6)])
def test_what_does_not_show_beside_rest_is_added(up, down):
    true, times, values = samples(Move(35.0, up, 1.0, down))

    plain, told = read_timing(times, values, true.peak_s), read_timing(times, values, true.peak_s, 0.1)
    assert told.top_start_s == plain.top_start_s
    assert (told.top_start_s - told.start_s - HELD_BACK_S) * 0.9 == pytest.approx(plain.top_start_s - plain.start_s - HELD_BACK_S)
    assert told.end_s > plain.end_s


def test_a_time_at_the_end_of_the_samples_is_a_plain_number():
    true, times, values = samples(Move(35.0, 2.0, 1.0, 2.5))

    read = read_timing(times[times < 7.0], values[times < 7.0], true.peak_s)
    assert {type(one) for one in (read.rest_s, read.start_s, read.top_start_s, read.top_end_s, read.end_s, read.rest, read.top)} == {float}


def test_smoothing_gives_an_even_grid_without_delay():
    times = np.array([0.0, 0.1, 0.13, 0.4, 0.7, 1.0])
    grid, level = smoothed(times, 10.0 * times)

    assert np.diff(grid) == pytest.approx(0.02)
    assert level[20:-20] == pytest.approx(10.0 * grid[20:-20], abs=0.05)


SHOWN = 0.81
"""Share of a minimum-jerk movement's duration in which its speed is above 12 % of its greatest: 0.0955 of it is missing at each end."""


def late(true, by=0.3):
    """What landmarks make of a repetition that they show too late at rest and at the top."""
    return Timing(0.0, true.start_s + by, true.top_start_s, true.top_end_s + by, true.end_s - by, 0.0, 1.0)


def motion(move, fps):
    """The truth, and times and how much the picture moves at each, as `models.picture_measures` has it."""
    true, times, values = samples(move, fps)
    back = math.ceil(COMPARED_S * fps)
    moved = np.abs(values[back:] - values[:-back]) / (back * 12 / fps)
    return true, times[back:], np.maximum(moved - 0.01, 0.0)


@settings(max_examples=60)
@given(up=up_or_down, hold=st.floats(0.4, 3.0), down=up_or_down, fps=st.sampled_from([8.0, 10.0, 12.0, 15.0, 24.0, 30.0]))
def test_what_moves_in_the_picture_says_when_where_landmarks_are_late(up, hold, down, fps):
    true, times, moving = motion(Move(30.0, up, hold, down), fps)

    read = with_motion(late(true), times, moving, SHOWN)

    assert read.concentric_s == pytest.approx(up, abs=0.16)
    assert read.hold_s == pytest.approx(hold, abs=0.26)
    assert read.eccentric_s == pytest.approx(down, abs=0.35)  # on the way down landmarks, here 0.6 s wrong, count nearly half


def test_who_wobbles_is_timed_by_the_first_and_the_last_part_of_the_way():
    turns = [(2.0, 0), (2.8, 15), (3.2, 12), (4.2, 24), (4.6, 20), (5.4, 30), (6.2, 30), (8.2, 0), (10.0, 0)]
    times = np.arange(0.0, 10.0, 1 / 15)
    level = np.zeros(times.size)
    for (begin_s, low), (end_s, high) in pairwise(turns):
        inside = times >= begin_s
        level[inside] = low + (high - low) * minimum_jerk(np.minimum((times[inside] - begin_s) / (end_s - begin_s), 1.0))

    read = read_timing(times, level, 5.8)

    assert read.start_s + HELD_BACK_S == pytest.approx(2.0, abs=0.1)
    assert read.top_start_s == pytest.approx(5.4, abs=0.1)
    assert read.top_end_s + HELD_BACK_S == pytest.approx(6.2, abs=0.1)
    assert read.end_s == pytest.approx(8.2, abs=0.1)


def test_the_jitter_of_landmarks_is_no_wobble():
    true, times, values = samples(Move(30.0, 2.5, 1.0, 2.5), 15.0)
    noisy = values + np.random.default_rng(2).normal(0.0, 1.5, values.size)

    read = read_timing(times, noisy, true.peak_s)

    assert read.concentric_s == pytest.approx(2.5 + HELD_BACK_S, abs=0.35)
    assert read.eccentric_s == pytest.approx(2.5 + HELD_BACK_S, abs=0.35)


def test_a_stop_on_the_way_is_part_of_the_way():
    true, times, moving = motion(Move(30.0, 3.0, 1.0, 3.0, faults={"wobble": 3.0}), 12.0)

    assert with_motion(late(true), times, moving, SHOWN).concentric_s == pytest.approx(3.0, abs=0.4)


def test_the_end_of_the_way_up_is_not_the_beginning_of_the_way_down():
    true, times, moving = motion(Move(30.0, 2.5, 1.5, 2.5), 15.0)
    too_early = replace(late(true), top_start_s=true.top_start_s - 0.35, top_end_s=true.top_start_s - 0.35)

    between = DOWN_WEIGHT * true.top_end_s + (1 - DOWN_WEIGHT) * too_early.top_end_s
    assert with_motion(too_early, times, moving, SHOWN).top_end_s == pytest.approx(between, abs=0.15)


def test_a_camera_in_the_hand_changes_nothing():
    true, times, moving = motion(Move(30.0, 2.0, 1.0, 2.0), 12.0)
    shaking = moving + np.random.default_rng(1).uniform(1.0, 2.0, moving.size)
    landmarks = late(true)

    assert with_motion(landmarks, times, shaking, SHOWN) == landmarks


@pytest.mark.parametrize("level", [np.nan, 0.0, 1.0], ids=["not measured", "still", "everything moves all the time"])
def test_a_picture_that_does_not_tell_changes_nothing(level):
    true, times, moving = motion(Move(30.0, 2.0, 1.0, 2.0), 12.0)
    landmarks = late(true)

    assert with_motion(landmarks, times, np.full_like(moving, level), SHOWN) == landmarks
