"""Looking closer, as the user of a browser does it: slowly, picture by picture, chart and video joined, two beside each other."""

import re

import pytest

from tests.browser.test_recording import FPS, PLAYER, analyse, opens, video  # noqa: F401 (a fixture)

pytestmark = pytest.mark.slow


def now(page):
    return page.evaluate(f"{PLAYER}.currentTime")


def test_chart_and_video_are_joined_and_two_repetitions_stand_beside_each_other(scripted_app, browser, video, expect):  # noqa: F811
    page = opens(browser, scripted_app)
    analyse(page, video)
    expect(page.get_by_role("heading", name="Clamshell, left side")).to_be_visible(timeout=60_000)
    page.wait_for_function(f"{PLAYER}?.readyState > 1")
    said = page.locator(".movement .words")

    page.get_by_role("button", name="First fault: repetition 2").click()
    page.wait_for_function(f"{PLAYER}.currentTime > 8")
    expect(said).to_contain_text(re.compile("repetition 2, range .* from the hip, fault"))
    at = now(page)
    page.get_by_role("button", name="One picture on").first.click()
    page.wait_for_function(f"{PLAYER}.currentTime > {at}")
    assert now(page) - at < 2 / FPS

    chart = page.locator(".movement .frame")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    page.mouse.click(box["x"] + 0.97 * box["width"], box["y"] + 60)
    page.wait_for_function(f"{PLAYER}.currentTime > 18")
    line = page.locator(".movement .line").bounding_box()
    assert abs(line["x"] - (box["x"] + 0.97 * box["width"])) < 4
    chart.press("ArrowLeft")
    page.get_by_role("button", name="Speed ¼").first.click()
    assert page.evaluate(f"{PLAYER}.playbackRate") == 0.25

    page.get_by_text("Look closer: two repetitions").click()
    drawings = page.locator(".drawings")
    expect(drawings.locator("figure")).to_have_count(2, timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")  # a rerun would begin the figures anew
    page.wait_for_timeout(500)
    drawings.get_by_role("button", name="One picture on").click()
    before = drawings.locator("figure p").first.inner_text()
    drawings.get_by_role("button", name="One picture on").click()
    expect(drawings.locator("figure p").first).not_to_have_text(before)
    path = drawings.locator(".chart .cursor").get_attribute("d")
    curve = drawings.locator(".chart").bounding_box()
    page.mouse.click(curve["x"] + curve["width"] / 2, curve["y"] + 40)
    assert drawings.locator(".chart .cursor").get_attribute("d") != path
    expect(drawings.locator("figure p").first).to_contain_text("range")
