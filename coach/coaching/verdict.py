"""How good repetitions were: the words and signs that the voice and every page, table, chart and file use, and the order of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from coach.coaching.wording import ROLL_BEGINS, amount
from coach.records import Finding, Grade, Rep, Verdict

SIGNS: Final = {Verdict.GOOD: "✓", Verdict.A_LITTLE_OFF: "!", Verdict.FAULT: "✕", Verdict.NOT_JUDGED: "?"}
"""What says the same as the colour, for those who do not see it."""

_HOW: Final = {verdict: verdict.words for verdict in Verdict} | {Verdict.FAULT: "with a fault"}


def legend(*, rolls: bool) -> str:
    """What the signs and colours in a chart of a set mean; `rolls` where the beginning of a roll is marked in it."""
    signs = ", ".join(f"{sign} {verdict.words}" for verdict, sign in SIGNS.items())
    return f"{signs}; grey: not counted{f'; ▲ {ROLL_BEGINS}' if rolls else ''}."


def sign_of(rep: Rep) -> str:
    """The sign of its verdict."""
    return SIGNS[rep.verdict]


def tally(reps: Sequence[Rep]) -> str:
    """How many were how good: "all good"; "3 good, 1 a little off, 2 with a fault"; "" without any."""
    counts = Counter(rep.verdict for rep in reps)
    if len(counts) == 1:
        (verdict,) = counts
        return f"all {_HOW[verdict]}" if len(reps) > 1 else _HOW[verdict]
    return ", ".join(f"{counts[verdict]} {how}" for verdict, how in _HOW.items() if counts[verdict])


def counted(reps: Sequence[Rep]) -> str:
    """How many there are, and how good: "6 repetitions: 4 good, 2 with a fault"."""
    return ": ".join(filter(None, (amount(len(reps), "repetition"), tally(reps))))


def without_fault(good: int, judged: int, counted: int) -> str:
    """The share of repetitions without a fault, of those that were judged: "90%", "90% of 8 judged", "not judged"."""
    if not judged:
        return "not judged"
    return f"{good / judged:.0%}" + (f" of {judged} judged" if judged < counted else "")


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Faults before warnings, and then by severity."""
    return sorted(findings, key=lambda finding: (finding.grade is not Grade.FAULT, -finding.severity))
