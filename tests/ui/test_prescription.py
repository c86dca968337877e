"""The prescription on the plan page: said, filled in, read from a file, and taken away."""

import json
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from coach.exercise import Tempo
from coach.history.planning import load_plan, save_plan
from coach.history.prescription import PRESCRIPTION, load_prescription, save_prescription
from coach.planning import first_plan
from coach.planning.prescription import Prescribed, Prescription
from exercises import load
from tests.history.new import new_history

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
ONE = Prescription(exercises=(Prescribed(exercise="clamshell", sides=("left",), target=(20.0, 35.0), reps=8),), by="B. Brown")


def plan_page(open_history, now):
    from coach.ui import plan_page

    plan_page.page(open_history, lambda: now)


@pytest.fixture
def history(tmp_path):
    with new_history(tmp_path / "history.sqlite") as opened:
        yield opened


@pytest.fixture
def ada(history):
    person = history.add_person("Ada")
    save_plan(history, person, first_plan(load(), MONDAY))
    return person


def run(history):
    return AppTest.from_function(plan_page, kwargs={"open_history": lambda: history, "now": MONDAY}, default_timeout=60).run()


def text(app):
    return "\n".join(one.value for one in (*app.markdown, *app.error))


def press(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def test_the_plan_page_says_what_is_prescribed_and_plans_only_that(history, ada):
    save_prescription(history, ada, ONE)

    app = run(history)

    assert "judged by the prescription by B. Brown. The plan and live sessions have only what it allows:" in text(app)
    assert "- **Clamshell**: left side only; range 20 to 35°; 8 repetitions" in text(app)
    assert "- **Monday**: Clamshell\n" in text(app)
    assert not app.exception


def test_a_prescription_is_filled_in(history, ada):
    app = run(history)
    app.button_group(key="prescribed-exercises").set_value(["clamshell"]).run()
    app.text_input(key="prescribed-by").set_value("B. Brown")
    app.button_group(key="prescribed-sides-clamshell").set_value(["left"])
    app.slider(key="prescribed-range-clamshell").set_value((20.0, 35.0))
    app.number_input(key="prescribed-Down-clamshell").set_value(4.0)
    app.number_input(key="prescribed-reps-clamshell").set_value(8)
    app.multiselect(key="prescribed-off-clamshell").set_value(["clam_feet_apart"])

    app = press(app, "Go by this prescription")

    assert not app.exception
    (one,) = load_prescription(history, ada, load()).exercises
    assert one == Prescribed(
        exercise="clamshell",
        sides=("left",),
        target=(20.0, 35.0),
        tempo=Tempo(concentric=2.0, hold=1.0, eccentric=4.0),
        reps=8,
        off=("clam_feet_apart",),
    )
    assert [item.key for item in load_plan(history, ada, load()).items] == ["clamshell"]


def test_the_form_shows_what_is_kept_and_keeping_it_again_changes_nothing(history, ada):
    save_prescription(history, ada, ONE)

    press(run(history), "Go by this prescription")

    assert load_prescription(history, ada, load()) == ONE


def test_a_form_that_cannot_be_followed_says_why(history, ada):
    app = press(run(history), "Go by this prescription")

    assert [one.value for one in app.error] == ["The prescription allows no exercise."]
    assert load_prescription(history, ada, load()) is None


def test_a_file_is_gone_by_after_a_press(history, ada):
    document = {"format": "coach.prescription/1", "exercises": [{"exercise": "two_leg_bridge", "sets": 2}]}
    app = run(history)
    app.file_uploader(key="prescription-file").upload("p.json", json.dumps(document).encode(), "application/json").run()

    press(app, "Go by this file")

    assert load_prescription(history, ada, load()).exercises == (Prescribed(exercise="two_leg_bridge", sets=2),)


def test_one_that_cannot_be_followed_is_told_and_can_be_taken_away_without_losing_the_plan(history, ada):
    history.set_setting(ada, PRESCRIPTION, {"format": "coach.prescription/2"})

    app = run(history)
    told = text(app)
    press(app, "Go by it no longer")

    assert "cannot be followed" in told
    assert load_plan(history, ada, load()) == first_plan(load(), MONDAY)
