"""What the page is given to look closer: the movement chart beside the video, and two repetitions beside each other."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from coach.correction.judging import judge_again
from coach.history import History
from coach.history.track import pack
from coach.records import NotCounted, Reason
from coach.ui.movement_chart import POINTS, first_fault, movement
from coach.ui.side_by_side import RecordedRep
from exercises import load
from tests.history.made_up import EVENING, ROLL_BACK, SHORT_HOLD, rep
from tests.skeleton import Move, film

CLAMSHELL = next(one for one in load() if one.key == "clamshell")


@pytest.fixture(scope="module")
def poses():
    return film("clamshell", fps=12, reps=[Move(), Move(faults={"pelvis_roll": 30.0}), Move()]).poses


@pytest.fixture(scope="module")
def shown(poses):
    session, timeline = judge_again(poses, load(), None, None)
    return session, timeline, movement(timeline, session.sets[0], CLAMSHELL, session.not_counted, fps=15.0, words="the movement")


def test_the_chart_has_the_curve_the_phases_and_what_to_say_of_each_repetition(shown):
    session, _, data = shown

    assert [one["name"] for one in data["reps"]] == ["1 ✓", "2 ✕", "3 ✓"]
    assert "% from the hip, fault" in data["reps"][1]["words"]
    assert {one["name"] for one in data["phases"]} == {"up", "hold", "down"}
    assert data["span"][0] <= session.sets[0].start_s < session.sets[0].end_s <= data["span"][1]
    assert max(value for _, value in data["curve"] if value is not None) > 30
    json.dumps(data, allow_nan=False)


def test_what_was_not_seen_is_a_gap_in_the_curve(shown):
    session, timeline, _ = shown
    hidden = replace(timeline)
    hidden.values = timeline.values[:]
    hidden.values[40] = float("nan")

    data = movement(hidden, session.sets[0], CLAMSHELL, (), fps=15.0, words="")

    assert [value for _, value in data["curve"]].count(None) >= 1


def test_a_long_set_has_no_more_points_than_can_be_told_apart(shown):
    session, timeline, _ = shown
    long = replace(timeline)
    long.times, long.values = timeline.times[:0], timeline.values[:0]
    for number in range(3 * POINTS):
        long.times.append(number / 400)
        long.values.append(1.0)
    long._phases = timeline._phases[:1] * len(long.times)

    assert len(movement(long, session.sets[0], CLAMSHELL, (), fps=15.0, words="")["curve"]) <= 1.5 * POINTS


def test_movements_that_did_not_count_are_told(shown):
    session, timeline, _ = shown
    missed = NotCounted(session.sets[0].end_s + 1, session.sets[0].end_s + 2, Reason.TOO_SMALL, 9.0, "deg")

    (told,) = movement(timeline, session.sets[0], CLAMSHELL, [missed], fps=15.0, words="")["missed"]

    assert told["words"].startswith("not counted: the movement was too small")


def test_the_first_fault_is_where_it_began_or_else_at_the_top():
    began = replace(ROLL_BACK, began_s=13.0)

    assert first_fault([rep(1), rep(2, 28.0, began)], CLAMSHELL)["s"] == 13.0
    assert first_fault([rep(1), rep(2, 28.0, ROLL_BACK)], CLAMSHELL)["s"] == rep(2).peak_s
    assert first_fault([rep(1), rep(2, 28.0, SHORT_HOLD)], CLAMSHELL) is None


def side_by_side(one, others, in_mirror):
    from coach.ui.side_by_side import show_side_by_side
    from tests.ui.test_look_closer import CLAMSHELL

    show_side_by_side(one, others, CLAMSHELL, key="closer", in_mirror=in_mirror)


def figures(one, others, *, in_mirror=False):
    kwargs = {"one": one, "others": others, "in_mirror": in_mirror}
    app = AppTest.from_function(side_by_side, kwargs=kwargs, default_timeout=60).run()
    assert not app.exception
    (component,) = app.get("bidi_component")
    return app, json.loads(component.proto.json)["drawings"]


def test_two_repetitions_are_aligned_at_their_start_with_their_curves(poses, shown):
    first, second, _ = shown[0].sets[0].reps

    _, (one, other) = figures(RecordedRep("one", first, "left", lambda: poses), {"two": RecordedRep("two", second, "left", lambda: poses)})

    assert [one["mirrored"], other["mirrored"]] == [False, False]
    assert one["curve"]["times"][0] == pytest.approx(other["curve"]["times"][0], abs=0.1)
    assert "% from the hip, fault" in other["curve"]["words"]
    assert max(one["curve"]["values"]) > 30


@pytest.mark.parametrize(("in_mirror", "mirrored"), [(False, [False, True]), (True, [True, False])])
def test_the_other_side_is_mirrored_so_that_both_move_alike(poses, shown, in_mirror, mirrored):
    first = shown[0].sets[0].reps[0]
    left, right = (RecordedRep(side, first, side, lambda: poses) for side in ("left", "right"))

    app, drawn = figures(left, {"the right one": right}, in_mirror=in_mirror)

    assert [one["mirrored"] for one in drawn] == mirrored
    assert "drawn mirrored" in app.caption[0].value


def test_a_repetition_can_stand_alone(poses, shown):
    first = shown[0].sets[0].reps[0]

    _, drawn = figures(RecordedRep("one", first, "left", lambda: poses), {"nothing": None})

    assert len(drawn) == 1


def session_page(open_history):
    from coach.ui import session_page

    session_page.page(open_history)


def test_repetitions_of_another_session_can_be_chosen(poses, shown, tmp_path):
    with History.open(tmp_path / "history.sqlite") as history:
        ada = history.add_person("Ada")
        for week in range(2):
            history.keep_session(ada, shown[0], EVENING + timedelta(weeks=week), source="clip.mp4", tracks=(pack(poses),))
        app = AppTest.from_function(session_page, kwargs={"open_history": lambda: history}, default_timeout=60)
        app.session_state[f"closer-{history.session(2).sets[0].id}"] = True

        app.run()

    (beside,) = [one for one in app.selectbox if one.label == "Beside it"]
    assert "repetition 3 of this set" in beside.options
    assert "02 Mar 2026, left side, set 1, repetition 2" in beside.options
