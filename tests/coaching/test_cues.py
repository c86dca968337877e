"""What the coach says during a set, and when it says nothing."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.analysis.sets import OpenSet
from coach.coaching.cues import MIN_GAP_S, SAME_CUE_AT_MOST, TIRED, Cue, CueState, Kind, choose
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Unjudged
from exercises.clamshell import EXERCISE as CLAMSHELL
from exercises.seated_abduction import EXERCISE as SEATED
from exercises.single_leg_bridge import EXERCISE as BRIDGE

ROLL, SHARE, FEET = "clam_roll_back", "clam_hip_share", "clam_feet_apart"
SHORT, FAR, FAST, DROP, HOLD = "clam_rom_short", "clam_rom_excess", "clam_fast_up", "clam_fast_down", "clam_hold"
KNEES_APART, HIPS_TURNED, HIP_ANGLE = "clam_knees_stacked", "clam_hips_stacked", "clam_hip_angle"
PRAISE, SILENCE = "Yes, just like that", ""


def found(key, times=1.2, *, grade=Grade.FAULT, exercise=CLAMSHELL):
    """A finding `times` beyond its fault limit."""
    check = exercise.check(key)
    limit = check.limit
    end = limit.high_fault if math.isfinite(limit.high_fault) else limit.low_fault
    further = times if math.isfinite(limit.high_fault) or end < 0 else 1 / times
    return Finding(key, grade, end * further, check.unit, check.severity)


def warned(key):
    return found(key, 0.95, grade=Grade.WARN)


def rep(*findings, range_of_motion=30.0, unjudged=()):
    findings = tuple(found(one) if isinstance(one, str) else one for one in findings)
    measured = tuple((one.key, 1.0) for one in CLAMSHELL.checks if one.key not in unjudged)
    unjudged = tuple(Unjudged(key, "your hip could not be seen well enough") for key in unjudged)
    return Rep(0, 0.0, 0.0, 0.0, 2.0, 1.0, 2.5, range_of_motion, "deg", findings, unjudged, measured, bool(findings or measured))


def missed(reason=Reason.TOO_SMALL):
    return NotCounted(0.0, 0.0, reason, 10.0, "deg")


def cues(attempts, state=None, every_s=7.0, exercise=CLAMSHELL, start_s=0.0):
    """The cue after each attempt, one attempt every so often, and the state after the last."""
    current = OpenSet(exercise, "left", None, (replace(rep(), start_s=start_s),))
    state, reps, given_cues = (state or CueState()).begin_set(exercise.key, "left"), (), []
    for number, attempt in enumerate(attempts, 1):
        time = start_s + number * every_s
        ended = replace(attempt, start_s=time - 5.0, end_s=time)
        if isinstance(attempt, Rep):
            reps = (*reps, replace(ended, index=len(reps) + 1))
            current = replace(current, reps=reps)
            state, cue = choose(state, time, current, reps[-1], None)
        else:
            state, cue = choose(state, time, current, None, ended)
        given_cues.append(cue)
    return given_cues, state


def said(*attempts, **known):
    """What is said after each attempt, in words."""
    return [cue.text if cue else SILENCE for cue in cues(attempts, CueState(**known))[0]]


def cue_for(key, exercise=CLAMSHELL):
    return exercise.check(key).cue


CONVERSATIONS = {
    "good form is left in peace": ([rep(), rep(), rep()], [SILENCE] * 3),
    "one slip is no reason to speak": ([rep(FEET), rep(), rep()], [SILENCE] * 3),
    "twice is": ([rep(FEET), rep(FEET)], [SILENCE, cue_for(FEET)]),
    "twice of the last three is": ([rep(FEET), rep(), rep(FEET)], [SILENCE, SILENCE, cue_for(FEET)]),
    "twice of four is not": ([rep(FEET), rep(), rep(), rep(FEET)], [SILENCE] * 4),
    "a warning is within tolerance": ([rep(warned(FEET))] * 3, [SILENCE] * 3),
    "but it confirms a fault": ([rep(warned(FEET)), rep(FEET)], [SILENCE, cue_for(FEET)]),
    "clearly lost posture is told at once": ([rep(found(SHARE, 1.6))], [cue_for(SHARE)]),
    "lost posture is confirmed first": ([rep(found(SHARE, 1.3))], [SILENCE]),
    "but not where the picture itself shows it": ([rep(found(ROLL, 1.1)), rep()], [cue_for(ROLL), PRAISE]),
    "a warning is within tolerance there too": ([rep(warned(ROLL))] * 3, [SILENCE] * 3),
    "what is sure does not wait for what is not yet confirmed": ([rep(HIPS_TURNED, ROLL)], [cue_for(ROLL)]),
    "nothing but posture is told at once": ([rep(found(FEET, 3.0))], [SILENCE]),
    "the first corrected repetition is confirmed": ([rep(FEET), rep(FEET), rep()], [SILENCE, cue_for(FEET), PRAISE]),
    "what could not be seen is not confirmed": ([rep(FEET), rep(FEET), rep(unjudged=[FEET])], [SILENCE, cue_for(FEET), SILENCE]),
    "four in a row are worth a word": ([rep()] * 5, [SILENCE, SILENCE, SILENCE, "4 good ones in a row", SILENCE]),
    "four with a warning are good enough, but not praised": ([rep(), rep(warned(FEET)), rep(), rep()], [SILENCE] * 4),
    "four unseen ones are not": ([rep(unjudged=[one.key for one in CLAMSHELL.checks])] * 4, [SILENCE] * 4),
    "there is a repetition of quiet between two corrections": (
        [rep(FEET)] * 6,
        [SILENCE, cue_for(FEET), SILENCE, cue_for(FEET), SILENCE, cue_for(FEET)],
    ),
    "what is said in vain three times is made easier, once": (
        [rep(FEET)] * 10,
        [SILENCE, *[cue_for(FEET), SILENCE] * 3, "Let's go a little smaller", SILENCE, SILENCE],
    ),
    "a small range is made easier by the band": (
        [rep(found(SHORT))] * 8,
        [SILENCE, *[cue_for(SHORT), SILENCE] * 3, "Try a lighter band next set"],
    ),
    "a starting position is not made easier": ([rep(HIP_ANGLE)] * 8, [SILENCE, *["Slide knees slightly down", SILENCE] * 3, SILENCE]),
    "one thing at a time, and that for the whole set": (
        [rep(FEET, FAST), rep(FEET, FAST), rep(), rep(FEET), rep(FEET), rep(FEET)],
        [SILENCE, cue_for(FAST), PRAISE, SILENCE, SILENCE, SILENCE],
    ),
    "not even what would have come first then, and what is mended is not praised beside another fault": (
        [rep(FEET), rep(FEET), rep(FAR), rep(FAR), rep(FAR)],
        [SILENCE, cue_for(FEET), SILENCE, SILENCE, SILENCE],
    ),
    "nor beside a warning": ([rep(FEET), rep(FEET), rep(warned(FAST))], [SILENCE, cue_for(FEET), SILENCE]),
    "four in a row whose pelvis could not be judged are not praised": ([rep(unjudged=[ROLL])] * 4, [SILENCE] * 4),
    "nor four with one between them that was too small": ([rep(), rep(), missed(), rep(), rep()], [SILENCE] * 5),
    "only lost posture changes the focus": (
        [rep(FEET), rep(FEET), rep(FEET), rep(FEET, found(SHARE, 2.0))],
        [SILENCE, cue_for(FEET), SILENCE, cue_for(SHARE)],
    ),
    "a movement too small to count asks for more": ([rep(), missed(), missed()], [SILENCE, SILENCE, cue_for(SHORT)]),
    "a fidget does not": ([rep(), missed(Reason.TOO_SHORT), missed(Reason.OTHER_MOVEMENT)], [SILENCE] * 3),
    "who cannot be seen is told": ([rep(), missed(Reason.NOT_SEEN)], [SILENCE, "I lost sight of you"]),
    "a fault that comes late is a tired one, who is left in peace then": (
        [*[rep()] * 5, *[rep(FEET)] * 5],
        [*[SILENCE] * 3, "4 good ones in a row", SILENCE, SILENCE, cue_for(FEET), TIRED, SILENCE, SILENCE],
    ),
}


@pytest.mark.parametrize(("attempts", "expected"), CONVERSATIONS.values(), ids=CONVERSATIONS.keys())
def test_in_a_set_the_coach_says(attempts, expected):
    assert said(*attempts) == expected


FIRST = {
    "start position before posture": ([HIPS_TURNED, SHARE], HIPS_TURNED),
    "posture before range": ([SHORT, SHARE], SHARE),
    "range before tempo": ([DROP, SHORT], SHORT),
    "tempo before the rest": ([FEET, DROP], DROP),
    "severity 2 before severity 1": ([HOLD, FEET], FEET),
    "a trifle of the start before nothing": ([HIP_ANGLE], HIP_ANGLE),
    "a start position of severity 2 before posture": ([SHARE, KNEES_APART], KNEES_APART),
    "too far is the cause of lost posture": ([SHARE, FAR], FAR),
    "too fast is the cause of lost posture": ([SHARE, FAST], FAST),
    "too far is mended before too fast": ([SHARE, FAST, FAR], FAR),
    "too small is no cause of lost posture": ([SHARE, SHORT], SHARE),
    "dropping is no cause of lost posture": ([SHARE, DROP], SHARE),
}


@pytest.mark.parametrize(("faults", "first"), FIRST.values(), ids=FIRST.keys())
def test_first_comes(faults, first):
    given_cues, _ = cues([rep(*faults)] * 2)

    assert given_cues[1].check == first


def test_a_warned_range_is_named_as_the_cause_of_lost_posture():
    assert said(rep(SHARE, warned(FAR)), rep(SHARE, warned(FAR)))[1] == cue_for(FAR)


def test_after_lost_posture_nobody_is_asked_to_go_further():
    assert said(rep(SHARE, SHORT), rep(SHORT)) == [SILENCE, SILENCE]


def test_a_cue_brings_its_reason_and_its_check():
    given_cues, _ = cues([rep(FEET)] * 2)

    assert given_cues[1] == Cue("Heels together like a hinge", CLAMSHELL.check(FEET).why, FEET, 2, Kind.CORRECTION)


def test_a_cue_says_in_which_direction():
    asymmetry = SEATED.check("seat_symmetry")

    assert asymmetry.cue_for(-0.5) == "Push your left knee out further"
    assert asymmetry.cue_for(0.5) == "Push your right knee out further"


def test_a_bridge_that_stops_short_is_a_matter_of_range():
    short, heel, fast = (found(key, exercise=BRIDGE) for key in ("bridge_extension", "bridge_heel", "bridge_fast_up"))
    all_of_it = rep(heel, fast, short)

    assert cues([all_of_it, all_of_it], exercise=BRIDGE)[0][1].text == cue_for("bridge_extension", BRIDGE)
    assert cues([missed(), missed()], exercise=BRIDGE)[0][1].text == cue_for("bridge_extension", BRIDGE)


def test_a_bridge_that_stays_short_is_not_made_smaller_but_easier():
    given_cues, _ = cues([rep(found("bridge_extension", exercise=BRIDGE))] * 8, exercise=BRIDGE)

    assert given_cues[-1].text == "Try an easier step next set"


def test_ones_own_range_is_not_too_small():
    own = rep(SHORT, range_of_motion=14.0)

    assert said(own, own, personal_target=13.0) == [SILENCE, SILENCE]
    assert said(own, own, personal_target=20.0) == [SILENCE, cue_for(SHORT)]


@pytest.mark.parametrize(("sets_before", "spoken_at"), [(0, [2, 4, 6]), (1, [2, 5, 8]), (2, [2, 6, 10]), (7, [2, 6, 10])])
def test_later_sets_are_corrected_more_rarely(sets_before, spoken_at):
    heard = said(*[rep(FEET)] * 10, sets_before=sets_before)

    assert [number for number, text in enumerate(heard, 1) if text == cue_for(FEET)] == spoken_at


def test_a_new_set_on_the_same_side_is_a_later_set_and_begins_afresh():
    first, state = cues([rep(FEET)] * 4)
    second, _ = cues([rep(FEET)] * 6, state, start_s=100.0)

    assert [bool(cue) for cue in first] == [False, True, False, True]
    assert [bool(cue) for cue in second] == [False, True, False, False, True, False]


def test_from_the_fourth_session_on_half_as_much_is_said():
    corrected = said(*[rep(FEET)] * 8, session=4)
    praised = said(*[rep()] * 8, session=4)

    assert corrected == [SILENCE, cue_for(FEET), SILENCE, SILENCE, SILENCE, cue_for(FEET), SILENCE, SILENCE]
    assert praised == [SILENCE] * 7 + ["8 good ones in a row"]


def test_from_the_ninth_session_on_only_lost_posture_is_spoken_of():
    assert said(*[rep(FEET)] * 4, session=9) == [SILENCE] * 4
    assert said(*[rep()] * 4, session=9) == [SILENCE] * 4
    assert said(rep(ROLL), rep(ROLL), session=9) == [cue_for(ROLL), SILENCE]


def test_a_bridge_that_is_lifted_too_little_is_asked_for_more():
    attempts = [rep(found("bridge_extension", exercise=BRIDGE))] * 2

    assert cues(attempts, exercise=BRIDGE)[0][1].text == cue_for("bridge_extension", BRIDGE)


def test_between_repetitions_there_is_nothing_to_say():
    _, state = cues([rep(FEET)])

    assert choose(state, 9.0, OpenSet(CLAMSHELL, "left", None, (rep(FEET),)), None, None) == (state, None)
    assert choose(state, 9.0, None, None, missed()) == (state, None)


findings = st.builds(
    found,
    st.sampled_from([one.key for one in CLAMSHELL.checks]),
    st.sampled_from([1.1, 1.6, math.nan]),
    grade=st.sampled_from(Grade),
)
repetitions = st.builds(
    lambda some, unseen, degrees: rep(*{one.check: one for one in some}.values(), unjudged=unseen, range_of_motion=degrees),
    st.lists(findings, max_size=4),
    st.lists(st.sampled_from([FEET, ROLL, KNEES_APART]), max_size=3, unique=True),
    st.floats(15.0, 60.0),
)
sets = st.lists(st.one_of(repetitions, st.builds(missed, st.sampled_from(Reason))), min_size=1, max_size=25)
known = st.builds(CueState, session=st.integers(1, 12), sets_before=st.integers(0, 4))


@settings(deadline=None)
@given(sets, known, st.floats(1.0, 12.0))
def test_whatever_happens_the_coach_is_sparing(attempts, state, every_s):
    heard = [(number, cue) for number, cue in enumerate(cues(attempts, state, every_s)[0]) if cue]
    corrections = [cue.check for _, cue in heard if cue.kind is Kind.CORRECTION]

    assert all((later - earlier) * every_s >= MIN_GAP_S for (earlier, _), (later, _) in pairwise(heard))
    assert all(corrections.count(check) <= SAME_CUE_AT_MOST for check in corrections)
    assert all(len(cue.text.split()) <= 6 for _, cue in heard)


@settings(deadline=None)
@given(sets, known, st.floats(1.0, 12.0))
def test_whatever_happens_only_what_was_just_found_is_corrected(attempts, state, every_s):
    for attempt, cue in zip(attempts, cues(attempts, state, every_s)[0], strict=True):
        if cue and cue.kind is Kind.PRAISE:
            assert attempt.findings == ()
            assert cue.check is None or cue.check in dict(attempt.measured)
        elif cue and cue.check and isinstance(attempt, Rep):
            assert any(one.check == cue.check and not math.isnan(one.value) for one in attempt.findings)


@settings(deadline=None)
@given(st.lists(st.lists(findings.map(lambda one: replace(one, value=math.nan)), max_size=3), min_size=1, max_size=12))
def test_nothing_is_corrected_that_was_not_measured(unmeasured):
    given_cues, _ = cues([rep(*some) for some in unmeasured])

    assert not any(cue.kind is Kind.CORRECTION for cue in given_cues if cue)
