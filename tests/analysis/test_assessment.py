"""From an attempt to a verdict: a repetition with its times, or the reason why it was not counted."""

from dataclasses import replace

import numpy as np
import pytest

from coach.analysis.assessment import assess
from coach.analysis.form import SetMedians
from coach.analysis.repetitions import Attempt
from coach.body import Body
from coach.pose import Side
from coach.records import NotCounted, Reason, Rep, Verdict
from exercises.clamshell import EXERCISE as CLAMSHELL
from exercises.side_lying_raise import EXERCISE as RAISE
from tests.skeleton import film


def attempted(exercise="clamshell", **options):
    """The attempt at one repetition, as the machine would see it, its bodies and the truth."""
    shot = film(exercise, reps=1, fps=15, **options)
    (true,) = shot.reps
    attempt = Attempt(true.start_s, true.peak_s, true.end_s, rise=true.excursion, fall=true.excursion)
    return attempt, [Body.from_pose(pose) for pose in shot.poses], true


def verdict(attempt, bodies, exercise=CLAMSHELL, **options):
    return assess(attempt, exercise, Side.LEFT, bodies, **options)


def reason(result):
    assert isinstance(result, NotCounted)
    return result.reason


def test_a_whole_repetition_is_counted_with_its_times_and_range():
    attempt, bodies, true = attempted()
    rep = verdict(attempt, bodies)

    assert isinstance(rep, Rep)
    assert (rep.start_s, rep.peak_s, rep.end_s) == pytest.approx((true.start_s, true.peak_s, true.end_s), abs=0.1)
    assert (rep.concentric_s, rep.hold_s, rep.eccentric_s) == pytest.approx((2.0, 1.0, 2.5), abs=0.1)
    assert rep.range_of_motion == pytest.approx(35.0, abs=3)  # corrected as the pose model needs it
    assert rep.unit == "deg"
    assert rep.findings == ()


def test_every_check_is_measured_or_said_not_to_be_judged():
    attempt, bodies, _ = attempted()
    rep = verdict(attempt, bodies)

    measured, unjudged = {key for key, _ in rep.measured}, {one.check for one in rep.unjudged}
    assert measured | unjudged == CLAMSHELL.check_names.keys()
    assert not measured & unjudged
    assert rep.verdict is Verdict.GOOD


def test_a_repetition_of_whose_posture_nothing_was_seen_is_not_judged():
    bare = replace(CLAMSHELL, checks=tuple(one for one in CLAMSHELL.checks if one.key not in CLAMSHELL.posture_checks))
    attempt, bodies, _ = attempted()
    rep = verdict(attempt, bodies, bare)

    assert (rep.findings, rep.verdict, rep.good) == ((), Verdict.NOT_JUDGED, False)


def test_it_does_not_matter_what_came_before_and_after():
    attempt, bodies, _ = attempted(still_s=6.0)

    whole = verdict(attempt, bodies)
    cut = verdict(attempt, [body for body in bodies if attempt.start_s - 2.0 < body.time < attempt.end_s + 0.5])
    assert whole == cut


def test_somebody_lost_on_the_way_is_not_judged():
    attempt, bodies, _ = attempted()

    assert reason(verdict(replace(attempt, lost=True), bodies)) is Reason.NOT_SEEN


def test_legs_that_are_hardly_visible_are_not_counted():
    attempt, bodies, _ = attempted()
    hidden = [replace(body, visibility=[*body.visibility[:25], *[0.3] * 8]) for body in bodies]

    assert reason(verdict(attempt, hidden)) is Reason.NOT_SEEN


def test_hardly_visible_ankles_are_no_reason():
    attempt, bodies, _ = attempted()
    hidden = [replace(body, visibility=[*body.visibility[:27], *[0.2] * 6]) for body in bodies]

    rep = verdict(attempt, hidden)
    assert isinstance(rep, Rep)
    assert "clam_feet_apart" in {one.check for one in rep.unjudged}


@pytest.mark.parametrize("seconds", [0.07, 0.1, 0.15])
def test_a_twitch_is_too_short(seconds):
    attempt, bodies, _ = attempted(up=seconds, hold=0.0, down=seconds)

    assert reason(verdict(attempt, bodies)) is Reason.TOO_SHORT


def test_a_jerk_of_half_a_second_each_way_is_a_repetition_still():
    attempt, bodies, _ = attempted(up=0.5, hold=0.0, down=0.5)

    assert isinstance(verdict(attempt, bodies), Rep)


def test_a_position_kept_for_a_minute_is_too_long():
    attempt, bodies, _ = attempted(hold=45.0)

    assert reason(verdict(attempt, bodies)) is Reason.TOO_LONG


def test_an_opening_below_the_range_is_too_small_and_says_how_far_it_went():
    attempt, bodies, _ = attempted(span=11.0)
    short = verdict(attempt, bodies)

    assert reason(short) is Reason.TOO_SMALL
    assert (short.value, short.unit) == (11.0, "deg")
    assert (short.start_s, short.end_s) == (attempt.start_s, attempt.end_s)


@pytest.mark.parametrize(("usual", "counted"), [(np.nan, True), (35.0, True), (70.0, False)])
def test_a_third_of_what_the_person_usually_shows_was_broken_off(usual, counted):
    attempt, bodies, _ = attempted(span=18.0)
    result = verdict(attempt, bodies, set_medians=SetMedians(usual, {}))

    assert isinstance(result, Rep) is counted
    assert counted or reason(result) is Reason.TOO_SMALL


@pytest.mark.parametrize(("seconds", "counted"), [(8.0, True), (20.0, False)])
def test_what_is_much_shorter_than_usual_and_half_as_far_was_broken_off(seconds, counted):
    attempt, bodies, _ = attempted(span=18.0)
    result = verdict(attempt, bodies, set_medians=SetMedians(40.0, {}, seconds))

    assert isinstance(result, Rep) is counted


def test_a_recording_that_begins_on_the_way_up_has_only_a_part_of_the_repetition():
    attempt, bodies, _ = attempted()
    begun = replace(attempt, start_s=attempt.start_s + 1.2, rise=17.0)

    assert reason(verdict(begun, [body for body in bodies if body.time >= begun.start_s])) is Reason.CUT_OFF


def test_another_movement_is_told_what_made_it_one():
    attempt, bodies, _ = attempted("side_lying_raise")

    assert verdict(attempt, bodies).because == "your foot moved more than your knee"


def test_a_way_back_that_was_not_gone_does_not_count_as_range():
    attempt, bodies, _ = attempted()

    assert reason(verdict(replace(attempt, fall=10.0), bodies)) is Reason.TOO_SMALL


@pytest.mark.parametrize(("done", "asked"), [("side_lying_raise", CLAMSHELL), ("clamshell", RAISE)])
def test_another_movement_is_not_counted(done, asked):
    attempt, bodies, _ = attempted(done)

    assert reason(verdict(attempt, bodies, asked)) is Reason.OTHER_MOVEMENT


def test_what_no_joint_can_do_is_not_counted():
    attempt, bodies, _ = attempted()

    assert reason(verdict(replace(attempt, rise=170.0, fall=170.0), bodies)) is Reason.OTHER_MOVEMENT


@pytest.mark.parametrize("times", [0.1, 6.0])
def test_a_range_that_cannot_be_is_replaced_by_the_counted_one_and_told_only_roughly(times):
    attempt, bodies, _ = attempted()
    motion = CLAMSHELL.range_of_motion
    wrong = replace(motion.signal, measure=lambda body, rest, side: times * motion.signal.measure(body, rest, side))
    usual = verdict(attempt, bodies, replace(CLAMSHELL, range_of_motion=replace(motion, reported=motion.signal)))
    rep = verdict(attempt, bodies, replace(CLAMSHELL, range_of_motion=replace(motion, reported=wrong)))

    assert isinstance(rep, Rep)
    assert rep.range_of_motion == usual.range_of_motion
    assert rep.range_is_rough
    assert "clam_rom_excess" in {one.check for one in rep.unjudged}


def test_numbers_are_plain_so_that_they_can_be_written_down():
    attempt, bodies, _ = attempted()
    rep = verdict(attempt, bodies)

    times = (rep.start_s, rep.peak_s, rep.end_s, rep.concentric_s, rep.hold_s, rep.eccentric_s, rep.range_of_motion)
    assert {type(one) for one in times} == {float}
    assert {type(value) for _, value in rep.measured} == {float}
