"""The plan page: how a plan begins, what is next, what is suggested and why, and what was left unsaid."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from coach.history.planning import PLAN, load_plan, save_plan
from coach.planning import first_plan
from exercises import load
from tests.history.made_up import ROLL_BACK, a_session, one_set, rep
from tests.history.new import new_history
from tests.specification import EXERCISES

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = MONDAY + timedelta(weeks=4, days=1)


def plan_page(open_history, now):
    from coach.ui import plan_page

    plan_page.page(open_history, lambda: now)


@pytest.fixture
def history(tmp_path):
    with new_history(tmp_path / "history.sqlite") as opened:
        yield opened


@pytest.fixture
def ada(history):
    """Somebody with the first plan."""
    person = history.add_person("Ada")
    save_plan(history, person, first_plan(EXERCISES, MONDAY))
    return person


def train(history, person, when, *, reps=12, faulty=0, reserve=2, pain=0):
    """Three sets of clamshells on each side, as the plan of a beginner has them; gives the session's id."""
    session = history.start_session(person, when)
    for side in ("left", "right") * 3:
        one = history.start_set(session, "clamshell", side, rung="bodyweight")
        for index in range(1, reps + 1):
            history.add_rep(one, rep(index, 30.0, *((ROLL_BACK,) if index <= faulty else ())))
        history.finish_set(one, reserve=reserve, pain=pain)
    history.finish_session(session, when + timedelta(minutes=30))
    return session


def run(history, now=LATER):
    return AppTest.from_function(plan_page, kwargs={"open_history": lambda: history, "now": now}, default_timeout=60).run()


def text(app):
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.info, *app.error, *app.header))


def press(app, label):
    (found,) = [one for one in app.button if one.label == label]
    return found.click().run()


def clamshell(history, person):
    return load_plan(history, person, load()).item("clamshell")


def test_nobody_is_asked_for_a_name_first(history):
    app = run(history)
    app.text_input[0].set_value("Ada").run()
    press(app, "Make my plan")

    assert [person.name for person in history.people()] == ["Ada"]
    assert load_plan(history, 1, load()) is not None


def test_who_begins_reads_first_who_should_ask_a_doctor(history):
    assert "Ask a doctor or physiotherapist before you start" in text(run(history))
    assert history.people() == ()


def test_somebody_else_is_added_and_gets_a_plan_of_their_own(history, ada):
    app = run(history)
    app.text_input(key="another-name").set_value("Bob")
    press(app, "Add")

    assert not app.exception
    assert app.selectbox(key="person").value.name == "Bob"
    press(app, "Make my plan")
    assert load_plan(history, history.people()[1].id, load()) is not None


def test_back_after_six_weeks_everything_is_made_easier_at_once(history, ada):
    train(history, ada, LATER - timedelta(weeks=6))
    plan = load_plan(history, ada, load())
    save_plan(history, ada, plan.with_item(replace(plan.item("clamshell"), rung=5, since=LATER - timedelta(weeks=7))))
    history.keep_session(
        ada,
        a_session(one_set("left", *(rep(n) for n in range(1, 11)), exercise="side_lying_raise")),
        LATER - timedelta(weeks=6),
        source="a",
    )
    app = run(history)

    titles = [one.value for one in app.header]
    assert titles.index("After your last session") < titles.index("The week")
    assert "6 weeks off: start again with “bodyweight” and 10 repetitions." in text(app)
    press(app, "Accept all 2")
    assert clamshell(history, ada).step.name == "bodyweight"
    assert "Accept" not in [one.label for one in run(history).button]


def test_somebody_without_a_plan_gets_one_for_their_days(history):
    person = history.add_person("Ada")
    app = run(history)
    app.button_group(key="first-days").set_value([1, 5]).run()
    press(app, "Make my plan")

    assert [day.name for day in load_plan(history, person, load()).days] == ["Tuesday", "Saturday"]


def test_days_without_rest_between_are_refused_in_one_line(history):
    history.add_person("Ada")
    app = run(history)
    app.button_group(key="first-days").set_value([1, 2]).run()
    press(app, "Make my plan")

    assert "48 hours" in app.error[0].value
    assert load_plan(history, 1, load()) is None


def test_a_plan_that_cannot_be_read_can_be_begun_anew(history, ada):
    history.set_setting(ada, PLAN, {"days": "nonsense"})

    app = run(history)

    assert not app.exception
    assert "not a plan" in app.error[0].value
    assert "Make my plan" in [one.label for one in app.button]


def test_the_next_day_is_laid_out_exercise_by_exercise(history, ada):
    app = run(history, MONDAY)

    assert app.header[0].value == "Today"
    (table,) = [one.value for one in app.markdown if one.value.startswith("| Exercise and step")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert rows[0] == ["**Warm-up: Two-leg glute bridge**", "1&nbsp;set of&nbsp;8", "both sides", "1.5, 2, 2.5 s", "60&nbsp;s"]
    assert [row[1] for row in rows[1:]] == ["2&nbsp;sets of&nbsp;10"] * 4
    assert [row[2] for row in rows[1:]] == ["both sides", "left, right", "left, right", "left, right"]


def test_a_suggestion_gives_its_reason_and_is_accepted(history, ada):
    train(history, ada, LATER - timedelta(days=1))

    app = run(history)
    assert "All sets complete, 100% without a fault: go for 12 repetitions." in text(app)

    press(app, "Accept")
    assert clamshell(history, ada).reps == 12
    assert "Accept" not in [one.label for one in run(history).button]


def test_a_declined_suggestion_is_not_brought_up_again(history, ada):
    train(history, ada, LATER - timedelta(days=1))
    press(run(history), "Not now")

    app = run(history)

    assert "Nothing to change now." in text(app)
    assert clamshell(history, ada).reps == 10


def test_pain_leads_to_a_step_back(history, ada):
    train(history, ada, LATER - timedelta(days=1), pain=7)

    assert "Pain reached 7 of 10" in text(run(history))


def test_what_was_left_unsaid_after_the_last_session_is_asked_and_kept(history, ada):
    session = train(history, ada, LATER - timedelta(days=1), reserve=None, pain=None)
    app = run(history)
    for one in history.session(session).sets:
        app.button_group(key=f"reserve-{one.id}").set_value(3)
        app.button_group(key=f"pain-{one.id}").set_value(1)
    press(app, "Keep this")

    assert [(one.reserve, one.pain) for one in history.session(session).sets] == [(3, 1)] * 6


def test_pain_on_the_day_after_can_be_said(history, ada):
    session = train(history, ada, LATER - timedelta(days=1))
    app = run(history)
    app.button_group(key="pain-next-day").set_value(5).run()
    press(app, "Keep this")

    assert history.session(session).session.pain_next_day == 5


def test_a_changed_plan_is_kept_and_counts_from_now_on(history, ada):
    app = run(history)
    app.selectbox(key="rung-clamshell").set_value(3)
    app.number_input(key="sets-clamshell").set_value(4)
    press(app, "Keep this plan")

    item = clamshell(history, ada)
    assert (item.step.name, item.sets, item.since) == ("light band above the knees", 4, LATER)
    assert (item.tempo, load_plan(history, ada, load()).first_side) == (item.exercise.tempo, "")
    assert load_plan(history, ada, load()).item("side_lying_raise").since == MONDAY


def test_an_exercise_that_the_plan_does_not_have_yet_is_offered(history, ada):
    plan = load_plan(history, ada, load())
    without = tuple(replace(day, exercises=tuple(key for key in day.exercises if key != "clamshell")) for day in plan.days)
    save_plan(history, ada, replace(plan, items=tuple(item for item in plan.items if item.key != "clamshell"), days=without))
    app = run(history)
    press(app, "Keep this plan")
    assert "clamshell" not in [item.key for item in load_plan(history, ada, load()).items]

    app.button_group(key="on-0").set_value([*without[0].exercises, "clamshell"])
    press(app, "Keep this plan")

    plan = load_plan(history, ada, load())
    assert [day.exercises for day in plan.days] == [(*without[0].exercises, "clamshell"), without[1].exercises]
    assert clamshell(history, ada).step.name == "bodyweight"


def test_tempo_warm_up_and_the_order_of_the_sides_can_be_changed(history, ada):
    app = run(history)
    app.number_input(key="Down-clamshell").set_value(4.0)
    app.number_input(key="warm-up").set_value(5)
    app.selectbox(key="first-side").set_value("right")
    press(app, "Keep this plan")

    plan = load_plan(history, ada, load())
    assert (clamshell(history, ada).tempo.eccentric, plan.warm_up_min, plan.first_side) == (4.0, 5, "right")
    assert "The right side goes first" in text(run(history))


def test_a_week_that_breaks_the_rules_is_refused_and_the_old_one_stays(history, ada):
    app = run(history)
    app.button_group(key="weekdays").set_value([0, 1])
    press(app, "Keep this plan")

    assert "48 hours" in app.error[0].value
    assert [day.weekday for day in load_plan(history, ada, load()).days] == [0, 3]


def test_the_pain_scale_and_the_stop_rules_are_there(history, ada):
    words = text(run(history))

    for rule in ("Carry on.", "Stop this exercise for today.", "numbness, tingling or pain down the leg", "osteoporosis"):
        assert rule in words
