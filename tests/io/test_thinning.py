"""Which pictures are analysed."""

import numpy as np
import pytest

from coach.io.thinning import Thinning


def taken(times, thinning):
    return [time for before, time in zip([None, *times], times, strict=False) if thinning.takes(time, before)]


@pytest.mark.parametrize(("fps", "every"), [(15, 1), (20, 1), (24, 2), (30, 2), (50, 3), (60, 4)])
def test_every_nth_picture_is_taken_so_that_about_fifteen_a_second_remain(fps, every):
    times = np.arange(10 * fps) / fps

    assert taken(times, Thinning.to(15.0, fps=fps)) == list(times[::every])


def test_without_a_rate_every_picture_is_taken():
    times = np.arange(120) / 60

    assert taken(times, Thinning.to(None, fps=60)) == list(times)


def test_time_stamps_in_whole_milliseconds_do_not_disturb():
    times = np.round(np.arange(300) / 29.97, 3)

    assert taken(times, Thinning.to(15.0, fps=29.97)) == list(times[::2])


def test_a_part_is_thinned_as_the_whole_is():
    times = np.arange(300) / 30
    thinning = Thinning.to(10.0, fps=30)

    whole, part = taken(times, thinning), taken(times[100:], thinning)

    assert [time for time in whole if time > times[100]] == [time for time in part if time > times[100]]
