"""The live page leads: the figure of what comes, the warm-up, and what is skipped or changed by button, key and hand."""

from dataclasses import replace
from datetime import datetime

import pytest

from coach.history import History
from coach.history.planning import save_plan
from coach.planning import Day, first_plan
from exercises import load
from tests.browser.test_scripted import FPS, choose, one_after_another, stage_is, start
from tests.lying import lies, with_hand_up
from tests.skeleton import film

pytestmark = pytest.mark.slow


def says(page, words, timeout=60_000):
    page.wait_for_function("words => heard.words.some(word => word.includes(words))", arg=words, timeout=timeout)


def figure(page):
    return page.locator("[data-role=coming-figure] svg")


def test_the_warm_up_of_a_plan_is_led_to_its_end_with_a_figure_for_each_move(scripted_app, browser, expect):
    now = datetime.now().astimezone()
    plan = first_plan(load(), now, (now.weekday(),))
    with History.open(scripted_app.database) as history:
        led = history.add_person("Led")
        item = plan.item("seated_abduction")
        save_plan(history, led, replace(plan, days=(Day(now.weekday(), (item.key,)),), items=(item,), warm_up_min=1))
    scripted_app.shows(lies(5.0))
    page = browser(scripted_app)
    page.click("[data-role=settings]")
    page.select_option("select[name=person]", label="Led")
    page.get_by_role("button", name="Done").click()

    start(page)
    expect(stage_is(page, "warm_up")).to_be_attached()
    expect(page.locator("[data-role=overlay-title]")).to_have_text("March on the spot")
    expect(figure(page)).to_have_attribute("aria-label", "March on the spot. Lift one knee, then the other, and let your arms swing.")
    page.get_by_role("button", name="Skip move").click()
    expect(page.locator("[data-role=overlay-title]")).to_have_text("Knee rolls")
    says(page, "Ten seconds")
    expect(stage_is(page, "find")).to_be_attached(timeout=60_000)

    words = page.evaluate("heard.words")
    assert words[0].startswith("Warm-up, 1 minute of easy movement. March on the spot.")
    assert "Halfway" in words
    assert any(word.startswith("That was the easy movement. Warm-up: Seated banded hip abduction.") for word in words)
    expect(page.locator("[data-role=coming-name]")).to_have_text("Next: Seated banded hip abduction")
    expect(figure(page)).to_have_attribute("aria-label", "Seated banded hip abduction, done well")


def test_each_button_and_each_key_changes_what_comes_and_is_answered(scripted_app, browser, expect):
    scripted_app.shows(one_after_another(film("clamshell", reps=3, fps=FPS, still_s=14.0).poses, lies(5.0)))
    page = browser(scripted_app)
    choose(page, "clamshell", sets=4, reps=3)
    start(page)
    expect(stage_is(page, "find")).to_be_attached()
    expect(figure(page)).to_have_attribute("aria-label", "Clamshell, left side, done well")
    expect(page.locator("[data-role=coming-dose]")).to_have_text("set 1 of 4, 3 repetitions")
    expect(stage_is(page, "rest")).to_be_attached(timeout=90_000)
    expect(page.locator("[data-role=coming-dose]")).to_have_text("set 2 of 4, 3 repetitions")
    expect(figure(page)).to_be_visible()

    page.keyboard.press("h")
    says(page, "Harder. Next: 5 repetitions.")
    expect(page.locator("[data-role=coming-dose]")).to_have_text("set 2 of 4, 5 repetitions")
    page.get_by_role("button", name="Harder").click()
    says(page, "Harder. Next: 7 repetitions.")
    page.keyboard.press("e")
    says(page, "Easier. Next:")
    page.get_by_role("button", name="Easier").click()
    page.wait_for_function("heard.words.filter(word => word.startsWith('Easier')).length === 2")
    page.keyboard.press("r")
    says(page, "Once more. Next: Clamshell, left side.")
    page.get_by_role("button", name="Repeat").click()
    page.wait_for_function("heard.words.filter(word => word.startsWith('Once more')).length === 2")
    page.keyboard.press("s")
    says(page, "Skipped. Next: Clamshell, left side.")
    page.get_by_role("button", name="Skip set").click()
    page.wait_for_function("heard.words.filter(word => word.startsWith('Skipped')).length === 2")
    page.keyboard.press("x")
    says(page, "Skipped. That was it: 1 set, 3 reps.")

    expect(stage_is(page, "done")).to_be_attached()
    expect(page.locator("[data-role=changes]")).to_be_hidden()
    kept = scripted_app.kept()[-1]
    assert [len(one.reps) for one in kept.sets] == [3]
    assert all(one.code == "skipped_clamshell" for one in kept.warnings)
    assert len(kept.warnings) >= 2


def test_a_hand_that_is_held_up_and_raised_again_skips_the_set(scripted_app, browser, expect):
    doing = film("clamshell", reps=1, fps=FPS, still_s=14.0).poses
    hand = lambda seconds: list(map(with_hand_up, lies(seconds)))  # noqa: E731
    scripted_app.shows(one_after_another(doing, lies(1.0), hand(4.0), lies(4.9), hand(1.5), lies(5.0)))
    page = browser(scripted_app)
    choose(page, "clamshell", sets=2, reps=8)

    start(page)
    says(page, "Lower your hand.")
    expect(page.locator("[data-role=overlay-text]")).to_have_text("Hand up now: skip this set?", timeout=20_000)
    says(page, "Skipped. Next: Clamshell, left side.")

    expect(page.locator("[data-role=detail]")).to_have_text("Left side, set 2 of 2")


def test_who_cannot_get_into_position_is_offered_to_skip_it(scripted_app, browser, expect):
    scripted_app.shows(film("standing_abduction", reps=0, fps=FPS, still_s=2.0).poses)
    page = browser(scripted_app)
    choose(page, "clamshell", sets=1, reps=8)

    start(page)
    says(page, "If that does not go, skip this set: hold a hand up for three seconds, or press S.", timeout=90_000)

    expect(page.locator("[data-change=skip].offered")).to_be_visible()
    page.keyboard.press("S")
    expect(stage_is(page, "done")).to_be_attached()
