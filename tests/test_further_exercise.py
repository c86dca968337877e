"""An exercise that only the tests know works on every page and in a live session: nothing but its package knows of it."""

import importlib
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import exercises
from coach.coaching.coach import Coach
from coach.history import Filter, History
from coach.history.planning import load_plan, save_plan
from coach.history.track import pack
from coach.live.commands import Command
from coach.live.start import begin, choices
from coach.planning import first_plan
from coach.pose import Side
from coach.recording.tracks import replay
from tests.skeleton import MOVEMENTS, Camera, film
from tests.ui.test_recording import FPS, analysed, opens, video_for

KEY, NAME = "standing_knee_raise", "Standing knee raise"
FOLDER = Path(__file__).parent / "further"
FACING = Camera(yaw=5.0, height=0.9, distance=2.8)
NOW = datetime.now().astimezone()


@pytest.fixture(autouse=True)
def in_the_folder(monkeypatch):
    """The exercise stands beside the others, as if its package were in `exercises/`."""
    monkeypatch.setattr(exercises, "__path__", [*exercises.__path__, str(FOLDER)])
    importlib.invalidate_caches()
    monkeypatch.setitem(MOVEMENTS, KEY, exercises.demonstration(KEY).kinematics)
    yield
    for module in [name for name in sys.modules if name.startswith(f"exercises.{KEY}")]:
        del sys.modules[module]


@pytest.fixture
def history(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")
    with History.open() as opened:
        yield opened
    st.cache_resource.clear()  # the pages keep their history open


@pytest.fixture
def ada(history):
    """Somebody with a plan who has done a set of it, whose landmarks were kept."""
    person = history.add_person("Ada")
    save_plan(history, person, first_plan(exercises.load(), NOW, (NOW.weekday(),)))
    poses = raises()
    (one,) = replay(poses, Coach(exercises.load())).sets
    session = history.start_session(person, NOW - timedelta(days=3))
    kept = history.start_set(session, KEY, "left", view=one.view, start_s=one.start_s, rung="with a hand on a chair")
    for rep in one.reps:
        history.add_rep(kept, rep)
    history.finish_set(kept, end_s=one.end_s)
    history.add_track(kept, pack(poses))
    history.finish_session(session, NOW - timedelta(days=3) + timedelta(minutes=5))
    return person


def raises(camera=None, reps=2, **how):
    return film(KEY, fps=FPS, reps=reps, camera=camera, **how).poses


def shown(page):
    return AppTest.from_function(page, default_timeout=60).run()


def text(app):
    return "\n".join(str(one.value) for one in (*app.header, *app.subheader, *app.markdown, *app.caption, *app.info))


def plan_page():
    from coach.ui import plan_page

    plan_page.page()


def review_page():
    from coach.ui import review

    review.page()


def learn_page():
    from coach.ui import learn

    learn.page()


def session_page():
    from coach.ui import session_page

    session_page.page()


def live_page():
    from coach.ui.live import page

    page.page()


def test_the_folder_is_the_registry():
    assert [one.name for one in exercises.load() if one.key == KEY] == [NAME]


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("asked_for", [None, KEY], ids=["recognised", "asked for"])
def test_it_is_counted_from_the_side(side, asked_for):
    kept = replay(raises(side=side), Coach(exercises.load(), exercise=asked_for))

    assert (kept.exercise, kept.working_side, kept.view, len(kept.reps)) == (KEY, side, "upright_side", 2)
    assert kept.warnings == ()
    assert [one.check for rep in kept.reps for one in rep.unjudged] == ["knee_raise_pelvis"] * 2


def test_from_the_front_it_says_what_to_do_about_the_view():
    kept = replay(raises(FACING), Coach(exercises.load(), exercise=KEY))

    assert kept.reps == ()
    assert [one.message for one in kept.warnings if one.code == "view_standing_front"] == [
        "I see you from the front. Turn your side to the camera."
    ]


def test_those_who_know_no_exercise_from_the_side_are_still_asked_to_turn():
    feedback = [Coach(exercises.load(), exercise="standing_abduction").see(pose) for pose in raises()[:1]]

    assert feedback[0].message == "I see you from the side. Turn to face the camera."


def test_a_video_of_it_is_shown(history, tmp_path):
    poses = raises()

    app = analysed(opens(poses), video_for(poses, tmp_path))

    assert not app.exception
    assert app.header[0].value == f"{NAME}, left side"
    assert "Pelvis dropping: it cannot be seen from where the camera stands" in text(app)


def test_it_is_in_the_first_plan_and_can_be_changed(history, ada):
    app = shown(plan_page)
    app.selectbox(key=f"rung-{KEY}").set_value(1)
    next(one for one in app.button if one.label == "Keep this plan").click().run()

    assert not app.exception
    assert f"{NAME}**: " in text(app)
    assert load_plan(history, ada, exercises.load()).item(KEY).step.name == "light band at the ankles"


def test_who_had_a_plan_before_can_add_it(history):
    person = history.add_person("Bob")
    save_plan(history, person, first_plan([one for one in exercises.load() if one.key != KEY], NOW, (0,)))
    app = shown(plan_page)
    app.button_group(key="on-0").set_value(["clamshell", KEY])
    next(one for one in app.button if one.label == "Keep this plan").click().run()

    assert not app.exception
    assert load_plan(history, person, exercises.load()).days[0].exercises == ("clamshell", KEY)


@pytest.mark.parametrize("page", [review_page, session_page], ids=["review", "session"])
def test_it_stands_in_the_history(history, ada, page):
    app = shown(page)

    assert not app.exception
    assert NAME in text(app)


@pytest.mark.parametrize("check", ["Leaning back", "Reduced range of motion", "Swinging the leg"])
def test_it_can_be_learnt_with_its_faults(check):
    app = shown(learn_page)
    app.button_group(key="subject").set_value(NAME).run()
    app.button_group(key=f"fault-{KEY}").set_value(check).run()

    assert not app.exception
    for words in (
        "Stand with your side to the camera, a hand on a chair.",
        "1. with a hand on a chair",
        "3. Standing banded hip abduction",
        "Not judged: pelvis dropping, as it cannot be seen from where the camera stands.",
    ):
        assert words in text(app)


def test_the_live_page_opens(history, ada):
    assert not shown(live_page).exception


def live(poses, **wishes):
    """The answers of a live session, begun as the page asks for it, to somebody moving so."""
    session = begin(Command("start", wishes)).session
    answers = [session.see(pose, pose.time) for pose in poses]
    session.close()
    return answers


def test_a_live_session_leads_through_it_and_keeps_it(history, ada):
    answers = live(raises(reps=3, still_s=15.0), exercise=KEY, sides="left", sets=1, reps=3, person=ada)

    said = [event["text"] for answer in answers for event in answer["events"] if "text" in event]
    assert said[0] == "Standing knee raise, left side. Stand with your left side to the camera; your left leg moves."
    assert [word for word in said if word in "123"] == ["3", "2", "1", "1", "2", "3"]
    newest = history.sessions(Filter(person_id=ada), limit=1)[0].session.id
    assert [(one.record.exercise, one.record.working_side, len(one.reps)) for one in history.session(newest).sets] == [(KEY, "left", 3)]


def test_a_live_session_asks_who_faces_the_camera_to_turn(history, ada):
    answers = live(raises(FACING, reps=1, still_s=10.0), exercise=KEY, sides="left", sets=1, reps=3, person=ada)

    assert answers[-1]["stage_view"]["message"] == "I see you from the front. Turn your side to the camera."


def test_free_practice_recognises_it(history, ada):
    answers = live(raises(), person=ada)

    assert (answers[-1]["stage_view"]["title"], answers[-1]["stage_view"]["count"]) == (NAME, 2)


def test_the_live_page_offers_it_by_itself_and_as_part_of_the_plan(history, ada):
    offered = choices()

    (positions,) = [one["positions"] for one in offered["exercises"] if one["key"] == KEY]
    assert positions["right"] == "Stand with your right side to the camera; your right leg moves"
    assert f"{NAME} (with a hand on a chair), 2 sets of 10 a side" in offered["people"][0]["plan"]
