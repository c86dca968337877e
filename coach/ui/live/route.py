"""The socket beside the pages, over which a page's pictures come in and the coach's answers go out."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.live.commands import BadCommand, Command, read_command
from coach.live.registry import Full, SessionRegistry
from coach.ui.live import figures
from coach.ui.live.connection import MOST_A_SECOND, TRY_LATER, Connection, MustClose, OpenEstimator, send, text_of
from models.estimator import open_estimator
from models.status import list_models

SOCKET: Final = "/live/socket"
TOKEN: Final = "/live/token"  # noqa: S105
ASSETS: Final = "/live/page"
FOLDER: Final = Path(__file__).parent / "page"

HELLO_S: Final = 10.0
"""How long a connection may stay silent before it says who it is."""
REGISTRY: Final = SessionRegistry()
"""The one registry of this server: the pages get their tokens here, and the socket knows them by it."""

logger = logging.getLogger(__name__)


def routes(*, estimators: OpenEstimator = open_estimator, most_a_second: int = MOST_A_SECOND) -> list[BaseRoute]:
    """What is served beside the pages: the socket, tokens for it, the moving figures, and the page's own JavaScript and styles.

    They belong behind `OwnPagesOnly`: a token is given to whoever asks.
    """

    async def socket(websocket: WebSocket) -> None:
        await _serve(websocket, estimators, most_a_second)

    return [
        WebSocketRoute(SOCKET, socket),
        Route(TOKEN, _token, methods=["POST"]),
        Route(figures.ROUTE, figures.figure),
        Mount(ASSETS, _NeverStale(directory=FOLDER)),
    ]


class _NeverStale(StaticFiles):
    """Files that the browser asks about each time: after an update old and new ones must not be mixed."""

    def file_response(self, *args: Any, **details: Any) -> Response:  # noqa: ANN401
        response = super().file_response(*args, **details)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def _token(_request: Request) -> Response:
    """A token for the page that asks."""
    return PlainTextResponse(REGISTRY.token(), headers={"Cache-Control": "no-store"})


async def _serve(websocket: WebSocket, estimators: OpenEstimator, most_a_second: int) -> None:
    await websocket.accept()
    try:
        hello = await _hello(websocket)
        has_lite = any(one.model == "lite" and one.is_checked for one in list_models())
        await Connection(websocket, hello, REGISTRY, estimators, has_lite=has_lite, most_a_second=most_a_second).serve()
    except MustClose as why:
        logger.warning("Live coaching: %s", why)
        await _close(websocket, why.code, str(why))
    except Full as why:
        await send(websocket, {"kind": "failed", "why": str(why)})
        await _close(websocket, TRY_LATER, "full")
    except (WebSocketDisconnect, RuntimeError) as error:
        if not isinstance(error, WebSocketDisconnect):
            logger.warning("Live coaching: the connection ended: %s", error)


async def _hello(websocket: WebSocket) -> Command:
    """The first message, which must show the token of a page of ours."""
    try:
        hello = read_command(text_of(await asyncio.wait_for(websocket.receive(), HELLO_S)))
    except (BadCommand, TimeoutError):
        raise MustClose("a connection that did not say hello.") from None
    if hello.do != "hello" or not REGISTRY.knows(hello.text("token")):
        raise MustClose("a connection without a token of this app.")
    return hello


async def _close(websocket: WebSocket, code: int, why: str) -> None:
    try:
        await websocket.close(code, why[:100])
    except (RuntimeError, WebSocketDisconnect):  # it is closed already
        return
