"""The socket beside the pages, over which a page's pictures come in and the coach's answers go out."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

if TYPE_CHECKING:
    from coach.ui.live.connection import OpenEstimator

SOCKET: Final = "/live/socket"
TOKEN: Final = "/live/token"  # noqa: S105
ASSETS: Final = "/live/page"
FIGURES: Final = "/live/figure"
FOLDER: Final = Path(__file__).parent / "page"
SERVING: Final = "coach.ui.live.serving"
"""The module that serves the socket."""


def routes(*, estimators: OpenEstimator | None = None, most_a_second: int | None = None) -> list[BaseRoute]:
    """What is served beside the pages: the socket, tokens for it, the moving figures, and the page's own JavaScript and styles.

    They belong behind `OwnPagesOnly`: a token is given to whoever asks.
    """

    async def socket(websocket: WebSocket) -> None:
        from coach.ui.live.serving import serve

        await serve(websocket, estimators, most_a_second)

    return [
        WebSocketRoute(SOCKET, socket),
        Route(TOKEN, _token, methods=["POST"]),
        Route(f"{FIGURES}/{{what}}/{{which}}", _figure),
        Mount(ASSETS, _NeverStale(directory=FOLDER)),
    ]


class _NeverStale(StaticFiles):
    """Files that the browser asks about each time: after an update old and new ones must not be mixed."""

    def file_response(self, *args: Any, **details: Any) -> Response:  # noqa: ANN401
        response = super().file_response(*args, **details)
        response.headers["Cache-Control"] = "no-cache"
        return response


def prepare() -> None:
    """Import what serves the socket, in a thread of its own: the browser loads the page's files meanwhile."""
    if SERVING not in sys.modules:
        Thread(target=import_module, args=(SERVING,), daemon=True).start()


def _figure(request: Request) -> Response:
    """How an exercise on one side, or a move of the warm-up, looks from the laptop's place; 404 for another. Called in a thread, as `_token` is."""
    from coach.ui.live.figures import figure

    svg = figure(request.path_params["what"], request.path_params["which"])
    if svg is None:
        return PlainTextResponse("There is no such figure.", status_code=404)
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


def _token(_request: Request) -> Response:
    """A token for the page that asks; Starlette calls it in a thread, where it may wait for an import."""
    from coach.ui.live.serving import REGISTRY

    return PlainTextResponse(REGISTRY.token(), headers={"Cache-Control": "no-store"})
