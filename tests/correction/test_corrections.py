"""Corrections applied to what was measured."""

from dataclasses import replace
from math import nan

import pytest

from coach.correction.corrections import (
    NOT_WRONG,
    CannotCorrect,
    Counted,
    JoinedSets,
    JudgedAgain,
    NoRepetition,
    SplitSet,
    WasRepetition,
    WrongFinding,
)
from coach.correction.document import KINDS as KINDS_OF
from coach.correction.document import exact_json, for_makers, read, written
from coach.records import NotCounted, Reason, Session, Verdict
from tests.history.made_up import FIDGET, HIP_SHARE, ROLL_BACK, SHORT_HOLD, one_set, rep

LEFT = one_set("left", rep(1), rep(2, 28.0, ROLL_BACK, SHORT_HOLD), rep(3))
LATER = replace(one_set("left", replace(rep(1), start_s=60.0, peak_s=62.0, end_s=65.0)), start_s=60.0, end_s=65.0)
MEASURED = Counted.measured([LEFT, LATER], [FIDGET])


def corrected(*corrections):
    return MEASURED.corrected(corrections)


def reps(counted):
    return [[one.start_s for one in each.record.reps] for each in counted.sets]


def was(start_s, end_s, *, side="left"):
    taken = replace(rep(0), start_s=start_s, peak_s=start_s + 1, end_s=end_s)
    return WasRepetition(FIDGET.start_s, FIDGET.end_s, "clamshell", side, "", taken)


def test_a_repetition_less_is_counted_through_and_listed_with_the_reason():
    counted = corrected(NoRepetition(1, 2))

    assert [one.index for one in counted.sets[0].record.reps] == [1, 2]
    assert reps(counted)[0] == [6.0, 18.0]
    assert [one.reason for one in counted.not_counted] == [Reason.CORRECTED, Reason.TOO_SMALL]


def test_a_set_without_any_repetition_is_none():
    assert reps(corrected(NoRepetition(2, 1))) == [[6.0, 12.0, 18.0]]


def test_a_repetition_more_goes_where_its_time_is():
    assert reps(corrected(was(24.0, 28.0)))[0] == [6.0, 12.0, 18.0, 24.0]


def test_a_repetition_of_the_other_side_is_a_set_of_its_own():
    counted = corrected(was(40.0, 41.5, side="right"))

    assert [(one.record.working_side, len(one.record.reps), one.origins) for one in counted.sets] == [
        ("left", 3, (1,)),
        ("right", 1, ()),
        ("left", 1, (2,)),
    ]


def test_what_was_no_repetition_can_be_said_to_be_one_after_all():
    missed = corrected(NoRepetition(1, 3)).not_counted[0]

    again = corrected(NoRepetition(1, 3), WasRepetition(missed.start_s, missed.end_s, "clamshell", "left", "", replace(rep(3), index=0)))

    assert reps(again) == reps(MEASURED)


def test_a_repetition_without_its_only_finding_is_good():
    counted = corrected(WrongFinding(1, 2, ROLL_BACK.check), WrongFinding(1, 2, SHORT_HOLD.check))

    second = counted.sets[0].record.reps[1]
    assert second.verdict is Verdict.GOOD
    assert [one.reason for one in second.unjudged] == [NOT_WRONG, NOT_WRONG]


def test_splitting_and_joining_are_each_other_s_opposite():
    counted = corrected(SplitSet(1, 2), JoinedSets(1))

    assert reps(counted) == reps(MEASURED)
    assert counted.sets[0].origins == (1,)


def test_corrections_name_what_counts_when_they_are_made():
    assert reps(corrected(NoRepetition(1, 1), NoRepetition(1, 1))) == [[18.0], [60.0]]


def test_a_set_that_was_judged_again_becomes_what_the_coach_then_sees():
    as_raise = replace(LEFT, exercise="side_lying_raise", reps=LEFT.reps[:2])
    left_out = NotCounted(18.0, 23.0, Reason.TOO_SMALL, 5.0, "deg")

    counted = corrected(JudgedAgain(1, "side_lying_raise", None, (as_raise,), (left_out,)))

    assert [one.record.exercise for one in counted.sets] == ["side_lying_raise", "clamshell"]
    assert counted.not_counted == (left_out, FIDGET)
    assert counted.session(Session()).exercise == "side_lying_raise"


@pytest.mark.parametrize(
    "wrong",
    [
        NoRepetition(1, 9),
        NoRepetition(3, 1),
        NoRepetition(0, 1),
        WrongFinding(1, 1, ROLL_BACK.check),
        SplitSet(1, 3),
        JoinedSets(2),
        WasRepetition(1.0, 2.0, "clamshell", "left", "", rep(0)),
    ],
)
def test_what_is_not_there_cannot_be_corrected(wrong):
    with pytest.raises(CannotCorrect):
        corrected(wrong)


@pytest.mark.parametrize(
    "correction",
    [
        JudgedAgain(None, None, "left", (LEFT,), (FIDGET,)),
        NoRepetition(1, 2),
        was(1 / 3, 4.0),
        WrongFinding(1, 2, "clam_roll_back"),
        SplitSet(1, 2),
        JoinedSets(1),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_correction_is_written_and_read_to_the_last_digit(correction):
    assert read(KINDS_OF[type(correction)], exact_json(written(correction))) == correction


def test_what_could_not_be_seen_is_written_as_null():
    unseen = WasRepetition(1.0, 2.0, "clamshell", "left", "", replace(rep(0, unjudged=(HIP_SHARE,)), concentric_s=nan))

    again = read("was_repetition", exact_json(written(unseen)))

    assert repr(again) == repr(unseen)


@pytest.mark.parametrize("document", ["{}", "[]", "null", "7", '{"set": 1.5, "rep": 1}', "{"])
def test_what_is_no_correction_is_refused(document):
    with pytest.raises(ValueError, match="not a correction"):
        read("no_repetition", document)


def test_the_list_for_the_makers_says_what_was_measured_and_not_of_whom():
    told = for_makers([([LEFT], [FIDGET], [NoRepetition(1, 1), WrongFinding(1, 1, ROLL_BACK.check), was(24.0, 28.0)])])

    assert '"check": "clam_roll_back"' in told
    assert '"value": 24.5' in told
    assert '"reason": "too_small"' in told
    assert "clip.mp4" not in told
