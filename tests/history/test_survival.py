"""What was acknowledged stays: through kills, and with several programs writing at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.history import Filter, History, review
from coach.history.damage import damage_of
from tests.history.killing import add_a_person, kill_writers, run_at_once, write_sets

KILLS = 25


@pytest.mark.slow
def test_a_killed_writer_leaves_a_readable_history_with_every_acknowledged_repetition(tmp_path: Path) -> None:
    survived = kill_writers(tmp_path / "history.sqlite", KILLS)

    assert survived.acknowledged > 100
    assert survived.kept == survived.acknowledged
    assert survived.damaged == 0


@pytest.mark.slow
def test_programs_that_write_at_once_lose_nothing(where: str) -> None:
    with History.open(where) as history:
        ada = history.add_person("Ada")

        assert run_at_once(write_sets, (where, ada, 5), (where, ada, 5)) == [0, 0]
        assert [(one.sets, one.reps) for one in history.sessions()] == [(5, 50), (5, 50)]
        assert sum(one.reps for one in review.calendar(history, Filter())) == 100


def test_a_new_history_may_be_made_by_several_programs_at_once(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"

    assert run_at_once(add_a_person, *((str(path), f"Person {n}") for n in range(4))) == [0] * 4
    with History.open(path) as history:
        assert len(history.people()) == 4
    assert damage_of(path) == ""
