"""Free practice as somebody hears it who does not look at the screen."""

from dataclasses import replace

from coach.coaching.coach import Coach
from coach.coaching.events import RepCounted, Say, SetBegan, SetEnded
from coach.coaching.workout import Workout
from coach.coaching.workout_state import Ask, Stage, WorkoutState
from coach.coaching.workout_step import step
from coach.pose import Landmark, Side
from exercises import load
from tests.lying import FPS, is_away, lies, with_hand_up
from tests.skeleton import film


def clamshells(reps, **more):
    return film("clamshell", reps=reps, fps=FPS, **more).poses


def raises_a_hand():
    return [*lies(1.0), *map(with_hand_up, lies(1.2)), *lies(1.0)]


def happens(*parts, ask=None):
    """The updates of free practice in which one thing happens after the other; with the last picture somebody asks for `ask`."""
    poses = [pose for part in parts for pose in part]
    practice = Workout(load())
    return [practice.see(replace(pose, time=number / FPS), ask if number == len(poses) - 1 else None) for number, pose in enumerate(poses)]


def said(updates):
    return [one.text for update in updates for one in update.events if isinstance(one, Say)]


def test_who_begins_hears_that_they_are_seen_and_what_is_counted():
    assert said(happens(lies(6.0), clamshells(2))) == [
        "Free practice. I count what I recognise.",
        "I see you. Begin when you are ready.",
        "1",
        "Clamshell, left side",
        "2",
    ]


def test_a_bad_picture_is_told_at_once():
    practice, dark = Workout(load()), "It is too dark: switch on a light"
    updates = [practice.see(replace(pose, time=number / FPS), None, dark) for number, pose in enumerate(lies(6.0))]

    assert said(updates)[1:] == [f"I see you. {dark}."]
    assert updates[-1].view.message == dark


def test_a_hidden_pelvis_is_told_before_the_first_repetition():
    def covered(pose):
        visibility = pose.visibility.copy()
        visibility[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = 0.3
        return replace(pose, visibility=visibility)

    updates = happens(map(covered, lies(6.0)))

    assert said(updates)[1:] == ["I see you. I can't see your hips: take away what hides them."]
    assert updates[-1].view.message == "I can't see your hips: take away what hides them"


def test_who_is_not_seen_hears_it_but_not_for_ever():
    assert said(happens(is_away(60.0)))[1:] == ["I can't see you."] * 3


def test_the_exercise_is_named_after_the_count_and_the_cue_with_which_it_was_recognised():
    updates = happens(lies(6.0), clamshells(4, faults={"feet_apart": 0.3}))

    spoken = [said([update]) for update in updates]
    assert max(len(texts) for texts in spoken if "Clamshell, left side" in texts) == 1
    assert said(updates).count("Clamshell, left side") == 1


def test_a_raised_hand_pauses_aloud_and_goes_on_aloud():
    updates = happens(lies(6.0), clamshells(1), raises_a_hand(), lies(30.0), raises_a_hand(), clamshells(1))

    assert said(updates)[2:] == ["1", "Clamshell, left side", "Paused. Raise a hand to go on.", "Going on", "2"]
    assert Stage.PAUSED in {update.view.stage for update in updates}


def test_who_rests_hears_how_it_was_once():
    words = said(happens(lies(6.0), clamshells(4), lies(40.0), clamshells(1)))

    (summary,) = [word for word in words if "reps" in word]
    assert summary.startswith("4 reps: all good. ")
    assert words[-1] == "5"


def test_who_came_back_after_being_out_of_the_picture_is_told_that_they_are_seen():
    words = said(happens(lies(6.0), clamshells(1), is_away(5.0), lies(5.0)))

    assert words[-2:] == ["I can't see you.", "Go on when you are ready"]


def test_practice_that_everybody_has_left_ends_by_itself():
    assert happens(lies(6.0), clamshells(1), is_away(302.0))[-1].view.stage is Stage.DONE


def test_stop_ends_it_even_in_a_pause():
    updates = happens(lies(6.0), clamshells(1), raises_a_hand(), lies(1.0), ask=Ask.STOP)

    assert updates[-2].view.stage is Stage.PAUSED
    assert updates[-1].view.stage is Stage.DONE


def events_of(updates, *kinds):
    return [event for update in updates for event in update.events if isinstance(event, kinds)]


def test_a_set_begins_with_its_first_repetition_and_ends_when_another_begins_or_at_stop():
    updates = happens(clamshells(2), film("clamshell", side=Side.RIGHT, reps=1, fps=FPS).poses, lies(1.0), ask=Ask.STOP)

    told = events_of(updates, SetBegan, RepCounted, SetEnded)
    assert [type(event) for event in told] == [SetBegan, RepCounted, RepCounted, SetEnded, SetBegan, RepCounted, SetEnded]
    assert [(one.working_side, len(one.reps)) for one in told if isinstance(one, SetEnded)] == [("left", 2), ("right", 1)]


def test_nothing_is_counted_in_a_pause_but_the_set_goes_on_after_it():
    updates = happens(clamshells(1), raises_a_hand(), clamshells(3), lies(1.0), raises_a_hand(), clamshells(1))

    assert len(events_of(updates, SetBegan)) == 1
    assert [event.rep.index for event in events_of(updates, RepCounted)] == [1, 2]


def test_free_practice_can_be_replayed_as_pure_steps():
    poses = [replace(pose, time=number / FPS) for number, pose in enumerate([*lies(6.0), *clamshells(3), *lies(20.0)])]
    coach, state, events = Coach(load()), WorkoutState(), []
    for pose in poses:
        state, new = step(state, None, coach.see(pose))
        events += new

    practice = Workout(load())
    assert events == [event for pose in poses for event in practice.see(pose).events]
    assert (state.stage, len(state.practice.reps)) == (Stage.SET, 3)
