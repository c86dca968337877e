"""Taking along, bringing back and printing, as the user of a browser does it."""

import json
from datetime import timedelta

import pytest

from coach.history import History
from coach.history.planning import save_plan
from coach.history.track import pack
from coach.planning import first_plan
from exercises import load
from tests.browser.conftest import ScriptedApp
from tests.coached import coached
from tests.history.made_up import EVENING
from tests.skeleton import Move, film

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """An app in whose history Ada has a plan and two sessions with their movements."""
    app = ScriptedApp(tmp_path_factory.mktemp("trained"))
    poses = film("clamshell", fps=10, reps=[Move(), Move(faults={"pelvis_roll": 30.0})]).poses
    session = coached(poses)
    with History.open(app.database) as history:
        ada = history.add_person("Ada")
        save_plan(history, ada, first_plan(load(), EVENING))
        for week in range(2):
            history.keep_session(ada, session, EVENING + timedelta(weeks=week), source="clip.mp4", tracks=(pack(poses),))
    app.start()
    yield app
    app.process.terminate()
    app.process.wait(timeout=30)


def saved(page, button):
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_bytes()


def test_everything_is_exported_and_a_backup_brings_it_back(trained, browser, expect, tmp_path):
    page = browser(trained, path="/review", wait=False)
    page.get_by_text("Your data").click()
    exported = json.loads(saved(page, "Everything (JSON)"))
    (tmp_path / "backup.sqlite").write_bytes(saved(page, "Back up"))
    assert len(exported["tables"]["sessions"]) == 2
    with History.open(trained.database) as history:
        history.add_person("Somebody else")
    page.reload()
    page.get_by_text("Your data").click()

    page.get_by_role("tab", name="Bring back").click()
    page.locator("input[type=file]").nth(1).set_input_files(tmp_path / "backup.sqlite")
    page.get_by_label("To replace everything by the backup").fill("replace")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Restore").click()

    expect(page.get_by_text("The history is as it was in backup.sqlite.")).to_be_visible()
    with History.open(trained.database) as history:
        assert [one.name for one in history.people()] == ["Ada"]


def test_a_session_a_comparison_and_a_time_are_printed(trained, browser, expect):
    page = browser(trained, path="/session", wait=False)
    session = saved(page, "Print this session").decode()
    page.get_by_label("Compare with").click()
    page.get_by_role("option").nth(1).click()
    comparison = saved(page, "Print the comparison").decode()
    page.goto(trained.url + "/review")
    weeks = saved(page, "Print this time").decode()

    assert "Drawn from the kept movement" in session
    assert "09 Mar 2026 beside 02 Mar 2026" in comparison
    assert "Session by session" in weeks


def test_the_training_days_are_a_calendar_file(trained, browser):
    page = browser(trained, path="/plan", wait=False)
    page.get_by_text("Put the training days into your calendar").click()

    file = saved(page, "Calendar file").decode()

    assert file.startswith("BEGIN:VCALENDAR\r\n")
    assert file.count("BEGIN:VEVENT") == 8
