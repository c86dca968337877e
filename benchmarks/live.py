"""How quick live coaching is, and what it takes: the real server, Chromium on the same machine, and a camera that plays a film over and over.

python -m benchmarks.live [VIDEO] [--minutes 2]

In the film somebody exercises, and then for as long does not move. All pictures have the noise of a camera, so none is like another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import cv2
import numpy as np
import typer
from playwright.sync_api import Page, sync_playwright
from rich.console import Console

from benchmarks.processes import cpu_s, family, memory_mb
from coach.recording.video import read_frames
from tests.browser.conftest import CAMERA_FPS, CHROMIUM, FLAGS, HEAR, App

SAMPLE = Path(__file__).parents[1] / "coach" / "ui" / "sample" / "clamshell.mp4"
FIGURES = """coach => { const {timings} = coach.live; return {
  delays: timings.delays, took: timings.analysisTimes, spoken: timings.speechDelays, first: timings.firstAnswerAfter,
  analysed: timings.analysed, shown: timings.shown,
  note: coach.live.display.part("note").textContent, at: performance.now()}; }"""
NOISE: Final = 2.5
"""Grey levels: standard deviation of each pixel's noise."""
NOISES: Final = 8
"""So many pictures of noise are taken in turn: to make one takes longer than to encode it."""
SETTLING_S: Final = 4.0
"""After a change of the state; it is not measured."""


def write_states(path: Path, video: Path) -> float:
    """Write a film of `video` and as long of its last picture, for Chromium's camera; gives the seconds of each."""
    random = np.random.default_rng(1)
    with read_frames(video) as film, path.open("wb") as out:
        noises = [random.normal(0, NOISE, (film.source.height, film.source.width, 3)).astype(np.int16) for _ in range(NOISES)]
        count = 0

        def write(pixels: Any) -> None:  # noqa: ANN401 (an array)
            noisy = np.clip(pixels[..., ::-1] + noises[count % NOISES], 0, 255).astype(np.uint8)
            out.write(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes())

        for frame in film:
            while count / CAMERA_FPS <= frame.time:
                write(frame.pixels)
                count += 1
        seconds = count / CAMERA_FPS
        for _ in range(count):
            write(frame.pixels)
            count += 1
    return seconds


@dataclass
class State:
    """What was measured while somebody exercises, or does not move."""

    seconds: float = 0.0
    cpu_s: float = 0.0
    analysed: int = 0
    shown: int = 0
    delays: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    spoken: list[float] = field(default_factory=list)

    def add(self, before: dict[str, Any], after: dict[str, Any], cpu_s: float) -> None:
        """Add the time between two figures of the page."""
        self.seconds += (after["at"] - before["at"]) / 1000
        self.cpu_s += cpu_s
        self.analysed += after["analysed"] - before["analysed"]
        self.shown += after["shown"] - before["shown"]
        new = after["analysed"] - before["analysed"]
        self.delays += after["delays"][-new:] if new else []
        self.took += after["took"][-new:] if new else []
        said = len(after["spoken"]) - len(before["spoken"])
        self.spoken += after["spoken"][-said:] if said else []

    @property
    def as_plain(self) -> dict[str, float]:
        """The figures in short: cores of the server, pictures a second, milliseconds."""
        delays = 1000 * np.array(self.delays)
        return {
            "server_cores": self.cpu_s / self.seconds,
            "answered_per_s": self.analysed / self.seconds,
            "shown_per_s": self.shown / self.seconds,
            "drawn_ms": float(np.median(delays)),
            "drawn_p95_ms": float(np.percentile(delays, 95)),
            "took_ms": float(np.median(self.took)),
            "spoken_ms": 1000 * median(self.spoken) if self.spoken else float("nan"),
            "spoken": len(self.spoken),
        }


def figures(page: Page) -> dict[str, Any]:
    """The page's own figures."""
    return dict(page.eval_on_selector(".coach", FIGURES))


@contextmanager
def coached(app: App, film: Path) -> Iterator[Page]:
    """The live page of `app`, which is started for it, just after Start; the browser's camera plays `film` (see `write_film`)."""
    app.start()
    assert app.process
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, f"--use-file-for-fake-video-capture={film}"])
            try:
                page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
                page.add_init_script(HEAR)
                page.goto(app.url)
                page.wait_for_selector("[data-role=start]:enabled")
                page.click("[data-role=start]")
                yield page
            finally:
                browser.close()
    finally:
        app.process.terminate()
        app.process.wait()


def measure(video: Path, minutes: float, out: Console) -> tuple[dict[str, State], dict[str, Any]]:
    """What is measured in each state, and the page's figures at the end; says every round what memory there is."""
    states = {"exercising": State(), "still": State()}
    with TemporaryDirectory() as folder:
        film = Path(folder) / "camera.mjpeg"
        part_s = write_states(film, video)
        app = App(Path(folder))
        with coached(app, film) as page:
            while not figures(page)["shown"]:
                page.wait_for_timeout(20)
            begun = figures(page)["at"]
            assert app.process
            server = family(app.process.pid)
            for number in range(max(round(60 * minutes / (2 * part_s)), 1)):
                for which, state in enumerate(states.values()):
                    from_s = (2 * number + which) * part_s
                    _wait(page, begun, from_s + SETTLING_S)
                    before, cpu = figures(page), cpu_s(server)
                    _wait(page, begun, from_s + part_s - 1.0)
                    after = figures(page)
                    state.add(before, after, cpu_s(server) - cpu)
                browser_mb = memory_mb(family(os.getpid()) - family(app.process.pid) - {os.getpid()})
                heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
                out.print(
                    f"round {number + 1}: server {memory_mb(server):.0f} MB, browser {browser_mb:.0f} MB, the page's own {heap:.1f} MB, "
                    f"delay {1000 * median(after['delays']):.0f} ms median, load {os.getloadavg()[0]:.1f}"
                )
            return states, after


def _wait(page: Page, begun_ms: float, until_s: float) -> None:
    now = page.evaluate("performance.now()")
    page.wait_for_timeout(max(begun_ms + 1000 * until_s - now, 0))


def main(
    video: Annotated[Path, typer.Argument()] = SAMPLE,
    minutes: Annotated[float, typer.Option(help="How long; 30 to see whether memory or delay grow.")] = 2,
) -> None:
    """Print for each state what the server takes, delay, rate and speech; and memory, every round."""
    out = Console(soft_wrap=True)
    states, last = measure(video, minutes, out)
    for name, state in states.items():
        got = state.as_plain
        out.print(
            f"{name}: server {got['server_cores']:.2f} of a core, answered {got['answered_per_s']:.1f} pictures a second "
            f"of {got['shown_per_s']:.1f} that the preview showed; capture to feedback drawn {got['drawn_ms']:.0f} ms median, "
            f"{got['drawn_p95_ms']:.0f} ms at the 95th percentile, of it the coach {got['took_ms']:.0f} ms; "
            f"spoken {got['spoken_ms']:.0f} ms after the cause (median of {got['spoken']})"
        )
    delays = quantiles(last["delays"], n=20)
    out.print(f"all: drawn {1000 * median(last['delays']):.0f} ms median, {1000 * delays[-1]:.0f} ms at the 95th percentile")
    out.print(f"Start to first feedback: {last['first'] / 1000:.2f} s; note: {last['note'] or 'none'}")


if __name__ == "__main__":
    typer.run(main)
