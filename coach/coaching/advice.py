"""What to change in a set, most important first, and what the camera could not tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from coach.coaching.cues import corrected_in
from coach.coaching.summary import to_change
from coach.exercise import Exercise
from coach.records import Finding, Grade, SetRecord


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to change: what to do, what it is called, why it matters, and in which repetitions it was found, how far at worst."""

    cue: str
    name: str
    why: str
    reps: tuple[int, ...]
    worst: Finding


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why some checks could not be judged, in `reps`."""

    reason: str
    names: tuple[str, ...]
    reps: tuple[int, ...]


def what_to_change(one: SetRecord, exercise: Exercise, corrected: Sequence[str] | None = None) -> list[Advice]:
    """First what the voice worked on, then what it names after the set, then faults before warnings, what matters most, what is most frequent.

    `corrected` are the checks that it spoke of, most important first; None: those that it would have spoken of. There is nothing on checks
    that are no longer made.
    """
    known = {check.key for check in exercise.checks}
    found: dict[str, dict[int, Finding]] = {}
    for rep in one.reps:
        for finding in (one for one in rep.findings if one.check in known):
            found.setdefault(finding.check, {})[rep.index] = finding
    known_reps = [replace(rep, findings=tuple(it for it in rep.findings if it.check in known)) for rep in one.reps]
    corrected = corrected_in(exercise, known_reps) if corrected is None else corrected
    named = to_change(exercise, known_reps, corrected)
    leading = list(dict.fromkeys([*corrected, *([named.check] if named else [])]))
    ordered = sorted(found.items(), key=lambda item: _weight(item[1].values()), reverse=True)
    ordered.sort(key=lambda item: leading.index(item[0]) if item[0] in leading else len(leading))
    return [_advice(exercise, key, findings) for key, findings in ordered]


def what_was_not_judged(one: SetRecord, exercise: Exercise) -> list[Obstacle]:
    """What could not be judged in every repetition, gathered by the reason."""
    known = exercise.check_names
    names: dict[str, dict[str, None]] = {}
    reps: dict[str, dict[int, None]] = {}
    for rep in one.reps:
        for missing in rep.unjudged:
            names.setdefault(missing.reason, {})[known.get(missing.check, missing.check)] = None
            reps.setdefault(missing.reason, {})[rep.index] = None
    return [Obstacle(reason, tuple(names[reason]), tuple(reps[reason])) for reason in names]


def _advice(exercise: Exercise, key: str, findings: dict[int, Finding]) -> Advice:
    check = exercise.check(key)
    worst = max(findings.values(), key=lambda finding: check.limit.excess(finding.value))
    return Advice(check.cue_for(worst.value), check.name, check.why, tuple(findings), worst)


def _weight(findings: Collection[Finding]) -> tuple[bool, int, int]:
    return any(one.grade is Grade.FAULT for one in findings), max(one.severity for one in findings), len(findings)
