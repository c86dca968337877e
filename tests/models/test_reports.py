"""MediaPipe's reports to its maker: that they go where we send them, which is nowhere.

Looked at in November 2026 with 1.2.0, 1.2.2 and 1.2.3 in a network namespace of their own, for twelve seconds after five pictures:
`unshare -n strace -f -e trace=network python ...`. With the locks the only address that the process connects to is 127.0.0.1:9. Without them
it asks the name server, for the report's. The tests below look at the same, each lock on its own, wherever the tools for it are installed.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
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

TRUST = """
import sys
from mediapipe.tasks.python.core import base_options
import models.estimator, models.reports

def trusting(**options):
    class Trusting(base_options.BaseOptions):
        def to_ctypes(self):
            plain = super().to_ctypes()
            plain.ca_bundle_path = sys.argv[2].encode()
            return plain
    return Trusting(**options)

models.estimator.trusting_nobody = trusting
"""
"""Opens the second lock for one authority."""


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


ADDRESSED = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*sin6?_port=htons\((\d+)\).*?\"([\d.:a-f]+)\"")
"""A system call that reaches for a port of an address, as strace writes it."""


def can_isolate():
    """Whether a program can run here without any network, and be watched meanwhile."""
    probe = ["unshare", "--map-root-user", "--net", "strace", "-f", "-o", os.devnull, "true"]
    return all(map(shutil.which, probe[:4:3])) and subprocess.run(probe, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not can_isolate(), reason="needs strace and leave to make a network namespace")
def test_all_that_is_connected_to_is_the_proxy_that_is_not_there(pose_weights, tmp_path):
    calls = tmp_path / "calls.txt"
    watched = ["unshare", "--map-root-user", "--net", "strace", "-f", "-e", "trace=network", "-o", str(calls)]
    with subprocess.Popen(
        [*watched, sys.executable, "-c", USE_A_MODEL, NOWHERE],
        stdin=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"COACH_MODEL_FILE": str(pose_weights)},
    ) as process:
        end = time.monotonic() + 120
        while time.monotonic() < end and not (calls.exists() and ADDRESSED.search(calls.read_text())):
            time.sleep(0.1)
        process.communicate()

    assert process.returncode == 0
    assert set(ADDRESSED.findall(calls.read_text())) == {("9", "127.0.0.1")}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make certificates")
@pytest.mark.parametrize(("before", "is_told"), [(TRUST, True), ("", False)], ids=["trusted", "trusted by nobody"])
def test_a_server_is_told_nothing_because_no_certificate_is_good_enough(before, is_told, pose_weights, tmp_path):
    authority, server = certificates(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server)
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(60)
        command = [sys.executable, "-c", before + USE_A_MODEL, f"http://127.0.0.1:{proxy.getsockname()[1]}", str(authority)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, cwd=ROOT, env=os.environ | {"COACH_MODEL_FILE": str(pose_weights)}
        ) as process:
            told = what_is_told(proxy, context)
            process.communicate()

    assert told.startswith(b"POST ") == is_told
    assert bool(told) == is_told


def what_is_told(proxy, context):
    """The beginning of what MediaPipe sends to somebody who says that they are its maker."""
    connection, _ = proxy.accept()
    with connection:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                return secure.recv(100)
        except (ssl.SSLError, ConnectionError):
            return b""


def certificates(folder):
    """Of an authority that we make up, and of a server that it vouches for, with its key."""

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    openssl(*new, "-subj", "/CN=made up", "-keyout", "a.key", "-out", "a.pem")
    named = (
        "-subj",
        "/CN=play.googleapis.com",
        "-addext",
        "subjectAltName=DNS:play.googleapis.com",
        "-addext",
        "basicConstraints=CA:FALSE",
    )
    openssl(*new, *named, "-CA", "a.pem", "-CAkey", "a.key", "-keyout", "s.key", "-out", "s.pem")
    (folder / "server.pem").write_bytes((folder / "s.key").read_bytes() + (folder / "s.pem").read_bytes())
    return folder / "a.pem", folder / "server.pem"


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
