"""One page's connection, over a socket that hands on what a test gives it."""

import asyncio
import json
import math

import pytest

from coach.live.commands import Command
from coach.live.registry import SessionRegistry
from coach.ui.live.connection import Connection
from tests.live.messages import MOVING, NOON, PICTURE, Known, messages, write_picture
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

    def __init__(self, poses=CLAMSHELLS):
        self._poses, self.opened = poses, []

    def __call__(self, model, *, progress=None):
        self.opened.append((model, Known(self._poses)))
        return self.opened[-1][1]


@pytest.fixture(autouse=True)
def _history(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")


def test_the_rate_is_what_the_computer_can_keep():
    now = iter(range(10**6))
    socket, estimators = Socket('{"do": "start"}', *messages(CLAMSHELLS)), Estimators()
    connection = Connection(
        socket,
        Command("hello", {"every_picture": True}),
        SessionRegistry(),
        estimators,
        has_lite=True,
        most_a_second=10**6,
        clock=lambda: next(now),
    )

    asyncio.run(connection.serve())
    connection._thread.shutdown(wait=True)

    answers = [one for one in socket.sent if one["kind"] == "feedback"]
    assert [model for model, _ in estimators.opened] == ["full", "lite"]
    assert all(one.is_closed for _, one in estimators.opened)
    assert answers[0]["rate"] == {"fps": 30.0, "note": ""}
    assert answers[-1]["rate"]["fps"] == 15.0
    assert math.isclose(answers[0]["took_ms"], 1000.0)


def test_while_nobody_moves_fewer_pictures_are_asked_for_and_at_once_more_when_somebody_does():
    times = [number / 15 for number in range(90)]
    still = [write_picture(NOON + time, PICTURE) for time in times[:75]]
    moving = [write_picture(NOON + time, MOVING[number % 2]) for number, time in enumerate(times[75:])]
    socket = Socket('{"do": "start"}', *still, *moving)
    connection = Connection(socket, Command("hello"), SessionRegistry(), Estimators(poses=()), has_lite=True, most_a_second=10**6)

    asyncio.run(connection.serve())
    connection._thread.shutdown(wait=True)

    rates = [one["rate"]["fps"] for one in socket.sent if one["kind"] == "feedback"]
    assert rates[0] == 15.0
    assert rates[74] == 7.5
    assert set(rates[76:]) == {15.0}


def test_who_wants_every_picture_looked_at_says_so_at_the_start():
    socket, estimators = Socket('{"do": "start", "every_picture": true}', *messages(CLAMSHELLS)[:3]), Estimators()
    connection = Connection(socket, Command("hello"), SessionRegistry(), estimators, has_lite=True, most_a_second=10**6)

    asyncio.run(connection.serve())
    connection._thread.shutdown(wait=True)

    assert [one["rate"]["fps"] for one in socket.sent if one["kind"] == "feedback"] == [30.0] * 3
    assert all(one.is_closed for _, one in estimators.opened)
