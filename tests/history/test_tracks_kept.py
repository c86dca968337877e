"""The movement of each set, kept with a recording, wanted or not, and gone when it is erased."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.history import History, erasing
from coach.history.backup import back_up, restore
from coach.history.files import ExportFormat, export
from coach.history.import_analysis import import_analysis
from coach.history.imports import import_export
from coach.history.preferences import keep_tracks, keeps_tracks
from coach.history.track import AROUND_S, pack, tracks_of, unpack
from coach.pose import Pose
from coach.recording.source import Source
from coach.recording.tracks import write_track
from coach.records import Session
from coach.report.codec import as_json
from tests.coached import coached
from tests.history.made_up import EVENING, one_set, rep
from tests.history.test_cli import run
from tests.skeleton import film

POSES = film("clamshell", fps=10, reps=2, pause=1.5).poses
SESSION: Session = coached(POSES)
SOURCE = Source("clip.mp4", POSES[-1].time, 10.0, len(POSES), 640, 480)
TRACKS = tracks_of(SESSION, POSES)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the history of the commands is."""
    monkeypatch.setenv("COACH_DATABASE_URL", str(tmp_path / "history.sqlite"))
    return tmp_path / "history.sqlite"


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """A result of `coach analyse --json --track`."""
    path = tmp_path / "clip.json"
    path.write_text(as_json(SESSION, SOURCE, model="full"), encoding="utf-8")
    write_track(path.with_suffix(".npz"), POSES)
    return path


def kept(history: History) -> list[bytes | None]:
    """The tracks of all sets."""
    return [history.track(one.id) for session in history.sessions() for one in history.session(session.session.id).sets]


def test_each_set_has_its_own_part_of_the_recording() -> None:
    early, late = one_set("left", rep(1)), one_set("right", rep(5))

    first, second = tracks_of(replace(SESSION, sets=(early, late)), [replace(POSES[0], time=n / 10) for n in range(600)])

    for one, track in ((early, first), (late, second)):
        assert track is not None
        times = [pose.time for pose in unpack(track)]
        assert times[0] == pytest.approx(one.reps[0].start_s - AROUND_S)
        assert times[-1] == pytest.approx(one.reps[-1].end_s + AROUND_S)


def test_where_nobody_was_seen_there_is_no_track() -> None:
    nobody = [Pose.nobody(pose.time, pose.size) for pose in POSES]

    assert tracks_of(SESSION, nobody) == (None,)
    assert tracks_of(SESSION, []) == (None,)


def test_a_recording_is_kept_with_its_movement(history: History) -> None:
    session_id = import_analysis(history, history.add_person("Ada"), json.loads(as_json(SESSION, SOURCE, model="full")), EVENING, TRACKS)

    (one,) = history.session(session_id).sets
    assert one.has_track
    assert history.track(one.id) == TRACKS[0]


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_an_export_brings_the_movement_along(kind: ExportFormat, sqlite: History, tmp_path: Path) -> None:
    sqlite.keep_session(sqlite.add_person("Ada"), SESSION, EVENING, source="clip.mp4", tracks=TRACKS)
    target = tmp_path / ("out.json" if kind is ExportFormat.JSON else "out")
    export(sqlite, target, kind)

    with History.open(tmp_path / "other.sqlite") as other:
        import_export(other, target)
        assert kept(other) == list(TRACKS)


def test_a_backup_brings_the_movement_along(sqlite: History, tmp_path: Path) -> None:
    sqlite.keep_session(sqlite.add_person("Ada"), SESSION, EVENING, source="clip.mp4", tracks=TRACKS)
    back_up(sqlite, tmp_path / "backup.sqlite")
    erasing.erase_everything(sqlite)

    restore(sqlite, tmp_path / "backup.sqlite")

    assert kept(sqlite) == list(TRACKS)


def test_erased_movements_are_gone_from_the_file_and_the_repetitions_stay(sqlite: History) -> None:
    ada, bob = sqlite.add_person("Ada"), sqlite.add_person("Bob")
    of_ada, of_bob = (np.random.default_rng(seed).bytes(9000) for seed in (1, 2))
    for person, track in ((ada, of_ada), (bob, of_bob)):
        sqlite.keep_session(person, SESSION, EVENING, source="clip.mp4", tracks=[track])

    assert erasing.erase_tracks(sqlite, ada) == 1

    assert sqlite.path is not None
    on_disk = b"".join(path.read_bytes() for path in sqlite.path.parent.glob(f"{sqlite.path.name}*"))
    assert of_ada[1000:1050] not in on_disk
    assert of_bob[1000:1050] in on_disk
    assert sum(one.reps for one in sqlite.sessions()) == 2 * len(SESSION.reps)


def test_the_movement_is_kept_until_somebody_says_no(history: History) -> None:
    ada, bob = history.add_person("Ada"), history.add_person("Bob")
    keep_tracks(history, bob, wanted=False)

    assert keeps_tracks(history, ada)
    assert not keeps_tracks(history, bob)


def test_the_command_takes_the_track_beside_the_result(place: Path, result: Path) -> None:
    said = run("import", result).stdout

    assert "kept as session 1, with its movement (" in said
    with History.open(place) as history:
        (track,) = kept(history)
        assert track
        assert abs(len(unpack(track)) - len(unpack(pack(POSES)))) < 30


def test_without_a_track_the_command_says_so(place: Path, result: Path) -> None:
    result.with_suffix(".npz").unlink()

    assert "without its movement: there is no track clip.npz beside it" in run("import", result).stdout


def test_a_damaged_track_costs_only_the_movement(place: Path, result: Path) -> None:
    result.with_suffix(".npz").write_bytes(b"no track")

    assert "without its movement: clip.npz is not a track" in run("import", result).stdout
    with History.open(place) as history:
        assert kept(history) == [None]


def test_the_command_leaves_the_movement_out_when_told_to(place: Path, result: Path) -> None:
    assert run("import", result, "--no-tracks").stdout.endswith("kept as session 1.\n")
    with History.open(place) as history:
        assert kept(history) == [None]


def test_the_command_does_as_the_person_has_set_it(place: Path, result: Path) -> None:
    with History.open(place) as history:
        keep_tracks(history, history.add_person("Ada"), wanted=False)

    assert run("import", result).stdout.endswith("kept as session 1.\n")


def test_the_command_erases_movements(place: Path, result: Path) -> None:
    run("import", result, "--person", "Ada")

    assert run("erase", "--tracks", "Ada", answer="y\n").exit_code == 0
    with History.open(place) as history:
        assert kept(history) == [None]
        assert history.sessions()[0].reps == len(SESSION.reps)
