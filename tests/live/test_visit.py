"""Who trains, and what: from what a page asks for to a session of theirs."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from coach.live.commands import Command
from coach.live.plan_day import PlanDay

from coach.history import Filter
from coach.history.planning import past_sessions, save_plan
from coach.live.visit import Visit
from coach.planning import Tempo, first_plan
from exercises import load
from tests.history.new import new_history
from tests.skeleton import film

NOW = datetime.now().astimezone()


@pytest.fixture
def history(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")
    with new_history(tmp_path / "history.sqlite") as history:
        yield history


@pytest.fixture
def visit(history):
    visit = Visit()
    yield visit
    visit.close()


@pytest.fixture
def ana(history):
    history.add_person("Me")
    return history.add_person("Ana")


def start(visit, **options):
    return visit.obey(Command("start", options))


def sees(visit, poses, seconds=0.0):
    return [visit.live.see(pose, pose.time + seconds) for pose in poses]


def daily(weekdays=(0, 2, 4)):
    return first_plan(NOW, weekdays)


def test_what_is_done_belongs_to_the_person_who_was_chosen(visit, history, ana):
    start(visit, person=ana)
    sees(visit, film("clamshell", fps=10, reps=2).poses)
    visit.obey(Command("stop"))

    (mine,) = history.sessions(Filter(person_id=ana))
    assert mine.reps == 2
    assert len(history.sessions()) == 1


def test_somebody_new_is_added_once_by_their_name(visit, history, ana):
    for _ in range(2):
        told = start(visit, name="  Bo  Li ")

    assert [one["name"] for one in told["people"]] == ["Me", "Ana", "Bo Li"]


@pytest.mark.parametrize("nobody", [{}, {"person": 99}, {"person": "Ana"}, {"name": "   "}], ids=["none", "unknown", "a text", "blanks"])
def test_without_a_choice_the_first_person_trains(visit, history, ana, nobody):
    start(visit, **nobody)
    sees(visit, film("clamshell", fps=10, reps=1).poses)

    assert [one.session.person_id for one in history.sessions()] == [1]


def test_the_plan_of_the_person_is_told_and_led_through_with_its_warm_up(visit, history, ana):
    save_plan(history, ana, daily())

    me, other = visit.ready("seat", heard=0)["people"]
    start(visit, person=ana, exercise="plan")
    (first,) = sees(visit, film("standing_abduction", fps=10, reps=0, still_s=1.0).poses[:1])

    assert me["plan"] == ""
    assert "Clamshell (bodyweight) 2 sets of 10 a side" in other["plan"]
    assert first["scene"]["title"] == "Two-leg glute bridge"
    assert first["scene"]["detail"] == "Both sides, warm-up"
    assert first["events"][0]["text"].startswith("Warm-up: Two-leg glute bridge.")


def test_who_has_no_plan_and_asks_for_it_practises_freely(visit, history, ana):
    start(visit, person=ana, exercise="plan")
    (first,) = sees(visit, film("clamshell", fps=10, reps=0, still_s=1.0).poses[:1])

    assert first["scene"]["title"] == "Free practice"


def test_a_warm_up_is_not_taken_for_a_set_of_the_plan(visit, history, ana):
    save_plan(history, ana, daily())
    start(visit, person=ana, exercise="plan")
    sees(visit, film("two_leg_bridge", fps=10, reps=8, still_s=20.0).poses)
    visit.obey(Command("stop"))

    (session,) = past_sessions(history, ana)
    assert [(one.exercise, one.reps, one.rung) for one in session.sets] == [("two_leg_bridge", 8, "warm-up")]


def test_a_session_that_broke_off_goes_on_with_the_set_that_it_was_in(visit, history, ana):
    start(visit, person=ana, exercise="clamshell", sides="left", sets=2, reps=5)
    sees(visit, film("clamshell", fps=10, reps=2, still_s=20.0).poses)
    kept = visit.live.kept_as

    again = Visit()
    start(again, person=ana, exercise="clamshell", sides="left", sets=2, reps=5, go_on_with=kept)
    (first,) = sees(again, film("clamshell", fps=10, reps=0, still_s=1.0).poses[:1])
    again.close()

    assert (first["scene"]["detail"], first["scene"]["goal"]) == ("Left side, set 1 of 2", 3)


def test_each_person_decides_whether_their_landmarks_are_kept(visit, history, ana):
    start(visit, person=ana, tracks=False)
    sees(visit, film("clamshell", fps=10, reps=1).poses)
    visit.obey(Command("stop"))

    me, other = visit.ready("seat", heard=0)["people"]
    assert (me["tracks"], other["tracks"]) == (True, False)
    (kept,) = history.sessions()
    assert not history.session(kept.session.id).sets[0].has_track


def test_a_plan_for_another_day_says_which(history, ana):
    tomorrow = (NOW + timedelta(days=1)).weekday()
    save_plan(history, ana, daily((tomorrow,)))

    day = PlanDay.of(history, ana, NOW)

    assert day.away == 1
    assert str(day).startswith("Your plan for tomorrow, about ")
    assert "Until then your muscles rest" in str(day)


def test_every_step_of_a_plan_can_be_led_through(history, ana):
    save_plan(history, ana, daily())
    day = PlanDay.of(history, ana, NOW)

    plan = day.plan(load(), lambda key: 30.0, session=7)

    assert plan.session == 7
    assert [(one.exercise.key, one.working_side, one.reps) for one in plan.sets] == [
        (step.exercise, step.side, step.reps) for step in day.workout.steps
    ]
    assert {one.personal_target for one in plan.sets} == {30.0}


def test_the_pacer_goes_at_the_tempo_of_the_plan(visit, history, ana):
    plan = daily()
    bridge = next(item for item in plan.items if item.exercise == "single_leg_bridge")
    save_plan(history, ana, plan.with_item(replace(bridge, tempo=Tempo(3.0, 5.0, 4.0))))

    start(visit, person=ana, exercise="plan")
    (first,) = sees(visit, film("two_leg_bridge", fps=10, reps=0, still_s=1.0).poses[:1])

    assert first["tempo"] == [3.0, 5.0, 4.0]
