"""The figures of the live page: one for every exercise and side and for every move of the warm-up, which move by themselves."""

import numpy as np
import pytest

from coach.coaching.warm_up_moves import MOVES
from coach.demonstration.warm_up import FIGURES
from coach.pose import Landmark
from coach.ui.live.figures import figure
from exercises import load

NAMES = [*(f"{one.key}/{side}" for one in load() for side in one.sides), *(f"warm_up/{move.key}" for move in MOVES)]


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_moves_by_itself_and_says_what_it_shows(name):
    svg = figure(*name.split("/"))

    assert "<animate " in svg
    assert 'role="img" aria-label="' in svg
    assert "<script" not in svg


@pytest.mark.parametrize("name", ["plank/left", "clamshell/both", "warm_up/plank", "warm_up/left"])
def test_there_is_no_other(name):
    assert figure(*name.split("/")) is None


@pytest.mark.parametrize("key", FIGURES)
def test_a_move_ends_where_it_begins_and_nothing_sinks_into_the_floor(key):
    points = FIGURES[key].points(20.0)
    steps = np.linalg.norm(np.diff(points, axis=0, append=points[:1]), axis=-1)

    assert steps[-1].max() <= 1.5 * steps.max(axis=1)[:-1].max()
    assert np.isfinite(points).all()
    assert points[:, [Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL], 1].min() > -0.06


def test_the_feet_that_carry_stay_where_they_are_in_a_knee_bend():
    points = FIGURES["knee_bends"].points(20.0)[:, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]]

    assert np.ptp(points, axis=0).max() < 0.001
