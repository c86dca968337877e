"""MediaPipe's reports to its maker: that they go where we send them, which is nowhere.

What was seen by hand, the same with MediaPipe 1.2.2 and 1.2.3 (November 2026, Linux). In a network namespace with nothing but its loopback
(`unshare -n`, `strace -f -e trace=connect,sendto,socket`): while a model is open the process connects to 127.0.0.1:9 and nowhere else, and
asks no name server. With a proxy on that port which claims to be play.googleapis.com, by a certificate that the system was made to trust:
MediaPipe breaks off in the TLS handshake, and completes it once `trusting_nobody` is taken away. So each of the two locks is enough.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from models.reports import NOWHERE, keep_reports_back, trusting_nobody

ROOT = Path(__file__).parents[2]
USE_A_MODEL = """
import sys
import numpy as np
from coach.pose import Frame
from models import reports
from models.estimator import open_estimator

reports.NOWHERE = sys.argv[1]
with open_estimator() as estimator:
    estimator.estimate(Frame(0.1, np.zeros((48, 64, 3), np.uint8)))
sys.stdin.read()
"""


@pytest.mark.slow
def test_mediapipe_reports_by_the_proxy_that_we_name_whatever_the_user_set(pose_weights):
    users_own = {"NO_PROXY": "*", "https_proxy": "http://127.0.0.1:1", "COACH_MODEL_FILE": str(pose_weights)}
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(60)
        command = [sys.executable, "-c", USE_A_MODEL, f"http://127.0.0.1:{proxy.getsockname()[1]}"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT, env=os.environ | users_own) as process:
            connection, _ = proxy.accept()
            with connection:
                asked = connection.recv(100)
            process.communicate()

    assert asked.startswith(b"CONNECT play.googleapis.com:443 ")


def test_nobody_listens_where_the_reports_are_sent():
    host, _, port = NOWHERE.removeprefix("http://").partition(":")

    with socket.socket() as probe:
        assert probe.connect_ex((host, int(port))) != 0


def test_our_own_downloads_go_the_way_that_the_user_set(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.example")

    keep_reports_back()

    assert os.environ["https_proxy"] == "http://proxy.example"


def test_mediapipe_knows_no_certificate_of_a_server():
    assert trusting_nobody(model_asset_buffer=b"").to_ctypes().ca_bundle_path == os.devnull.encode()
