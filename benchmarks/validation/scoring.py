"""How right one session of the coach is, compared with what really happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from benchmarks.validation.faults import HARD_TO_SEE, PREFIX, checks_for
from benchmarks.validation.truth import Case, TrueRep
from coach.records import Grade, Rep, Session

NEAR_S: Final = 0.2  # how far outside a true repetition the peak of the found one may lie
HELD_S: Final = 0.5  # a hold that is shorter may rightly be called missing
SMALL_SHARE: Final = 0.7  # a "small" repetition above this share of the set's usual range is not small to the eye


class Outcome(StrEnum):
    """What became of a fault that was really there."""

    FOUND = "found"
    MISSED = "missed"
    UNJUDGED = "cannot judge"


@dataclass(frozen=True, slots=True)
class FaultScore:
    """One fault of one repetition: `by` are the checks that found it, `graded_fault` whether any as a fault and not only as a warning."""

    exercise: str
    fault: str
    outcome: Outcome
    by: frozenset[str] = frozenset()
    graded_fault: bool = False

    @property
    def hard(self) -> bool:
        """Whether one camera in the usual place sees it badly."""
        return (self.exercise, self.fault) in HARD_TO_SEE


@dataclass(frozen=True, slots=True)
class Report:
    """One finding of the coach, and whether there was a fault to explain it."""

    check: str
    grade: Grade
    right: bool

    @property
    def is_wrong_fault(self) -> bool:
        """Whether it is a fault that was not there. A warning does not count as wrong."""
        return self.grade is Grade.FAULT and not self.right


@dataclass(frozen=True, slots=True)
class RepError:
    """What the coach measured less the truth, in seconds and degrees; NaN where it measured nothing."""

    up_s: float
    hold_s: float
    down_s: float
    peak_s: float
    range_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How right one session was.

    What needs the exact truth is empty for recordings of people, `peak_errors_s` for rendered clips.
    """

    case: Case
    found: int
    missed: int
    extra: int
    exercise_right: bool
    side_right: bool
    view: str | None
    warned: bool
    excused: bool = False
    """Whether the camera stood far aside and a warning named the view: then nothing that is missed counts."""
    distractions_counted: int = 0
    peak_errors_s: tuple[float, ...] = ()
    errors: tuple[RepError, ...] = ()
    faults: tuple[FaultScore, ...] = ()
    reports: tuple[Report, ...] = ()
    clean: int = 0
    clean_accused: int = 0
    clean_warned: int = 0
    unjudged: tuple[tuple[str, int], ...] = ()
    """In how many of the matched repetitions each check was said to be impossible to judge."""
    reps: tuple[tuple[TrueRep, Rep], ...] = ()
    """Each true repetition that was counted, and what was said of it."""
    counted: tuple[Rep, ...] = ()
    """All that was counted, also where the truth about each repetition is not known."""

    @property
    def exact(self) -> bool:
        """Whether every repetition was counted once and nothing else was, or the view was named that does not allow it."""
        return self.extra == 0 and (self.missed == 0 or self.excused)

    @property
    def listed_as_small(self) -> int:
        """How many small repetitions were not counted but listed, with the reason."""
        return len(self.case.reps) - len(self.errors) - self.missed

    @property
    def within_one(self) -> bool:
        """Whether the number is at most one off."""
        return abs(self.extra - self.missed) <= 1


def score(case: Case, session: Session) -> Score:
    """The session against the truth about `case`."""
    found = session.reps
    pairs = matched(case.reps, found)
    if case.rendered:
        missed = sum(1 for true, rep in pairs if rep is None and not _kept_as_small(true, session))
        extra = len(found) - sum(1 for _, rep in pairs if rep)
    else:
        missed, extra = max(0, case.count - len(found)), max(0, len(found) - case.count)
    seen = [(true, rep) for true, rep in pairs if rep]
    clean = [_reports(case, true, rep) for true, rep in seen if not true.faults]
    return Score(
        case=case,
        found=len(found),
        missed=missed,
        extra=extra,
        exercise_right=session.exercise == case.exercise,
        side_right=case.side in (None, session.working_side),
        view=session.view,
        warned=bool(session.warnings),
        excused=case.is_far_aside and any(one.code.startswith(("view", "legs")) for one in session.warnings),
        distractions_counted=sum(any(one.start_s <= rep.peak_s <= one.end_s for rep in found) for one in case.distractions),
        peak_errors_s=tuple(rep.peak_s - peak for rep, peak in zip(found, case.peaks_s, strict=False)) if not (missed or extra) else (),
        errors=tuple(_error(true, rep) for true, rep in seen),
        faults=tuple(fault for true, rep in pairs for fault in _faults(case, true, rep, session)),
        reports=tuple(report for true, rep in seen for report in _reports(case, true, rep)),
        clean=len(clean),
        clean_accused=sum(any(one.is_wrong_fault for one in reports) for reports in clean),
        clean_warned=sum(any(one.grade is Grade.WARN and not one.right for one in reports) for reports in clean),
        unjudged=tuple(sorted(Counter(one.check for _, rep in seen for one in rep.unjudged).items())),
        reps=tuple(seen),
        counted=found,
    )


def matched(truth: Sequence[TrueRep], found: Sequence[Rep]) -> list[tuple[TrueRep, Rep | None]]:
    """Each true repetition with the found one whose peak lies in it, the nearest where there are several."""
    free = list(found)
    pairs: list[tuple[TrueRep, Rep | None]] = []
    for true in truth:
        inside = [rep for rep in free if true.start_s - NEAR_S <= rep.peak_s <= true.end_s + NEAR_S]
        nearest = min(inside, key=lambda rep: abs(rep.peak_s - true.peak_s), default=None)
        if nearest:
            free.remove(nearest)
        pairs.append((true, nearest))
    return pairs


def _kept_as_small(true: TrueRep, session: Session) -> bool:
    """A small repetition may also be listed as not counted, with the reason, instead of being counted."""
    return true.is_small and any(one.start_s < true.end_s and one.end_s > true.start_s for one in session.not_counted)


def _error(true: TrueRep, rep: Rep) -> RepError:
    return RepError(
        up_s=rep.concentric_s - true.up_s,
        hold_s=rep.hold_s - true.hold_s,
        down_s=rep.eccentric_s - true.down_s,
        peak_s=rep.peak_s - true.peak_s,
        range_deg=rep.range_of_motion - true.range_deg,
    )


def _faults(case: Case, true: TrueRep, rep: Rep | None, session: Session) -> list[FaultScore]:
    """What became of each fault; of a repetition that was not counted only a small range can have been found."""
    if rep is None:
        outcome = Outcome.FOUND if _kept_as_small(true, session) else Outcome.MISSED
        return [FaultScore(case.exercise, "small_range", outcome)] if true.is_small else []
    scores = []
    for fault in true.faults:
        if fault in true.mild or (fault == "small_range" and not _looks_small(true, case.reps)):
            continue
        checks = checks_for(case.exercise, fault)
        reporting = [finding for finding in rep.findings if finding.check in checks]
        unjudged = checks <= {one.check for one in rep.unjudged}
        outcome = Outcome.FOUND if reporting else Outcome.UNJUDGED if unjudged else Outcome.MISSED
        graded_fault = any(finding.grade is Grade.FAULT for finding in reporting)
        scores.append(FaultScore(case.exercise, fault, outcome, frozenset(finding.check for finding in reporting), graded_fault))
    return scores


def _looks_small(true: TrueRep, all_of_them: Sequence[TrueRep]) -> bool:
    usual = [rep.range_deg for rep in all_of_them if not rep.is_small]
    return not usual or true.range_deg <= SMALL_SHARE * median(usual)


def explained(exercise: str, true: TrueRep) -> frozenset[str]:
    """The keys of the checks whose findings the truth explains: those of its faults, and of the hold where there was none."""
    held = true.hold_s >= HELD_S
    not_held = frozenset() if held else frozenset({f"{PREFIX[exercise]}_hold"})
    return not_held.union(*(checks_for(exercise, fault) for fault in true.faults))


def _reports(case: Case, true: TrueRep, rep: Rep) -> list[Report]:
    """The findings of the repetition, each with whether the truth explains it."""
    allowed = explained(case.exercise, true)
    return [Report(one.check, one.grade, right=one.check in allowed) for grade in Grade for one in rep.findings if one.grade is grade]
