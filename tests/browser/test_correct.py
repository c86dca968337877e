"""Correcting the coach, as the user of a browser does it."""

import pytest

from tests.browser.test_recording import analyse, opens, video  # noqa: F401 (a fixture)

pytestmark = pytest.mark.slow


def choose(page, label, option):
    field = page.get_by_role("combobox", name=label)
    field.click()
    field.fill(option)
    field.press("Enter")
    page.wait_for_timeout(300)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def test_a_recording_is_judged_again_and_a_repetition_is_corrected_and_kept(scripted_app, browser, video, expect):  # noqa: F811
    own = video.rename(video.with_name("corrected.mp4"))  # another test keeps the video under its own name
    page = opens(browser, scripted_app)
    analyse(page, own)
    expect(page.get_by_role("heading", name="Clamshell, left side")).to_be_visible(timeout=60_000)
    before = page.locator("video").get_attribute("src")

    page.get_by_text("Is something wrong?").click()
    choose(page, "Exercise", "Two-leg glute bridge")
    page.get_by_role("button", name="Judge again").click()
    expect(page.get_by_role("heading", name="Two-leg glute bridge")).to_be_visible()
    page.wait_for_function("before => document.querySelector('video').getAttribute('src') !== before", arg=before, timeout=60_000)

    page.wait_for_selector("text=The video is being drawn again", state="detached", timeout=60_000)
    page.get_by_role("button", name="Take the last one back").click()
    expect(page.get_by_role("heading", name="Clamshell, left side")).to_be_visible()
    expect(page.locator("button.rep:not(.missed)")).to_have_count(3)
    page.get_by_role("button", name="That was no repetition").click()
    expect(page.locator("button.rep:not(.missed)")).to_have_count(2)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name="See it there").click()

    expect(page.get_by_text("The coach itself had counted 3 repetitions.")).to_be_visible(timeout=60_000)
    assert [len(one.reps) for one in scripted_app.kept()[-1].sets] == [2]
