"""The table of postures and views: each is complete, and they are told apart."""

import math
from dataclasses import replace

import pytest

from coach.body import Body
from coach.posture import Posture, Stance, View
from coach.signals.placement import stance
from exercises import load
from tests.skeleton import film

EXERCISES = load()
UNSEEN = Stance(*[math.nan] * 7)
EVERY_POSTURE = pytest.mark.parametrize("posture", Posture, ids=lambda one: one.name)


def beginning(exercise):
    """The stance of somebody who is about to begin, seen from where the exercise is filmed."""
    return stance(Body.from_pose(film(exercise, reps=0, fps=2, still_s=0.5).poses[0]))


@EVERY_POSTURE
def test_a_posture_has_its_words_and_its_views(posture):
    assert posture.words
    assert posture.views
    assert posture.entry.trembling.parts


@pytest.mark.parametrize("view", View, ids=lambda one: one.name)
def test_a_view_has_its_words_and_is_of_a_posture_or_has_advice(view):
    assert view.words
    assert view.advice or any(view in posture.views for posture in Posture)


@EVERY_POSTURE
def test_an_exercise_is_done_in_each_posture(posture):
    assert posture in [exercise.posture for exercise in EXERCISES]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.key)
def test_who_begins_an_exercise_is_in_its_posture_only(exercise):
    views = {posture: posture.entry.view_of(beginning(exercise.key)) for posture in Posture}

    assert [posture for posture, view in views.items() if view] == [exercise.posture]
    assert views[exercise.posture] in exercise.views


@EVERY_POSTURE
def test_who_is_not_seen_is_in_no_posture(posture):
    assert posture.entry.view_of(UNSEEN) is None


@pytest.mark.parametrize(("turned", "view"), [(80.0, View.UPRIGHT_SIDE), (170.0, View.BEHIND)])
@pytest.mark.parametrize(("key", "posture"), [("standing_abduction", Posture.STANDING), ("seated_abduction", Posture.SEATED)])
def test_who_is_upright_is_also_seen_from_the_side_and_from_behind(key, posture, turned, view):
    assert posture.entry.view_of(replace(beginning(key), turned=turned)) is view


def test_a_view_is_kept_under_a_key_and_found_by_it():
    assert View("supine_side") is View.SUPINE_SIDE
    assert f"{View.SIDE_LYING_DIAGONAL}" == "side_lying_diag"


PROPPED = Stance(lean=50.0, turned=5.0, tipped=-10.0, yaw=5.0, width=0.6, knees_below=0.1, knees_under=0.1)


def test_somebody_propped_on_the_elbow_lies_on_the_side_while_the_legs_are_level():
    assert Posture.SIDE_LYING.entry.view_of(PROPPED) is View.SIDE_LYING_FRONT
    assert Posture.SIDE_LYING.entry.view_of(replace(PROPPED, knees_below=0.6)) is None
    assert Posture.SIDE_LYING.entry.view_of(replace(PROPPED, lean=42.0)) is None


def test_nobody_sits_with_the_knees_far_above_the_hips():
    sitting = replace(PROPPED, lean=5.0, knees_below=0.2)

    assert Posture.SEATED.entry.view_of(sitting) is View.SEATED_FRONT
    assert Posture.SEATED.entry.view_of(replace(sitting, knees_below=-0.9)) is None
