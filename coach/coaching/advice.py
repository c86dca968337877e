"""What to change in a set, most important first, and what the camera could not tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from coach.coaching.cues import as_short, corrected_in
from coach.coaching.summary import to_change
from coach.coaching.wording import amount, lower_first, repetitions
from coach.exercise import Exercise
from coach.records import Finding, Grade, NotCounted, SetRecord


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to change: what to do, what it is called, why it matters, and in which repetitions it was found, how far at worst.

    `small` is how many attempts were too small to count, where it is about that.
    """

    cue: str
    name: str
    why: str
    reps: tuple[int, ...]
    worst: Finding
    small: int = 0

    def where(self, share: str = "") -> str:
        """In which repetitions, or in what `share` of them, and how far at worst: "in repetitions 1 and 3"."""
        counted = f"in {share or repetitions(self.reps)}" if self.reps else ""
        small = f"in {amount(self.small, 'attempt')} too small to count" if self.small else ""
        return " and ".join(filter(None, (counted, small)))


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why some checks could not be judged, in `reps`."""

    reason: str
    names: tuple[str, ...]
    reps: tuple[int, ...]

    @property
    def what(self) -> str:
        """The names as they stand in a line."""
        first, *others = self.names
        return ", ".join((first, *map(lower_first, others)))


def what_to_change(
    one: SetRecord, exercise: Exercise, not_counted: Sequence[NotCounted] = (), corrected: Sequence[str] | None = None
) -> list[Advice]:
    """First what the voice worked on, then what it names after the set, then faults before warnings, what matters most, what is most frequent.

    `not_counted` are the attempts of the recording that were not counted. `corrected` are the checks that the voice spoke of, most
    important first; None: those that it would have spoken of. There is nothing on checks that are no longer made.
    """
    known = {check.key for check in exercise.checks}
    reps = [replace(rep, findings=tuple(it for it in rep.findings if it.check in known)) for rep in one.reps]
    missed = [it for it in not_counted if it.end_s > one.start_s and it.start_s < one.end_s]
    corrected = corrected_in(exercise, reps, missed) if corrected is None else corrected
    named = to_change(exercise, reps, corrected)
    leading = list(dict.fromkeys([*corrected, *([named.check] if named else [])]))
    found: dict[str, dict[int, Finding]] = {}
    for rep in reps:
        for finding in rep.findings:
            found.setdefault(finding.check, {})[rep.index] = finding
    small: dict[str, list[Finding]] = {}
    for finding in (it for attempt in missed for it in as_short(attempt, exercise)):
        if finding.check in found or finding.check in corrected:
            small.setdefault(finding.check, []).append(finding)
            found.setdefault(finding.check, {})
    ordered = sorted(found, key=lambda key: _weight([*found[key].values(), *small.get(key, ())]), reverse=True)
    ordered.sort(key=lambda key: leading.index(key) if key in leading else len(leading))
    return [_advice(exercise, key, found[key], small.get(key, [])) for key in ordered]


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


def _advice(exercise: Exercise, key: str, findings: dict[int, Finding], small: Sequence[Finding]) -> Advice:
    check = exercise.check(key)
    # an attempt that did not count is measured by another angle in some exercises, so a counted repetition goes before it
    worst = max(list(findings.values()) or small, key=lambda finding: check.limit.excess(finding.value))
    return Advice(check.cue_for(worst.value), check.name, check.why, tuple(findings), worst, len(small))


def _weight(findings: Collection[Finding]) -> tuple[bool, int, int]:
    return any(one.grade is Grade.FAULT for one in findings), max(one.severity for one in findings), len(findings)
