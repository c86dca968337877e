"""No command shows what MediaPipe says to itself; tests/models/test_quiet.py shows that errors come through."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.models.pictures import SAMPLE

ROOT = Path(__file__).parents[2]
OF_MEDIAPIPE = re.compile(r"\.(cc|h):\d+\]|TensorFlow|LiteRT|InitGoogle|mediapipe|Exception ignored", re.IGNORECASE)

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(pose_weights, tmp_path):
    """A home in which nothing was shown of the pruned model, so that it is compared first."""
    return {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "COACH_MODEL_FILE": str(pose_weights), "DISPLAY": ":no screen"}


def coach(*arguments, settings):
    command = [sys.executable, "-m", "coach", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)


def test_a_video_is_analysed_in_several_threads_and_replayed_without_a_word(settings, tmp_path):
    track = tmp_path / "track.npz"

    analysed = coach("analyse", SAMPLE, "--rate", 4, "--track", track, "--quiet", settings=settings)
    replayed = coach("replay", track, "--quiet", settings=settings)

    assert (analysed.returncode, analysed.stdout, analysed.stderr) == (0, "", "")
    assert (replayed.returncode, replayed.stdout, replayed.stderr) == (0, "", "")


def test_two_videos_are_analysed_in_two_processes_at_once_without_a_word(settings, tmp_path):
    videos = [Path(shutil.copy(SAMPLE, tmp_path / name)) for name in ("one.mp4", "two.mp4")]

    done = coach("analyse", *videos, "--rate", 4, "--jobs", 2, "--json", tmp_path / "results", "--quiet", settings=settings)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.read_text() for path in (tmp_path / "cache" / "form-coach").glob("pruned-*")] == ["same"]


@pytest.mark.parametrize(
    "arguments", [("models",), ("live", "a camera that is not there"), ("live", 97)], ids=["models", "no video", "no camera"]
)
def test_other_commands_say_only_what_is_theirs(arguments, settings):
    done = coach(*arguments, settings=settings)

    assert "Traceback" not in done.stderr
    assert not OF_MEDIAPIPE.search(done.stdout + done.stderr)


OPEN_FOR_A_CAMERA = """
import sys
from pathlib import Path
from coach.ui.launch import run
import models.estimator
from tests.models.pictures import sample_frames

opened = models.estimator.open_estimator()  # as for somebody whose page is still open when the app ends
print(sum(opened.estimate(frame).is_seen for frame in sample_frames(5)), flush=True)
run(port=int(sys.argv[1]), browser=False)
"""


def test_the_app_ends_without_a_word_of_mediapipe_though_somebody_is_being_coached(settings, tmp_path):
    port = unused_port()
    with (tmp_path / "said.txt").open("w+") as said:
        settings |= {"COACH_DATABASE_URL": f"sqlite:///{tmp_path / 'history.sqlite'}"}
        command = [sys.executable, "-c", OPEN_FOR_A_CAMERA, str(port)]
        with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=said, stderr=said) as app:
            wait_for(f"http://localhost:{port}/_stcore/health")
            app.send_signal(signal.SIGINT)
        said.seek(0)
        lines = said.read()

    assert lines.startswith("5\n")
    assert not OF_MEDIAPIPE.search(lines)


def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address):
    for _ in range(600):
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
