"""The report in a browser: it reaches out to nothing, fits a narrow screen, and is short on paper."""

import re

import pytest

from coach.coaching.coach import Coach
from coach.recording.analysis import Analysis
from coach.recording.job import Settings
from coach.recording.source import Source
from coach.recording.timeline import Timeline
from coach.report.page import as_report
from exercises import load
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.skeleton import Move, film

GREY = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='360' height='200'%3E%3Crect width='360' height='200'/%3E%3C/svg%3E"
)
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def opened(playwright, tmp_path):
    """A page that shows the report on eight clamshells, and the addresses that it asked for."""
    timeline, coach = Timeline(), Coach(load())
    moves = [Move(), Move(faults={"pelvis_roll": 30.0}), Move(span=12.0), *[Move()] * 6]
    poses = film("clamshell", fps=15.0, reps=moves).poses
    for pose in poses:
        timeline.add(coach.see(pose))
    session = coach.finish()
    source = Source("mine.mp4", poses[-1].time, 15.0, len(poses), 640, 480)
    pictures = {rep.peak_s: GREY for rep in session.reps}
    (tmp_path / "report.html").write_text(as_report(Analysis(session, source, timeline), pictures, load(), Settings()), encoding="utf-8")
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    page = chromium.new_context(viewport=PHONE).new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "report.html").as_uri())
    yield page, asked
    chromium.close()


@pytest.mark.slow
def test_the_report_reaches_out_to_nothing(opened):
    page, asked = opened

    assert page.locator(".rep img").count() == 8
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.slow
def test_the_report_fits_a_phone(opened):
    page, _ = opened

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.slow
def test_a_set_takes_two_pages_of_paper(opened):
    page, _ = opened

    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2


@pytest.mark.slow
def test_a_name_can_be_filled_in_before_printing(opened, expect):
    page, _ = opened

    page.get_by_role("textbox", name="Name").click()
    page.keyboard.type("Ana")

    expect(page.get_by_role("textbox", name="Name")).to_have_text("Ana")
