"""The plan on top of the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import isnan, nan

import pytest

from coach.history import Band, History, Load
from coach.history.planning import load_plan, past_sessions, save_plan
from coach.planning import Change, Day, accept, clean_share, day_schedule, first_plan, next_day, suggest
from tests.history.made_up import EVENING, ROLL_BACK, a_session, one_set, rep
from tests.specification import EXERCISES


def test_a_plan_is_kept_for_its_person(history: History) -> None:
    ada, bob = history.add_person("Ada"), history.add_person("Bob")
    save_plan(history, ada, first_plan(EXERCISES, EVENING))
    save_plan(history, ada, first_plan(EXERCISES, EVENING, (1, 4)))

    assert load_plan(history, ada, EXERCISES) == first_plan(EXERCISES, EVENING, (1, 4))
    assert load_plan(history, bob, EXERCISES) is None


def test_a_spoiled_plan_is_said(sqlite: History) -> None:
    ada = sqlite.add_person("Ada")
    sqlite.set_setting(ada, "plan", {"days": 3})

    with pytest.raises(ValueError, match="not a plan"):
        load_plan(sqlite, ada, EXERCISES)


def test_a_session_that_was_broken_off_counts_once_there_is_a_later_one(history: History) -> None:
    ada = history.add_person("Ada")
    broken_off = history.start_session(ada, EVENING)
    one = history.start_set(broken_off, "clamshell", "left")
    history.add_rep(one, rep(1))
    history.finish_set(one)
    assert past_sessions(history, ada) == ()

    history.start_session(ada, EVENING + timedelta(days=2))

    assert [kept.day for kept in past_sessions(history, ada)] == [EVENING.date()]


def test_the_plan_looks_at_finished_sets_of_finished_sessions(history: History) -> None:
    ada = history.add_person("Ada")
    session = history.start_session(ada, EVENING)
    one = history.start_set(session, "clamshell", "left", load=Load(Band.LIGHT), rung="light band above the knees", target_reps=2)
    history.add_rep(one, rep(1, 20.0))
    history.add_rep(one, rep(2, 30.0, ROLL_BACK))
    history.finish_set(one, reserve=2, pain=1)
    history.start_set(session, "clamshell", "right")
    history.finish_session(session, EVENING)
    history.note_session(session, pain_next_day=2)
    history.start_session(ada, EVENING + timedelta(days=2))

    (past,) = past_sessions(history, ada)
    (kept,) = past.sets

    assert (past.started, past.day, past.pain_next_day) == (EVENING, EVENING.date(), 2)
    assert (kept.exercise, kept.side, kept.reps, kept.good_reps, kept.range_mean) == ("clamshell", "left", 2, 1, 25.0)
    assert (kept.rung, kept.reserve, kept.pain) == ("light band above the knees", 2, 1)


def test_the_plan_knows_of_how_many_repetitions_nothing_could_be_said(history: History) -> None:
    ada = history.add_person("Ada")
    reps = (rep(1), rep(2, 30.0, ROLL_BACK), replace(rep(3), is_judged=False))
    history.keep_session(ada, a_session(one_set("left", *reps)), EVENING, source="")

    ((kept,),) = (one.sets for one in past_sessions(history, ada))

    assert (kept.reps, kept.good_reps, kept.not_judged) == (3, 1, 1)
    assert clean_share([kept]) == 0.5


def test_the_latest_sessions_come_oldest_first(history: History) -> None:
    ada = history.add_person("Ada")
    for day in (3, 1, 2):
        history.keep_session(ada, a_session(one_set("left", rep(1, nan))), EVENING + timedelta(days=day), source="")

    past = past_sessions(history, ada, latest=2)

    assert [(one.day - EVENING.date()).days for one in past] == [2, 3]
    assert isnan(past[0].sets[0].range_mean)
    assert past_sessions(history, history.add_person("Bob")) == ()


def test_six_weeks_of_training_climbs_the_ladder(sqlite: History) -> None:
    """From the plan to the workout to the store to the suggestion and back, as the app does it, with a person for whom all is easy."""
    ada = sqlite.add_person("Ada")
    now = EVENING
    whole = first_plan(EXERCISES, now)
    plan = replace(whole, items=(whole.item("clamshell"),), days=(Day(0, ("clamshell",)), Day(3, ("clamshell",))))
    reasons = []
    for _ in range(13):
        on, day = next_day(plan, past_sessions(sqlite, ada), now.date())
        now = EVENING + (on - EVENING.date())
        session = sqlite.start_session(ada, now)
        for planned in day_schedule(plan, day, on, past_sessions(sqlite, ada)).sets:
            if not planned.warm_up:
                one = sqlite.start_set(session, planned.exercise, planned.side, rung=planned.rung, target_reps=planned.reps)
                for index in range(1, planned.reps + 1):
                    sqlite.add_rep(one, rep(index))
                sqlite.finish_set(one, reserve=3, pain=0)
        now += timedelta(hours=1)
        sqlite.finish_session(session, now)
        for suggestion in suggest(plan, past_sessions(sqlite, ada), now):
            if suggestion.change is not Change.KEEP:
                reasons.append(suggestion.reason)
            plan = accept(plan, suggestion, now)

    assert plan.item("clamshell").step.name == "bodyweight with 3 s hold"
    assert reasons[0] == "All sets complete, 100% without a fault: go for 11 repetitions."
    assert (
        "Two sessions with all sets complete, 100% without a fault, 2 or more in reserve: go to “bodyweight with 3 s hold”, back to 10 repetitions."
        in reasons
    )
    assert "6 weeks of training: one week with half the sets at the same load." in reasons
