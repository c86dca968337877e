"""One page's connection, over a socket that hands on what a test gives it."""

import asyncio
import json
import math

import pytest

from coach.live.commands import Command
from coach.live.rate import rates
from coach.live.registry import SessionRegistry
from coach.ui.live.connection import Connection
from tests.live.messages import Known, messages
from tests.skeleton import film

CLAMSHELLS = film("clamshell", fps=10, reps=2).poses


class Socket:
    """Receives `incoming`, then the page goes; keeps what is sent."""

    def __init__(self, *incoming):
        self.incoming = [{"type": "websocket.receive", "bytes" if isinstance(one, bytes) else "text": one} for one in incoming]
        self.incoming.append({"type": "websocket.disconnect"})
        self.sent = []

    async def receive(self):
        return self.incoming.pop(0)

    async def send_text(self, text):
        self.sent.append(json.loads(text))


class Estimators:
    """Opens estimators that know what they will see, and remembers them with their models."""

    def __init__(self):
        self.opened = []

    def __call__(self, model, *, progress=None):
        self.opened.append((model, Known(CLAMSHELLS)))
        return self.opened[-1][1]


@pytest.fixture(autouse=True)
def _history(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")


def test_the_rate_is_what_the_computer_can_keep():
    now = iter(range(10**6))
    socket, estimators = Socket('{"do": "start"}', *messages(CLAMSHELLS)), Estimators()
    connection = Connection(
        socket, Command("hello"), SessionRegistry(), estimators, rates(has_lite=True), most_a_second=10**6, clock=lambda: next(now)
    )

    asyncio.run(connection.serve())
    connection._thread.shutdown(wait=True)

    answers = [one for one in socket.sent if one["kind"] == "feedback"]
    assert [model for model, _ in estimators.opened] == ["full", "lite"]
    assert all(one.is_closed for _, one in estimators.opened)
    assert answers[0]["rate"] == {"fps": 30.0, "note": ""}
    assert answers[-1]["rate"]["fps"] == 15.0
    assert math.isclose(answers[0]["took_ms"], 1000.0)
