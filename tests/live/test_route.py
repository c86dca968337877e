"""The socket on a real server, met by clients that a browser would never be."""

import asyncio
import json
import logging
import threading
import time
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from coach.history import History
from coach.ui.live.connection import MOST_A_SECOND, MOST_REFUSED
from coach.ui.live.route import ASSETS, SOCKET, TOKEN, routes
from coach.ui.live.serving import REGISTRY
from coach.ui.own_pages import OwnPagesOnly
from models.weights import WeightsUnavailable
from tests.live.messages import NOON, PATIENCE_S, PICTURE, Known, jpeg, messages, write_picture
from tests.skeleton import film

pytestmark = pytest.mark.slow  # a server of its own

CLAMSHELLS = film("clamshell", fps=10, reps=2).poses
ONE = film("clamshell", fps=10, reps=1).poses


class Estimators:
    """Opens estimators that know what they will see, and remembers them."""

    def __init__(self):
        self.opened = []

    def __call__(self, model, *, progress=None):
        self.opened.append(Known(CLAMSHELLS))
        return self.opened[-1]


@pytest.fixture(scope="module")
def estimators():
    return Estimators()


@contextmanager
def serving(**options):
    """The address of a server that has nothing but the routes."""
    app = Starlette(routes=routes(**options), middleware=[Middleware(OwnPagesOnly)])
    config = uvicorn.Config(app, host="127.0.0.1", port=0, ws="websockets-sansio", ws_max_size=200 * 2**20, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def server(estimators):
    """One that minds no hurry: the estimators here know the answers."""
    with serving(estimators=estimators, most_a_second=100_000) as address:
        yield address


@pytest.fixture(autouse=True)
def _history(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")


class Page:
    """A page as the server sees it."""

    def __init__(self, server, *, token=None, tab_id="", origin=None, greet=True):
        self.socket = connect(f"ws://{server}{SOCKET}", origin=origin or f"http://{server}", max_size=None, legacy=True)
        if greet:
            self.answer = self.ask("hello", token=token or REGISTRY.token(), tab_id=tab_id)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def ask(self, what, **options):
        return self.send(json.dumps({"do": what, **options}))

    def send(self, message):
        self.socket.send(message)
        return json.loads(self.socket.recv(timeout=20))

    def closed(self):
        """The code with which the server closes the socket, if it does."""
        try:
            for _ in range(300):
                self.socket.recv(timeout=20)
        except ConnectionClosed as closed:
            return closed.rcvd.code
        return None


def comes_true(condition, patience_s=PATIENCE_S):
    """Whether `condition` holds before patience ends."""
    until = time.monotonic() + patience_s
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()


def test_a_page_of_ours_is_coached_and_its_repetitions_are_kept(server):
    with Page(server) as page:
        assert page.answer["kind"] == "ready"
        page.ask("start")
        answers = [page.send(message) for message in messages(CLAMSHELLS)]
        stopped = page.ask("stop")

    assert answers[-1]["stage_view"]["count"] == 2
    assert [one["reps"] for one in stopped["sets"]] == [2]
    with History.open() as history:
        (kept,) = history.sessions()
        details = history.session(kept.session.id)
    assert details.session.ended_at is not None
    assert [len(one.reps) for one in details.sets] == [2]


def test_a_page_from_elsewhere_is_refused_before_it_is_heard(server, caplog):
    with pytest.raises(InvalidStatus) as refused:
        Page(server, origin="http://evil.example")

    assert refused.value.response.status_code == 403
    assert [record.getMessage().count("\n") for record in caplog.records if "elsewhere" in record.getMessage()] == [0]


def test_a_page_of_ours_gets_a_token_and_others_do_not(server):
    def asked(method="POST", **headers):
        try:
            return urlopen(Request(f"http://{server}{TOKEN}", method=method, headers=headers)).read().decode()
        except HTTPError as error:
            return error.code

    token = asked(Origin=f"http://{server}")

    assert REGISTRY.knows(token)
    assert asked(Origin="http://evil.example") == 403
    assert asked() == 403
    assert asked("GET", Origin=f"http://{server}") == 405
    assert asked(Origin=f"http://{server}", Host="evil.example") == 403


@pytest.mark.parametrize("bad", [b"\x00" * 1_000_001, "x" * 1_000_001, b"\x00" * 50_000_000], ids=["1 MB", "1 MB of text", "50 MB"])
def test_what_is_larger_than_any_picture_ends_the_connection(server, bad):
    page = Page(server)
    page.socket.send(bad)

    assert page.closed() == 1009


@pytest.mark.parametrize("token", ["made-up", "é", "x" * 3000, "\ud800", "\udfff" * 20])
def test_without_a_token_of_this_app_nothing_is_coached(server, estimators, token):
    before = len(estimators.opened)

    page = Page(server, greet=False)
    page.socket.send(json.dumps({"do": "hello", "token": token}))

    assert page.closed() == 1008
    assert len(estimators.opened) == before


@pytest.mark.parametrize("first", ["", "{", "[]", "[" * 3000, '{"do": "stop"}', '{"do": "hello"}', '{"do": "hello", "token": 7}', PICTURE])
def test_who_does_not_say_hello_is_shown_out(server, first):
    page = Page(server, greet=False)
    page.socket.send(first)

    assert page.closed() == 1008


@pytest.mark.parametrize(
    "bad",
    [
        write_picture(NOON, PICTURE[: len(PICTURE) // 2]),
        write_picture(NOON, b"no picture"),
        b"",
        "a text that is no command",
        '{"do": "dance"}',
        "9" * 5000,
        write_picture(NOON, b"\x00" * 900_000),
    ],
    ids=["half a picture", "no picture", "nothing", "text", "unknown command", "long text", "900 kB"],
)
def test_what_cannot_be_used_is_refused_in_one_line_and_the_session_goes_on(server, caplog, bad):
    with Page(server) as page:
        page.ask("start")
        answers = [page.send(message) for message in messages(ONE[:35])]
        with caplog.at_level(logging.WARNING, "coach"):
            refused = page.send(bad)
        answers += [page.send(message) for message in messages(ONE)[35:]]

    assert refused["kind"] == "refused"
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("coach")]
    assert len(lines) == 1
    assert "\n" not in lines[0]
    assert len(lines[0]) < 200
    assert answers[-1]["stage_view"]["count"] == 1


def test_a_picture_that_changes_size_is_survived(server):
    with Page(server) as page:
        page.ask("start")
        answers = [page.send(write_picture(NOON + number, jpeg(*size))) for number, size in enumerate([(64, 48), (48, 64), (640, 360)])]

    assert [answer["kind"] for answer in answers] == ["feedback"] * 3


def test_times_that_go_back_are_survived(server):
    with Page(server) as page:
        page.ask("start")
        answers = [page.send(write_picture(NOON - 10 * number, PICTURE)) for number in range(5)]

    assert [answer["kind"] for answer in answers] == ["feedback"] * 5


def test_who_sends_only_rubbish_is_shown_out(server):
    page = Page(server)
    for _ in range(MOST_REFUSED):
        assert page.send(b"rubbish")["kind"] == "refused"
    page.socket.send(b"rubbish")

    assert page.closed() == 1008


def test_who_floods_is_shown_out(estimators):
    with serving(estimators=estimators) as server:
        page = Page(server)
        page.ask("start")
        for _ in range(MOST_A_SECOND):
            page.socket.send('{"do": "go"}')

        assert page.closed() == 1008


def test_a_page_that_was_loaded_again_goes_on_with_its_session(server):
    with Page(server) as page:
        page.ask("start")
        for message in messages(CLAMSHELLS)[:120]:
            page.send(message)
        tab_id = page.answer["tab_id"]

    with Page(server, tab_id=tab_id) as page:
        assert page.answer["going_on"]
        answers = [page.send(message) for message in messages(CLAMSHELLS)[120:]]

    assert answers[-1]["stage_view"]["count"] == 2


def test_of_two_tabs_with_one_session_the_later_has_it_and_the_other_is_closed_at_once(server, estimators):
    first = Page(server)
    first.ask("start")
    of_first = estimators.opened[-1]
    with Page(server, tab_id=first.answer["tab_id"]) as second:
        assert first.closed() == 4001
        assert comes_true(lambda: of_first.is_closed)
        assert second.send(messages(CLAMSHELLS)[1])["kind"] == "feedback"


def test_many_takeovers_hold_one_pose_model(server, estimators):
    before = len(estimators.opened)
    pages = [Page(server)]
    for _ in range(20):
        pages.append(Page(server, tab_id=pages[0].answer["tab_id"]))

    assert len(estimators.opened) - before == 21
    assert comes_true(lambda: [one.is_closed for one in estimators.opened[before:]] == [True] * 20 + [False])
    pages[-1].socket.close()


def test_the_pose_model_is_released_after_a_session_and_opened_again_for_the_next(server, estimators):
    with Page(server) as page:
        first = estimators.opened[-1]
        page.ask("start")
        page.send(messages(CLAMSHELLS)[0])
        page.ask("stop")
        is_released = first.is_closed
        page.ask("start")
        answer = page.send(messages(CLAMSHELLS)[1])

    assert is_released
    assert estimators.opened[-1] is not first
    assert answer["kind"] == "feedback"


def test_two_tabs_with_sessions_of_their_own_do_not_disturb_each_other(server):
    with Page(server) as one, Page(server) as other:
        one.ask("start")
        other.ask("start")
        for message in messages(CLAMSHELLS):
            last = one.send(message), other.send(message)

    assert [answer["stage_view"]["count"] for answer in last] == [2, 2]


def test_too_many_tabs_are_told_so(server):
    pages = [Page(server) for _ in range(3)]
    late = Page(server)

    assert late.answer["kind"] == "failed"
    assert "too many tabs" in late.answer["why"]
    for page in [*pages, late]:
        page.socket.close()


def test_after_a_crash_of_the_server_the_kept_session_goes_on(server):
    with Page(server) as page:
        page.ask("start")
        kept = [page.send(message) for message in messages(CLAMSHELLS)][-1]["kept"]
    with Page(server) as page:  # as a new tab, after a crash
        page.ask("start", go_on_with=kept)
        answers = [page.send(message) for message in messages(CLAMSHELLS, start=NOON + 100)]
        page.ask("stop")

    assert answers[-1]["kept"] == kept
    with History.open() as history:
        assert [len(one.reps) for one in history.session(kept).sets] == [2, 2]


def test_without_a_history_one_is_coached_all_the_same_and_told_so(server, tmp_path, monkeypatch):
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'folder'}")

    with Page(server) as page:
        started = page.ask("start")
        answers = [page.send(message) for message in messages(CLAMSHELLS)]

    assert started["warning"].startswith("Nothing is kept of this session: ")
    assert answers[-1]["stage_view"]["count"] == 2


def test_the_pose_model_of_a_page_that_has_gone_is_released(server, estimators):
    with Page(server):
        opened = estimators.opened[-1]

    assert comes_true(lambda: opened.is_closed)


def test_weights_that_cannot_be_fetched_are_explained(server, estimators, monkeypatch):
    def unavailable(self, model, *, progress=None):
        progress("the pose model", 1, 2)
        raise WeightsUnavailable("The pose model could not be fetched.\nPut the file there by hand.")

    monkeypatch.setattr(Estimators, "__call__", unavailable)

    with Page(server) as page:
        told = [page.answer, json.loads(page.socket.recv(timeout=20))]

    assert told[0] == {"kind": "progress", "text": "the pose model", "share": 0.5}
    assert told[1]["kind"] == "failed"


def test_the_scripts_of_the_page_are_served_and_nothing_above_them(server):
    assert b"mount" in urlopen(f"http://{server}{ASSETS}/main.js").read()
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://{server}{ASSETS}/..%2froute.py")
