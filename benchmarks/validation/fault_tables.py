"""The page's tables of faults: found, missed, wrongly reported and not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.validation.faults import IN_WORDS, checks_for
from benchmarks.validation.figures import f1, of, share
from benchmarks.validation.groups import (
    Scores,
    by_exercise,
    fault_scores,
    outcomes,
    recorded,
    rendered,
    wrong,
)
from benchmarks.validation.scoring import Outcome
from benchmarks.validation.tables import markdown
from coach.coaching.wording import quantity
from coach.exercise import Exercise
from coach.records import Grade


def faults_by_exercise(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Recall and precision for each exercise."""
    head = ("Exercise", "There", "Judged", "Found", "Missed", "Wrong", "Recall", "Precision", "F1", "Found as a fault, not a warning")
    rows = []
    for name, group in by_exercise(rendered(scores), exercises).items():
        faults, bad = fault_scores(group), wrong(group)
        found, missed, unjudged = outcomes(faults)
        graded = sum(one.graded_fault for one in faults)
        total = found + missed + unjudged
        rows.append(
            (
                name,
                str(total),
                share(found + missed, total),
                str(found),
                str(missed),
                str(bad),
                share(found, found + missed),
                share(found, found + bad),
                f1(found, missed, bad),
                of(graded, found),
            )
        )
    return markdown(head, rows)


def faults_by_fault(scores: Scores, exercises: Sequence[Exercise], *, hard: bool = False) -> str:
    """One row for each kind of fault: how many were found, missed and not judged."""
    rows = []
    for exercise in exercises:
        faults = [one for one in fault_scores(scores, hard=hard) if one.exercise == exercise.key]
        for fault in sorted({one.fault for one in faults}):
            found, missed, unjudged = outcomes(one for one in faults if one.fault == fault)
            total = str(found + missed + unjudged)
            named = (exercise.name, IN_WORDS[fault], ", ".join(f"`{key}`" for key in sorted(checks_for(exercise.key, fault))))
            rows.append((*named, total, str(found), str(missed), str(unjudged), share(found, found + missed)))
    return markdown(("Exercise", "Fault", "Reported by", "There", "Found", "Missed", "Not judged", "Recall"), rows, words=3)


def reports(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """One row for each check that reported anything: how often it was right."""
    rows = []
    for exercise in exercises:
        said = [report for one in scores if one.case.exercise == exercise.key for report in one.reports]
        for check in exercise.checks:
            faults = [report.right for report in said if report.check == check.key and report.grade is Grade.FAULT]
            warnings = [report.right for report in said if report.check == check.key and report.grade is Grade.WARN]
            if faults or warnings:
                figures = (
                    str(len(faults)),
                    str(faults.count(False)),
                    share(sum(faults), len(faults)),
                    str(len(warnings)),
                    str(warnings.count(False)),
                )
                rows.append((exercise.name, check.name, f"`{check.key}`", *figures))
    return markdown(("Exercise", "Check", "Key", "Faults", "wrong", "Precision", "Warnings", "without a fault"), rows, words=3)


def in_recordings(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Every check that reported a fault in a recording of people, of which no fault is labelled: how often, and what it measured."""
    known = {exercise.key: exercise for exercise in exercises}
    rows = []
    for one in recorded(scores):
        faults = [finding for rep in one.counted for finding in rep.findings if finding.grade is Grade.FAULT]
        for key in dict.fromkeys(finding.check for finding in faults):
            check = known[one.case.exercise].check(key)
            values = [finding.value for finding in faults if finding.check == key]
            span = " to ".join(dict.fromkeys(quantity(value, check.unit) for value in (min(values), max(values))))
            rows.append((f"`{one.case.id}`", one.case.person, check.name, f"`{key}`", of(len(values), len(one.counted)), span))
    return markdown(("Recording", "Person", "Check", "Key", "Repetitions", "Measured"), rows, words=4)


def clean(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """What was said of repetitions without a fault."""
    head = ("Exercise", "Clean repetitions", "Accused of a fault", "Given a warning")
    rows = []
    for name, group in by_exercise(rendered(scores), exercises).items():
        total = sum(one.clean for one in group)
        accused, warned = sum(one.clean_accused for one in group), sum(one.clean_warned for one in group)
        rows.append((name, str(total), share(accused, total), share(warned, total)))
    return markdown(head, rows)


def unjudged(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """In how many repetitions each check was said to be impossible to judge."""
    rows = []
    for exercise in exercises:
        group = [one for one in rendered(scores) if one.case.exercise == exercise.key]
        total = sum(len(one.errors) for one in group)
        times = sum((Counter(dict(one.unjudged)) for one in group), Counter[str]())
        rows += [(exercise.name, name, f"`{key}`", share(times[key], total)) for key, name in exercise.check_names.items() if times[key]]
    return markdown(("Exercise", "Check", "Key", "Not judged"), rows, words=3)


def not_judged(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """The faults that could not be judged, by kind."""
    names = {exercise.key: exercise.name for exercise in exercises}
    kinds = Counter((one.fault, one.exercise) for one in fault_scores(scores) if one.outcome is Outcome.UNJUDGED)
    return (
        ", ".join(f"{IN_WORDS[fault]} in the {names[exercise].lower()} {times}" for (fault, exercise), times in sorted(kinds.items()))
        or "none"
    )
