"""A hundred mutated inputs of each kind; `python -m benchmarks.fuzz --count 1000` takes more."""

import random
import time

import pytest

from tests.fuzz.attempts import Hangs, at_most, mutated, run
from tests.fuzz.kinds import KINDS

COUNT = 100


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", KINDS)
def test_no_mutated_input_gives_a_stack_trace_hangs_or_leaves_anything(kind, monkeypatch, tmp_path):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")

    outcome = run(KINDS[kind], range(COUNT))

    assert outcome.attempts == COUNT
    assert outcome.is_clean, f"{outcome}: {outcome.traces} {outcome.hangs} {outcome.leftovers}"


def test_the_bench_sees_what_goes_wrong():
    def attempt(chance, folder):
        (folder / "half.part").touch()
        raise ZeroDivisionError

    outcome = run(attempt, range(3))

    assert (outcome.attempts, len(outcome.traces), len(outcome.leftovers)) == (3, 3, 3)
    assert not outcome.is_clean


def test_what_hangs_is_ended():
    with pytest.raises(Hangs), at_most(1):
        time.sleep(10)


def test_a_seed_gives_the_same_mutation():
    assert mutated(b"x" * 1000, random.Random(7)) == mutated(b"x" * 1000, random.Random(7))
