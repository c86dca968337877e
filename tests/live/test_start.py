"""Who trains, and what: from what a page asks for to a session of theirs."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from coach.coaching.workout_state import Ask
from coach.exercise import Tempo
from coach.history import Filter, History
from coach.history.planning import next_plan_day, past_sessions, save_plan
from coach.history.prescription import PRESCRIPTION as PRESCRIPTION_SETTING
from coach.history.prescription import prescription_of_session, save_prescription
from coach.live.commands import Command
from coach.live.start import RANGES, begin, can_go_on, choices, people
from coach.planning import first_plan
from coach.planning.prescription import Prescribed, Prescription
from exercises import load
from tests.live.messages import PATIENCE_S
from tests.skeleton import film

NOW = datetime.now().astimezone()


@pytest.fixture
def history(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")
    with History.open() as history:
        yield history


@pytest.fixture
def ana(history):
    history.add_person("Me")
    return history.add_person("Ana")


@pytest.fixture
def start(history):
    """Begins sessions as a page would, each after the last one was stopped."""
    begun = []

    def start(**wishes):
        for session in begun:
            session.close()
            session.wait(PATIENCE_S)
        session = begin(Command("start", wishes)).session
        begun.append(session)
        return session

    yield start
    for session in begun:
        session.close()
        session.wait(PATIENCE_S)


def sees(session, poses):
    answers = [session.see(pose, pose.time) for pose in poses]
    session.wait(PATIENCE_S)
    return answers


def daily(weekdays=(0, 2, 4)):
    return first_plan(load(), NOW, weekdays)


def test_what_is_done_belongs_to_the_person_who_was_chosen(start, history, ana):
    session = start(person=ana)
    sees(session, film("clamshell", fps=10, reps=2).poses)
    session.close()
    session.wait(PATIENCE_S)

    (mine,) = history.sessions(Filter(person_id=ana))
    assert mine.reps == 2
    assert len(history.sessions()) == 1


def test_somebody_new_is_added_once_by_their_name(start, history, ana):
    for name in ("  Bo  Li ", "bo li"):
        start(name=name)

    assert [one["name"] for one in people()] == ["Me", "Ana", "Bo Li"]


@pytest.mark.parametrize("nobody", [{}, {"person": 99}, {"person": "Ana"}, {"name": "   "}], ids=["none", "unknown", "a text", "blanks"])
def test_without_a_choice_the_first_person_trains(start, history, ana, nobody):
    sees(start(**nobody), film("clamshell", fps=10, reps=1).poses)

    assert [one.session.person_id for one in history.sessions()] == [1]


def test_the_plan_of_the_person_is_told_and_led_through_with_its_warm_up(start, history, ana):
    save_plan(history, ana, daily())

    me, other = people()
    (first,) = sees(start(person=ana, exercise="plan"), film("standing_abduction", fps=10, reps=0, still_s=1.0).poses[:1])

    assert me["plan"] == ""
    assert "Clamshell (bodyweight), 2 sets of 10 a side" in other["plan"]
    assert (first["stage_view"]["stage"], first["stage_view"]["detail"]) == ("warm_up", "Move 1 of 6")
    assert first["events"][0]["text"].startswith("Warm-up, 4 minutes of easy movement. March on the spot.")


def test_who_wants_no_warm_up_begins_with_the_light_set(start, history, ana):
    save_plan(history, ana, daily())

    session = start(person=ana, exercise="plan", warm_up=False)
    (first,) = sees(session, film("standing_abduction", fps=10, reps=0, still_s=1.0).poses[:1])

    assert first["stage_view"]["title"] == "Two-leg glute bridge"
    assert first["stage_view"]["detail"] == "Both sides, warm-up"
    assert first["events"][0]["text"].startswith("Warm-up: Two-leg glute bridge.")


def test_a_skipped_set_is_kept_as_skipped_and_no_plan_reads_it_as_one_that_fell_short(start, history, ana):
    session = start(person=ana, exercise="clamshell", sides="left", sets=2, reps=5)
    doing = film("clamshell", fps=10, reps=2, still_s=20.0).poses
    sees(session, doing)
    session.ask(Ask.SKIP)
    sees(session, [replace(doing[-1], time=doing[-1].time + 0.1)])
    session.close()
    session.wait(PATIENCE_S)

    (summary,) = history.sessions(Filter(person_id=ana))
    kept = history.session(summary.session.id)
    assert [(len(one.reps), one.finished) for one in kept.sets] == [(2, False)]
    assert [one.message for one in kept.warnings] == ["Clamshell, left side, set 1 of 2: skipped after 2 repetitions."]
    (past,) = past_sessions(history, ana)
    assert (past.sets, past.skipped) == ((), {"clamshell"})


def test_a_session_that_broke_off_after_a_skip_goes_on_behind_it(start, history, ana):
    wishes = {"person": ana, "exercise": "clamshell", "sides": "left", "sets": 3, "reps": 5}
    broken_off = begin(Command("start", wishes)).session
    doing = film("clamshell", fps=10, reps=2, still_s=20.0).poses
    sees(broken_off, doing)
    broken_off.ask(Ask.SKIP)
    sees(broken_off, [replace(doing[-1], time=doing[-1].time + 0.1)])
    broken_off.wait(PATIENCE_S)

    again = start(**wishes, go_on_with=broken_off.kept_as)
    (first,) = sees(again, film("clamshell", fps=10, reps=0, still_s=1.0).poses[:1])

    assert (first["stage_view"]["detail"], first["stage_view"]["goal"]) == ("Left side, set 2 of 3", 5)


def test_a_session_of_which_all_was_skipped_is_not_kept(start, history, ana):
    session = start(person=ana, exercise="clamshell", sides="left", sets=1)
    session.ask(Ask.SKIP)
    sees(session, film("clamshell", fps=10, reps=0, still_s=1.0).poses[:3])
    session.close()
    session.wait(PATIENCE_S)

    assert not history.sessions(Filter(person_id=ana))


def test_who_has_no_plan_and_asks_for_it_practises_freely(start, history, ana):
    (first,) = sees(start(person=ana, exercise="plan"), film("clamshell", fps=10, reps=0, still_s=1.0).poses[:1])

    assert first["stage_view"]["title"] == "Free practice"


def test_a_warm_up_is_not_taken_for_a_set_of_the_plan(start, history, ana):
    save_plan(history, ana, daily())
    session = start(person=ana, exercise="plan", warm_up=False)
    sees(session, film("two_leg_bridge", fps=10, reps=8, still_s=20.0).poses)
    session.close()
    session.wait(PATIENCE_S)

    (past,) = past_sessions(history, ana)
    assert [(one.exercise, one.reps, one.rung) for one in past.sets] == [("two_leg_bridge", 8, "warm-up")]


def test_a_session_that_broke_off_goes_on_with_the_set_that_it_was_in(start, history, ana):
    wishes = {"person": ana, "exercise": "clamshell", "sides": "left", "sets": 2, "reps": 5}
    broken_off = begin(Command("start", wishes)).session
    sees(broken_off, film("clamshell", fps=10, reps=2, still_s=20.0).poses)

    again = start(**wishes, go_on_with=broken_off.kept_as)
    (first,) = sees(again, film("clamshell", fps=10, reps=0, still_s=1.0).poses[:1])

    assert (first["stage_view"]["detail"], first["stage_view"]["goal"]) == ("Left side, set 1 of 2", 3)


def test_only_a_session_that_was_broken_off_waits_to_be_gone_on_with(start, history, ana):
    session = start(person=ana)
    sees(session, film("clamshell", fps=10, reps=1).poses)
    hello = Command("hello", {"go_on_with": session.kept_as})

    assert can_go_on(hello)
    session.close()
    session.wait(PATIENCE_S)
    assert not can_go_on(hello)
    assert not can_go_on(Command("hello"))


@pytest.mark.parametrize("name", RANGES)
def test_the_page_is_told_what_it_may_ask_for(history, name):
    assert choices()["ranges"][name] == {"least": RANGES[name].least, "most": RANGES[name].most, "default": RANGES[name].default}


def test_who_asks_for_no_numbers_gets_the_defaults(start, history):
    (first,) = sees(start(exercise="clamshell", sides="left"), film("clamshell", fps=10, reps=0).poses[:1])

    shown = first["stage_view"]
    assert (shown["detail"], shown["goal"]) == (f"Left side, set 1 of {RANGES['sets'].default}", RANGES["reps"].default)


def test_what_is_asked_for_beyond_that_is_brought_within_it(start, history):
    (first,) = sees(start(exercise="clamshell", sides="left", sets=99, reps=1), film("clamshell", fps=10, reps=0).poses[:1])

    assert (first["stage_view"]["detail"], first["stage_view"]["goal"]) == ("Left side, set 1 of 6", 3)


def test_each_person_decides_whether_their_landmarks_are_kept(start, history, ana):
    session = start(person=ana, tracks=False)
    sees(session, film("clamshell", fps=10, reps=1).poses)
    session.close()
    session.wait(PATIENCE_S)

    me, other = people()
    assert (me["tracks"], other["tracks"]) == (True, False)
    (kept,) = history.sessions()
    assert not history.session(kept.session.id).sets[0].has_track


def test_a_plan_for_another_day_says_which(history, ana):
    tomorrow = (NOW + timedelta(days=1)).weekday()
    save_plan(history, ana, daily((tomorrow,)))

    day = next_plan_day(history, ana, load(), NOW)

    assert day.away == 1
    assert day.in_words(load()).startswith("Your plan for tomorrow, about ")
    assert "Until then your muscles rest" in day.in_words(load())


def test_every_step_of_a_plan_can_be_led_through(history, ana):
    save_plan(history, ana, daily())
    day = next_plan_day(history, ana, load(), NOW)

    plan = day.plan(load(), lambda key: 30.0, session=7)

    assert plan.session == 7
    assert [(one.exercise.key, one.working_side, one.reps) for one in plan.sets] == [
        (one.exercise, one.side, one.reps) for one in day.schedule.sets
    ]
    assert {one.personal_target for one in plan.sets} == {30.0}


def test_the_pacer_goes_at_the_tempo_of_the_plan(start, history, ana):
    plan = daily()
    slow = Tempo(concentric=3.0, hold=5.0, eccentric=4.0)
    save_plan(history, ana, plan.with_item(replace(plan.item("single_leg_bridge"), tempo=slow)))

    (first,) = sees(start(person=ana, exercise="plan", warm_up=False), film("two_leg_bridge", fps=10, reps=0, still_s=1.0).poses[:1])

    assert first["tempo"] == [3.0, 5.0, 4.0]


def test_of_many_people_only_the_plan_of_who_was_chosen_is_read(history, ana):
    ids = [ana, *(history.add_person(f"Person {number}") for number in range(11))]
    for one in ids:
        save_plan(history, one, daily())

    chosen, nobody = people(whose=ids[5]), people(whose=10**6)

    assert [one["id"] for one in chosen if one["plan"]] == [ids[5]]
    assert {one["plan"] for one in chosen if one["id"] != ids[5]} == {None}
    assert [one["plan"] for one in nobody if one["plan"] is not None] == [""], "of the first, who has none"


SLOWLY = Tempo(concentric=4.0, hold=2.0, eccentric=5.0)
PRESCRIPTION = Prescription(
    exercises=(Prescribed(exercise="clamshell", sides=("left",), tempo=SLOWLY, sets=2, reps=5, band="light"),), by="B. Brown"
)


def begun(**wishes):
    session, warning, _ = begin(Command("start", wishes))
    try:
        return session._workout, warning
    finally:
        session.close()
        session.wait(PATIENCE_S)


def test_a_session_goes_by_the_prescription_and_says_so(history, ana):
    save_prescription(history, ana, PRESCRIPTION)

    workout, warning = begun(person=ana, exercise="clamshell", sides="right", sets=4, reps=20)

    assert warning == "Range, tempo and checks are judged by the prescription by B. Brown."
    assert [(one.working_side, one.reps, one.tempo, one.band) for one in workout._plan.sets] == [("left", 5, SLOWLY, "light")] * 2


def test_the_plan_leads_only_through_what_is_prescribed(history, ana):
    save_plan(history, ana, daily())
    save_prescription(history, ana, PRESCRIPTION)

    workout, _ = begun(person=ana, exercise="plan")

    assert {(one.exercise.key, one.working_side, one.tempo) for one in workout._plan.sets} == {("clamshell", "left", SLOWLY)}


def test_an_exercise_that_is_not_prescribed_is_not_led_through_and_why_is_said(history, ana):
    save_prescription(history, ana, PRESCRIPTION)

    workout, warning = begun(person=ana, exercise="seated_abduction")

    assert workout._plan is None
    assert [one.key for one in workout._exercises] == ["clamshell"]
    assert warning.startswith("Seated banded hip abduction is not in your prescription, so only what is in it is counted: Clamshell.")


def test_a_prescription_that_cannot_be_followed_is_told_and_the_session_goes_on(history, ana):
    history.set_setting(ana, PRESCRIPTION_SETTING, {"format": "coach.prescription/2"})

    workout, warning = begun(person=ana, exercise="clamshell")

    assert workout._plan is not None
    assert "cannot be followed" in warning


def test_who_has_no_prescription_is_told_of_none(history, ana):
    save_prescription(history, ana, PRESCRIPTION)

    assert begun(name="Ben", exercise="clamshell")[1] == ""


def test_a_kept_session_says_by_what_it_was_judged(history, ana, start):
    save_prescription(history, ana, PRESCRIPTION)

    sees(start(person=ana), film("clamshell", reps=2, fps=10).poses)

    (kept,) = history.sessions(Filter(person_id=ana))
    assert [one.message for one in history.session(kept.session.id).warnings] == [PRESCRIPTION.in_words]


def test_the_page_is_told_which_exercises_and_sides_are_prescribed(history, ana):
    ben = history.add_person("Ben")
    save_prescription(history, ana, PRESCRIPTION)

    allowed = {one["id"]: one["allowed"] for one in people()}

    assert (allowed[ana], allowed[ben]) == ({"clamshell": ("left",)}, None)


def test_in_free_practice_the_side_that_is_not_prescribed_is_not_counted_and_why_is_said(history, ana, start):
    save_prescription(history, ana, PRESCRIPTION)

    answers = sees(start(person=ana), film("clamshell", side="right", reps=2, fps=10).poses)

    assert max(one["stage_view"]["count"] for one in answers) == 0
    said = [event["text"] for one in answers for event in one["events"] if "text" in event]
    assert "Not counted: your prescription has the other side" in said


def test_a_session_is_shown_as_judged_by_what_held_when_it_was_done(history, ana, start):
    save_prescription(history, ana, PRESCRIPTION)
    sees(start(person=ana), film("clamshell", reps=2, fps=10).poses)

    save_prescription(history, ana, None)

    (kept,) = history.sessions(Filter(person_id=ana))
    assert prescription_of_session(history, kept.session.id, load()) == PRESCRIPTION
