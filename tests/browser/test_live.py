"""The live page as its user meets it."""

import json

import pytest

from coach.ui.recording import SAMPLE
from tests.browser.conftest import FilmPart
from tests.shared import CLIPS, SHARED

WITH_FAULTS = {
    "dev_clam_5f": (21.0, "Hips stacked; knee opens alone"),
    "dev_raise_4f": (38.0, "Float the leg slightly higher"),
    "dev_bridge_2f": (26.0, "Hold the top and squeeze"),
    "dev_seat_2f": (12.5, "Resist the band coming in"),
    "dev_stand_2f": (10.0, "Stay tall like a post"),
}
"""Clips up to the second at which a cue is due, and the cue. The camera plays them again and again: the seated one has to be seen twice."""
REMEMBERED = "sessionStorage.getItem('form-coach.session')"
"""What a browser copies into a duplicated tab."""
THREE_REPS_S = 25.5
"""The sample has counted repetitions that end at 10.5, 16 and 24.6 seconds, and one that is too small."""


@pytest.fixture
def film(camera_film):
    return camera_film(FilmPart(SAMPLE, THREE_REPS_S))


def start(page):
    page.click("[data-role=start]")
    page.wait_for_selector("[data-role=session]:popover-open")


def stage(page, name):
    return page.locator(f"[data-role=session][data-stage={name}]")


def fails_with(name):
    """A camera that cannot be opened."""
    return f"() => {{ navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{name}')); }}"


@pytest.mark.slow
def test_repetitions_are_counted_spoken_and_kept_and_a_reload_goes_on(app, browser, film, expect):
    page = browser(app, film)
    before = len(app.kept())

    start(page)
    expect(page.locator("[data-role=count]")).to_have_text("3", timeout=60_000)
    page.wait_for_timeout(2000)

    expect(page.locator("[data-role=count]")).to_have_text("3")
    expect(page.locator("[data-role=title]")).to_have_text("Clamshell")
    heard = page.evaluate("heard")
    assert [word for word in heard["words"] if word.isdigit()] == ["1", "2", "3"]
    assert heard["tones"] >= 3
    kept = app.kept()[before]
    assert [len(one.reps) for one in kept.sets] == [3]
    assert kept.session.ended_at is None

    page.reload()
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_selector("[data-role=session]:popover-open")
    expect(page.locator("[data-role=count]")).to_have_text("3")
    page.click("[data-role=stop]")

    expect(page.locator("[data-role=summary]")).to_contain_text("Clamshell, right side")
    assert app.kept()[before].session.ended_at is not None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("NotAllowedError", "The camera is not allowed here"),
        ("NotFoundError", "No camera was found"),
        ("OverconstrainedError", "No camera was found"),
        ("NotReadableError", "Another program is using the camera"),
        ("AbortError", "Another program is using the camera"),
        ("SecurityError", "The camera is not allowed here"),
        ("TypeError", "The camera could not be opened"),
    ],
)
def test_a_camera_that_cannot_be_opened_is_explained(app, browser, expect, name, says):
    page = browser(app)
    page.evaluate(fails_with(name))

    page.click("[data-role=start]")

    expect(page.get_by_role("alert")).to_contain_text(says)
    expect(page.locator("[data-role=start]")).to_be_enabled()
    assert not page.locator("[data-role=session]").is_visible()


def test_an_address_that_browsers_do_not_trust_with_a_camera_is_explained(app, browser, expect):
    page = browser(app)
    page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")

    page.click("[data-role=start]")

    expect(page.get_by_role("alert")).to_contain_text("Open the page as http://localhost")


def test_a_camera_that_the_user_refuses_is_explained(app, browser, expect):
    page = browser(app, flags=["--deny-permission-prompts"], without=["--use-fake-ui-for-media-stream"])

    page.click("[data-role=start]")

    expect(page.get_by_role("alert")).to_contain_text("The camera is not allowed here")


def test_a_camera_that_vanishes_is_said_and_coming_back_goes_on(app, browser, expect):
    page = browser(app)
    start(page)
    expect(page.locator("[data-role=rate]")).to_contain_text("pictures a second")

    page.evaluate("""() => {
        window.devices = navigator.mediaDevices.enumerateDevices;
        navigator.mediaDevices.enumerateDevices = async () => [];
    }""")
    page.eval_on_selector("video", "video => video.srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))")
    expect(page.locator("[data-role=banner]")).to_contain_text("The camera has gone")

    page.evaluate("""() => {
        navigator.mediaDevices.enumerateDevices = window.devices;
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    }""")
    expect(page.locator("[data-role=banner]")).to_be_hidden()
    seen = analysed(page)
    page.wait_for_timeout(1000)
    assert analysed(page) > seen


def analysed(page):
    return page.eval_on_selector(".coach", "coach => coach.live.timings.analysed")


def test_the_camera_is_off_after_stop_and_after_leaving_the_page(app, browser, expect):
    page = browser(app)
    keep = "video => { window.tracks = video.srcObject.getTracks(); }"
    states = "tracks.map(track => track.readyState)"
    start(page)
    page.eval_on_selector("video", keep)

    page.keyboard.press("Escape")
    expect(page.locator("[data-role=start]")).to_be_visible()
    assert page.evaluate(states) == ["ended"]

    start(page)
    page.eval_on_selector("video", keep)
    page.eval_on_selector("[data-role=session]", "stage => stage.hidePopover()")
    page.click("a[href$='/plan']")
    expect(page.locator(".coach")).to_have_count(0)
    assert page.evaluate(states) == ["ended"]


def test_the_space_bar_pauses_and_goes_on(app, browser, expect):
    page = browser(app)
    start(page)

    page.keyboard.press(" ")
    expect(stage(page, "paused")).to_be_visible()
    expect(page.locator("[data-role=overlay-title]")).to_have_text("Paused")

    page.keyboard.press(" ")
    expect(stage(page, "find")).to_be_visible()


def test_a_coach_that_does_not_answer_is_said_and_goes_on_by_itself(app, browser, expect):
    page = browser(app)
    start(page)
    expect(page.locator("[data-role=rate]")).to_contain_text("pictures a second")

    with app.held():  # for five seconds, as when a laptop swaps
        expect(page.locator("[data-role=banner]")).to_contain_text("The coach does not answer", timeout=5000)
        expect(page.locator("[data-role=seen]")).to_have_text("I can't see you")
        page.wait_for_timeout(2500)

    expect(page.locator("[data-role=banner]")).to_be_hidden(timeout=15_000)
    page.wait_for_function("heard.words.includes('The coach is back.')")
    assert "The coach does not answer. One moment." in page.evaluate("heard.words")
    seen = analysed(page)
    page.wait_for_timeout(1000)
    assert analysed(page) > seen


@pytest.mark.slow
def test_a_crashed_server_loses_no_repetition_and_the_session_goes_on(app, browser, film, expect):
    page = browser(app, film)
    before = len(app.kept())
    start(page)
    expect(page.locator("[data-role=count]")).to_have_text("1", timeout=60_000)

    app.kill()
    expect(page.locator("[data-role=banner]")).to_contain_text("The coach does not answer")
    app.start()

    expect(page.locator("[data-role=banner]")).to_be_hidden(timeout=60_000)
    seen = analysed(page)
    page.wait_for_timeout(2000)
    assert analysed(page) > seen
    page.click("[data-role=stop]")
    expect(page.locator("[data-role=start]")).to_be_enabled()
    (session,) = app.kept()[before:]
    assert len(session.sets[0].reps) == 1


def test_sounds_only_says_nothing_and_silence_makes_no_sound(app, browser, expect):
    page = browser(app)
    page.click("[data-role=settings]")
    page.click("[data-role=try]")
    assert page.evaluate("heard.words") == ["Sound is on"]
    tones = page.evaluate("heard.tones")
    assert tones > 0

    page.select_option("select[name=sound]", "sounds")
    page.click("[data-role=try]")
    assert page.evaluate("heard.words") == ["Sound is on"]
    assert page.evaluate("heard.tones") == 2 * tones

    page.select_option("select[name=sound]", "silent")
    page.click("[data-role=try]")
    assert page.evaluate("heard.tones") == 2 * tones


def test_settings_are_remembered_and_the_plan_is_shown(app, browser, expect):
    page = browser(app)
    page.click("[data-role=settings]")
    page.select_option("select[name=exercise]", "clamshell")
    page.fill("input[name=reps]", "8")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-role=choice]")).to_contain_text("8, both sides in turn")

    page.reload()

    expect(page.locator("[data-role=choice]")).to_contain_text("8, both sides in turn")


def test_the_picture_is_mirrored_only_where_it_is_shown(app, browser, expect):
    page = browser(app)

    expect(page.locator("[data-role=frame]")).to_have_class("frame mirrored")
    page.click("[data-role=settings]")
    page.uncheck("input[name=mirrored]")
    expect(page.locator("[data-role=frame]")).to_have_class("frame")


def test_a_session_that_is_opened_in_a_second_tab_goes_on_there_and_ends_here(app, browser, expect):
    page = browser(app)
    start(page)
    expect(page.locator("[data-role=rate]")).to_contain_text("pictures a second")
    other = page.context.new_page()
    other.add_init_script(f"sessionStorage.setItem('form-coach.session', {json.dumps(page.evaluate(REMEMBERED))})")
    other.goto(app.url)
    other.get_by_role("button", name="Go on", exact=True).click()

    expect(other.locator("[data-role=rate]")).to_contain_text("pictures a second")
    expect(page.locator("[data-role=status]")).to_contain_text("goes on in another tab")
    expect(page.locator("[data-role=session]")).to_be_hidden()


def test_a_session_that_has_ended_is_not_said_to_wait(app, browser, expect):
    page = browser(app)
    remembered = {"tab_id": "gone", "kept": 10**6, "isCoaching": True}
    page.evaluate("text => sessionStorage.setItem('form-coach.session', text)", json.dumps(remembered))

    page.reload()

    expect(page.locator("[data-role=start]")).to_be_enabled()
    expect(page.locator("[data-role=start]")).to_have_text("Start")
    expect(page.locator("[data-role=status]")).to_be_empty()


def test_two_tabs_are_coached_side_by_side(app, browser, expect):
    page = browser(app)
    other = page.context.new_page()
    other.goto(app.url)
    other.wait_for_selector("[data-role=start]:enabled")

    start(other)

    expect(other.locator("[data-role=rate]")).to_contain_text("pictures a second")
    expect(page.locator("[data-role=start]")).to_be_enabled()


def test_nothing_is_fetched_from_elsewhere(app, browser, expect):
    page = browser(app, wait=False)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_selector("[data-role=start]:enabled")
    start(page)
    page.wait_for_timeout(1000)

    assert asked
    assert [url for url in asked if not url.startswith((app.url, "blob:", "data:"))] == []


@pytest.mark.slow
def test_a_whole_session_runs_by_itself_over_rest_and_side_switch(app, browser, camera_film, expect):
    """Three repetitions a side; nobody touches anything after Start."""
    left = FilmPart(SAMPLE, THREE_REPS_S, still_s=20.0, is_mirrored=True)
    page = browser(app, camera_film(left, FilmPart(SAMPLE, THREE_REPS_S, still_s=26.0)))
    before = len(app.kept())
    page.click("[data-role=settings]")
    page.select_option("select[name=exercise]", "clamshell")
    for name, value in {"sets": "1", "reps": "3", "rest": "5"}.items():
        page.fill(f"input[name={name}]", value)
    page.get_by_role("button", name="Done").click()

    start(page)

    for name in ("still", "countdown", "set", "rest", "find", "still", "countdown", "set", "done"):
        expect(stage(page, name)).to_be_attached(timeout=60_000)
    page.wait_for_function("heard.words.at(-1).includes('That was it')", timeout=30_000)
    words = page.evaluate("heard.words")
    assert words.count("Go") == 2
    assert any("Next: right side" in word for word in words)
    expect(page.locator("[data-role=overlay-sets] article")).to_have_count(2)
    page.click("[data-role=stop]")
    expect(page.locator("[data-role=summary]")).to_contain_text("Clamshell, right side")
    (session,) = app.kept()[before:]
    assert [(one.record.working_side, len(one.reps)) for one in session.sets] == [("left", 3), ("right", 3)]
    assert session.session.ended_at is not None


@pytest.mark.slow
@pytest.mark.skipif(not CLIPS, reason="the rendered clips are not here")
@pytest.mark.parametrize("clip", ["dev_clam_1c", "dev_raise_1c", "dev_bridge_1c", "dev_seat_1c", "dev_stand_1c"])
def test_every_variant_is_counted_as_it_was_done(app, browser, camera_film, expect, clip):
    truth = json.loads((SHARED / "clips" / f"{clip}.json").read_text())
    count, until = 3, truth["reps"][2]["end_s"] + 1.0
    page = browser(app, camera_film(FilmPart(SHARED / "clips" / f"{clip}.mp4", until)))
    before = len(app.kept())

    start(page)
    expect(page.locator("[data-role=count]")).to_have_text(str(count), timeout=60_000)
    page.wait_for_timeout(3000)

    expect(page.locator("[data-role=count]")).to_have_text(str(count))
    assert [word for word in page.evaluate("heard.words") if word.isdigit()] == ["1", "2", "3"]
    (session,) = app.kept()[before:]
    assert [len(one.reps) for one in session.sets] == [count]


@pytest.mark.slow
@pytest.mark.skipif(not CLIPS, reason="the rendered clips are not here")
@pytest.mark.parametrize("clip", WITH_FAULTS)
def test_in_every_variant_what_to_change_is_spoken_and_shown(app, browser, camera_film, clip, expect):
    until, cue = WITH_FAULTS[clip]
    page = browser(app, camera_film(FilmPart(SHARED / "clips" / f"{clip}.mp4", until)))

    start(page)

    expect(page.locator("[data-role=cue]")).to_have_text(cue, timeout=90_000)
    page.wait_for_function("cue => heard.words.includes(cue)", arg=cue)  # after the count, which comes at the same moment
    counted = [word for word in page.evaluate("heard.words") if word.isdigit()]
    assert counted == [str(number) for number in range(1, len(counted) + 1)]
