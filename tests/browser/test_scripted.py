"""The live page when people do what no clip shows: a raised hand, walking away, a plan to follow; and a computer that is too slow."""

from dataclasses import replace
from datetime import datetime

import pytest

from coach.history import History
from coach.history.planning import save_plan
from coach.planning import Day, first_plan
from coach.pose import Side
from exercises import load
from tests.lying import FPS, is_away, lies, with_hand_up
from tests.skeleton import Move, film


def one_after_another(*parts):
    """Poses of several films as those of one."""
    together, seconds = [], 0.0
    for part in parts:
        together += [replace(pose, time=pose.time - part[0].time + seconds) for pose in part]
        seconds = together[-1].time + 1 / FPS
    return together


def raises_a_hand():
    """The upper hand goes to the ceiling for a second and comes down again."""
    return one_after_another(lies(0.5), list(map(with_hand_up, lies(1.2))), lies(1.0))


def stage_is(page, name):
    return page.locator(f"[data-role=session][data-stage={name}]")


def choose(page, exercise, **numbers):
    page.click("[data-role=settings]")
    page.select_option("select[name=exercise]", exercise)
    if exercise == "clamshell":
        page.select_option("select[name=sides]", "left")
    for name, value in numbers.items():
        page.fill(f"input[name={name}]", str(value))
    page.get_by_role("button", name="Done").click()


def start(page):
    page.click("[data-role=start]")
    page.wait_for_selector("[data-role=session]:popover-open")


@pytest.mark.slow
def test_a_raised_hand_pauses_and_goes_on(scripted_app, browser, expect):
    doing = film("clamshell", reps=2, fps=FPS, still_s=14.0).poses
    scripted_app.shows(one_after_another(doing, lies(1.0), raises_a_hand(), lies(6.0), raises_a_hand(), lies(20.0)))
    page = browser(scripted_app)
    choose(page, "clamshell", sets=1, reps=8)

    start(page)

    expect(page.locator("[data-role=count]")).to_have_text("2", timeout=60_000)
    expect(page.locator("[data-role=overlay-title]")).to_have_text("Paused", timeout=20_000)
    expect(stage_is(page, "set")).to_be_attached(timeout=30_000)
    expect(page.locator("[data-role=count]")).to_have_text("2")
    words = page.evaluate("heard.words")
    assert "Paused. Raise a hand to go on." in words
    assert "Going on" in words


@pytest.mark.slow
def test_each_repetition_has_its_verdict_on_the_screen_and_praise_does_not_outlast_the_next(scripted_app, browser, expect):
    apart = Move(faults={"feet_apart": 0.3})
    scripted_app.shows(film("clamshell", reps=[apart, apart, Move(), apart, Move()], fps=FPS, still_s=14.0).poses)
    page = browser(scripted_app)
    choose(page, "clamshell", sets=1, reps=8)
    verdict, cue = page.locator("[data-role=verdict]"), page.locator("[data-role=cue]")

    start(page)

    expect(verdict).to_have_text("✕ fault · Feet come apart", timeout=60_000)
    expect(cue).to_have_text("Heels together like a hinge", timeout=30_000)
    expect(verdict).to_have_text("✓ good", timeout=30_000)
    expect(cue).to_have_text("Yes, just like that", timeout=10_000)
    expect(page.locator("[data-role=count-box][data-verdict=fault]")).to_be_attached(timeout=30_000)
    expect(cue).not_to_have_text("Yes, just like that")


@pytest.mark.slow
def test_leaving_the_picture_pauses_and_coming_back_goes_on(scripted_app, browser, expect):
    doing = film("clamshell", reps=2, fps=FPS, still_s=14.0).poses
    scripted_app.shows(one_after_another(doing, is_away(8.0), lies(30.0)))
    page = browser(scripted_app)
    choose(page, "clamshell", sets=1, reps=8)

    start(page)

    expect(page.locator("[data-role=count]")).to_have_text("2", timeout=60_000)
    expect(page.locator("[data-role=overlay-text]")).to_have_text("Come back to go on.", timeout=20_000)
    expect(stage_is(page, "set")).to_be_attached(timeout=30_000)
    expect(page.locator("[data-role=count]")).to_have_text("2")
    assert "Welcome back" in page.evaluate("heard.words")


@pytest.mark.slow
def test_a_computer_that_is_too_slow_is_asked_for_less_and_for_all_again_when_it_is_not(scripted_app, browser, expect):
    scripted_app.shows(lies(10.0))
    page = browser(scripted_app)
    start(page)
    expect(page.locator("[data-role=rate]")).to_contain_text("pictures a second")
    expect(page.locator("[data-role=note]")).to_be_empty()

    with scripted_app.busy(0.055):
        expect(page.locator("[data-role=note]")).to_contain_text("fewer pictures are looked at", timeout=60_000)
        page.wait_for_timeout(3000)
        before, after = analysed(page), page.wait_for_timeout(3000) or analysed(page)
        assert after - before <= 3 * 15 + 3

    expect(page.locator("[data-role=note]")).to_be_empty(timeout=120_000)


def analysed(page):
    return page.eval_on_selector(".coach", "coach => coach.live.timings.analysed")


def sits(reps, *, still_s):
    return film("seated_abduction", reps=reps, fps=FPS, still_s=still_s).poses


@pytest.mark.slow
def test_the_plan_of_who_trains_is_followed_kept_under_their_name_and_asked_about(scripted_app, browser, expect):
    now = datetime.now().astimezone()
    plan = first_plan(load(), now, (now.weekday(),))
    short = replace(plan.item("seated_abduction"), rung=2, sets=1, reps=2, rest_s=2)
    with History.open(scripted_app.database) as history:
        history.add_person("Ben")
        ana = history.add_person("Ana")
        save_plan(history, ana, replace(plan, days=(Day(now.weekday(), ("seated_abduction",)),), items=(short,)))
    scripted_app.shows(one_after_another(sits(2, still_s=16.0), sits(3, still_s=45.0), sits(0, still_s=10.0)))
    page = browser(scripted_app)
    page.click("[data-role=settings]")
    page.select_option("select[name=person]", label="Ana")
    page.uncheck("input[name=warmUp]")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-role=who]")).to_have_text("Ana")
    expect(page.locator("[data-role=choice]")).to_contain_text("Your plan for today, about")

    start(page)
    expect(page.locator("[data-role=detail]")).to_have_text("Both sides, warm-up")
    expect(page.locator("[data-role=overlay-title]")).to_have_text("Rest", timeout=120_000)
    expect(page.locator("[data-role=detail]")).to_have_text("Both sides, set 1 of 1, medium band", timeout=60_000)
    expect(page.locator("[data-role=overlay-title]")).to_have_text("Done", timeout=120_000)
    page.click("[data-role=stop]")

    words = page.evaluate("heard.words")
    assert any("Next set, with the medium band" in word for word in words)
    expect(page.locator("[data-role=choice]")).not_to_contain_text("for today")
    with History.open(scripted_app.database) as history:
        (kept,) = [one for one in history.sessions() if one.session.person_id == ana]
        sets = history.session(kept.session.id).sets
    assert [(one.rung, one.load.band, len(one.reps), one.has_track) for one in sets] == [
        ("warm-up", "light", 2, True),
        ("medium band", "medium", 2, True),
    ]
    page.get_by_role("link", name="See every repetition").click()
    expect(page.get_by_text("Look closer: replay a repetition beside your best one").first).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Plan", exact=True).click()
    expect(page.get_by_text("How many more good ones could you have done?").first).to_be_visible(timeout=60_000)


@pytest.mark.slow
def test_somebody_new_gives_a_name_and_is_known_from_then_on(scripted_app, browser, expect):
    with History.open(scripted_app.database) as history:
        history.add_person("Jo")  # of one person alone the page shows no name
    scripted_app.shows(film("clamshell", reps=1, fps=FPS, side=Side.LEFT).poses)
    page = browser(scripted_app)
    page.click("[data-role=settings]")
    page.select_option("select[name=person]", "new")
    page.fill("input[name=newName]", "Kim")
    page.select_option("select[name=exercise]", "")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-role=who]")).to_have_text("Kim")

    start(page)
    expect(page.locator("[data-role=count]")).to_have_text("1", timeout=60_000)
    page.click("[data-role=stop]")
    page.reload()

    expect(page.locator("[data-role=who]")).to_have_text("Kim")
    with History.open(scripted_app.database) as history:
        kim = next(one.id for one in history.people() if one.name == "Kim")
        assert [one.session.person_id for one in history.sessions()].count(kim) == 1
