"""The page "Analyse a video" as its user meets it."""

import pytest

from tests.recording.films import film
from tests.skeleton import Move
from tests.skeleton import film as perform

FPS = 15.0
PLAYER = "document.querySelector('video')"


@pytest.fixture
def video(scripted_app, tmp_path):
    """A video of three clamshells, the second with the pelvis rolling back."""
    poses = perform("clamshell", fps=FPS, reps=[Move(), Move(faults={"pelvis_roll": 30.0}), Move()]).poses
    scripted_app.shows(poses)
    return film(tmp_path / "mine.mp4", times=[pose.time for pose in poses], moving=True)


def opens(browser, app):
    page = browser(app, path="/recording", wait=False)
    page.get_by_role("button", name="Try it with the sample").wait_for()
    return page


def analyse(page, *videos):
    page.locator("input[type=file]").set_input_files(videos)
    page.get_by_role("button", name="Analyse", exact=True).click()


def half_written(app):
    return [path.name for path in app.copies.rglob("*.part")]


@pytest.mark.slow
def test_the_sample_is_shown_with_captions_to_choose_and_a_click_on_a_repetition_shows_that_one(app, browser, expect):
    page = opens(browser, app)

    page.get_by_role("button", name="Try it with the sample").click()
    expect(page.get_by_text("pictures a second")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Clamshell, right side")).to_be_visible(timeout=180_000)
    expect(page.locator("button.rep:not(.missed)")).to_have_count(6)
    page.wait_for_function(f"{PLAYER}?.textTracks.length == 2")
    captions = f"[...{PLAYER}.textTracks].find((track) => track.label == 'Counts and cues')"
    assert page.evaluate(f"{captions}.mode") == "disabled"  # the same words are drawn into the picture
    page.evaluate(f"{captions}.mode = 'showing'")
    page.wait_for_function(f"{captions}.cues?.length > 5")
    third = page.locator("button.rep").nth(2)
    expect(third).to_contain_text("at 18.")

    third.click()

    page.wait_for_function(f"{PLAYER}.currentTime > 17.5 && {PLAYER}.currentTime < 24 && !{PLAYER}.paused")
    expect(page.locator("button.rep[aria-current]")).to_contain_text("at 18.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Report (HTML)").click()
    assert "6 repetitions: " in download.value.path().read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_run_can_be_cancelled_keeps_what_was_done_and_leaves_nothing_half_written(scripted_app, browser, video, expect):
    second = video.parent / "second.mp4"
    second.write_bytes(video.read_bytes())
    page = opens(browser, scripted_app)

    analyse(page, video, second)
    expect(page.get_by_role("heading", name="Clamshell, left side")).to_be_visible(timeout=60_000)
    with scripted_app.busy(0.3):
        analyse(page, video, second)
        expect(page.get_by_text("Video 1 of 2: mine.mp4")).to_be_visible()
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("Cancelled.")).to_be_visible()

    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    expect(page.get_by_role("heading", name="Clamshell, left side")).to_have_count(0)
    assert not half_written(scripted_app)


@pytest.mark.slow
def test_a_result_is_kept_on_request_and_found_again(scripted_app, browser, video, expect):
    before = len(scripted_app.kept())
    page = opens(browser, scripted_app)
    analyse(page, video)
    keep = page.get_by_role("button", name="Keep it")
    expect(keep).to_be_visible(timeout=60_000)
    assert len(scripted_app.kept()) == before

    keep.click()

    expect(page.get_by_text("Kept in the history.")).to_be_visible()
    expect(keep).to_be_disabled()
    assert len(scripted_app.kept()) == before + 1
    page.get_by_role("link", name="See it there").click()
    expect(page.get_by_text("Set 1: Clamshell, left side")).to_be_visible(timeout=60_000)


@pytest.mark.slow
def test_no_copy_of_a_video_stays_behind_when_the_app_is_ended(app, browser, expect):
    page = opens(browser, app)
    page.get_by_role("button", name="Try it with the sample").click()
    expect(page.get_by_text("pictures a second")).to_be_visible(timeout=60_000)
    assert half_written(app)

    app.process.terminate()
    app.process.wait(timeout=30)

    assert not [path for path in app.copies.rglob("*") if path.is_file()]
    assert "could not be analysed" not in app.log.read_text()
    app.start()


@pytest.mark.slow
def test_a_result_is_shown_at_once_and_its_video_plays_on_while_the_next_is_analysed(scripted_app, browser, video, expect):
    second = video.parent / "second.mp4"
    second.write_bytes(video.read_bytes())
    page = opens(browser, scripted_app)

    with scripted_app.busy(0.02):
        analyse(page, video, second)
        expect(page.get_by_role("heading", name="Clamshell, left side")).to_be_visible(timeout=60_000)
        expect(page.get_by_text("Video 2 of 2: second.mp4")).to_be_visible()
        page.wait_for_function(f"window.first = {PLAYER}")
    expect(page.get_by_role("cell", name="2. second.mp4")).to_be_visible(timeout=60_000)

    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    assert page.evaluate(f"window.first === {PLAYER}")
