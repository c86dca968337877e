"""Work done ahead in another thread."""

from contextlib import closing

import pytest

from coach.recording.prefetch import Prefetch


def test_everything_comes_in_its_order():
    assert list(Prefetch(range(50), most=3)) == list(range(50))


def test_an_error_is_raised_where_it_would_have_come():
    def failing():
        yield 1
        raise ValueError("no more")

    came = []
    with pytest.raises(ValueError, match="no more"):
        came.extend(Prefetch(failing(), most=3))

    assert came == [1]


def test_who_leaves_early_leaves_no_thread_and_closes_the_source():
    begun = []

    def endless():
        while True:
            begun.append(1)
            yield 1

    with closing(Prefetch(endless(), most=2)) as things:
        next(iter(things))

    assert not things._thread.is_alive()
    assert len(begun) < 10
