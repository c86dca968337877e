"""A hand that is held up opens a spoken choice; raised again after some words, it takes what they say."""

from pathlib import Path

import pytest

from coach.body import Body
from coach.coaching.events import Say, SetSkipped
from coach.coaching.hand_choice import OPENING
from coach.coaching.raised_hand import Gesture, Hand
from coach.coaching.stage_view import view_of_plan
from coach.coaching.workout_plan import WorkoutPlan
from coach.coaching.workout_state import Ask, Stage
from coach.coaching.workout_step import plan_of
from coach.planning.in_session import InSession
from coach.recording.tracks import read_track
from tests.coaching.sessions import CLAMSHELL, EXERCISES, LYING, UPRIGHT, Session, lies, reps
from tests.lying import with_hand_up
from tests.shared import SHARED

PLAN = WorkoutPlan.of(CLAMSHELL, ["left"], sets=3, reps=4, rest_s=30.0, personal_target=30.0)
PLAN = WorkoutPlan(PLAN.sets, change=InSession(tuple(EXERCISES.values())))
DATA = Path(__file__).parents[1] / "data"
RECORDINGS = sorted(
    [
        *SHARED.glob("tracks/*.npz"),
        *SHARED.glob("clips/*.track.npz"),
        *(path for path in DATA.rglob("*.npz") if not path.name.endswith(".joints.npz")),
    ]
)


def hand_up(seconds):
    return lies(seconds, pose=with_hand_up(LYING))


def after(session, words):
    """Wait until `words` were said, and raise a hand."""
    for _ in range(600):
        if session.said[-1:] == [words]:
            break
        session.sees(lies(0.1))
    assert session.said[-1] == words
    return session.sees(lies(1.5), hand_up(1.3), lies(0.5))


@pytest.fixture
def session():
    return Session(PLAN).begins().sees(reps(1))


def test_a_hand_held_up_opens_the_choice_which_is_said_one_after_the_other(session):
    session.sees(hand_up(3.3), lies(40.0))

    opened = session.said.index(OPENING)
    assert session.said[opened - 1] == "Paused. Raise a hand to go on."
    assert session.said[opened + 1 :] == [
        *("Skip this set?", "Easier?", "Harder?", "One set more?", "Skip the exercise?"),
        "Nothing changed. Raise a hand to go on.",
    ]
    assert session.state.stage is Stage.PAUSED
    assert not session.of(SetSkipped)


def test_a_hand_after_the_first_words_skips_the_set(session):
    after(session.sees(hand_up(3.3)), "Skip this set?")

    assert len(session.of(SetSkipped)) == 1
    assert (session.state.stage, session.state.index) == (Stage.FIND, 1)


def test_a_hand_after_later_words_takes_those_and_the_session_goes_on(session):
    after(session.sees(hand_up(3.3)), "Harder?")

    assert session.said[-1] == "Harder from the next set on: 6 repetitions. Going on."
    assert session.state.stage in (Stage.FIND, Stage.STILL)


def test_the_screen_says_what_a_hand_would_choose(session):
    session.sees(hand_up(3.3), lies(5.0))

    assert view_of_plan(session.state, plan_of(session.state, PLAN), session.time).explanation == "Hand up now: skip this set?"


def test_a_hand_that_stays_up_chooses_nothing(session):
    session.sees(hand_up(60.0))

    assert not session.of(SetSkipped)


def test_a_hand_that_comes_up_in_time_is_waited_for(session):
    session.sees(hand_up(3.3))
    while session.said[-1] != "Skip this set?":
        session.sees(lies(0.1))
    session.sees(lies(3.5), hand_up(1.3))

    assert len(session.of(SetSkipped)) == 1


def test_a_key_closes_the_choice(session):
    session.sees(hand_up(3.3), lies(1.0)).sees(lies(20.0), ask=Ask.RESUME)

    assert "Skip this set?" not in session.said
    assert session.state.choice is None


def test_in_position_for_a_set_a_hand_that_is_held_up_is_heard_too():
    session = Session(PLAN).sees(lies(1.0, pose=UPRIGHT), hand_up(3.3))

    assert session.said[-1] == OPENING


def test_where_skipping_was_offered_a_hand_that_is_held_up_takes_it():
    lying_wrong = lies(60.0, pose=UPRIGHT, message="I see you standing.")
    session = Session(PLAN).sees(lying_wrong, lies(0.1, pose=UPRIGHT))
    assert session.state.offers_skip

    session.sees(lies(3.3, pose=with_hand_up(UPRIGHT)))
    assert OPENING not in session.said


def test_one_hand_after_the_other_is_not_one_that_is_held():
    hand, gestures = Hand(), []
    for number in range(60):
        hand, gesture = hand.see(Body.from_pose(with_hand_up(LYING) if number % 20 else LYING))
        gestures.append(gesture)

    assert Gesture.HELD not in gestures


@pytest.mark.slow
@pytest.mark.parametrize("track", RECORDINGS, ids=lambda path: path.name)
def test_in_no_recording_is_a_hand_held_up(track):
    hand, held = Hand(), []
    for pose in read_track(track).poses:
        hand, gesture = hand.see(Body.from_pose(pose))
        held += [pose.time] if gesture is Gesture.HELD else []

    assert held == []


def test_what_is_said_is_said_before_anything_else(session):
    session.sees(hand_up(3.3))

    assert session.of(Say)[-1].priority == max(one.priority for one in session.of(Say))
