"""One connected page: its socket, its pose estimator, and the session that it has."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from starlette.types import Message
from starlette.websockets import WebSocket

from coach.coaching.workout_state import Ask, Stage
from coach.exercise import Phase
from coach.live import start, wire
from coach.live.commands import CHANGES, BadCommand, Command, read_command
from coach.live.picture import BadPicture, read_picture
from coach.live.picture_quality import PictureMonitor
from coach.live.rate import STILL_FPS, RateController, rates
from coach.live.registry import SessionRegistry
from coach.live.session import LiveSession
from coach.live.write_queue import NotKept
from coach.pose import Frame, PoseEstimator
from models.estimator import SystemLibraryMissing
from models.memory import give_back
from models.picture_measures import MeasuredPose
from models.skipping import SkippingPose
from models.weights import Progress, WeightsUnavailable

MOST_A_SECOND: Final = 100
"""Messages. A camera gives 30 or 60 pictures, and each waits for the answer to the last one."""
MOST_REFUSED: Final = 30
"""Messages in a row that are no pictures: then the page is not one of ours."""
KEEPING_S: Final = 2.0
"""How long an answer after the end of a session may wait for its last writes; what takes longer is told as not kept yet."""
MOST_BYTES: Final = 1_000_000
"""The largest message that is looked at; no page of ours sends half of it."""
POLICY, TOO_BIG, TAKEN_OVER, TRY_LATER = 1008, 1009, 4001, 1013
"""Why the socket is closed."""
ASKS: Final = {"pause": Ask.PAUSE, "go": Ask.RESUME} | {one: Ask(one) for one in CHANGES}

T = TypeVar("T")

logger = logging.getLogger(__name__)


class OpenEstimator(Protocol):
    """Gives each connection a pose estimator of its own."""

    def __call__(self, model: str, *, progress: Progress | None = None) -> PoseEstimator:
        """An estimator of `model`; `progress` is told how the weights come in."""


class MustClose(Exception):
    """The socket is to be closed; the message says why, `code` is the socket's."""

    def __init__(self, why: str, code: int = POLICY) -> None:
        super().__init__(why)
        self.code = code


class Connection:
    """Answers one page's messages, one after the other, in a thread of its own: there the pose estimator lives.

    `hello` is the page's first message. Call `serve` once, from the event loop.
    """

    def __init__(
        self,
        websocket: WebSocket,
        hello: Command,
        registry: SessionRegistry,
        open_estimator: OpenEstimator,
        *,
        has_lite: bool,
        most_a_second: int = MOST_A_SECOND,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._websocket, self._hello, self._registry, self._open_estimator = websocket, hello, registry, open_estimator
        self._has_lite = has_lite
        self._wish(hello)
        self._picture_monitor = PictureMonitor()
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._arrivals: deque[float] = deque(maxlen=most_a_second)
        self._refused = 0
        self._estimator: PoseEstimator | None = None
        self._skipping: SkippingPose | None = None
        self._model = ""
        self._is_taken = False

    async def serve(self) -> None:
        """Take the page's entry in the registry, get ready, say so, and answer until the page goes or another one takes its place.

        Raises `Full`, `MustClose`, and what the socket raises.
        """
        loop = asyncio.get_running_loop()
        take = partial(loop.call_soon_threadsafe, self._taken)
        self._entry, self._holder = self._registry.join(self._hello.text("tab_id") or None, take)
        self._answering = loop.create_task(self._answer_all())
        try:
            await self._answering
        except asyncio.CancelledError:
            if not self._is_taken:
                raise
            raise MustClose("the session goes on in another tab.", TAKEN_OVER) from None
        finally:
            self._answering.cancel()
            self._registry.leave(self._entry, self._holder)
            self._thread.submit(self._close)
            self._thread.shutdown(wait=False)

    def _taken(self) -> None:
        """Another page's connection has the entry: close this one at once, and its pose estimator with it."""
        self._is_taken = True
        self._answering.cancel()

    async def _answer_all(self) -> None:
        if not await self._open():
            return
        await send(self._websocket, await self._in_thread(self._ready))
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            self._check(message)
            await send(self._websocket, await self._answer(message))

    async def _open(self) -> bool:
        """Open the pose estimator. Without its weights the page is told what to do, and that is all."""
        loop = asyncio.get_running_loop()

        def progress(what: str, done: int, total: int) -> None:
            told = {"kind": "progress", "text": what, "share": done / max(total, 1)}
            asyncio.run_coroutine_threadsafe(send(self._websocket, told), loop)

        try:
            await self._in_thread(lambda: self._use(self._rate_controller.rate.model, progress))
        except (WeightsUnavailable, SystemLibraryMissing) as error:
            await send(self._websocket, {"kind": "failed", "why": str(error)})
            return False
        return True

    async def _answer(self, message: Message) -> dict[str, Any]:
        picture = message.get("bytes")
        try:
            if picture is None:
                answer = await self._in_thread(lambda: self._do_command(read_command(text_of(message))))
            else:
                answer = await self._in_thread(lambda: self._see_picture(picture))
        except (BadPicture, BadCommand, WeightsUnavailable, RuntimeError, ValueError) as error:  # the last two are MediaPipe's
            if self._refused == 0:
                logger.warning("Live coaching: %s", error)
            self._refused += 1
            if self._refused > MOST_REFUSED:
                raise MustClose(f"{self._refused} messages in a row that could not be used.") from None
            return {"kind": "refused", "why": str(error)}
        self._refused = 0
        return answer

    def _check(self, message: Message) -> None:
        """Raises `MustClose` when the page floods us."""
        size = len(message.get("bytes") or message.get("text") or "")
        if size > MOST_BYTES:
            raise MustClose(f"a message of {size} bytes.", TOO_BIG)
        now = time.monotonic()
        self._arrivals.append(now)
        if len(self._arrivals) == self._arrivals.maxlen and now - self._arrivals[0] < 1.0:
            raise MustClose(f"more than {len(self._arrivals)} messages a second.")

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # ---- in the connection's own thread

    def _ready(self) -> dict[str, Any]:
        """What a page is told when it may begin, or go on."""
        session = self._entry.session
        is_live = session is not None and not session.is_over
        heard = self._hello.number("heard", least=0, most=2**31) or 0
        return (
            start.choices(_person(self._hello))
            | wire.ONCE
            | {
                "kind": "ready",
                "tab_id": self._entry.id,
                "going_on": is_live,
                "waits": is_live or start.can_go_on(self._hello),
                "events": session.missed(heard) if session else [],
                "not_kept": _kept(session, session.not_kept() if session else None)["not_kept"],
            }
        )

    def _do_command(self, command: Command) -> dict[str, Any]:
        """Do what the person asks for."""
        entry = self._entry
        if command.do in ("start", "stop"):
            entry.close()
        session = entry.session
        # what comes next in a plan depends on what was done, so the history has to know it
        not_kept = session.wait(KEEPING_S) if session and session.is_over else None
        if command.do == "stop":
            self._close()
        match command.do:
            case "start":
                if command.flag("every_picture", otherwise=self._every_picture) is not self._every_picture:
                    self._close()
                    self._wish(command)
                if self._estimator is None:  # opening one takes a moment, which the first picture would wait for
                    self._use(self._rate_controller.rate.model)
                entry.session, warning, people = start.begin(command)
                return {"kind": "done", "what": "start", "warning": warning, "people": people}
            case "people":
                return {"kind": "people", "people": start.people(whose=_person(command))}
            case "kept":
                return {"kind": "kept"} | _kept(session, not_kept)
            case "stop" if session:
                return {"kind": "stopped", "sets": session.summary()} | _kept(session, not_kept)
            case asked if session and asked in ASKS:
                session.ask(ASKS[asked])
        return {"kind": "done", "what": command.do}

    def _see_picture(self, picture: bytes) -> dict[str, Any]:
        """The answer to one picture. Raises `BadPicture`, and what the pose model raises."""
        session = self._entry.session
        if session is None:
            raise BadPicture("A picture before the start.")
        estimator = self._estimator or self._use(self._rate_controller.rate.model)
        begun = self._clock()
        stamp, pixels = read_picture(picture)
        frame = Frame(session.time_of(stamp), pixels)
        pose = estimator.estimate(frame)
        answer = session.see(pose, stamp, self._picture_monitor.see(frame.time, pixels, pose))
        taken_s = self._clock() - begun
        if not (self._skipping and self._skipping.has_skipped):  # which says nothing of how quick the model is
            self._rate_controller.see(frame.time, taken_s)
        rate = self._rate_controller.rate
        # a countdown is to be even, and a hold is timed
        is_still = self._skipping is not None and self._skipping.is_still
        may_wait = is_still and answer["phase"] == Phase.REST and answer["stage_view"]["stage"] != Stage.COUNTDOWN
        fps = min(rate.fps, STILL_FPS) if may_wait else rate.fps
        if session.is_over:
            self._close()
        elif rate.model != self._model:
            self._close()
            self._use(rate.model)
        return answer | {"took_ms": round(taken_s * 1000, 1), "rate": {"fps": fps, "note": rate.note}}

    def _use(self, model: str, progress: Progress | None = None) -> PoseEstimator:
        opened = self._open_estimator(model, progress=progress)
        self._skipping = None if self._every_picture else SkippingPose(opened)
        self._estimator, self._model = MeasuredPose(self._skipping or opened), model
        return self._estimator

    def _wish(self, command: Command) -> None:
        """Take from the page's command whether every picture is to be looked at."""
        self._every_picture = command.flag("every_picture", otherwise=False)
        self._rate_controller = RateController(rates(has_lite=self._has_lite, every_picture=self._every_picture))

    def _close(self) -> None:
        """Close the pose estimator, if one is open, and return its memory to the system."""
        estimator, self._estimator = self._estimator, None
        if estimator:
            estimator.close()
            give_back()


def _person(command: Command) -> int | None:
    """The id of the person whom the page has chosen."""
    return command.number("person", least=0, most=2**53)


def _kept(session: LiveSession | None, not_kept: NotKept | None) -> dict[str, Any]:
    """What a page is told of the session's place in the history, and of the repetitions that are not there."""
    return {"kept": session.kept_as if session else None, "not_kept": asdict(not_kept) if not_kept else None}


def text_of(message: Message) -> str:
    """The text of a message of the socket. Raises `BadCommand` when it has none."""
    text = message.get("text")
    if text is None:
        raise BadCommand("A message that is neither a text nor a picture.")
    return str(text)


async def send(websocket: WebSocket, answer: dict[str, Any]) -> None:
    """Send one answer as JSON."""
    await websocket.send_text(json.dumps(answer, allow_nan=False, separators=(",", ":")))
