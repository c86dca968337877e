"""The learning page, and the drawings on it."""

import importlib
import re
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import exercises
from coach.coaching.wording import lower_first
from coach.demonstration import recorded
from coach.demonstration.anatomy import hip_drawing
from coach.demonstration.camera_drawing import camera_drawing
from coach.demonstration.figure import capsule
from coach.demonstration.rep_drawing import STILL_S, repetition_drawing
from coach.exercise import Tempo
from coach.pose import Pose, Side
from coach.records import Rep
from coach.ui import learn as learn_page
from coach.ui import replay
from coach.ui.learn_words import IN_SHORT, NO_DRAWING, WHAT_THEY_ARE
from exercises import demonstrations, load
from tests.coached import coached
from tests.skeleton import film

EXERCISES = {exercise.key: exercise for exercise in load()}
ALL_CHECKS = [(exercise.key, check.key) for exercise in EXERCISES.values() for check in exercise.checks]
DEMONSTRATIONS = demonstrations()
TEMPO = Tempo(concentric=2.0, hold=1.0, eccentric=2.5)
SVG = "{http://www.w3.org/2000/svg}"


def learn():
    from coach.ui import learn

    learn.page()


def shown(subject=None):
    app = AppTest.from_function(learn, default_timeout=60).run()
    return app.button_group(key="subject").set_value(subject).run() if subject else app


def text(app):
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.info, *app.header))


def repetition(exercise, **how):
    return repetition_drawing(DEMONSTRATIONS[exercise], TEMPO, **{"label": exercise, **how})


def camera(exercise, side=Side.LEFT):
    return camera_drawing(DEMONSTRATIONS[exercise], EXERCISES[exercise].camera, side)


def svg(drawing):
    """The drawing as XML: raises when it is not well formed."""
    return ET.fromstring(drawing)


def animations(drawing):
    return svg(drawing).findall(f".//{SVG}animate")


def test_the_page_begins_with_what_training_can_and_cannot_do():
    app = shown()

    assert not app.exception
    assert app.info[0].value == IN_SHORT
    for word in ("pelvis", "neck of the thigh bone", "tethered", "gluteus medius", "months", "Protein", "Sleep", "doctor", "Stop at once"):
        assert word in text(app)


@pytest.mark.parametrize("word", ["fix", "flaw", "get rid of", "problem area", "ugly", "ideal"])
def test_the_page_does_not_judge_a_body(word):
    assert word not in text(shown()).lower()


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_each_exercise_has_its_page(exercise):
    app = shown(exercise.name)

    assert not app.exception
    assert exercise.camera.words in text(app)
    assert all(rung.name in text(app) for rung in exercise.ladder.rungs)
    assert all(f"Not judged: {lower_first(one.name)}, as {one.reason}." in text(app) for one in exercise.not_visible)
    assert "_" not in text(app)


@pytest.mark.parametrize(("name", "is_told"), [("Clamshell", True), ("Two-leg glute bridge", False)])
def test_how_the_roll_is_seen_is_told_where_it_is_judged(name, is_told):
    told = text(shown(name))

    assert ("**estimates**" in told and "Hoops" in told) is is_told


def test_a_fault_is_shown_with_its_cue_and_why():
    exercise = EXERCISES["clamshell"]
    check = exercise.check("clam_feet_apart")

    app = shown(exercise.name)
    app.button_group(key="fault-clamshell").set_value(check.name).run()

    assert check.cue in text(app)
    assert check.why in text(app)


BEGUN = """
from dataclasses import replace
from exercises.clamshell import EXERCISE
EXERCISE = replace(EXERCISE, key="begun", name="Begun")
"""
NO_FAULTS = """
from dataclasses import replace
from exercises.clamshell.demonstration import DEMONSTRATION
DEMONSTRATION = replace(DEMONSTRATION, faults={})
"""


@pytest.fixture
def begun(tmp_path, monkeypatch):
    """The package of an exercise that somebody has begun to write: it has no demonstration yet."""
    package = tmp_path / "begun"
    package.mkdir()
    (package / "__init__.py").write_text(BEGUN)
    monkeypatch.setattr(exercises, "__path__", [*exercises.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    for remembered in (learn_page._repetition, learn_page._camera):
        remembered.cache_clear()  # of the exercise as another test wrote it
    yield package
    for module in [name for name in sys.modules if name.startswith("exercises.begun")]:
        del sys.modules[module]


def without_drawing(app):
    return [one.value for one in app.caption].count(NO_DRAWING)


def test_an_exercise_without_a_demonstration_has_its_page_and_the_page_says_so(begun):
    app = shown("Begun")

    assert not app.exception
    assert without_drawing(app) == len(["a good repetition", "the camera", "the fault"])
    assert EXERCISES["clamshell"].camera.words in text(app)


def test_where_a_demonstration_lacks_a_fault_only_that_drawing_is_missing(begun):
    (begun / "demonstration.py").write_text(NO_FAULTS)
    importlib.invalidate_caches()

    app = shown("Begun")

    assert not app.exception
    assert without_drawing(app) == 1


@pytest.mark.parametrize(("exercise", "check"), ALL_CHECKS, ids=[f"{one}-{check}" for one, check in ALL_CHECKS])
def test_every_check_has_a_demonstration_that_marks_what_goes_wrong(exercise, check):
    drawing = repetition(exercise, check=check)

    assert animations(drawing)
    assert "--figure-marked" in drawing


def test_nothing_is_shown_that_no_check_looks_for():
    assert {(exercise, check) for exercise, shown in DEMONSTRATIONS.items() for check in shown.faults} == set(ALL_CHECKS)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_good_repetition_marks_nothing(exercise):
    drawing = repetition(exercise)

    assert animations(drawing)
    assert "--figure-marked" not in drawing


@pytest.mark.parametrize("exercise", sorted(EXERCISES.keys() - {"seated_abduction"}))
def test_the_other_side_is_drawn_otherwise(exercise):
    assert repetition(exercise, side=Side.LEFT) != repetition(exercise, side=Side.RIGHT)


def test_a_drawing_lasts_as_long_as_its_repetition():
    (seconds,) = {float(one.get("dur").removesuffix("s")) for one in animations(repetition("clamshell"))}

    assert seconds == pytest.approx(TEMPO.rep_s + 2 * STILL_S, abs=0.11)


def test_all_moments_of_an_outline_are_built_alike_so_that_they_can_be_blended():
    for one in animations(repetition("side_lying_raise")):
        assert len({re.sub(r"[-\d.]+", "", moment) for moment in one.get("values").split(";")}) == 1


def test_who_wants_less_motion_sees_the_start_and_the_top():
    drawing = repetition("clamshell")

    assert "prefers-reduced-motion" in drawing
    (still,) = [group for group in svg(drawing).findall(f"{SVG}g") if group.get("class") == "still"]
    assert not still.findall(f".//{SVG}animate")
    assert len(still) == 2


@pytest.mark.parametrize(
    "drawing",
    [repetition("clamshell", label='<a> & "b"'), camera("clamshell"), hip_drawing("a hip")],
    ids=["repetition", "camera", "anatomy"],
)
def test_a_drawing_needs_no_network_and_no_script_and_says_what_it_shows(drawing):
    assert svg(drawing).get("aria-label")
    assert not re.search(r"<script|href=|url\(|<image", drawing)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_place_of_the_camera_is_drawn_with_distance_and_height(exercise, side):
    words = "".join(svg(camera(exercise, side)).itertext())

    assert "m away" in words
    assert "cm high" in words


def test_a_limb_that_points_at_the_viewer_still_has_an_outline():
    (outline,) = capsule(np.zeros((1, 2)), np.zeros((1, 2)), 10.0, 5.0)

    assert "nan" not in outline


def test_a_recorded_repetition_is_drawn():
    poses = film("clamshell", fps=10, reps=1).poses
    (rep,) = coached(poses).reps

    drawing = recorded.recorded_repetition(poses, rep, "left", label="Repetition 1")

    assert animations(drawing)
    assert svg(drawing).get("aria-label") == "Repetition 1"


def test_every_number_in_the_drawing_of_the_hip_is_explained_beside_it():
    numbers = {one.text for one in svg(hip_drawing("a hip")).iter(f"{SVG}text")}
    explained = set(re.findall(r"^(\d)\. |\*\*\((\d)\)\*\*", WHAT_THEY_ARE, re.MULTILINE))

    assert numbers == {first or second for first, second in explained}


def test_a_short_repetition_waits_for_the_longer_one_beside_it():
    poses = film("clamshell", fps=10, reps=1).poses
    (rep,) = coached(poses).reps

    drawings = [recorded.recorded_repetition(poses, rep, "left", label="", seconds=seconds) for seconds in (recorded.replay_s(rep), 20.0)]

    alone, waiting = ({one.get("dur") for one in animations(drawing)} for drawing in drawings)
    assert waiting == {"20.00s"}
    assert alone == {f"{recorded.replay_s(rep):.2f}s"}


def test_a_replay_is_calmer_than_what_the_pose_model_saw():
    moments = np.linspace(0, 5, 60)
    knee = 100 * np.sin(moments) ** 2
    jitter = np.random.default_rng(1).normal(0, 2, 60)

    assert np.abs(recorded.smoothed(knee) - knee).max() < 2
    assert recorded.smoothed(jitter).std() < 0.6 * jitter.std()


def test_a_repetition_in_which_nobody_was_seen_is_not_drawn():
    rep = Rep(1, 0.0, 1.0, 2.0, 1.0, 0.5, 0.5, 30.0, "deg")

    assert recorded.recorded_repetition([Pose.nobody(0.1 * n, (640, 480)) for n in range(20)], rep, "left", label="") is None


def test_the_signal_of_a_kept_track_goes_from_rest_to_the_range_and_back():
    poses = film("clamshell", fps=10, reps=2).poses
    (first, _) = coached(poses).reps

    _, values = replay.signal(poses, EXERCISES["clamshell"], "left")

    assert min(values) == pytest.approx(0.0, abs=2.0)
    assert max(values) == pytest.approx(first.range_of_motion, abs=4.0)
