"""Which pictures are analysed."""

from dataclasses import dataclass

import numpy as np
import pytest

from coach.recording.sampling import Sampling


@dataclass
class Shown:
    time: float


def taken(times, sampling):
    return [picture.time for picture, is_taken in sampling.of(Shown(time) for time in times) if is_taken]


@pytest.mark.parametrize(("fps", "every"), [(15, 1), (20, 1), (22, 1), (30, 2), (60, 4)])
def test_every_nth_picture_is_taken_so_that_fifteen_a_second_remain(fps, every):
    times = np.arange(10 * fps + 1) / fps

    assert taken(times, Sampling.to(15.0, fps=fps)) == list(times[::every])


@pytest.mark.parametrize("fps", [24, 25, 30, 48, 50, 59.94])
@pytest.mark.parametrize("rate_hz", [8.0, 12.0, 15.0])
def test_what_does_not_divide_evenly_is_taken_as_evenly_as_can_be(fps, rate_hz):
    times = np.arange(round(10 * fps)) / fps

    steps = np.diff(taken(times, Sampling.to(rate_hz, fps=fps)))

    assert len(steps) == pytest.approx(10 * rate_hz, abs=2)
    assert (np.abs(steps[:-1] - 1 / rate_hz) < 1.01 / fps).all()


def test_without_a_rate_every_picture_is_taken():
    times = np.arange(120) / 60

    assert taken(times, Sampling.to(None, fps=60)) == list(times)


def test_time_stamps_in_whole_milliseconds_do_not_disturb():
    times = np.round(np.arange(301) / 29.97, 3)

    assert taken(times, Sampling.to(15.0, fps=29.97))[:140] == list(times[::2])[:140]


def test_the_last_picture_is_always_taken():
    for count in range(20, 30):
        times = np.arange(count) / 30

        assert taken(times, Sampling.to(10.0, fps=30))[-1] == times[-1]


def test_a_part_is_thinned_as_the_whole_is():
    times = np.arange(300) / 30
    sampling = Sampling.to(12.0, fps=30)

    whole, part = taken(times, sampling), taken(times[100:], sampling)

    assert [time for time in whole if time > times[100]] == [time for time in part if time > times[100]]


def test_nothing_gives_nothing():
    assert taken([], Sampling.to(12.0, fps=30)) == []
