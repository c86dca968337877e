"""A repetition against its checks: what lasts is found, what was not seen never is, and what could not be judged is said."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.analysis.form import Judged, RepBodies, SetMedians, in_phases, judge, median_body
from coach.analysis.timing import Timing
from coach.body import Body, Part
from coach.exercise import DOWN, LIFTING, MOVING, SET_UP, TOP, UP, Check, Phase, RepMeasure, Signal, Trait
from coach.limits import at_least, at_most, either_way
from coach.pose import Side
from coach.posture import View
from coach.records import Grade
from exercises.clamshell import EXERCISE as CLAMSHELL

FPS = 20
AT = Timing(rest_s=0.0, start_s=2.0, top_start_s=4.0, top_end_s=5.0, end_s=7.0, rest=0.0, top=30.0)
"""Two seconds at rest, two on the way up, one at the top, two on the way down."""
TIMES = np.arange(8 * FPS + 1) / FPS


def body(time, visibility=1.0):
    return Body(float(time), [(0.0, 0.0)] * 33, [(0.0, 0.0, 0.0)] * 33, [visibility] * 33)


def signal(value, **needs):
    """A made-up signal: `value` of the time."""
    return Signal("made_up", "deg", lambda now, _rest, _side: value(now.time), **needs)


def check(value, **changes):
    """A check of a signal that has `value` of the time; 10 warns and 20 is a fault."""
    usual = Check(
        key="made_up",
        name="Made up",
        of=signal(value) if callable(value) else value,
        limit=at_most(warn=10, fault=20),
        phases=MOVING,
        severity=2,
        cue="Do it well",
        why="For a reason.",
        lasting_s=0.3,
    )
    return replace(usual, **changes)


def rep_bodies(*checks, visibility=1.0, view=View.SIDE_LYING_DIAGONAL, degrees=30.0, set_medians=None, times=TIMES):
    bodies = [body(time, visibility) for time in times]
    made_up = replace(CLAMSHELL, checks=checks)
    one = RepBodies(made_up, Side.LEFT, view, bodies, bodies[0], AT, degrees)
    return replace(one, set_medians=SetMedians(**set_medians)) if set_medians else one


def said(one, **options):
    """The grade and value of the only finding, or None, and the reason why it could not be judged, or None."""
    judged = judge(rep_bodies(one, **options))
    return (judged.findings[0].grade if judged.findings else None), (judged.unjudged[0].reason if judged.unjudged else None)


def between(start, end, value, otherwise=0.0):
    return lambda time: value if start <= time <= end else otherwise


@pytest.mark.parametrize(("value", "grade"), [(5, None), (15, Grade.WARN), (25, Grade.FAULT)])
def test_a_value_that_lasts_is_graded(value, grade):
    assert said(check(lambda _: value)) == (grade, None)


def test_a_finding_says_when_it_began():
    (finding,) = judge(rep_bodies(check(lambda time: 25.0 if time > 3.0 else 0.0))).findings

    assert finding.began_s == pytest.approx(3.0, abs=1.5 / FPS)


def test_a_time_that_is_too_short_has_no_moment():
    (finding,) = judge(rep_bodies(check(RepMeasure.CONCENTRIC, limit=at_least(warn=3.0, fault=2.5)))).findings

    assert math.isnan(finding.began_s)


def test_a_finding_says_what_was_measured():
    judged = judge(rep_bodies(check(lambda _: 25.0)))
    (finding,), measured = judged.findings, judged.measured

    assert (finding.check, finding.value, finding.unit, finding.severity) == ("made_up", 25.0, "deg", 2)
    assert measured == (("made_up", 25.0),)


@pytest.mark.parametrize(("seconds", "found"), [(0.1, False), (0.25, True), (0.6, True)])
def test_what_does_not_last_is_not_found(seconds, found):
    brief = check(between(4.0, 4.0 + seconds, 25.0), lasting_s=0.3)

    assert (said(brief)[0] is Grade.FAULT) is found


def test_the_worst_moment_counts_not_the_average():
    assert said(check(between(3.0, 3.5, 25.0)))[0] is Grade.FAULT


def test_of_too_little_and_too_much_the_one_further_out_counts():
    both = check(lambda time: 12.0 if time < 4.0 else -25.0, limit=either_way(warn=10, fault=20))

    (finding,) = judge(rep_bodies(both)).findings
    assert finding.value == -25.0


@pytest.mark.parametrize(
    ("phases", "start", "end"),
    [(SET_UP, 1.0, 2.0), (UP, 2.0, 4.0), (TOP, 4.0, 5.0), (DOWN, 5.0, 7.0), (LIFTING, 2.0, 5.0), (MOVING, 2.0, 7.0)],
    ids=["rest", "up", "top", "down", "lifting", "moving"],
)
def test_a_check_looks_at_its_phases_only(phases, start, end):
    inside = check(between(start, end, 25.0), phases=phases)
    outside = check(between(start, end, 0.0, otherwise=25.0), phases=phases)

    assert said(inside)[0] is Grade.FAULT
    assert said(outside)[0] is None


def test_a_phase_shorter_than_a_frame_has_the_nearest_one():
    bodies = [body(time) for time in (0.0, 1.0, 2.9, 6.1, 7.0)]

    assert [one.time for one in in_phases(bodies, AT, TOP)] == [6.1]
    assert [one.time for one in in_phases(bodies, AT, frozenset({Phase.ECCENTRIC}))] == [6.1, 7.0]


def test_rest_does_not_reach_back_into_the_repetition_before():
    after_another = replace(AT, rest_s=1.5)

    assert in_phases([body(time) for time in TIMES], after_another, SET_UP)[0].time == 1.5


@settings(max_examples=100)
@given(missing=st.sets(st.integers(0, len(TIMES) - 1)), value=st.floats(-9.9, 9.9))
def test_what_was_not_seen_never_trips_a_check(missing, value):
    unseen = set(TIMES[sorted(missing)]) if missing else set()
    holed = check(lambda time: math.nan if time in unseen else value, limit=either_way(warn=10, fault=20))

    assert said(holed)[0] is None


def test_a_check_of_which_nothing_was_seen_is_unjudged():
    assert said(check(lambda _: math.nan)) == (None, "it could not be told for sure")


@pytest.mark.parametrize(("share", "judged"), [(0.5, False), (0.65, False), (0.75, True)])
def test_a_check_needs_to_be_seen_for_most_of_its_phase(share, judged):
    half_seen = check(lambda time: 25.0 if time < 4.0 + share else math.nan, phases=TOP)

    assert said(half_seen) == ((Grade.FAULT, None) if judged else (None, "it could not be told for sure"))


def test_a_part_out_of_sight_is_named_instead_of_accused():
    of_the_foot = check(lambda _: 25.0, of=signal(lambda _: 25.0, own=(Part.FOOT_INDEX,)))

    assert said(of_the_foot, visibility=0.3) == (None, "your foot index could not be seen well enough")
    assert said(of_the_foot, visibility=0.9) == (Grade.FAULT, None)


def test_visibility_that_is_unknown_is_not_seen():
    of_the_knee = check(lambda _: 25.0, of=signal(lambda _: 25.0, other=(Part.KNEE,)))

    assert said(of_the_knee, visibility=math.nan)[0] is None


def test_a_check_is_unjudged_from_another_view():
    diagonal = check(lambda _: 25.0, views=frozenset({View.SIDE_LYING_DIAGONAL}))

    assert said(diagonal) == (Grade.FAULT, None)
    assert said(diagonal, view=View.SIDE_LYING_FRONT) == (None, "it cannot be seen from where the camera stands")


def test_without_views_of_its_own_a_check_has_those_of_the_exercise():
    anywhere = check(lambda _: 25.0)

    assert said(anywhere, view=View.SIDE_LYING_FRONT)[0] is Grade.FAULT
    assert said(anywhere, view=View.SUPINE_SIDE)[0] is None
    assert said(anywhere, view=None)[0] is None


def test_a_check_that_sees_only_gross_faults_acquits_nobody():
    gross = check(lambda _: 5.0, acquits=False)

    assert said(gross) == (None, "only a gross fault would show in this view")
    assert said(replace(gross, of=signal(lambda _: 25.0))) == (Grade.FAULT, None)


@pytest.mark.parametrize(("error", "grade"), [(8.0, Grade.FAULT), (14.0, Grade.FAULT), (16.0, Grade.WARN)])
def test_what_passes_the_limit_by_less_than_it_may_be_off_is_worth_a_warning_at_most(error, grade):
    beyond_by_15 = check(lambda _: 25.0, error=(error, error))

    assert said(beyond_by_15) == (grade, None)


@pytest.mark.parametrize(("value", "error", "is_judged"), [(9.0, 9.0, True), (9.0, 12.0, False), (-3.0, 12.0, True), (-3.0, 24.0, False)])
def test_what_stays_within_the_limit_by_so_little_that_it_may_be_a_fault_is_not_judged(value, error, is_judged):
    close = check(lambda _: value, error=(error, error))

    judged = judge(rep_bodies(close))
    assert said(close) == (None, None if is_judged else "it was too close to the limit to be told from here")
    assert dict(judged.measured if is_judged else judged.doubtful) == {"made_up": value}
    assert dict(judged.errors) == ({"made_up": error} if is_judged else {})


def test_from_further_aside_another_error_counts(monkeypatch):
    unsure_aside = check(lambda _: 25.0, error=(1.0, 20.0))

    assert said(unsure_aside)[0] is Grade.FAULT
    monkeypatch.setattr("coach.analysis.form.aside", lambda _: 26.0)
    assert said(unsure_aside)[0] is Grade.WARN


def test_below_its_range_a_check_cannot_be_judged():
    of_a_large_movement = check(lambda _: 25.0, from_range=25.0)

    assert said(of_a_large_movement, degrees=20.0) == (None, "the movement is too small to tell")
    assert said(of_a_large_movement, degrees=30.0) == (Grade.FAULT, None)


@pytest.mark.parametrize(("free", "applies"), [(10.0, True), (80.0, False), (math.nan, True)])
def test_a_check_that_does_not_apply_is_neither_found_nor_unjudged(free, applies):
    only_if = Trait(signal=signal(lambda _: free), limit=at_most(warn=50, fault=50), phases=SET_UP)

    assert (judge(rep_bodies(check(lambda _: 25.0, only_if=only_if))) != Judged((), (), (), (), ())) is applies


@pytest.mark.parametrize(("ever", "visibility", "has"), [(True, 1.0, False), (False, 1.0, True), (True, 0.2, True)])
def test_a_trait_that_holds_in_every_picture_fails_with_one(ever, visibility, has):
    high = signal(between(4.5, 4.6, 90.0), own=(Part.ANKLE,))
    trait = Trait(signal=high, limit=at_most(warn=70, fault=70), phases=MOVING, ever=ever)

    assert rep_bodies(visibility=visibility).has(trait) is has


@pytest.mark.parametrize(("usual", "grade"), [(40.0, None), (50.0, Grade.WARN), (math.nan, None)])
def test_much_less_than_this_person_usually_shows_is_a_warning(usual, grade):
    short = check(RepMeasure.RANGE, limit=at_least(warn=20, fault=15), of_usual=0.65)

    assert said(short, set_medians={"range_of_motion": usual, "measured": {"made_up": usual}})[0] is grade


@pytest.mark.parametrize(
    ("usual", "grade"),
    [(4.0, None), (1.0, Grade.WARN), (-2.0, Grade.FAULT), (-9.0, Grade.FAULT), (math.nan, None)],
    ids=["little more", "more", "far more", "far more than the least", "not known"],
)
def test_more_than_this_person_usually_shows_is_found_by_how_much_it_is(usual, grade):
    more = check(lambda _: 8.0, over_usual=6.0, usual_at_least=-5.0)

    assert said(more, set_medians={"range_of_motion": 30.0, "measured": {"made_up": usual}})[0] is grade


def test_a_poor_habit_makes_no_good_repetition_look_wrong():
    good = check(lambda _: 0.0, over_usual=6.0, usual_at_least=-5.0)

    assert said(good, set_medians={"range_of_motion": 30.0, "measured": {"made_up": -12.0}})[0] is None


@pytest.mark.parametrize(("zoom", "is_judged"), [(1.1, True), (2.0, False), (0.5, False)])
def test_places_before_and_after_a_cut_or_a_zoom_are_not_compared(zoom, is_judged):
    near, far = (
        [replace(body(time), picture=[(0.0, size if row in Part.SHOULDER.value else 0.0) for row in range(33)]) for time in TIMES]
        for size in (100.0 * zoom, 100.0)
    )
    cut = replace(rep_bodies(check(lambda _: 25.0)), bodies=[*far[: 4 * FPS], *near[4 * FPS :]], rest=far[0])

    judged = judge(cut)
    assert bool(judged.findings) is is_judged
    assert [one.reason for one in judged.unjudged] == ([] if is_judged else ["the picture changed during the movement"])


@pytest.mark.parametrize(
    ("measure", "value"),
    [(RepMeasure.CONCENTRIC, 2.0), (RepMeasure.HOLD, 1.0), (RepMeasure.ECCENTRIC, 2.0), (RepMeasure.RANGE, 30.0)],
)
@pytest.mark.parametrize("view", [View.SIDE_LYING_DIAGONAL, None])
def test_times_and_range_are_those_of_the_repetition_from_any_view(measure, value, view):
    measured = judge(rep_bodies(check(measure, limit=at_most(warn=100, fault=200)), view=view)).measured

    assert measured == (("made_up", value),)


@pytest.mark.parametrize(("ripples", "turns"), [(0, 0), (1, 2), (3, 6)])
def test_a_wobble_is_each_turning_back_on_the_way(ripples, turns):
    def level(time):
        up, down = np.clip((time - 2.0) / 2.0, 0, 1), np.clip((7.0 - time) / 2.0, 0, 1)
        return 30.0 * min(up, down) + (10.0 * np.sin(2 * np.pi * ripples * up) if 0 < up < 1 else 0.0)

    wobbling = check(RepMeasure.WOBBLE, limit=at_most(warn=100, fault=200))
    one = rep_bodies(wobbling)
    motion = replace(one.exercise.range_of_motion, signal=signal(level))

    measured = judge(replace(one, exercise=replace(one.exercise, range_of_motion=motion))).measured
    assert measured[0][1] == pytest.approx(turns, abs=1)


def test_a_median_body_is_not_moved_by_one_bad_frame():
    good, bad = body(1.0), replace(body(2.0), picture=[(900.0, 900.0)] * 33)

    assert median_body([good, good, bad]).picture == good.picture
    assert median_body([bad]) is bad


def test_what_could_not_be_seen_does_not_speak_against_a_movement():
    unseen = Trait(signal=signal(lambda _: math.nan), limit=at_most(warn=1, fault=1))

    assert rep_bodies().has(unseen)


@pytest.mark.parametrize(("value", "reason"), [(25.0, None), (134.0, "it could not be told for sure")])
def test_what_no_body_can_do_is_not_found(value, reason):
    of_a_shin = check(lambda _: 0.0)
    of_a_shin = replace(of_a_shin, of=signal(lambda _: value, plausible=(-45.0, 60.0)))

    assert said(of_a_shin) == (None if reason else Grade.FAULT, reason)


@pytest.mark.parametrize(("had", "of", "holds"), [(0, 0, False), (0, 1, False), (1, 1, True), (1, 3, False), (2, 3, True), (4, 4, True)])
def test_a_trait_that_is_told_over_the_set_may_fail_in_less_than_half_of_it(had, of, holds):
    misread = Trait(signal=signal(lambda _: 5.0), limit=at_most(warn=1, fault=1), breach="made up", over_set=True)
    one = rep_bodies(set_medians={"range_of_motion": 30.0, "measured": {}, "traits": {"made_up": (had, of)}})
    one = replace(one, exercise=replace(one.exercise, traits=(misread,)))

    assert one.breached is (None if holds else misread)
