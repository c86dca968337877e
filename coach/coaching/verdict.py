"""How good a repetition was: the words and signs that every table, chart, list and report uses, and the order of its findings."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from coach.records import Finding, Grade, Rep


class Verdict(StrEnum):
    """How good a repetition was, in the words that people read."""

    GOOD = "good"
    A_LITTLE_OFF = "a little off"
    FAULTY = "faulty"
    NOT_JUDGED = "not judged"


SIGNS: Final = {Verdict.GOOD: "✓", Verdict.A_LITTLE_OFF: "!", Verdict.FAULTY: "✕", Verdict.NOT_JUDGED: "?"}
"""What says the same as the colour, for those who do not see it."""

OF_GRADE: Final = {Grade.FAULT: Verdict.FAULTY, Grade.WARN: Verdict.A_LITTLE_OFF}

LEGEND: Final = f"{SIGNS[Verdict.GOOD]} good, {SIGNS[Verdict.A_LITTLE_OFF]} a little off, {SIGNS[Verdict.FAULTY]} fault; grey: not counted."
"""What the signs and colours in a chart of a set mean."""


def verdict_of(rep: Rep) -> Verdict:
    """The verdict on `rep`, by the worst grade of its findings."""
    grade = grade_of(rep)
    return OF_GRADE[grade] if grade else Verdict.GOOD if rep.good else Verdict.NOT_JUDGED


def sign_of(rep: Rep) -> str:
    """The sign of its verdict."""
    return SIGNS[verdict_of(rep)]


def grade_of(rep: Rep) -> Grade | None:
    """The worst grade of its findings; None when nothing was found."""
    grades = {finding.grade for finding in rep.findings}
    return Grade.FAULT if Grade.FAULT in grades else Grade.WARN if grades else None


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Faults before warnings, and then by severity."""
    return sorted(findings, key=lambda finding: (finding.grade is not Grade.FAULT, -finding.severity))


def before_finding(finding: Finding, *, good: bool) -> str:
    """What stands before a finding in a list: whether the repetition is `good` all the same, or else that this is a fault."""
    return "good, but: " if good else "fault: " if finding.grade is Grade.FAULT else ""
