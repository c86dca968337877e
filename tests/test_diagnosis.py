"""The file for a report of a problem: what helps is in it, and no name."""

import json
import logging
import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach import log
from coach.cli import main
from coach.diagnosis import diagnose, without_names
from coach.history import History
from coach.log import LOG, keep_log, log_folder
from coach.recording.tracks import read_track, write_track
from tests.history.made_up import a_rich_history
from tests.skeleton import film


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")
    monkeypatch.setattr(log, "user_log_path", lambda *_, **__: tmp_path / "log")


@pytest.fixture
def logged(tmp_path):
    with History.open() as history:
        a_rich_history(history)
        history.add_person("Wilhelmina Sørensen")
    log_folder().mkdir()
    (log_folder() / LOG).write_text(
        f"coach.ui.run: {Path.home()}/films/Wilhelmina Sørensen squats.mp4 could not be analysed\nwilhelmina sørensen\nTraceback: ValueError\n",
        encoding="utf-8",
    )


def test_versions_settings_and_the_log_are_in_it(logged):
    texts = diagnose().texts

    assert json.loads(texts["versions.json"])["packages"]["streamlit"]
    assert json.loads(texts["settings.json"])["history"]["people"] == 3
    assert "Traceback: ValueError" in texts[LOG]


def test_there_is_no_name_in_it(logged, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", os.environ["COACH_DATABASE_URL"])
    report = diagnose()

    shown = report.contents.casefold()
    for name in ("wilhelmina", "sørensen", str(Path.home()).casefold(), "squats.mp4"):
        assert name not in shown
    assert b"ilhelmina" not in report.packed()


def test_of_an_address_only_the_kind_is_told(monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", "postgresql://ada:secret@example/history")

    settings = diagnose().texts["settings.json"]

    assert "secret" not in settings
    assert "postgresql://..." in settings


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("cannot read /films/Ada.mp4.", "cannot read /films/(name).mp4."),
        ("C:\\films\\Ada.MOV", "C:\\films\\(name).MOV"),
        ("Bob did it", "(name) did it"),
        ("Bo and bobsleighs about", "(name) and (name)sleighs about"),
        ("Zoe\u0308 was here", "(name) was here"),
        ("/films/Mary/x and Stuart", "/films/(name)/x and (name)"),
        ("Me and mine", "Me and mine"),
    ],
)
def test_names_of_people_and_files_are_left_out(text, left):
    assert without_names(text, ["Bob", "Bo", "Zo\u00eb", "Mary Stuart", "Me"]) == left


def test_the_poses_of_a_track_are_in_it_if_wished_and_nothing_else_of_its_file(tmp_path):
    track = tmp_path / "Ada.npz"
    write_track(track, film("clamshell", fps=10, reps=1).poses)
    with zipfile.ZipFile(track, "a") as archive:
        archive.writestr("Ada.txt", "Ada")

    report = diagnose(track)
    (tmp_path / "again.npz").write_bytes(report.poses["track.npz"])

    assert len(read_track(tmp_path / "again.npz").poses) == len(read_track(track).poses)
    assert b"Ada" not in report.poses["track.npz"]


def test_the_command_shows_it_and_writes_it_only_when_told(logged, tmp_path):
    target = tmp_path / "report.zip"

    refused = CliRunner().invoke(main, ["diagnose", str(target)], input="n\n")
    assert "versions.json" in refused.output
    assert not target.exists()

    done = CliRunner().invoke(main, ["diagnose", str(target), "--yes"])
    assert done.exit_code == 0
    assert target.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == sorted(["versions.json", "settings.json", LOG])


def test_a_history_that_cannot_be_opened_is_told_too(tmp_path, monkeypatch):
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'folder'}")

    assert "cannot be opened" in diagnose().texts["settings.json"]


def test_warnings_are_logged_and_a_start_without_any_leaves_no_file(tmp_path):
    logger = logging.getLogger("coach")
    before = list(logger.handlers)
    keep_log(tmp_path / "logs")
    try:
        assert not (tmp_path / "logs").exists()
        logging.getLogger("coach.live").warning("The disk is full.")
        assert "The disk is full." in (tmp_path / "logs" / LOG).read_text(encoding="utf-8")
    finally:
        for handler in [one for one in logger.handlers if one not in before]:
            handler.close()
            logger.removeHandler(handler)
            logging.getLogger("models").removeHandler(handler)
