"""Who may ask the app for anything: its own pages, on this computer. One rule for every route, before Streamlit sees a request.

Streamlit answers a page from elsewhere by asking hosts on the internet for this computer's address, and waits for them.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

THIS_COMPUTER: Final = ("localhost", "127.0.0.1")
"""The names of the server where the settings give none: under any other name a foreign page may hide (DNS rebinding)."""
POLICY: Final = 1008
"""With this code a socket is closed that a page may not use."""

logger = logging.getLogger(__name__)


class OwnPagesOnly:
    """ASGI middleware that refuses what is not asked by a page of this app, and tells browsers what the pages may load."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 403."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_allowed = may_ask(headers, method=scope.get("method", ""))
        host = headers.get("host", "") if is_allowed else ""

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = policy(host)
            await send(message)

        if is_allowed:
            await self._app(scope, receive, send_with_policy)
            return
        logger.warning("%.80r was asked for by a page from elsewhere (%.80r): refused.", scope["path"], headers.get("origin"))
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY})
        else:
            await PlainTextResponse("Only the coach's own pages may ask for this.", status_code=403)(scope, receive, send_with_policy)


def may_ask(headers: Headers, *, method: str) -> bool:
    """Whether a request comes from a page of this app, or from no page at all, as when an address is typed in. `method` is "" for a socket.

    Browsers cannot be made to lie about `Origin` and `Sec-Fetch-*`, and leave the first out only where a page is loaded or its parts are.
    """
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    if len(hosts) != 1 or len(origins) > 1 or not _is_ours(hosts[0]):
        return False
    if origins:
        return origins[0] in (f"http://{hosts[0]}", f"https://{hosts[0]}")
    if method not in ("GET", "HEAD"):
        return False
    is_visit = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return is_visit or headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def _is_ours(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in (st.get_option("server.allowedHosts") or THIS_COMPUTER) and re.fullmatch(r"[\w.\[\]:-]+", host, re.ASCII) is not None


def policy(host: str) -> str:
    """The Content-Security-Policy of the pages at `host`: all comes from this server, or is made in the page itself."""
    return "; ".join(
        (
            "default-src 'self'",
            # Streamlit loads a component's JavaScript from a text, and neither it nor Vega runs without making functions of texts
            f"script-src 'self' blob: 'unsafe-eval' {_inline_scripts()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' data: blob: ws://{host} wss://{host}",  # not every browser takes 'self' for sockets
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


@cache
def _inline_scripts() -> str:
    """The scripts in Streamlit's own page, by their hashes: others in a page do not run."""
    index = Path(st.__file__).parent / "static" / "index.html"
    scripts = re.findall(rb"<script>(.*?)</script>", index.read_bytes(), re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in scripts)
