"""Where limits should lie by the evidence, and what leaving one body out does to them.

The rule, for each check that some rendered fault should trip. Values are taken by how far they are beyond the limit of the warning, so
that one rule holds for limits on either side. Of each body the worst value without such a fault is taken; the limit of the fault is
their mean and three standard deviations, which a new body seldom exceeds, or half way from the worst of them to the value that three
of four repetitions with the fault exceed, whichever is further out. The limit of the warning lies a quarter of the way between those
two values, or half way where they overlap. Where no fault was rendered the exercise's own limits stay. Leaving a body out means
following the rule without it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import Final, TypeAlias

from benchmarks.validation.faults import HARD_TO_SEE, PREFIX, checks_for
from benchmarks.validation.figures import number, of, percentile
from benchmarks.validation.groups import Scores, rendered
from benchmarks.validation.scoring import HELD_S
from benchmarks.validation.tables import markdown
from benchmarks.validation.truth import TrueRep
from coach.exercise import Check, Exercise
from coach.records import Grade, Rep

FAULTY_PERCENT: Final = 25.0
DEVIATIONS: Final = 3.0
FEWEST: Final = 2
"""Of fewer repetitions with a fault no limit is derived."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a check measured in one repetition of a body, how far `beyond` the limit of the warning; whether its fault was there."""

    body: str
    beyond: float
    is_faulty: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """How far beyond the exercise's own warning the limits of `warn` and `fault` lie by the rule."""

    warn: float
    fault: float

    def grade(self, beyond: float) -> Grade | None:
        """The grade of a value."""
        return Grade.FAULT if beyond > self.fault else Grade.WARN if beyond > self.warn else None


Rules: TypeAlias = Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many faults were found and missed, and how many that were not there were found, with certain limits."""

    found: int
    missed: int
    wrong: int

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        return 2 * self.found / max(2 * self.found + self.missed + self.wrong, 1)


def by_check(scores: Scores, exercises: Sequence[Exercise]) -> dict[str, list[Value]]:
    """All values of each check, by exercise and key."""
    values: dict[str, list[Value]] = {}
    for exercise, body, true, rep in _reps(scores, exercises):
        measured = dict(rep.measured)
        for check in exercise.checks:
            if check.key in measured:
                is_faulty = any(check.key in checks_for(exercise.key, fault) for fault in true.faults)
                values.setdefault(_name(exercise, check), []).append(Value(body, check.limit.excess(measured[check.key]), is_faulty))
    return values


def derived(values: Sequence[Value], own: Rule) -> Rule:
    """The limits by the rule; `own` where it says nothing."""
    faulty = [one.beyond for one in values if one.is_faulty]
    clean = [one for one in values if not one.is_faulty]
    worst = [max(one.beyond for one in clean if one.body == body) for body in {one.body for one in clean}]
    if len(faulty) < FEWEST or len(worst) < FEWEST:
        return own
    low, high = max(worst), percentile(faulty, FAULTY_PERCENT)
    fault = max(mean(worst) + DEVIATIONS * stdev(worst), low, (low + high) / 2)
    return Rule(min(low + (high - low) * (0.25 if high > low else 0.5), fault), fault)


def own_rules(exercises: Sequence[Exercise]) -> dict[str, Rule]:
    """The exercises' own limits in the same terms."""
    return {_name(exercise, check): Rule(0.0, _width(check)) for exercise in exercises for check in exercise.checks}


def _width(check: Check) -> float:
    """From the limit of the warning to that of the fault."""
    limit = check.limit
    return limit.high_fault - limit.high_warn if math.isfinite(limit.high_warn) else limit.low_warn - limit.low_fault


def outcomes(scores: Scores, exercises: Sequence[Exercise], rules_without: Callable[[str], Rules]) -> Outcomes:
    """What would be found if each body were judged by the limits that `rules_without` gives for it, and by nothing else."""
    found = missed = wrong = 0
    for exercise, body, true, rep in _reps(scores, exercises):
        rules, measured = rules_without(body), dict(rep.measured)
        grades = {
            check.key: rules[_name(exercise, check)].grade(check.limit.excess(measured[check.key]))
            for check in exercise.checks
            if check.key in measured
        }
        explained = {f"{PREFIX[exercise.key]}_hold"} if true.top_end_s - true.top_start_s < HELD_S else set()
        for fault in true.faults:
            reporting = checks_for(exercise.key, fault)
            explained |= reporting
            if fault in true.mild or fault == "small_range" or (exercise.key, fault) in HARD_TO_SEE or not reporting & grades.keys():
                continue
            is_found = any(grades.get(key) for key in reporting)
            found, missed = found + is_found, missed + (not is_found)
        wrong += sum(grade is Grade.FAULT and key not in explained for key, grade in grades.items())
    return Outcomes(found, missed, wrong)


def leaving_out(scores: Scores, exercises: Sequence[Exercise], values: Mapping[str, Sequence[Value]]) -> Outcomes:
    """The outcomes with limits that know nothing of the body that they judge; `values` are those of `by_check`."""
    own = own_rules(exercises)
    bodies = {one.case.body for one in rendered(scores)}
    without = {
        body: {name: derived([one for one in values.get(name, ()) if one.body != body], rule) for name, rule in own.items()}
        for body in bodies
    }
    return outcomes(scores, exercises, lambda body: without[body])


def table(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """For each check with a rendered fault: clean and faulty values, margin, own limits and those of the rule."""
    values, own = by_check(scores, exercises), own_rules(exercises)
    rows = []
    for exercise in exercises:
        for check in exercise.checks:
            name = _name(exercise, check)
            of_check = values.get(name, [])
            faulty, clean = ([one.beyond for one in of_check if one.is_faulty is wanted] for wanted in (True, False))
            if len(faulty) < FEWEST or not clean:
                continue
            decimals = 0 if check.unit == "deg" else 2
            rule, worst, lowest = derived(of_check, own[name]), max(clean), percentile(faulty, FAULTY_PERCENT)
            rows.append(
                (
                    f"{exercise.name}: {check.name}",
                    f"`{check.key}`",
                    f"{len(clean)} / {len(faulty)}",
                    *(number(one, decimals, sign=True) for one in (worst, lowest, lowest - worst)),
                    number(own[name].fault, decimals, sign=True),
                    *(number(one, decimals, sign=True) for one in (rule.warn, rule.fault)),
                )
            )
    head = ("Check", "Key", "Clean / faulty", "Worst clean", "Faulty, 25 %", "Margin", "Own fault", "Rule's warning", "Rule's fault")
    return markdown(head, rows, words=2)


def summary(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Found, wrong and F1 by the exercises' own limits, and by the rule with and without the body that is judged."""
    values, own = by_check(scores, exercises), own_rules(exercises)
    ruled = {name: derived(values.get(name, ()), rule) for name, rule in own.items()}
    ways = (
        ("The exercises' own limits", outcomes(scores, exercises, lambda _body: own)),
        ("The rule on all bodies", outcomes(scores, exercises, lambda _body: ruled)),
        ("The rule, leaving out the body that is judged", leaving_out(scores, exercises, values)),
    )
    rows = [(words, of(one.found, one.found + one.missed), str(one.wrong), number(one.f1, 3)) for words, one in ways]
    return markdown(("Limits", "Found", "Wrong", "F1"), rows)


def _reps(scores: Scores, exercises: Sequence[Exercise]) -> Iterable[tuple[Exercise, str, TrueRep, Rep]]:
    known = {exercise.key: exercise for exercise in exercises}
    for one in rendered(scores):
        for true, rep in one.reps:
            if one.exercise_right:
                yield known[one.case.exercise], one.case.body, true, rep


def _name(exercise: Exercise, check: Check) -> str:
    return f"{exercise.key} {check.key}"
