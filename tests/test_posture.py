"""The table of postures and views: each is complete, and they are told apart."""

import math
from dataclasses import replace

import pytest

from coach.posture import Posture, Stance, View

STANCES = {
    Posture.STANDING: Stance(lean=3.0, turned=5.0, tipped=2.0, yaw=0.0, width=0.7, knees_below=0.8, knees_under=0.8),
    Posture.SEATED: Stance(lean=3.0, turned=5.0, tipped=2.0, yaw=0.0, width=0.7, knees_below=0.2, knees_under=0.2),
    Posture.SIDE_LYING: Stance(lean=88.0, turned=5.0, tipped=2.0, yaw=12.0, width=0.5, knees_below=0.0, knees_under=0.0),
    Posture.SUPINE: Stance(lean=88.0, turned=90.0, tipped=88.0, yaw=5.0, width=0.2, knees_below=-0.5, knees_under=-0.5),
}
"""Somebody seen in each posture, from where an exercise is filmed."""
UNSEEN = Stance(*[math.nan] * 7)
EVERY_POSTURE = pytest.mark.parametrize("posture", Posture, ids=lambda one: one.name)


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
def test_somebody_is_in_one_posture_only(posture):
    view_of = {other: other.entry.view_of(STANCES[posture]) for other in Posture}

    assert [other for other, view in view_of.items() if view] == [posture]
    assert view_of[posture] in posture.views


@EVERY_POSTURE
def test_who_is_not_seen_is_in_no_posture(posture):
    assert posture.entry.view_of(UNSEEN) is None


@pytest.mark.parametrize(("turned", "view"), [(80.0, View.UPRIGHT_SIDE), (170.0, View.BEHIND)])
def test_who_is_upright_is_also_seen_from_the_side_and_from_behind(turned, view):
    for posture in (Posture.STANDING, Posture.SEATED):
        assert posture.entry.view_of(replace(STANCES[posture], turned=turned)) is view


def test_a_view_is_kept_under_a_key_and_found_by_it():
    assert View("supine_side") is View.SUPINE_SIDE
    assert f"{View.SIDE_LYING_DIAGONAL}" == "side_lying_diag"
