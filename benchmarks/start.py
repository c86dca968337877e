"""How long the app takes to start: from the command to its first page in a browser, several times over.

python -m benchmarks.start [--times 5]

Chromium is open already, as it is for most people, and knows nothing of the app yet; there is a history. "Answers" is when the server
takes requests, "shows" when the live page's own button has been painted, "ready" when one that can be pressed has. Both are noted in the
page: whoever asks it from outside waits for its answer as long as it is busy, 0.4 s here.
"""

from __future__ import annotations

import socket
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import typer
from playwright.sync_api import Browser, sync_playwright

from coach.history import History
from tests.browser.conftest import CHROMIUM, FLAGS, App

WATCH: Final = """
globalThis.moments = {};
const START = "[data-role=start]";
const found = (root) => root.querySelector(START) ?? [...root.querySelectorAll("*")].map((one) => one.shadowRoot && found(one.shadowRoot)).find(Boolean);
const painted = (name) => requestAnimationFrame(() => { moments[name] ??= performance.timeOrigin + performance.now(); });
const look = () => {
  const start = found(document);
  if (start?.checkVisibility()) {
    painted("shows");
    if (!start.disabled) return painted("ready");
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
"""Notes in the page when the frame after the one in which the button is seen begins, in milliseconds of the clock on the wall."""
POLL_S: Final = 0.01
PATIENCE_S: Final = 60.0
MOMENTS: Final = ("answers", "shows", "ready")


def once(browser: Browser, folder: Path) -> tuple[float, ...]:
    """Seconds from the command to each of the `MOMENTS`."""
    app = App(folder)
    History.open(app.database).close()  # as on every day but the first
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.add_init_script(WATCH)
    begun = time.time()
    app.launch()
    try:
        while not _answers(app.port):
            if time.time() - begun > PATIENCE_S:
                raise TimeoutError(app.log.read_text())
            time.sleep(POLL_S)
        answers_s = time.time() - begun
        page.goto(app.url, wait_until="commit")
        page.wait_for_function("moments.ready")
        return answers_s, *(one / 1000 - begun for one in page.evaluate("[moments.shows, moments.ready]"))
    finally:
        context.close()
        app.process.terminate()
        app.process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def measure(times: int) -> dict[str, Any]:
    """Medians in seconds, after a first time that is not counted: it brings the programs into memory."""
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            each = []
            for number in range(times + 1):
                folder = Path(place) / str(number)
                folder.mkdir()
                each.append(once(browser, folder))
        finally:
            browser.close()
    columns = list(zip(*each[1:], strict=True))
    return {"times": times, **{f"{name}_s": median(one) for name, one in zip(MOMENTS, columns, strict=True)}, "slowest_s": max(columns[1])}


def main(times: Annotated[int, typer.Option(help="How often.")] = 5) -> None:
    """Print all figures."""
    found = measure(times)
    typer.echo(
        f"from the command, median of {times}: the server answers after {found['answers_s']:.2f} s, the first page is shown after "
        f"{found['shows_s']:.2f} s ({found['slowest_s']:.2f} s at most) and ready after {found['ready_s']:.2f} s"
    )


if __name__ == "__main__":
    typer.run(main)
