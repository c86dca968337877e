"""Serves the socket of a page: who it is, and then pictures in and answers out. It needs the whole coach, so it is imported late."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.live.commands import BadCommand, Command, read_command
from coach.live.registry import Full, SessionRegistry
from coach.ui.live.connection import MOST_A_SECOND, TRY_LATER, Connection, MustClose, OpenEstimator, send, text_of
from models.estimator import open_estimator
from models.status import list_models

HELLO_S: Final = 10.0
"""How long a connection may stay silent before it says who it is."""
REGISTRY: Final = SessionRegistry()
"""The one registry of this server: the pages get their tokens here, and the socket knows them by it."""

logger = logging.getLogger(__name__)


async def serve(websocket: WebSocket, estimators: OpenEstimator | None = None, most_a_second: int | None = None) -> None:
    """Serve one connection until it ends, with the real pose model unless `estimators` open another."""
    await websocket.accept()
    try:
        hello = await _hello(websocket)
        has_lite = any(one.model == "lite" and one.is_checked for one in list_models())
        await Connection(
            websocket,
            hello,
            REGISTRY,
            estimators or open_estimator,
            has_lite=has_lite,
            most_a_second=most_a_second or MOST_A_SECOND,
        ).serve()
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
