"""Planned sessions of made-up people, as the page follows them and as they are kept."""

import math
from dataclasses import replace

import pytest

from coach.coaching.events import Calibrated
from coach.coaching.workout import Workout
from coach.coaching.workout_plan import PlannedSet, WorkoutPlan
from coach.coaching.workout_state import Ask
from coach.history import Band, Load
from coach.live.session import LiveSession
from coach.live.set_recorder import SetRecorder
from coach.live.targets import keep_target, personal_target
from coach.live.write_queue import WriteQueue
from coach.pose import Side
from exercises import load
from tests.history.new import new_history
from tests.live.messages import PATIENCE_S, Notebook
from tests.skeleton import film

pytestmark = pytest.mark.slow  # whole sessions

EXERCISES = load()
CLAMSHELL = next(one for one in EXERCISES if one.key == "clamshell")


def later(poses, seconds):
    return [replace(pose, time=pose.time + seconds) for pose in poses]


def clamshells(side, reps, still_s=16.0):
    return film("clamshell", side=side, reps=reps, fps=10, still_s=still_s).poses


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def both_sides():
    """Three on the left, and half a minute later three on the right."""
    left, right = clamshells(Side.LEFT, 3), clamshells(Side.RIGHT, 3, still_s=30.0)
    return [*left, *later(right, left[-1].time + 0.1)]


def led_through(plan, notebook):
    return LiveSession(EXERCISES, Workout(EXERCISES, plan), WriteQueue(SetRecorder(notebook, person_id=1)))


def session(notebook, sides, *, reps=3):
    plan = WorkoutPlan.of(CLAMSHELL, sides, sets=1, reps=reps, between_sides_s=5.0)
    return led_through(plan, notebook)


def answers(live, poses):
    answers = [live.see(pose, pose.time) for pose in poses]
    live.wait(PATIENCE_S)
    return answers


def stages(answers):
    return list(dict.fromkeys(answer["stage_view"]["stage"] for answer in answers))


def test_a_session_goes_by_itself_from_the_first_picture_to_the_last_set(notebook, both_sides):
    live = session(notebook, ["left", "right"])

    told = answers(live, both_sides)

    assert stages(told) == ["find", "still", "countdown", "set", "rest", "done"]
    assert notebook.sets == [(1, "clamshell", "left"), (1, "clamshell", "right")]
    assert [rep.index for _, rep in notebook.reps] == [1, 2, 3, 1, 2, 3]
    assert notebook.finished == [("set", 1), ("set", 2), ("session", 1)]
    assert live.is_over


def test_the_page_gets_each_set_when_it_ends(notebook, both_sides):
    told = answers(session(notebook, ["left", "right"]), both_sides)

    given = [answer["sets"] for answer in told if "sets" in answer]
    assert [len(sets) for sets in given] == [1, 2]
    assert [(one["side"], one["reps"]) for one in given[-1]] == [("left side", 3), ("right side", 3)]


def test_each_set_of_the_page_says_how_much_came_from_the_hip(notebook, both_sides):
    (*_, last) = [answer["sets"] for answer in answers(session(notebook, ["left", "right"]), both_sides) if "sets" in answer]

    assert [(one["hip_share"], one["from_hip"]) for one in last] == [(1.0, "100 % from the hip")] * 2


def test_countdown_and_rest_say_how_long_they_last(notebook, both_sides):
    told = answers(session(notebook, ["left", "right"]), both_sides)

    rests = [answer["stage_view"] for answer in told if answer["stage_view"]["stage"] == "rest"]
    assert rests[0]["left_s"] == rests[0]["of_s"] == 5.0
    assert rests[-1]["left_s"] < 0.2
    assert rests[0]["message"] == "Rest. Next: right side"
    assert all(answer["stage_view"]["left_s"] is None for answer in told if answer["stage_view"]["stage"] == "set")


def test_framing_is_shown_in_tiers(notebook, both_sides):
    told = answers(session(notebook, ["right"]), both_sides[:50])

    assert {answer["stage_view"]["tier"] for answer in told} == {3}
    assert told[-1]["stage_view"]["message"].startswith("Turn over")


def test_a_cue_stands_on_the_screen_when_it_is_spoken(notebook):
    poses = film("clamshell", side=Side.LEFT, reps=6, fps=10, still_s=16.0, faults={"feet_apart": 0.3}).poses

    told = answers(session(notebook, ["left"], reps=6), poses)

    shown = [answer for answer in told if answer["cue"]]
    assert shown
    assert all(answer["cue"]["text"] in [event.get("text") for event in answer["events"]] for answer in shown)


def test_the_personal_range_is_told_once_it_is_known(notebook):
    told = answers(session(notebook, ["left"], reps=5), clamshells(Side.LEFT, 5))

    ((person, name, kept),) = notebook.settings
    assert (person, name) == (1, "target/clamshell/left")
    assert told[0]["stage_view"]["target"] is None
    assert told[-1]["stage_view"]["target"] == pytest.approx(kept["degrees"], abs=0.05)


def test_stop_ends_the_session_with_what_was_done(notebook):
    live = session(notebook, ["left"], reps=10)
    answers(live, clamshells(Side.LEFT, 2))

    live.ask(Ask.STOP)
    (last,) = answers(live, later(clamshells(Side.LEFT, 0)[:1], 100))

    assert last["stage_view"]["stage"] == "done"
    assert [one["reps"] for one in last["sets"]] == [2]
    assert notebook.finished == [("set", 1), ("session", 1)]


def test_the_second_side_shows_as_many_repetitions_to_do_as_the_first_had(notebook):
    left = PlannedSet(exercise=CLAMSHELL, working_side="left", reps=3, rest_s=1.0)
    right = replace(left, working_side="right", match_reps=True)
    live = led_through(WorkoutPlan((left, right)), notebook)
    shells = clamshells(Side.LEFT, 2, still_s=25.0)
    rest = film("clamshell", reps=0, fps=10, still_s=20.0).poses
    turned = clamshells(Side.RIGHT, 2, still_s=30.0)

    told = answers(live, [*shells, *later(rest, shells[-1].time + 0.1), *later(turned, shells[-1].time + rest[-1].time + 0.2)])

    assert {answer["stage_view"]["goal"] for answer in told if answer["stage_view"]["detail"].startswith("Right")} == {2}
    assert [details["target_reps"] for details in notebook.details] == [3, 2]
    assert live.is_over


def test_how_a_set_was_to_be_done_is_said_shown_and_kept(notebook):
    planned = PlannedSet(exercise=CLAMSHELL, working_side="left", reps=2, rung="light band above the knees", band="light")
    live = led_through(WorkoutPlan((planned,)), notebook)

    told = answers(live, clamshells(Side.LEFT, 2, still_s=20.0))

    assert told[0]["events"][0]["text"].startswith("Clamshell, left side. Light band above the knees. Lie on")
    assert told[0]["stage_view"]["detail"] == "Left side, set 1 of 1, light band above the knees"
    assert [(details["rung"], details["load"]) for details in notebook.details] == [("light band above the knees", Load(Band.LIGHT))]


def test_a_personal_range_holds_for_six_sessions(tmp_path):
    with new_history(tmp_path / "history.sqlite") as history:
        person = history.add_person("Ana")
        key = ("clamshell", "left")

        assert math.isnan(personal_target(history, person, key, session=1))
        keep_target(history, person, Calibrated(*key, 31.0, 12.0), session=1)

        assert [personal_target(history, person, key, session=number) for number in (1, 2, 6)] == [31.0] * 3
        assert math.isnan(personal_target(history, person, key, session=7))
        assert math.isnan(personal_target(history, person, ("clamshell", "right"), session=2))


@pytest.mark.parametrize("nonsense", ["a text", {"degrees": "many", "session": 1}, {"degrees": 30}, [1, 2], {"degrees": 30, "session": 99}])
def test_a_personal_range_that_makes_no_sense_is_found_out_anew(tmp_path, nonsense):
    with new_history(tmp_path / "history.sqlite") as history:
        person = history.add_person("Ana")
        history.set_setting(person, "target/clamshell/left", nonsense)

        assert math.isnan(personal_target(history, person, ("clamshell", "left"), session=1))
