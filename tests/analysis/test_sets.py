"""Repetitions collected into sets: one exercise on one side, until something else follows."""

import math
from dataclasses import replace

import pytest

from coach.analysis.sets import PAUSE_S, SetCollector
from coach.pose import Side
from coach.posture import View
from coach.records import NotCounted, Reason, Rep, Warning
from exercises import load
from exercises.clamshell import EXERCISE as CLAMSHELL
from exercises.side_lying_raise import EXERCISE as RAISE
from exercises.standing_abduction import EXERCISE as STANDING

LYING = View.SIDE_LYING_FRONT


def rep(start_s, degrees=30.0, measured=()):
    return Rep(0, start_s, start_s + 2.5, start_s + 5.0, 2.0, 1.0, 2.0, degrees, "deg", measured=measured)


def missed(start_s, reason=Reason.TOO_SMALL):
    return NotCounted(start_s, start_s + 2.0, reason, 9.0, "deg")


def collector(exercise=None, side=None):
    return SetCollector(load(), exercise, side)


def done(one, *entries):
    """The session after `entries` of exercise, side and verdict."""
    for exercise, side, verdict in entries:
        one.add(exercise, side, LYING, verdict)
    return one.session(())


def summary(session):
    return [(one.exercise, one.working_side, len(one.reps)) for one in session.sets]


def test_the_first_repetition_says_what_the_exercise_is():
    one = collector()
    told = one.add(CLAMSHELL, "left", LYING, rep(1))

    assert told.index == 1
    assert one.current.matches(CLAMSHELL, "left")


def test_repetitions_are_numbered_and_the_set_lasts_from_first_to_last():
    session = done(collector(), *((CLAMSHELL, "left", rep(start)) for start in (1, 8, 15)))

    (only,) = session.sets
    assert [one.index for one in only.reps] == [1, 2, 3]
    assert (only.start_s, only.end_s, only.view) == (1, 20, "side_lying_front")
    assert (session.exercise, session.working_side, session.view) == ("clamshell", "left", "side_lying_front")


def test_another_side_is_another_set():
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (CLAMSHELL, "left", rep(8)), (CLAMSHELL, "right", rep(30)))

    assert summary(session) == [("clamshell", "left", 2), ("clamshell", "right", 1)]
    assert [one.index for one in session.sets[1].reps] == [1]
    assert (session.exercise, session.working_side) == ("clamshell", "left")


def test_one_repetition_of_the_other_leg_does_not_end_a_set():
    session = done(
        collector(),
        *((STANDING, side, rep(start)) for start, side in ((1, "left"), (8, "left"), (15, "right"), (22, "left"))),
    )

    assert summary(session) == [("standing_abduction", "left", 3)]
    assert [(one.start_s, one.reason, one.because) for one in session.not_counted] == [
        (15, Reason.OTHER_MOVEMENT, "your right side did it")
    ]


def test_two_of_the_other_leg_are_a_new_set_of_two():
    session = done(collector(), *((STANDING, side, rep(start)) for start, side in ((1, "left"), (8, "right"), (15, "right"))))

    assert summary(session) == [("standing_abduction", "left", 1), ("standing_abduction", "right", 2)]


def test_a_movement_that_was_counted_is_not_counted_again_for_another_exercise():
    session = done(collector(), *((one, "left", rep(start)) for start in (1, 8, 15) for one in (CLAMSHELL, RAISE)))

    assert summary(session) == [("clamshell", "left", 3)]
    assert session.not_counted == ()


def test_no_time_is_in_two_repetitions():
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (CLAMSHELL, "left", rep(5.5)))

    assert [(one.start_s, one.end_s) for one in session.reps] == [(1, 6), (6, 10.5)]


def test_another_posture_is_another_set_at_once():
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (STANDING, "left", rep(20)))

    assert summary(session) == [("clamshell", "left", 1), ("standing_abduction", "left", 1)]


def test_one_repetition_of_something_else_is_the_same_exercise_done_badly():
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (RAISE, "left", rep(8)), (CLAMSHELL, "left", rep(15)))

    assert summary(session) == [("clamshell", "left", 2)]
    assert [(one.start_s, one.reason) for one in session.not_counted] == [(8, Reason.OTHER_MOVEMENT)]


def test_two_of_something_else_are_a_new_set_of_two():
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (RAISE, "left", rep(8)), (RAISE, "left", rep(15)), (RAISE, "left", rep(22)))

    assert summary(session) == [("clamshell", "left", 1), ("side_lying_raise", "left", 3)]
    assert [one.index for one in session.sets[1].reps] == [1, 2, 3]
    assert session.not_counted == ()
    assert session.exercise == "side_lying_raise"


@pytest.mark.parametrize(("pause", "sets"), [(PAUSE_S - 1, 1), (PAUSE_S + 1, 2)])
def test_a_long_pause_ends_a_set(pause, sets):
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (CLAMSHELL, "left", rep(6 + pause)))

    assert len(session.sets) == sets


def test_what_was_asked_for_is_all_that_counts():
    session = done(
        collector("clamshell"), (RAISE, "left", rep(1)), (CLAMSHELL, "left", rep(8)), (RAISE, "left", rep(15)), (RAISE, "left", rep(22))
    )

    assert summary(session) == [("clamshell", "left", 1)]
    assert session.warnings == ()


def test_asking_for_what_is_not_done_gives_a_warning_and_no_count():
    session = done(collector("clamshell"), (RAISE, "left", rep(1)), (RAISE, "left", rep(8)))

    assert session.sets == ()
    assert session.exercise is None
    (warning,) = session.warnings
    assert warning.code == "exercise_contradicts"
    assert "Clamshell" in warning.message
    assert "Side-lying leg raise" in warning.message


def test_asking_for_the_side_that_does_not_work_gives_a_warning():
    session = done(collector(side=Side.RIGHT), (CLAMSHELL, "left", rep(1)))

    assert session.sets == ()
    assert [warning.code for warning in session.warnings] == ["side_contradicts"]
    assert [one.because for one in session.not_counted] == ["your left side did it"]
    assert done(collector(side=Side.LEFT), (CLAMSHELL, "left", rep(1))).warnings == ()


def test_why_something_did_not_count_is_kept_in_order():
    session = done(
        collector(),
        (CLAMSHELL, "left", rep(1)),
        (CLAMSHELL, "left", missed(20, Reason.TOO_SHORT)),
        (CLAMSHELL, "left", missed(8)),
        (CLAMSHELL, "left", rep(30)),
    )

    assert [(one.start_s, one.reason) for one in session.not_counted] == [(8, Reason.TOO_SMALL), (20, Reason.TOO_SHORT)]


def test_why_another_exercise_did_not_count_is_nobodys_business():
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (RAISE, "left", missed(8)), (CLAMSHELL, "right", missed(16)))

    assert session.not_counted == ()


def test_what_overlaps_a_counted_repetition_is_not_kept_again():
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (CLAMSHELL, "left", missed(4)))

    assert session.not_counted == ()


def test_a_large_movement_that_no_exercise_of_the_set_saw_is_kept_once():
    large = NotCounted(20.0, 22.0, Reason.OTHER_MOVEMENT, 40.0, "deg", "your knee bent")
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (RAISE, "left", large), (CLAMSHELL, "right", replace(large, start_s=20.5)))

    assert session.not_counted == (large,)


def test_a_hurried_movement_that_was_large_enough_is_kept_whoever_did_what_else():
    hurried = NotCounted(20.0, 20.4, Reason.TOO_SHORT, 40.0, "deg")
    fidget = NotCounted(30.0, 30.4, Reason.TOO_SHORT, 5.0, "deg")

    assert done(collector(), (CLAMSHELL, "left", rep(1)), (RAISE, "left", hurried), (RAISE, "left", fidget)).not_counted == (hurried,)
    assert done(collector(), (RAISE, "left", hurried)).not_counted == (hurried,)


def test_what_only_touches_a_counted_repetition_is_kept():
    session = done(collector(), (CLAMSHELL, "left", rep(1)), (CLAMSHELL, "left", missed(5.9)))

    assert [one.start_s for one in session.not_counted] == [5.9]


def test_a_trait_is_told_by_the_last_four_repetitions():
    one = collector()
    for start, has in ((1, False), (8, True), (15, True), (22, False), (29, True)):
        one.add(CLAMSHELL, "left", LYING, replace(rep(start), traits=(("made_up", has),)))

    assert one.medians(CLAMSHELL, "left").traits == {"made_up": (3, 4)}


def test_without_any_repetition_the_likeliest_attempts_are_kept():
    session = done(collector(), (CLAMSHELL, "left", missed(1)), (CLAMSHELL, "left", missed(8)), (RAISE, "left", missed(1)))

    assert session.sets == ()
    assert [one.start_s for one in session.not_counted] == [1, 8]


def test_without_any_repetition_it_is_said_what_was_seen_and_why_it_does_not_count():
    tries = [(exercise, "left", missed(start, Reason.OTHER_MOVEMENT)) for start in (1, 8, 15) for exercise in (CLAMSHELL, RAISE)]
    hidden = [(CLAMSHELL, "left", missed(start, Reason.NOT_SEEN)) for start in (1, 8)]

    assert [one.message for one in done(collector(), *tries).warnings] == [
        "I saw 3 movements lying on your side, but counted none as an exercise that I know: something else moved, or more of you."
    ]
    assert [one.message for one in done(collector(), *tries, *hidden).warnings] == [
        "I saw 2 movements lying on your side, but counted none as an exercise that I know: a knee could not be seen well enough."
    ]
    assert [one.message for one in done(collector("clamshell"), *tries[:1]).warnings] == [
        "I saw a movement lying on your side, but counted none as a repetition of Clamshell: something else moved, or more of you."
    ]


def test_of_a_film_that_could_not_be_judged_only_that_is_said():
    one = collector()
    one.add(CLAMSHELL, "left", LYING, missed(1, Reason.NOT_SEEN))
    dark = Warning("nobody", "Nobody could be seen for most of the recording.")

    assert one.session((dark,)).warnings == (dark,)


def test_only_what_belongs_to_the_set_is_told_at_once():
    one = collector()
    early = one.add(CLAMSHELL, "left", LYING, missed(1))
    one.add(CLAMSHELL, "left", LYING, rep(5))

    assert early is None
    assert one.add(RAISE, "left", LYING, missed(12)) is None
    assert one.add(CLAMSHELL, "left", LYING, missed(20)) == missed(20)


def test_what_a_person_usually_shows_is_the_median_of_the_set():
    one = collector()
    for start, degrees in ((1, 20.0), (8, 30.0), (15, 100.0)):
        one.add(CLAMSHELL, "left", LYING, rep(start, degrees, measured=(("clam_feet_apart", degrees / 100),)))

    medians = one.medians(CLAMSHELL, "left")
    assert medians.range_of_motion == 30.0
    assert medians.measured == {"clam_feet_apart": 0.3}
    assert math.isnan(one.medians(RAISE, "left").range_of_motion)
    assert math.isnan(one.medians(CLAMSHELL, "right").range_of_motion)


def test_nothing_collected_is_an_empty_session():
    assert done(collector()) == collector().session(())
    assert done(collector()).exercise is None
    assert [one.message for one in done(collector()).warnings] == ["I saw no repetition of an exercise that I know."]
