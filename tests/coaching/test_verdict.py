"""One verdict on a repetition, in words and as a sign."""

from dataclasses import replace

import pytest

from coach.coaching.verdict import Verdict, sign_of, verdict_of, worst_first
from coach.palette import PAGE, PRINT, VIDEO, rgb
from tests.report.sessions import GOOD, HURRIED, ROLLED


@pytest.mark.parametrize(
    ("findings", "word", "sign"),
    [((), "good", "✓"), ((HURRIED,), "a little off", "!"), ((ROLLED,), "faulty", "✕"), ((HURRIED, ROLLED), "faulty", "✕")],
    ids=["clean", "warned", "fault", "both"],
)
def test_a_repetition_is_called(findings, word, sign):
    rep = replace(GOOD, findings=findings)

    assert (verdict_of(rep), sign_of(rep)) == (word, sign)


def test_faults_come_before_warnings():
    assert worst_first([HURRIED, ROLLED]) == [ROLLED, HURRIED]


@pytest.mark.parametrize("palette", [PRINT, PAGE, VIDEO], ids=["paper", "page", "video"])
def test_the_verdicts_have_colours_of_their_own(palette):
    colours = {rgb(palette.of(verdict)) for verdict in Verdict}

    assert len(colours) == len(Verdict)
