"""How quick live coaching is: the real server, Chromium on the same machine, and a camera that plays a clip over and over.

python -m benchmarks.live [VIDEO] [--minutes 1]
"""

from __future__ import annotations

import os
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from playwright.sync_api import Page, sync_playwright
from rich.console import Console

from tests.browser.conftest import CHROMIUM, FLAGS, HEAR, App, FilmPart, write_film

SAMPLE = Path(__file__).parents[1] / "coach" / "ui" / "sample" / "clamshell.mp4"
FIGURES = """coach => { const {timings} = coach.live; return {
  delays: timings.delays, took: timings.analysisTimes, spoken: timings.speechDelays, first: timings.firstAnswerAfter,
  analysed: timings.analysed, shown: timings.shown,
  note: coach.live.display.part("note").textContent, at: performance.now()}; }"""


def memory_mb(root: int, *, alone: bool = False) -> float:
    """Resident memory of a process and, unless `alone`, of all that it started."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    family = {root}
    while not alone and (more := {pid for pid, parent in parents.items() if parent in family} - family):
        family |= more
    page = os.sysconf("SC_PAGE_SIZE")
    return sum(int((Path("/proc") / str(pid) / "statm").read_text().split()[1]) * page for pid in family if _alive(pid)) / 1e6


def _alive(pid: int) -> bool:
    return (Path("/proc") / str(pid) / "statm").exists()


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def figures(page: Page) -> dict[str, Any]:
    """The page's own figures."""
    return dict(page.eval_on_selector(".coach", FIGURES))


def main(
    video: Annotated[Path, typer.Argument()] = SAMPLE,
    minutes: Annotated[int, typer.Option(help="How long; 30 to see whether memory or delay grow.")] = 1,
) -> None:
    """Print delay, rate, speech and start, and every minute memory and delay."""
    out = Console(soft_wrap=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        film = write_film(Path(folder) / "camera.mjpeg", [FilmPart(video, 3600.0)], still_s=0)
        app = App(Path(folder))
        app.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, f"--use-file-for-fake-video-capture={film}"])
        try:
            page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
            page.add_init_script(HEAR)
            page.goto(app.url)
            page.wait_for_selector("[data-role=start]:enabled")
            page.click("[data-role=start]")
            page.wait_for_timeout(5000)
            before = figures(page)
            tools = page.context.new_cdp_session(page)
            assert app.process
            for minute in range(1, minutes + 1):
                page.wait_for_timeout(60_000)
                now = figures(page)
                tail = quantiles(now["delays"], n=20)[-1]
                load = os.getloadavg()[0]
                server = memory_mb(app.process.pid)
                tools.send("HeapProfiler.collectGarbage")
                out.print(
                    f"minute {minute:2}: server {server:4.0f} MB, browser {memory_mb(os.getpid()) - server - memory_mb(os.getpid(), alone=True):5.0f} MB, "
                    f"the page's own {page.evaluate('performance.memory.usedJSHeapSize') / 1e6:.1f} MB, "
                    f"delay {1000 * median(now['delays']):.0f} ms median, {1000 * tail:.0f} ms at the 95th percentile, load {load:.1f}"
                )
            seconds = (now["at"] - before["at"]) / 1000
            out.print(
                f"capture to feedback drawn: {1000 * median(now['delays']):.0f} ms median, {1000 * tail:.0f} ms at the 95th percentile"
            )
            out.print(
                f"of it the coach: {median(now['took']):.0f} ms median, {quantiles(now['took'], n=20)[-1]:.0f} ms at the 95th percentile"
            )
            out.print(
                f"analysed {(now['analysed'] - before['analysed']) / seconds:.1f} pictures a second "
                f"of {(now['shown'] - before['shown']) / seconds:.1f} that the preview showed; note: {now['note'] or 'none'}"
            )
            out.print(f"spoken {1000 * median(now['spoken']):.0f} ms after the cause (median of {len(now['spoken'])}), ", end="")
            out.print(f"{1000 * max(now['spoken']):.0f} ms at most")
            out.print(f"Start to first feedback: {now['first'] / 1000:.2f} s")
        finally:
            browser.close()
            app.process.terminate()
            app.process.wait()


if __name__ == "__main__":
    typer.run(main)
