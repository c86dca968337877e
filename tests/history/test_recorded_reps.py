"""Repetitions that the coach made of recorded people: kept with all that was measured, and kept once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from coach.history import Conflict, History
from coach.history.backup import back_up, restore
from coach.history.files import ExportFormat, export
from coach.history.imports import import_export
from coach.recording.tracks import read_track
from coach.records import Session
from tests.coached import coached
from tests.history.made_up import EVENING
from tests.history.test_files import contents, target

TRACKS = Path(__file__).parents[1] / "data" / "tracks"
EVERY_RECORDING = pytest.mark.parametrize("name", ["clamshell", "clamshell_floor", "standing_cable"])


@cache
def recorded(name: str) -> Session:
    return coached(read_track(TRACKS / f"{name}.npz").poses)


def add(history: History, set_id: int, name: str) -> None:
    """Keep the recording's repetitions one by one, as they are while somebody exercises."""
    for one in recorded(name).reps:
        history.add_rep(set_id, one)


@EVERY_RECORDING
def test_a_recording_comes_back_with_all_that_was_measured(history: History, name: str) -> None:
    session = recorded(name)

    kept = history.session(history.keep_session(history.add_person("Ada"), session, EVENING, source=name))

    assert kept.record == session
    assert all(one.measured for one in kept.record.reps)
    assert [one.range_error for one in kept.record.reps] == [one.range_error for one in session.reps]
    assert [one.because for one in kept.record.not_counted] == [one.because for one in session.not_counted]


@EVERY_RECORDING
def test_the_same_repetitions_again_are_no_conflict_and_store_nothing(history: History, name: str, where: str) -> None:
    set_id = history.start_set(history.start_session(history.add_person("Ada"), EVENING), "clamshell", "left")
    add(history, set_id, name)
    before = contents(history)

    add(history, set_id, name)
    with History.open(where) as reopened:
        add(reopened, set_id, name)

    assert contents(history) == before
    assert history.session(1).sets[0].reps == recorded(name).reps


def test_a_repetition_that_measured_something_else_is_another_one(history: History) -> None:
    set_id = history.start_set(history.start_session(history.add_person("Ada"), EVENING), "clamshell", "left")
    one = recorded("clamshell").reps[0]
    check, value = one.measured[0]
    history.add_rep(set_id, one)

    with pytest.raises(Conflict, match="another repetition 1"):
        history.add_rep(set_id, replace(one, measured=((check, value + 1.0), *one.measured[1:])))
    assert history.session(1).sets[0].reps[0] == one


def exported(kind: ExportFormat) -> Callable[[History, History, Path], None]:
    def trip(old: History, new: History, folder: Path) -> None:
        export(old, target(folder, kind), kind)
        import_export(new, target(folder, kind))

    return trip


def backed_up(old: History, new: History, folder: Path) -> None:
    back_up(old, folder / "backup.sqlite")
    restore(new, folder / "backup.sqlite")


@pytest.mark.parametrize("trip", [*map(exported, ExportFormat), backed_up], ids=[*ExportFormat, "backup"])
def test_what_was_measured_survives_the_round_trip(trip: Callable[[History, History, Path], None], tmp_path: Path) -> None:
    session = recorded("clamshell")
    with History.open(tmp_path / "old.sqlite") as old, History.open(tmp_path / "new.sqlite") as new:
        old.keep_session(old.add_person("Ada"), session, EVENING, source="clamshell")

        trip(old, new, tmp_path)

        assert new.session(1).record == session
        assert contents(new) == contents(old)
