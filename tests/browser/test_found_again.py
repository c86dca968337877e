"""An analysis is found again: after a reload, in a second tab, and in the title of the tab."""

import pytest

from tests.browser.test_recording import analyse, opens, video  # noqa: F401 (a fixture)

pytestmark = pytest.mark.slow


def test_a_reload_and_a_second_tab_see_an_analysis_running_and_done(scripted_app, browser, video, expect):  # noqa: F811
    page = opens(browser, scripted_app)
    with scripted_app.busy(0.1):
        analyse(page, video)
        expect(page.get_by_text("mine.mp4, ")).to_be_visible()
        page.wait_for_function("document.title.includes('% · mine.mp4')")
        page.reload()
        expect(page.get_by_text("mine.mp4, ")).to_be_visible()
        other = page.context.new_page()
        other.goto(scripted_app.url + "/recording")
        expect(other.get_by_text("mine.mp4, ")).to_be_visible()

    for one in (page, other):
        expect(one.get_by_role("heading", name="Clamshell, left side")).to_be_visible(timeout=60_000)
        one.wait_for_function("!document.title.includes('%')")
    page.reload()
    expect(page.get_by_role("heading", name="Clamshell, left side")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Remove these results").click()
    expect(page.get_by_role("heading", name="Clamshell, left side")).to_have_count(0)
