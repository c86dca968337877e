"""Skipping, repeating, easier and harder on the way through a plan: what happens then, and what the coach says."""

from dataclasses import replace

import pytest

from coach.coaching.events import SetBegan, SetEnded, SetSkipped
from coach.coaching.stage_view import view_of_plan
from coach.coaching.workout_plan import PlannedSet, WorkoutPlan
from coach.coaching.workout_state import CHANGES, Ask, Stage
from coach.coaching.workout_step import plan_of
from coach.planning.in_session import InSession
from tests.coaching.sessions import CLAMSHELL, EXERCISES, STANDING, UPRIGHT, WHERE, Session, is_away, lies, reps

OTHER_WHERE = "Lie on your left side, front to the camera"
BOTH_SIDES = WorkoutPlan.of(CLAMSHELL, ["left", "right"], sets=2, reps=4, rest_s=30.0, between_sides_s=20.0, personal_target=30.0)
TWO_EXERCISES = WorkoutPlan(
    (
        *(PlannedSet(exercise=CLAMSHELL, working_side="left", reps=4, rest_s=30.0, personal_target=30.0) for _ in range(3)),
        PlannedSet(exercise=STANDING, working_side="right", reps=4),
    )
)
LEVELS = InSession(tuple(EXERCISES.values()))


def planned(key, side, *, rung="", band="", reps=10):
    return PlannedSet(exercise=EXERCISES[key], working_side=side, reps=reps, rest_s=30.0, personal_target=30.0, rung=rung, band=band)


def resting(plan=BOTH_SIDES):
    session = Session(plan).begins().sees(reps(4), lies(1.0))
    assert session.state.stage is Stage.REST
    session.events = []
    return session


def left_to_do(session):
    """The sets from the next one on, as exercise, side and repetitions."""
    plan = plan_of(session.state, session.plan)
    return [(one.exercise.key, one.working_side, one.reps) for one in plan.sets[session.state.index :] if not one.is_skipped]


def test_a_set_that_goes_on_is_left_where_it_is_and_the_next_one_comes_at_once():
    session = Session(BOTH_SIDES).begins().sees(reps(2)).sees(lies(0.1), ask=Ask.SKIP)

    assert session.said[-1] == f"Skipped. Next: Clamshell, right side. {OTHER_WHERE}."
    assert (session.state.stage, session.state.index, session.state.count) == (Stage.FIND, 1, 0)
    (skipped,) = session.of(SetSkipped)
    assert (skipped.number, len(skipped.reps)) == ("set 1 of 2", 2)
    assert not session.of(SetEnded)


def test_the_other_side_is_not_held_to_what_a_skipped_set_had():
    sets = tuple(replace(one, match_reps=True) for one in BOTH_SIDES.sets)
    session = Session(WorkoutPlan(sets)).begins().sees(reps(1)).sees(lies(0.1), ask=Ask.SKIP)

    assert session.state.goal(plan_of(session.state, session.plan)) == 4


def test_before_a_set_it_is_skipped_without_a_trace_of_repetitions():
    session = Session(BOTH_SIDES).sees(lies(2.0)).sees(lies(0.1), ask=Ask.SKIP)

    assert [(one.index, one.reps) for one in session.of(SetSkipped)] == [(0, ())]
    assert session.state.index == 1


def test_in_a_rest_the_next_set_is_skipped_and_the_rest_goes_on():
    session = resting()
    until_s = session.state.until_s

    session.sees(lies(0.1), ask=Ask.SKIP)

    assert session.said == ["Skipped. Next: Clamshell, left side."]
    assert (session.state.stage, session.state.until_s) == (Stage.REST, pytest.approx(until_s))
    session.sees(lies(25.0))
    assert session.state.index == 2


def test_the_number_of_a_set_stays_what_it_was():
    session = resting().sees(lies(0.1), ask=Ask.SKIP).sees(lies(25.0))

    assert view_of_plan(session.state, plan_of(session.state, session.plan), session.time).detail == "Left side, set 2 of 2"


def test_an_exercise_is_skipped_with_all_of_its_sets():
    session = Session(TWO_EXERCISES).begins().sees(reps(1)).sees(lies(0.1), ask=Ask.SKIP_EXERCISE)

    assert session.said[-1].startswith("Skipped. Next: Standing banded hip abduction, right side.")
    assert [(one.number, len(one.reps)) for one in session.of(SetSkipped)] == [("set 1 of 3", 1), ("set 2 of 3", 0), ("set 3 of 3", 0)]


def test_after_the_last_set_is_skipped_the_session_is_over_and_not_called_well_done():
    plan = WorkoutPlan.of(CLAMSHELL, ["left"], sets=2, reps=4, rest_s=30.0, personal_target=30.0)
    session = resting(plan).sees(lies(0.1), ask=Ask.SKIP)

    assert session.said == ["Skipped. That was it: 1 set, 4 reps."]
    assert session.state.stage is Stage.DONE


def test_a_skip_in_a_pause_goes_on_with_the_next_set():
    session = Session(BOTH_SIDES).begins().sees(lies(0.1), ask=Ask.PAUSE).sees(lies(0.1), ask=Ask.SKIP)

    assert (session.state.stage, session.state.index) == (Stage.FIND, 1)


def test_a_pause_in_a_rest_stays_one_when_the_next_set_is_skipped():
    session = resting().sees(lies(5.0), ask=Ask.PAUSE).sees(lies(1.0), ask=Ask.SKIP)
    assert session.state.stage is Stage.PAUSED

    session.sees(lies(25.0), ask=Ask.RESUME)
    assert session.state.index == 2


def test_the_set_that_goes_on_is_done_once_more_after_it():
    session = Session(BOTH_SIDES).begins().sees(reps(1)).sees(lies(0.1), ask=Ask.REPEAT).sees(reps(3))

    assert "This set once more after it." in session.said
    assert left_to_do(session)[:3] == [("clamshell", "left", 4), ("clamshell", "left", 4), ("clamshell", "right", 4)]
    assert session.state.stage is Stage.REST


def test_in_a_rest_the_set_that_was_done_comes_again():
    session = resting().sees(lies(0.1), ask=Ask.REPEAT)
    assert session.said == ["Once more. Next: Clamshell, left side."]

    session.sees(lies(22.0))
    assert plan_of(session.state, session.plan).sets[session.state.index].working_side == "left"


def test_in_position_for_a_set_the_one_before_comes_first():
    session = resting().sees(lies(22.0)).sees(lies(0.1), ask=Ask.REPEAT)

    assert session.said[-1] == f"Once more: Clamshell, left side. {WHERE}."
    assert left_to_do(session) == [("clamshell", side, 4) for side in ("left", "right", "left", "right")]


def test_before_the_first_set_there_is_none_to_repeat():
    session = Session(BOTH_SIDES).sees(lies(1.0)).sees(lies(0.1), ask=Ask.REPEAT)

    assert session.said[-1] == "There is no set to repeat yet."


def test_the_last_set_repeated_is_preceded_by_a_rest():
    plan = WorkoutPlan((replace(BOTH_SIDES.sets[0], rest_s=0.0),))
    session = Session(plan).begins().sees(lies(0.1), ask=Ask.REPEAT).sees(reps(4), lies(5.0))

    assert session.state.stage is Stage.REST


def change(*sets, ask, before=None):
    """A session with those sets, of which the first is asked to be changed."""
    session = Session(WorkoutPlan(sets, change=LEVELS)).sees(before or lies(0.1)).sees(lies(0.1), ask=ask)
    return session, session.said[-1]


def test_easier_takes_the_lighter_band_and_says_so():
    session, said = change(*[planned("seated_abduction", "both", rung="medium band", band="medium")] * 2, ask=Ask.EASIER)

    assert said.startswith("Easier: light band, 10 repetitions.")
    assert {(one.rung, one.band) for one in plan_of(session.state, session.plan).sets} == {("light band", "light")}


def test_easier_takes_the_two_leg_bridge_for_the_single_leg_one_once_for_both_sides():
    first = next(one for one in EXERCISES["single_leg_bridge"].ladder.rungs if not one.exercise)
    sets = [planned("single_leg_bridge", side, rung=first.name) for side in ("left", "right", "left", "right")]

    session, said = change(*sets, ask=Ask.EASIER)

    assert left_to_do(session) == [("two_leg_bridge", "both", 10)] * 2
    assert said.startswith("Easier: Two-leg glute bridge, two-leg bridge with a band above the knees, 10 repetitions.")


def test_harder_asks_for_more_repetitions_first_and_then_for_the_next_step():
    session, said = change(planned("clamshell", "left", reps=14), ask=Ask.HARDER)
    assert said == f"Harder: 15 repetitions. {WHERE}."

    session.sees(lies(0.1), ask=Ask.HARDER)
    (_, _, count) = left_to_do(session)[0]
    assert count == 10
    assert plan_of(session.state, session.plan).sets[0].rung


def test_in_a_set_only_the_later_ones_of_the_exercise_change():
    sets = [planned("clamshell", "left", reps=4), planned("clamshell", "left", reps=4), planned("standing_abduction", "left", reps=4)]
    session = Session(WorkoutPlan(tuple(sets), change=LEVELS)).begins().sees(lies(0.1), ask=Ask.HARDER)

    assert session.said == ["Harder from the next set on: 6 repetitions."]
    assert [count for _, _, count in left_to_do(session)] == [4, 6, 4]
    assert session.state.stage is Stage.SET


def test_in_the_last_set_of_an_exercise_there_is_nothing_left_to_change():
    session = Session(WorkoutPlan((planned("clamshell", "left", reps=4),), change=LEVELS)).begins().sees(lies(0.1), ask=Ask.EASIER)

    assert session.said == ["No more sets of it are planned today."]


def test_what_was_done_is_kept_as_it_was_done():
    session, _ = change(planned("clamshell", "left", reps=14), ask=Ask.HARDER)
    session.sees(lies(20.0))

    assert [(one.goal, one.exercise.key) for one in session.of(SetBegan)] == [(15, "clamshell")]


@pytest.mark.parametrize("ask", sorted(CHANGES))
@pytest.mark.parametrize("before", [lies(0.1), lies(6.0), [*lies(10.0), *reps(1)], [*lies(10.0), *reps(4), *lies(2.0)]])
def test_each_is_answered_by_voice_at_once(ask, before):
    session = Session(replace(BOTH_SIDES, change=LEVELS)).sees(before)
    session.events = []

    session.sees(lies(0.1), ask=ask)

    assert len(session.said) == 1


def test_the_screen_shows_what_comes_next_while_somebody_gets_into_position_and_rests():
    session = Session(BOTH_SIDES).sees(lies(0.1))
    coming = view_of_plan(session.state, BOTH_SIDES, session.time).coming
    assert (coming.figure, coming.name, coming.dose) == ("clamshell/left", "Next: Clamshell, left side", "set 1 of 2, 4 repetitions")

    session.sees(lies(10.0))
    assert view_of_plan(session.state, BOTH_SIDES, session.time).coming is None

    session.sees(reps(4), lies(1.0))
    assert view_of_plan(session.state, BOTH_SIDES, session.time).coming.figure == "clamshell/right"


def test_the_band_of_what_comes_is_shown_once():
    session = Session(WorkoutPlan((planned("seated_abduction", "both", rung="light band", band="light"),))).sees(lies(0.1))

    assert view_of_plan(session.state, session.plan, session.time).coming.dose == "set 1 of 1, 10 repetitions, light band"


def stands(seconds):
    return lies(seconds, pose=UPRIGHT, message="I see you standing.")


def test_who_does_not_come_into_position_is_offered_to_skip_it_and_then_left_alone():
    session = Session(BOTH_SIDES).sees(stands(120.0))

    offer = f"{WHERE}. If that does not go, skip this set: hold a hand up for three seconds, or press S."
    assert [one for one in session.said if "skip" in one] == [session.said[-1]]
    assert session.said[-1].endswith(offer)
    assert 40.0 <= session.when(session.said[-1])[0] <= 50.0
    assert view_of_plan(session.state, BOTH_SIDES, session.time).offers_skip


def test_the_offer_is_over_once_the_set_begins():
    session = Session(BOTH_SIDES).sees(stands(60.0), lies(15.0))

    assert session.state.stage is Stage.SET
    assert not session.state.offers_skip


def test_nobody_is_offered_what_only_a_hand_could_take():
    session = Session(BOTH_SIDES).sees(is_away(60.0))

    assert session.said[-1] == "I can't see you: come into the picture. Or skip this set: press S."
