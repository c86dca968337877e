"""A prescription filled in on the plan page and gone by on the others, as the user of a browser does it."""

import csv
import json
from datetime import datetime

import pytest

from coach.history import History
from coach.history.planning import save_plan
from coach.history.prescription import load_prescription, save_prescription
from coach.planning import first_plan
from coach.planning.prescription import Prescribed, Prescription
from exercises import load
from tests.browser.conftest import ScriptedApp
from tests.recording.films import film as coded
from tests.skeleton import Move, film

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


ONE = Prescription(exercises=(Prescribed(exercise="clamshell", sides=("left",), target=(20.0, 25.0)),), by="B. Brown")


def prescribe(app, one):
    with History.open(app.database) as history:
        save_prescription(history, history.people()[0].id, one)


def test_a_video_is_judged_by_it_and_its_joint_angles_are_downloaded(planned, browser, expect, tmp_path):
    prescribe(planned, ONE)
    poses = film("clamshell", fps=15.0, reps=[Move(), Move()]).poses
    planned.shows(poses)
    page = browser(planned, path="/recording", wait=False)
    expect(page.get_by_text("Judge by the prescription of Ada")).to_be_visible()
    page.locator("input[type=file]").set_input_files(coded(tmp_path / "mine.mp4", times=[pose.time for pose in poses]))
    page.get_by_role("button", name="Analyse", exact=True).click()

    expect(page.get_by_test_id("stAlert").get_by_text("left side only; range 20 to 25°")).to_be_visible(timeout=60_000)
    expect(page.locator("button.rep").first).to_contain_text("Opens too far")
    page.get_by_text("The movement as data, for other programs").click()
    saved = {}
    for name in ("Joint angles (CSV)", "Joint angles for OpenSim (MOT)"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        saved[name] = download.value.path().read_text(encoding="utf-8")
    rows = list(csv.DictReader(saved["Joint angles (CSV)"].splitlines()))
    assert len(rows) == pytest.approx(len(poses), abs=2)
    assert float(rows[0]["hip_flexion_left_error"]) > 0
    assert "inDegrees=yes" in saved["Joint angles for OpenSim (MOT)"]


def test_the_live_page_marks_what_is_not_prescribed(planned, browser, expect):
    prescribe(planned, ONE)
    page = browser(planned)

    page.get_by_role("button", name="Settings").click()

    choices = page.locator("select[name=exercise] option")
    off = {one.text_content() for one in choices.all() if one.is_disabled()}
    assert "Seated banded hip abduction (not in your prescription)" in off
    assert len(off) == len(load()) - 1
    page.locator("select[name=exercise]").select_option("clamshell")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text(", left side. ")).to_be_visible()
