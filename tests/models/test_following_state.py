"""When the whole picture is searched for people, and what is known in between: pure steps, without a model."""

from dataclasses import replace

import numpy as np
import pytest

from coach.pose import Frame, Pose
from coach.tracking.exerciser import TrackedPerson
from models.appearance import Thumbnail
from models.following_state import LEARNT_S, LOST_S, RECENT_S, SAVED_AT_MOST, TRIED, FollowingState
from tests.skeleton import film

LYING = film("clamshell", reps=0).poses[0]
STANDING = film("standing_abduction", reps=0).poses[0]


def person(pose, time, colour=(0.2, 0.4, 0.6)):
    return TrackedPerson.from_pose(replace(pose, time=time), colour)


def thumbnail(value=200):
    return Thumbnail.from_frame(Frame(0.0, np.full((48, 64, 3), value, np.uint8)))


def two_people(time):
    """The state after a search at `time` that found somebody who lies and somebody who stands."""
    return FollowingState().searching(time).found([person(LYING, time), person(STANDING, time)], time)


def test_a_state_stays_as_it_is_when_the_next_one_is_made():
    state = FollowingState()

    assert state.searching(1.0).saved == SAVED_AT_MOST - 1
    assert state.saved == SAVED_AT_MOST


def test_a_search_costs_one_of_those_saved_up_unless_others_are_there():
    together = two_people(1.0)

    assert together.searching(1.0 + RECENT_S - 0.1).saved == together.saved
    assert together.searching(1.0 + RECENT_S + 0.1).saved == together.saved - 1


def test_without_any_saved_up_somebody_alone_is_not_searched_for():
    spent = replace(FollowingState(), saved=0.9)

    assert not spent.should_search(10.0, unlike=True)
    assert spent.next_frame(10.0).next_frame(10.0).saved > 0.9


def test_others_are_known_for_some_seconds_and_make_each_frame_one_to_be_checked():
    state = two_people(1.0).checked(thumbnail(), 1.0)

    assert state.people.exerciser.pose.image is LYING.image
    assert [other.pose.image is STANDING.image for other in state.people.others] == [True]
    assert state.needs_check(1.01)
    assert not state.has_others(1.0 + RECENT_S)


def test_after_a_cut_nobody_is_known_and_the_saved_searches_are_kept():
    state = two_people(1.0).learnt(person(LYING, 1.0)).checked(thumbnail(), 1.0).after_cut()

    assert (state.people.exerciser, state.people.others, state.exerciser, state.searched) == (None, (), None, None)
    assert not state.has_others(1.0)
    assert state.saved == SAVED_AT_MOST - 1


def test_while_nobody_is_found_each_turn_of_the_picture_is_tried_until_somebody_is():
    state, tried = FollowingState().next_frame(0.0), []
    for at in range(4):
        state = state.turned_if_lost(LOST_S + 0.1 + at).tracked(Pose.nobody(LOST_S + 0.1 + at, (64, 48)))
        tried.append(state.quarters)

    assert tuple(tried) == TRIED
    assert state.tracked(replace(LYING, time=6.0)).tries == 0
    assert state.tracked(replace(LYING, time=6.0)).turned_if_lost(6.1).quarters == TRIED[-1]


def test_the_remembered_colour_follows_a_change_of_light_slowly():
    state = FollowingState().learnt(person(LYING, 0.0, (0.0, 0.0, 0.0)))

    assert state.learnt(person(LYING, LEARNT_S, (1.0, 1.0, 1.0))).exerciser.colour == pytest.approx([1 - np.exp(-1)] * 3)
