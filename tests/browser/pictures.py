"""`python -m tests.browser.pictures`: take the README's pictures anew, of the real app with the sample before its camera."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from coach.ui.recording import SAMPLE
from tests.browser.conftest import CHROMIUM, FLAGS, App, FilmPart, write_film

TARGET: Final = Path(__file__).parents[2] / "docs" / "pictures"
SIZE: Final = {"width": 1280, "height": 800}
QUALITY: Final = 82
STILL_S: Final = 14.0
"""For so long the person lies still at first, in which the set is announced and counted down."""
FAULT_S: Final = 28.3
"""When the annotated sample shows the findings of its hurried repetition."""


def main() -> None:
    """Write `live.jpg` and `result.jpg`."""
    TARGET.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        film = write_film(Path(folder) / "camera.mjpeg", [FilmPart(SAMPLE, until=40.0, still_s=STILL_S)])
        app = App(Path(folder))
        app.start()
        camera = f"--use-file-for-fake-video-capture={film}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, camera])
        try:
            take(live(opened(browser, app.url)), "live.jpg")
            take(result(opened(browser, f"{app.url}/recording")), "result.jpg")
        finally:
            browser.close()
            app.process.terminate()
            app.process.wait(timeout=30)


def take(page: Page, name: str) -> None:
    """Take the picture, and leave the page: a session that goes on keeps the processor busy."""
    page.screenshot(path=TARGET / name, type="jpeg", quality=QUALITY)
    page.context.close()


def opened(browser: Browser, address: str) -> Page:
    """A page of the app."""
    page = browser.new_context(viewport=SIZE).new_page()
    page.set_default_timeout(240_000)
    page.goto(address)
    return page


def live(page: Page) -> Page:
    """A set of clamshells, when the coach has just said something of a repetition."""
    page.wait_for_selector("[data-role=start]:enabled")
    page.click("[data-role=settings]")
    page.select_option("select[name=exercise]", "clamshell")
    page.select_option("select[name=sides]", "right")
    page.get_by_role("button", name="Done").click()
    page.click("[data-role=start]")
    page.locator("[data-role=cue].say", has_text=" ").wait_for()
    page.locator("[data-role=camera]").evaluate("name => name.remove()")  # it is the film's
    return page


def result(page: Page) -> Page:
    """What the coach makes of the sample, with the findings of one repetition on the video."""
    page.get_by_role("button", name="Try it with the sample").click()
    page.wait_for_selector("video")
    page.get_by_text("Clinical names").wait_for()
    page.wait_for_timeout(2_000)
    # without its controls, which are gone while it plays and lie over the words while it is paused
    page.locator("video").evaluate("(video, at) => { video.pause(); video.controls = false; video.currentTime = at; }", FAULT_S)
    page.get_by_role("heading", name="Clamshell, right side").evaluate("heading => heading.scrollIntoView()")
    page.wait_for_timeout(2_000)
    return page


if __name__ == "__main__":
    main()
