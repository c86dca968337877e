"""The warm-up of a plan is led: its moves one after the other, by voice, before the first set, and nothing in it counts."""

from dataclasses import replace

import numpy as np
import pytest

from coach.coaching.events import RepCounted, SetBegan
from coach.coaching.stage_view import view_of_plan
from coach.coaching.warm_up_moves import MOVES, led_moves
from coach.coaching.workout_plan import WorkoutPlan
from coach.coaching.workout_state import Ask, Stage
from tests.coaching.sessions import CLAMSHELL, WHERE, Session, is_away, lies, raises_a_hand, reps

PLAN = WorkoutPlan.of(CLAMSHELL, ["left"], sets=1, reps=4, personal_target=30.0)
SETS = f"Clamshell, left side. {WHERE}."


def led(seconds):
    return Session(replace(PLAN, warm_up=led_moves(seconds)))


@pytest.mark.parametrize(("minutes", "moves", "seconds"), [(0, 0, 0.0), (1, 2, 30.0), (4, 6, 40.0), (10, 6, 100.0)])
def test_the_moves_fill_the_time_of_the_plan(minutes, moves, seconds):
    found = led_moves(60.0 * minutes)

    assert len({one.move for one in found}) == len(found) == moves
    assert all(one.seconds == pytest.approx(seconds) for one in found)


def test_each_move_is_named_explained_and_followed_by_the_next():
    session = led(240.0).sees(lies(245.0))

    names = [one for one in session.said if any(f"{move.name}. {move.how}." in one for move in MOVES)]
    assert len(names) == len(MOVES)
    assert session.said[:3] == [
        f"Warm-up, 4 minutes of easy movement. {MOVES[0].name}. {MOVES[0].how}.",
        "Halfway",
        f"Ten seconds. Then: {MOVES[1].name}.",
    ]
    assert session.said[3].startswith(f"Next: {MOVES[1].name}.")
    assert f"That was the easy movement. {SETS}" in session.said
    assert np.allclose(np.diff(session.when("Halfway")), 40.0, atol=0.2)


def test_the_first_set_comes_after_it():
    session = led(240.0).sees(lies(252.0))

    assert session.stages == [Stage.WARM_UP, Stage.FIND, Stage.STILL, Stage.COUNTDOWN, Stage.SET][: len(session.stages)]
    assert not session.of(SetBegan) or session.of(SetBegan)[0].index == 0


def test_nothing_is_counted_in_it():
    session = led(60.0).sees(reps(4))

    assert not session.of(RepCounted)
    assert session.state.count == 0


def test_nobody_has_to_be_seen():
    assert led(60.0).sees(is_away(61.0)).state.stage is Stage.FIND


def test_a_move_is_skipped():
    session = led(240.0).sees(lies(5.0)).sees(lies(0.1), ask=Ask.SKIP)

    assert session.said[-1] == f"Skipped. Next: {MOVES[1].name}. {MOVES[1].how}."
    assert session.state.stage is Stage.WARM_UP


def test_all_of_it_is_skipped():
    session = led(240.0).sees(lies(5.0)).sees(lies(0.1), ask=Ask.SKIP_EXERCISE)

    assert session.said[-1] == f"Warm-up skipped. {SETS}"
    assert session.state.stage is Stage.FIND


def test_a_move_begins_once_more():
    session = led(240.0).sees(lies(30.0)).sees(lies(20.0), ask=Ask.REPEAT)

    assert f"Once more: {MOVES[0].name}. {MOVES[0].how}." in session.said
    assert session.state.move == 0


def test_a_pause_keeps_what_is_left_of_a_move():
    session = led(240.0).sees(lies(10.0)).sees(lies(100.0), ask=Ask.PAUSE)
    assert not session.state.is_resting

    session.sees(lies(1.0), ask=Ask.RESUME)
    assert session.state.stage is Stage.WARM_UP
    assert session.state.until_s - session.time == pytest.approx(29.0, abs=0.3)
    assert session.said[-1] == f"Going on: {MOVES[0].name}"


def test_a_raised_hand_pauses_it():
    assert led(240.0).sees(lies(1.0), raises_a_hand()).state.stage is Stage.PAUSED


def test_stopping_in_it_ends_the_session():
    session = led(240.0).sees(lies(5.0)).sees(lies(0.1), ask=Ask.STOP)

    assert session.said[-1] == "That is all for today."


def test_the_screen_shows_the_move_its_time_and_its_figure():
    session = led(240.0).sees(lies(10.0))
    view = view_of_plan(session.state, session.plan, session.time)

    assert (view.title, view.detail, view.message) == ("Warm-up", "Move 1 of 6", MOVES[0].how)
    assert view.coming.figure == "warm_up/march"
    assert view.left_s == pytest.approx(30.0, abs=0.2)
    assert view.goal is None


def test_without_moves_the_sets_come_at_once():
    assert Session(PLAN).sees(lies(0.1)).said == [SETS]
