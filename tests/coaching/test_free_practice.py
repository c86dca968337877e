"""Free practice as somebody hears it who does not look at the screen."""

from dataclasses import replace

from coach.coaching.events import Say
from coach.coaching.workout import Workout
from coach.coaching.workout_state import Ask, Stage
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
    assert summary.startswith("4 reps, all clean. ")
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
