"""A prescription filled in on the plan page, as the user of a browser does it."""

import json
from datetime import datetime

import pytest

from coach.history import History
from coach.history.planning import save_plan
from coach.history.prescription import load_prescription
from coach.planning import first_plan
from exercises import load
from tests.browser.conftest import ScriptedApp

pytestmark = pytest.mark.slow


@pytest.fixture
def planned(tmp_path):
    """An app in whose history Ada has a plan."""
    app = ScriptedApp(tmp_path)
    with History.open(app.database) as history:
        save_plan(history, history.add_person("Ada"), first_plan(load(), datetime.now().astimezone()))
    app.start()
    yield app
    app.process.terminate()
    app.process.wait(timeout=30)


def test_what_is_filled_in_is_gone_by_and_handed_over(planned, browser, expect):
    page = browser(planned, path="/plan", wait=False)
    page.get_by_text("Fill in a prescription").click()
    page.get_by_test_id("stExpander").filter(has_text="Fill in a prescription").get_by_role("button", name="Clamshell").click()
    page.get_by_label("Written by").fill("B. Brown")
    page.get_by_role("button", name="Go by this prescription").click()

    expect(page.get_by_text("judged by the prescription by B. Brown")).to_be_visible()
    page.get_by_text("Read, hand over or remove a prescription").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Prescription as a file").click()
    document = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [one["exercise"] for one in document["exercises"]] == ["clamshell"]
    with History.open(planned.database) as history:
        kept = load_prescription(history, history.people()[0].id, load())
    assert kept is not None
    assert kept.by == "B. Brown"
