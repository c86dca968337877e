"""Starts the pages."""

from __future__ import annotations

import logging
import signal
import socket
import time
import webbrowser
from pathlib import Path
from threading import Thread
from typing import Final

import coach

APP: Final = Path(coach.__file__).parents[1] / "app.py"
"""Lies beside the package in a checkout as in a wheel, and its settings with it in `.streamlit`."""
GRACE_S: Final = 15.0
"""How long the end of the program waits for the history: longer than another program may keep it locked at a time."""

logger = logging.getLogger(__name__)


def run(*, port: int = 8501, browser: bool = True) -> None:
    """Serve the pages on this computer until interrupted, and open them in the browser if there is one.

    Ends the program with a sentence for the user when the port is taken.
    """
    from streamlit.web import cli  # most commands need none, and it takes its time

    from coach.log import keep_log
    from coach.ui.copies import sweep

    if _answers(port):
        raise SystemExit(f"Port {port} is taken, perhaps by another coach; try: coach app --port {port + 1}")
    if browser:
        Thread(target=_open_browser, args=(port,), daemon=True).start()
    sweep()
    keep_log()
    for name in ("SIGHUP", "SIGTERM"):  # the terminal or the computer is shut: ended as by Ctrl+C, no copy of a video stays behind
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        cli.main(["run", str(APP), f"--server.port={port}", "--server.headless=true"])
    finally:
        from coach.live.write_queue import write_all
        from coach.ui.run import end_all

        end_all()
        for missing in write_all(GRACE_S):
            logger.error("%d repetitions that were counted are not in the history: %s", missing.waiting + missing.lost, missing.why)


def _open_browser(port: int) -> None:
    """Open the pages once they answer; Streamlit does not, for an app with routes of its own."""
    while not _answers(port):
        time.sleep(0.1)
    webbrowser.open(f"http://localhost:{port}")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
