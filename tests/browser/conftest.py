"""The real server, and a real browser whose camera plays a rendered clip."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import cv2
import pytest

from coach.history import History
from coach.recording.tracks import write_track
from coach.recording.video import read_frames

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
CAMERA_FPS = 30
ROOT = Path(__file__).parents[2]
HEAR = """
window.heard = {words: [], tones: 0};
speechSynthesis.speak = (utterance) => {
  window.heard.words.push(utterance.text);
  setTimeout(() => utterance.onend?.(), 100);
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.heard.tones += 1; return start.apply(this, when); };
"""
"""Notes what is given to the voice, of which a browser without a screen has none."""


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


class App:
    """`coach app` in a process of its own, with a history of its own."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.database = folder / "history.sqlite"
        self.log = folder / "server.log"
        self.copies = folder / "copies"
        """Where uploaded and annotated videos lie for a while."""
        self.process = None

    def launch(self):
        """Start the server, without waiting until it answers."""
        self.copies.mkdir(exist_ok=True)
        environment = {**os.environ, "COACH_DATABASE_URL": f"sqlite:///{self.database}", "TMPDIR": str(self.copies)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command(), cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def start(self):
        self.launch()
        for _ in range(600):
            try:
                return urlopen(f"{self.url}/_stcore/health").read()
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def command(self):
        return [sys.executable, "-m", "coach", "app", "--port", str(self.port), "--no-browser"]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    @contextmanager
    def held(self):
        """As if the computer were too busy to answer."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def kept(self):
        """The repetitions in the history, set by set, of every session."""
        with History.open(self.database) as history:
            return [history.session(one.session.id) for one in reversed(history.sessions())]


class ScriptedApp(App):
    """The live page with a pose model that sees what the test says, whatever the camera shows."""

    def __init__(self, folder):
        super().__init__(folder)
        self.folder = folder

    def command(self):
        arguments = ["run", str(Path(__file__).with_name("scripted_server.py")), f"--server.port={self.port}", "--server.headless=true"]
        run = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from streamlit.web import cli; cli.main({arguments!r})"
        return ["env", f"SCRIPTED_POSES={self.folder}", sys.executable, "-c", run]

    def shows(self, poses):
        """What is seen from the start of the next session on."""
        write_track(self.folder / "poses.npz", poses)

    @contextmanager
    def busy(self, seconds):
        """As if the computer were so slow that each picture takes `seconds`."""
        slow = self.folder / "slow"
        slow.write_text(str(seconds))
        try:
            yield
        finally:
            slow.unlink()


@pytest.fixture(scope="package")
def scripted_app(tmp_path_factory):
    app = ScriptedApp(tmp_path_factory.mktemp("scripted-app"))
    app.start()
    yield app
    app.process.terminate()
    app.process.wait(timeout=30)


@pytest.fixture(scope="package")
def app(pose_weights, tmp_path_factory):
    app = App(tmp_path_factory.mktemp("app"))
    app.start()
    yield app
    app.process.terminate()
    app.process.wait(timeout=30)


@pytest.fixture(scope="package")
def api():
    return pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="package")
def expect(api):
    api.expect.set_options(timeout=20_000)  # a busy machine takes its time
    return api.expect


@pytest.fixture(scope="package")
def playwright(api):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with api.sync_playwright() as running:
        yield running


class FilmPart(NamedTuple):
    """A part of what the camera sees: the clip's first picture for `still_s` seconds, then the clip up to the second `until`."""

    clip: Path
    until: float
    still_s: float = 0.0
    is_mirrored: bool = False


def write_film(path, parts, *, still_s=20):
    """Write the parts one after another as what the browser's camera can play; the last picture stays for `still_s`, and then it begins again."""
    with path.open("wb") as film:
        for part in parts:
            shown = 0
            with read_frames(part.clip) as video:
                for frame in video:
                    if frame.time > part.until:
                        break
                    pixels = frame.pixels[:, :: -1 if part.is_mirrored else 1, ::-1]
                    jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
                    while shown / CAMERA_FPS <= frame.time + part.still_s:
                        film.write(jpeg)
                        shown += 1
        film.write(jpeg * CAMERA_FPS * still_s)
    return path


@pytest.fixture(scope="package")
def camera_film(tmp_path_factory):
    """Joins parts to a film for the browser's camera, each only once."""
    folder = tmp_path_factory.mktemp("films")

    @cache
    def make(*parts):
        return write_film(folder / f"{len(list(folder.iterdir()))}.mjpeg", parts)

    return make


@pytest.fixture
def browser(playwright):
    """Opens pages of the live page; the camera plays `film`, or a test picture."""
    opened = []

    def open_page(app, film=None, *, flags=(), without=(), path="/", wait=True, **context):
        camera = [f"--use-file-for-fake-video-capture={film}"] if film else []
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*(flag for flag in FLAGS if flag not in without), *flags, *camera]
        )
        opened.append(chromium)
        page = chromium.new_context(viewport={"width": 1366, "height": 768}, **context).new_page()
        page.set_default_timeout(30_000)
        page.add_init_script(HEAR)
        page.goto(app.url + path)
        if wait:
            page.wait_for_selector("[data-role=start]:enabled")
        return page

    yield open_page
    for chromium in opened:
        chromium.close()
