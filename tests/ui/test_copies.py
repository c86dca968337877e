"""Copies of uploaded videos: gone with their run, and after a kill at the next start."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coach.ui import copies
from coach.ui.copies import PREFIX, YOUNG_S, Copies, sweep


@pytest.fixture(autouse=True)
def _temporary(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)


def aged(folder):
    """As if it had been made long ago."""
    long_ago = time.time() - 2 * YOUNG_S
    os.utime(folder, (long_ago, long_ago))
    return folder


def test_what_is_removed_is_gone(tmp_path):
    one = Copies.new()
    (one.folder / "video.mp4").write_bytes(b"film")

    one.remove()

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_a_living_one_uses_is_not(tmp_path):
    start = "from coach.ui.copies import Copies; import sys; one = Copies.new(); print(one.folder, flush=True); sys.stdin.read()"
    processes = [
        subprocess.Popen([sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    killed, living = (aged(process.stdout.readline().strip()) for process in processes)
    processes[0].kill()
    processes[0].communicate()

    sweep()

    assert not Path(killed).exists()
    assert Path(living).exists()
    processes[1].communicate("")


def test_what_is_young_or_another_ones_stays(tmp_path):
    (tmp_path / f"{PREFIX}young").mkdir()
    (tmp_path / "coach-of-another").mkdir()
    aged(tmp_path / "coach-of-another")

    sweep()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["coach-of-another", f"{PREFIX}young"]


@pytest.mark.slow
def test_a_start_sweeps(monkeypatch):
    from coach.ui import launch

    swept = []
    monkeypatch.setattr(copies, "sweep", lambda: swept.append(True))
    monkeypatch.setattr("streamlit.web.cli.main", lambda _: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)

    launch.run(port=1, browser=False)

    assert swept == [True]
