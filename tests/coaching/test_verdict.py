"""One verdict on a repetition, in words and as a sign."""

from dataclasses import replace

import pytest

from coach.coaching.verdict import SIGNS, counted, sign_of, tally, worst_first
from coach.palette import PAGE, PRINT, VIDEO, rgb
from coach.records import Grade, Verdict
from tests.report.sessions import GOOD, HURRIED, ROLLED

TRIFLE = replace(HURRIED, grade=Grade.FAULT, severity=1)
VERDICTS = {
    "nothing was found": ((), Verdict.GOOD, "✓"),
    "only a warning": ((HURRIED,), Verdict.A_LITTLE_OFF, "!"),
    "a fault of severity 1": ((TRIFLE,), Verdict.A_LITTLE_OFF, "!"),
    "a fault of severity 2": ((replace(TRIFLE, severity=2),), Verdict.FAULT, "✕"),
    "a fault beside a warning": ((HURRIED, ROLLED), Verdict.FAULT, "✕"),
}


@pytest.mark.parametrize(("findings", "verdict", "sign"), VERDICTS.values(), ids=VERDICTS)
def test_a_repetition_is_called(findings, verdict, sign):
    rep = replace(GOOD, findings=findings)

    assert (rep.verdict, sign_of(rep)) == (verdict, sign)


def test_where_nothing_of_the_posture_could_be_judged_nothing_found_is_not_good():
    unseen = replace(GOOD, is_judged=False)

    assert (unseen.verdict, unseen.good, sign_of(unseen)) == (Verdict.NOT_JUDGED, False, "?")


def test_a_little_off_is_good_enough_for_the_plan_and_a_fault_is_not():
    assert [replace(GOOD, findings=found).good for found, *_ in VERDICTS.values()] == [True, True, True, False, False]


def test_repetitions_are_counted_by_how_good_they_were():
    off, faulty, unseen = replace(GOOD, findings=(HURRIED,)), replace(GOOD, findings=(ROLLED,)), replace(GOOD, is_judged=False)

    assert counted([GOOD, faulty, off, GOOD, unseen, faulty]) == "6 repetitions: 2 good, 1 a little off, 2 with a fault, 1 not judged"
    assert (counted([GOOD, GOOD]), counted([faulty]), counted([])) == (
        "2 repetitions: all good",
        "1 repetition: with a fault",
        "0 repetitions",
    )
    assert tally([off, off]) == "all a little off"


def test_every_verdict_has_words_and_a_sign_of_its_own():
    assert len({verdict.words for verdict in Verdict}) == len(set(SIGNS.values())) == len(Verdict)


def test_faults_come_before_warnings():
    assert worst_first([HURRIED, ROLLED]) == [ROLLED, HURRIED]


@pytest.mark.parametrize("palette", [PRINT, PAGE, VIDEO], ids=["paper", "page", "video"])
def test_the_verdicts_have_colours_of_their_own(palette):
    colours = {rgb(palette.of(verdict)) for verdict in Verdict}

    assert len(colours) == len(Verdict)
