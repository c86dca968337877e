"""The socket beside the pages, over which a page's pictures come in and the coach's answers go out."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.live.booth import Booth
from coach.live.commands import BadCommand, Command, read_command
from coach.live.desk import Full, Seat
from coach.live.pace import paces
from coach.live.picture import BadPicture
from coach.live.visit import DESK, Visit
from coach.pose import PoseEstimator
from models.estimator import SystemLibraryMissing, open_estimator
from models.status import list_models
from models.weights import Progress, WeightsUnavailable

SOCKET: Final = "/live/socket"
TOKEN: Final = "/live/token"  # noqa: S105
ASSETS: Final = "/live/page"
FOLDER: Final = Path(__file__).parent / "page"

HELLO_S: Final = 10.0
"""How long a connection may stay silent before it says who it is."""
MOST_A_SECOND: Final = 100
"""Messages. A camera gives 30 or 60 pictures, and each waits for the answer to the last one."""
MOST_REFUSED: Final = 30
"""Messages in a row that are no pictures: then the page is not one of ours."""
POLICY, TAKEN_OVER, TRY_LATER = 1008, 4001, 1013
"""Why the socket is closed."""

T = TypeVar("T")

logger = logging.getLogger(__name__)


class OpenEstimator(Protocol):
    """Gives each connection a pose estimator of its own."""

    def __call__(self, model: str, *, progress: Progress | None = None) -> PoseEstimator:
        """An estimator of `model`; `progress` is told how the weights come in."""


class Unwelcome(Exception):
    """The connection is to be closed; the message says why, `code` is the socket's."""

    def __init__(self, why: str, code: int = POLICY) -> None:
        super().__init__(why)
        self.code = code


def routes(*, estimators: OpenEstimator = open_estimator, most_a_second: int = MOST_A_SECOND) -> list[BaseRoute]:
    """What is served beside the pages: the socket, and the page's own JavaScript and styles."""

    async def socket(websocket: WebSocket) -> None:
        await _serve(websocket, estimators, most_a_second)

    return [WebSocketRoute(SOCKET, socket), Route(TOKEN, _token, methods=["POST"]), Mount(ASSETS, _NeverStale(directory=FOLDER))]


class _NeverStale(StaticFiles):
    """Files that the browser asks about each time: after an update old and new ones must not be mixed."""

    def file_response(self, *args: Any, **details: Any) -> Response:  # noqa: ANN401
        response = super().file_response(*args, **details)
        response.headers["Cache-Control"] = "no-cache"
        return response


def is_own_page(origin: str | None, host: str | None) -> bool:
    """Whether a page that this server sent opens the socket. Browsers always state the origin and cannot be made to lie about it."""
    if not origin or not host:
        return False
    try:
        known = urlsplit(origin).scheme in ("http", "https") and urlsplit(origin).netloc == host
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    allowed = st.get_option("server.allowedHosts")
    return known and (not allowed or name in allowed)


async def _token(request: Request) -> Response:
    """A token for the page that asks; pages from elsewhere may ask, but browsers let them neither pass for ours nor read the answer."""
    if not is_own_page(request.headers.get("origin"), request.headers.get("host")):
        return PlainTextResponse("This page may not be coached.", status_code=403)
    return PlainTextResponse(DESK.token(), headers={"Cache-Control": "no-store"})


async def _serve(websocket: WebSocket, estimators: OpenEstimator, most_a_second: int) -> None:
    if not is_own_page(websocket.headers.get("origin"), websocket.headers.get("host")):
        logger.warning("Live coaching was asked for by a page from elsewhere (%.80r): refused.", websocket.headers.get("origin"))
        await websocket.close(POLICY)
        return
    await websocket.accept()
    thread = ThreadPoolExecutor(1, thread_name_prefix="live")
    try:
        hello = await _hello(websocket)
        seat, holder = DESK.sit(hello.text("seat") or None, Visit)
        try:
            await _Connection(websocket, thread, seat, holder, most_a_second).serve(hello, estimators)
        finally:
            DESK.leave(seat, holder)
    except Unwelcome as why:
        logger.warning("Live coaching: %s", why)
        await _close(websocket, why.code, str(why))
    except Full as why:
        await _send(websocket, {"kind": "failed", "why": str(why)})
        await _close(websocket, TRY_LATER, "full")
    except (WebSocketDisconnect, RuntimeError) as error:
        if not isinstance(error, WebSocketDisconnect):
            logger.warning("Live coaching: the connection ended: %s", error)
    finally:
        thread.shutdown(wait=False)


async def _hello(websocket: WebSocket) -> Command:
    """The first message, which must show the token of a page of ours."""
    try:
        hello = read_command(_text_of(await asyncio.wait_for(websocket.receive(), HELLO_S)))
    except (BadCommand, TimeoutError):
        raise Unwelcome("a connection that did not say hello.") from None
    if hello.do != "hello" or not DESK.knows(hello.text("token")):
        raise Unwelcome("a connection without a token of this app.")
    return hello


class _Connection:
    """One connected page. Everything slow runs in its own `thread`, where the pose estimator lives."""

    def __init__(self, websocket: WebSocket, thread: ThreadPoolExecutor, seat: Seat[Visit], holder: int, most_a_second: int) -> None:
        self._websocket, self._thread, self._seat, self._holder = websocket, thread, seat, holder
        self._arrivals: deque[float] = deque(maxlen=most_a_second)
        self._refused = 0

    async def serve(self, hello: Command, estimators: OpenEstimator) -> None:
        """Get ready, say so, and answer until the page goes."""
        booth = await self._booth(estimators)
        if booth is None:
            return
        try:
            heard = hello.number("heard", least=0, most=2**31) or 0
            await self._send(await self._in_thread(lambda: self._seat.session.ready(self._seat.id, heard=heard)))
            while True:
                message = await self._websocket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                self._check()
                await self._answer(message, booth)
        finally:
            self._thread.submit(booth.close)

    async def _booth(self, estimators: OpenEstimator) -> Booth | None:
        loop = asyncio.get_running_loop()

        def progress(what: str, done: int, total: int) -> None:
            told = {"kind": "progress", "text": what, "share": done / max(total, 1)}
            asyncio.run_coroutine_threadsafe(self._send(told), loop)

        has_lite = any(one.model == "lite" and one.is_checked for one in list_models())
        try:
            return await self._in_thread(lambda: Booth(lambda model: estimators(model, progress=progress), paces(has_lite=has_lite)))
        except (WeightsUnavailable, SystemLibraryMissing) as error:
            await self._send({"kind": "failed", "why": str(error)})
            return None

    async def _answer(self, message: Any, booth: Booth) -> None:  # noqa: ANN401
        visit = self._seat.session
        picture = message.get("bytes")
        try:
            if picture is None:
                answer = await self._in_thread(lambda: visit.obey(read_command(_text_of(message))))
            else:
                answer = await self._in_thread(lambda: visit.see(picture, booth))
            self._refused = 0
        except (BadPicture, BadCommand, RuntimeError, ValueError) as error:  # the last two are MediaPipe's
            if self._refused == 0:
                logger.warning("Live coaching: %s", error)
            self._refused += 1
            if self._refused > MOST_REFUSED:
                raise Unwelcome(f"{self._refused} messages in a row that could not be used.") from None
            answer = {"kind": "refused", "why": str(error)}
        await self._send(answer)

    def _check(self) -> None:
        """Whether this page still has the session, and does not flood us."""
        if not DESK.is_held(self._seat, self._holder):
            raise Unwelcome("the session goes on in another tab.", TAKEN_OVER)
        now = time.monotonic()
        self._arrivals.append(now)
        if len(self._arrivals) == self._arrivals.maxlen and now - self._arrivals[0] < 1.0:
            raise Unwelcome(f"more than {len(self._arrivals)} messages a second.")

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _send(self, answer: dict[str, Any]) -> None:
        await _send(self._websocket, answer)


def _text_of(message: Any) -> str:  # noqa: ANN401
    text = message.get("text")
    if text is None:
        raise BadCommand("A message that is neither a text nor a picture.")
    return str(text)


async def _send(websocket: WebSocket, answer: dict[str, Any]) -> None:
    await websocket.send_text(json.dumps(answer, allow_nan=False, separators=(",", ":")))


async def _close(websocket: WebSocket, code: int, why: str) -> None:
    try:
        await websocket.close(code, why[:100])
    except (RuntimeError, WebSocketDisconnect):  # it is closed already
        return
