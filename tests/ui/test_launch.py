import os
import re
import socket
import subprocess
import sys
import time
from importlib import import_module
from urllib.request import urlopen

import pytest

from coach.ui import launch


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
def test_the_first_start_in_an_empty_home_serves_the_app_and_asks_nothing(tmp_path, free_port):
    environment = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    start = f"from coach.ui.launch import run; run(port={free_port}, browser=False)"
    server = subprocess.Popen(
        [sys.executable, "-c", start],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        health = _patiently(f"http://127.0.0.1:{free_port}/_stcore/health")
    finally:
        server.terminate()
        said, complaints = server.communicate(timeout=30)

    assert health == b"ok"
    assert f"http://localhost:{free_port}" in said
    assert "Network URL" not in said
    assert "WARN" not in complaints
    assert "No runtime" not in complaints
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_the_app_starts_without_what_only_its_pages_need():
    code = "import sys, coach.ui.launch, app; print({'altair', 'av', 'cv2', 'mediapipe', 'numpy', 'sqlalchemy'} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", code], cwd=launch.APP.parent, check=True, capture_output=True, text=True).stdout

    assert said == "set()\n"


def test_every_page_that_the_app_names_is_there():
    names = re.findall(r'_page\("(\w+)"\)', launch.APP.read_text(encoding="utf-8"))

    assert len(names) == 5
    assert all(callable(import_module(f"coach.ui.{name}").page) for name in names)


def test_a_taken_port_is_said_in_one_sentence(free_port):
    with socket.create_server(("127.0.0.1", free_port)), pytest.raises(SystemExit) as ended:
        launch.run(port=free_port, browser=False)

    assert ended.value.code == f"Port {free_port} is taken, perhaps by another coach; try: coach app --port {free_port + 1}"


def _patiently(url: str, attempts: int = 300) -> bytes:
    """What `url` answers, once it does."""
    for _ in range(attempts):
        try:
            return urlopen(url).read()
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
