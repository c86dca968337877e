"""The app as pages from elsewhere meet it: refused at every route, before Streamlit does anything for them."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from urllib.request import urlopen

import pytest
from starlette.datastructures import Headers

from coach.ui.own_pages import may_ask

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}
SOCKETS = ("/_stcore/stream", "/live/socket")
ROUTES = ("/", "/_stcore/health", "/_stcore/host-config", "/_stcore/agent/openapi.json", "/live/page/main.js", "/static/no.js", "/nowhere")


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """Where the real app answers, in a home of its own."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = f"from coach.ui.launch import run; run(port={port}, browser=False)"
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", start], env={**os.environ, "HOME": str(home)}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        for _ in range(600):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health").read()
                break
            except OSError:
                time.sleep(0.1)
        yield port
        server.terminate()
        server.wait(timeout=30)


def asked(port, path, method="GET", **headers):
    """The status, and the answer's headers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers


def opened(port, path, **headers):
    """The status with which a socket is opened (101) or not."""
    return asked(port, path, **UPGRADE, **headers)[0]


@pytest.mark.parametrize("path", SOCKETS)
def test_a_socket_opens_for_a_page_of_this_app_and_for_nobody_else(port, path):
    assert opened(port, path, Origin=f"http://127.0.0.1:{port}") == 101
    for foreign in ("http://evil.example", "null", f"http://127.0.0.1:{port + 1}", f"http://localhost:{port}", "http://127.0.0.1"):
        assert opened(port, path, Origin=foreign) == 403
    assert opened(port, path) == 403
    assert opened(port, path, Origin="http://evil.example", Host=f"evil.example:{port}") == 403


def test_a_foreign_page_waits_for_nothing_that_the_server_looks_up(port):
    began = time.perf_counter()
    statuses = {opened(port, "/_stcore/stream", Origin="http://evil.example") for _ in range(20)}

    assert statuses == {403}
    assert time.perf_counter() - began < 5.0


@pytest.mark.parametrize("path", ROUTES)
def test_every_route_is_refused_to_other_hosts_and_pages(port, path):
    own, _ = asked(port, path)

    assert own != 403
    assert asked(port, path, Host="evil.example")[0] == 403
    assert asked(port, path, Origin="http://evil.example")[0] == 403
    assert asked(port, path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="image")[0] == 403
    assert asked(port, path, Sec_Fetch_Site="same-site", Sec_Fetch_Mode="cors", Sec_Fetch_Dest="empty")[0] == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/live/token"])
def test_what_changes_something_needs_an_origin(port, method, path):
    refused = asked(port, path, method)
    allowed = asked(port, path, method, Origin=f"http://127.0.0.1:{port}")

    assert refused[0] == 403
    assert allowed[1]["Content-Length"] != refused[1]["Content-Length"]  # Streamlit has refusals of its own


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_says_what_a_page_may_load(port, path):
    _, headers = asked(port, path)

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["img-src"] == "'self' data: blob:"
    assert policy["frame-ancestors"] == "'self'"
    hosts = [word for words in policy.values() for word in words.split() if not word.startswith("'") and not word.endswith(":")]
    assert hosts == [f"ws://127.0.0.1:{port}", f"wss://127.0.0.1:{port}"]


@pytest.mark.parametrize(
    ("method", "headers", "may"),
    [
        ("", {"host": "localhost:8501", "origin": "http://localhost:8501"}, True),
        ("", {"host": "localhost:8501", "origin": "https://localhost:8501"}, True),
        ("", {"host": "localhost:8501"}, False),
        ("", {"host": "localhost:8501", "origin": "null"}, False),
        ("", {"host": "localhost:8501", "origin": "http://localhost:8501.evil.example"}, False),
        ("", {"host": "localhost:8501", "origin": "http://localhost:8501@evil.example"}, False),
        ("", {"host": "localhost:8501", "origin": "http://["}, False),
        ("", {"host": "localhost:8501", "origin": "file://localhost:8501"}, False),
        ("", {"origin": "http://localhost:8501"}, False),
        ("GET", {"host": "localhost:8501"}, True),
        ("GET", {"host": "localhost:8501; script-src *"}, False),
        ("GET", {"host": "["}, False),
        ("GET", {"host": "localhost.evil.example:8501"}, False),
        ("GET", {"host": "localhost:8501", "sec-fetch-site": "same-origin"}, True),
        ("GET", {"host": "localhost:8501", "sec-fetch-site": "none", "sec-fetch-mode": "navigate"}, True),
        (
            "GET",
            {"host": "localhost:8501", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
            True,
        ),
        (
            "GET",
            {"host": "localhost:8501", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
            False,
        ),
        ("GET", {"host": "localhost:8501", "sec-fetch-site": "same-site"}, False),
        ("POST", {"host": "localhost:8501", "sec-fetch-site": "same-origin"}, False),
    ],
)
def test_who_may_ask(method, headers, may):
    assert may_ask(Headers(headers), method=method) is may


@pytest.mark.parametrize("name", ["host", "origin"])
def test_who_states_something_twice_is_refused(name):
    headers = [(b"host", b"localhost:8501"), (b"origin", b"http://localhost:8501")]
    twice = [*headers, *(header for header in headers if header[0] == name.encode())]

    assert may_ask(Headers(raw=headers), method="POST")
    assert not may_ask(Headers(raw=twice), method="POST")
