"""The repetition machine: one number over time in, attempts out, whatever the frame rate, the noise and the gaps."""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.analysis.repetitions import LONGEST_S, LOST_S, Attempt, RepState, close, step
from coach.demonstration.repetition import Move, minimum_jerk, rep_curve, truths
from coach.exercise import Phase

ATTEMPT = 8.0
"""The rise that makes an attempt, in degrees; a repetition here rises by 20 or more."""
SMALL_JITTER = 2.0
FPS = st.sampled_from([8.0, 15.0, 30.0, 60.0])

moves = st.lists(
    st.builds(Move, span=st.floats(20, 60), up=st.floats(0.6, 3), hold=st.floats(0, 3), down=st.floats(0.6, 3), pause=st.floats(0.6, 2)),
    min_size=1,
    max_size=4,
)


class Run(NamedTuple):
    """What came out, and where the machine was left."""

    attempts: list[Attempt]
    state: RepState
    phases: list[Phase]


def run(times, values):
    state, attempts, phases = RepState(), [], []
    for time, value in zip(times, values, strict=True):
        state, attempt = step(state, float(time), float(value), ATTEMPT)
        attempts += [attempt] if attempt else []
        phases.append(state.phase)
    return Run(attempts, state, phases)


def angle(performed, fps=30.0, rest=0.0):
    """Times and degrees of moves that follow one another after two seconds of rest, and one at their end."""
    reps = truths(performed, 2.0)
    times = np.arange(round((reps[-1].end_s + 1.0) * fps)) / fps
    return times, rest + sum(rep.excursion * curve for rep, curve in zip(reps, rep_curve(times, reps), strict=True))


def reach(times, start_s, end_s, low, high):
    """A smooth way from one value to another between two moments."""
    return low + (high - low) * minimum_jerk((times - start_s) / (end_s - start_s))


@settings(max_examples=60)
@given(performed=moves, fps=FPS, rest=st.floats(-30, 30))
def test_every_repetition_is_one_attempt_at_any_rate_and_from_any_rest(performed, fps, rest):
    found = run(*angle(performed, fps, rest)).attempts

    assert len(found) == len(performed)
    for attempt, true in zip(found, truths(performed, 2.0), strict=True):
        assert true.start_s - 0.2 < attempt.start_s < attempt.peak_s < attempt.end_s < true.end_s + 0.2
        assert attempt.rise == pytest.approx(true.excursion, rel=0.15)


@settings(max_examples=20)
@given(performed=moves)
def test_the_same_repetitions_come_at_every_frame_rate(performed):
    slow, *others = (run(*angle(performed, fps)).attempts for fps in (8.0, 15.0, 30.0, 60.0))

    for other in others:
        assert [one.rise for one in other] == pytest.approx([one.rise for one in slow], rel=0.15)
        assert [one.start_s for one in other] == pytest.approx([one.start_s for one in slow], abs=0.5)
        assert [one.end_s for one in other] == pytest.approx([one.end_s for one in slow], abs=0.5)


@settings(max_examples=40)
@given(performed=moves, fps=FPS, seed=st.integers(0, 10_000))
def test_a_trembling_value_crosses_every_threshold_once(performed, fps, seed):
    times, values = angle(performed, fps)
    jitter = np.random.default_rng(seed).uniform(-SMALL_JITTER, SMALL_JITTER, times.size)

    attempts, state, _ = run(times, values + jitter)
    assert len(attempts) + (close(state) is not None) == len(performed), "one that has not settled yet ends with the recording"


@settings(max_examples=60)
@given(start=st.floats(0, 12), seconds=st.floats(0.05, 1.0), fps=FPS)
def test_less_than_a_second_unseen_changes_nothing(start, seconds, fps):
    times, values = angle([Move(span=30.0, up=2.0, hold=1.5, down=2.5)] * 2, fps)
    gaps = np.where((times >= start) & (times < start + seconds), np.nan, values)
    whole, holed = run(times, values).attempts, run(times, gaps).attempts

    assert [one.lost for one in holed] == [False, False]
    assert [one.rise for one in holed] == pytest.approx([one.rise for one in whole], rel=0.1)


def test_nothing_seen_changes_nothing_at_all():
    resting = run(*angle([Move(span=30.0)])).state

    assert step(resting, 100.0, math.nan, ATTEMPT) == (resting, None)


@given(before=st.floats(0.5, 2), down=st.floats(0.6, 2), low=st.floats(0, 1), up=st.floats(0.6, 2))
def test_a_dip_is_not_a_repetition(before, down, low, up):
    times = np.arange(300) / 30
    turn = before + down + low
    values = np.where(times < turn, reach(times, before, before + down, 30.0, 0.0), reach(times, turn, turn + up, 0.0, 30.0))

    assert run(times, values).attempts == []


@given(depth=st.floats(0, 0.5), at=st.floats(0.2, 1.5))
def test_sagging_half_way_at_the_top_is_the_same_repetition(depth, at):
    times, values = angle([Move(span=30.0, up=1.0, hold=4.0, down=1.0)])
    middle = 3.0 + at
    sag = np.where(np.abs(times - middle - 1) < 1, np.cos((times - middle - 1) * np.pi / 2) ** 2, 0.0)

    (attempt,) = run(times, values - depth * 30.0 * sag).attempts
    assert attempt.end_s > 7.5


@settings(max_examples=20)
@given(slope=st.floats(-2.5, 2.5))
def test_drift_is_not_a_repetition(slope):
    times = np.arange(40 * 8) / 8

    assert run(times, slope * times).attempts == []
    assert run(times, slope * times).state.phase is Phase.REST


@settings(max_examples=20)
@given(slope=st.floats(-1.5, 1.5))
def test_drift_under_repetitions_neither_adds_nor_takes_one(slope):
    times, values = angle([Move(span=30.0)] * 3)

    assert len(run(times, values + slope * times).attempts) == 3


def test_a_short_halt_on_the_way_down_does_not_end_the_repetition():
    times = np.arange(0.0, 8.0, 1 / 30)
    values = np.interp(times, [1.0, 3.0, 4.0, 5.0, 5.5, 6.5], [0.0, 30.0, 30.0, 8.0, 8.0, 0.0])

    (attempt,) = run(times, values).attempts
    assert attempt.end_s == pytest.approx(6.5, abs=0.15)


@pytest.mark.parametrize("hold", [5.0, 10.0, 30.0])
def test_a_long_hold_is_one_repetition(hold):
    (attempt,) = run(*angle([Move(span=30.0, hold=hold)], fps=10.0)).attempts

    assert attempt.seconds == pytest.approx(2.0 + hold + 2.5, abs=1.0)  # `coach.analysis.timing` reads it off exactly


def test_staying_up_for_good_ends_the_attempt():
    times = np.arange(50 * 10) / 10

    (attempt,) = run(times, reach(times, 2.0, 4.0, 0.0, 30.0)).attempts
    assert attempt.seconds > LONGEST_S


def test_a_first_repetition_that_had_already_begun_is_not_one():
    times, values = angle([Move(span=30.0)] * 2)
    from_the_top = times > 4.5

    assert len(run(times[from_the_top], values[from_the_top]).attempts) == 1


@pytest.mark.parametrize("cut", [3.0, 4.5, 5.5])
def test_a_last_repetition_that_was_cut_off_stays_open(cut):
    times, values = angle([Move(span=30.0)])
    attempts, state, _ = run(times[times < cut], values[times < cut])

    open_ = close(state)
    assert attempts == []
    assert open_ is not None
    assert open_.fall < 0.7 * open_.rise


def test_at_rest_nothing_is_open():
    assert close(run(*angle([Move(span=30.0)])).state) is None
    assert close(RepState()) is None


def test_unseen_for_long_in_mid_repetition_the_attempt_is_lost():
    times, values = angle([Move(span=30.0, hold=6.0), Move(span=30.0)])
    gaps = np.where((times > 5.0) & (times < 5.2 + LOST_S), np.nan, values)

    assert run(times, gaps).attempts[0].lost


def test_unseen_for_long_at_rest_nothing_is_lost():
    times, values = angle([Move(span=30.0, pause=6.0), Move(span=30.0)])
    gaps = np.where((times > 8.0) & (times < 13.0), np.nan, values)

    assert [one.lost for one in run(times, gaps).attempts] == [False, False]


def test_less_than_an_attempt_is_nothing():
    assert run(*angle([Move(span=ATTEMPT - 1)] * 3)).attempts == []


@given(level=st.floats(3, 12))
def test_rest_follows_a_leg_that_is_not_lowered_fully(level):
    """Between two repetitions it stays `level` degrees up, and the second is measured from there."""
    times = np.arange(11 * 30) / 30
    first = np.where(times < 4, reach(times, 2, 3, 0.0, 40.0), reach(times, 4, 5, 40.0, level))
    second = np.where(times < 8, reach(times, 7, 8, 0.0, 40.0 - level), reach(times, 8.5, 9.5, 40.0 - level, 0.0))

    found = run(times, first + second).attempts
    assert [one.rise for one in found] == pytest.approx([40.0, 40.0 - level], abs=1.0)


def test_repetitions_that_follow_at_once_are_told_apart():
    found = run(*angle([Move(span=30.0, up=1.0, hold=0.2, down=1.0, pause=0.0)] * 5, fps=15.0)).attempts

    assert len(found) == 5


def test_a_repetition_goes_through_its_phases_in_order():
    _, _, phases = run(*angle([Move(span=30.0)]))
    changes = [phases[0], *(now for before, now in pairwise(phases) if now is not before)]

    assert changes == [Phase.REST, Phase.CONCENTRIC, Phase.HOLD, Phase.ECCENTRIC, Phase.REST]


def test_the_rest_of_a_state_is_where_the_value_was_lowest():
    times = np.arange(60) / 30

    assert math.isnan(RepState().rest)
    assert run(times, np.full(60, 7.0)).state.rest == 7.0
