"""Where limits should lie by the evidence, and what leaving one body out does to them.

The rule, for each check. It starts from the limits of the specification (`benchmarks.validation.specified`), which owe nothing to these
people. Where a repetition without the fault is beyond the limit of the fault, that limit lies beyond the worst of them by as much as the
specification has between warning and fault. The limit of the warning is what nine of ten of them stay below, if that is further out than
the specification's; and if a quarter of the repetitions with the fault would pass the specification's unnoticed, it lies half way from
the worst without to what three of four with it exceed, but not below those nine of ten. Where the specification has no limit for what is
measured, the limit of the fault is that half way, and that of the warning those nine of ten. Leaving a body out means following the rule
without it.

Values are taken by how far they are beyond the exercise's own warning, so that one rule holds for limits on either side. A repetition in
which the truth explains a finding of the check without having the fault in full (a mild one, a hold that was not held) counts neither as
with nor as without it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from benchmarks.validation.faults import HARD_TO_SEE, checks_for
from benchmarks.validation.figures import number, of, percentile
from benchmarks.validation.groups import Scores, rendered
from benchmarks.validation.scoring import explained
from benchmarks.validation.specified import SPECIFIED
from benchmarks.validation.tables import markdown
from benchmarks.validation.truth import TrueRep
from coach.exercise import Check, Exercise
from coach.limits import Limit
from coach.records import Grade, Rep

FAULTY_PERCENT: Final = 25.0
CLEAN_PERCENT: Final = 90.0
OWN: Final = "The exercises' own limits"
FEWEST: Final = 2
"""Of fewer repetitions with a fault nothing is derived from them."""


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
        shown = frozenset[str]().union(*(reporting for _, reporting in _shown(exercise, true)))
        allowed = explained(exercise.key, true)
        measured = dict(rep.measured)
        for check in exercise.checks:
            if check.key in measured and (check.key in shown or check.key not in allowed):
                one = Value(body, check.limit.excess(measured[check.key]), check.key in shown)
                values.setdefault(_name(exercise, check), []).append(one)
    return values


def _shown(exercise: Exercise, true: TrueRep) -> list[tuple[str, frozenset[str]]]:
    """The faults that are no mild ones, each with the keys of the checks that rightly report it."""
    return [(fault, checks_for(exercise.key, fault)) for fault in true.faults if fault not in true.mild and fault != "small_range"]


def derived(values: Sequence[Value], specified: Rule | None, own: Rule) -> Rule:
    """The limits by the rule; `specified` is None where the specification has none. `own` where all that says nothing."""
    clean = [one.beyond for one in values if not one.is_faulty]
    faulty = [one.beyond for one in values if one.is_faulty]
    if not clean:
        return specified or own
    worst, usual = max(clean), percentile(clean, CLEAN_PERCENT)
    shown = percentile(faulty, FAULTY_PERCENT) if len(faulty) >= FEWEST else None
    between = math.inf if shown is None else (worst + shown) / 2
    if specified is None:
        return own if shown is None else Rule(min(usual, max(worst, between)), max(worst, between))
    warn, fault = specified.warn, specified.fault
    if worst > fault:
        fault = worst + specified.fault - specified.warn
    if usual > warn:
        warn = usual
    elif shown is not None and shown <= warn:
        warn = min(warn, max(between, usual))
    return Rule(min(warn, fault), fault)


def own_rules(exercises: Sequence[Exercise]) -> dict[str, Rule]:
    """The exercises' own limits in the same terms."""
    return {_name(exercise, check): _rule(check, check.limit) for exercise in exercises for check in exercise.checks}


def specified_rules(exercises: Sequence[Exercise]) -> dict[str, Rule]:
    """The specification's limits in the same terms, of those checks for which it has some."""
    return {
        _name(exercise, check): _rule(check, SPECIFIED[check.key])
        for exercise in exercises
        for check in exercise.checks
        if check.key in SPECIFIED
    }


def _rule(check: Check, limit: Limit) -> Rule:
    """How far `limit` is beyond the check's own warning, on the side on which the check warns."""
    own = check.limit
    if math.isfinite(own.high_warn):
        return Rule(limit.high_warn - own.high_warn, limit.high_fault - own.high_warn)
    return Rule(own.low_warn - limit.low_warn, own.low_warn - limit.low_fault)


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
        for fault, reporting in _shown(exercise, true):
            if (exercise.key, fault) not in HARD_TO_SEE and reporting & grades.keys():
                is_found = any(grades.get(key) for key in reporting)
                found, missed = found + is_found, missed + (not is_found)
        allowed = explained(exercise.key, true)
        wrong += sum(grade is Grade.FAULT and key not in allowed for key, grade in grades.items())
    return Outcomes(found, missed, wrong)


def ruled(values: Mapping[str, Sequence[Value]], exercises: Sequence[Exercise]) -> Rules:
    """The limits of all checks by the rule."""
    specified = specified_rules(exercises)
    return {name: derived(values.get(name, ()), specified.get(name), own) for name, own in own_rules(exercises).items()}


def leaving_out(scores: Scores, exercises: Sequence[Exercise], values: Mapping[str, Sequence[Value]]) -> Outcomes:
    """The outcomes with limits that know nothing of the body that they judge; `values` are those of `by_check`."""
    bodies = {one.case.body for one in rendered(scores)}
    without = {
        body: ruled({name: [one for one in ones if one.body != body] for name, ones in values.items()}, exercises) for body in bodies
    }
    return outcomes(scores, exercises, lambda body: without[body])


def table(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """For each check with a rendered fault: clean and faulty values, margin, own limits and those of the rule."""
    values, own = by_check(scores, exercises), own_rules(exercises)
    rules = ruled(values, exercises)
    rows = []
    for exercise in exercises:
        for check in exercise.checks:
            name = _name(exercise, check)
            of_check = values.get(name, [])
            faulty, clean = ([one.beyond for one in of_check if one.is_faulty is wanted] for wanted in (True, False))
            if len(faulty) < FEWEST or not clean:
                continue
            decimals = 0 if check.unit == "deg" else 2
            rule, worst, lowest = rules[name], max(clean), percentile(faulty, FAULTY_PERCENT)
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


def ways(scores: Scores, exercises: Sequence[Exercise]) -> list[tuple[str, Outcomes]]:
    """The outcomes by the exercises' own limits, and by the rule with and without the body that is judged."""
    values, own = by_check(scores, exercises), own_rules(exercises)
    rules = ruled(values, exercises)
    return [
        (OWN, outcomes(scores, exercises, lambda _body: own)),
        ("The rule on all bodies", outcomes(scores, exercises, lambda _body: rules)),
        ("The rule, leaving out the body that is judged", leaving_out(scores, exercises, values)),
    ]


def summary(judged: Sequence[tuple[str, Outcomes]]) -> str:
    """Found, wrong and F1 of each of the `ways`."""
    rows = [(words, of(one.found, one.found + one.missed), str(one.wrong), number(one.f1, 3)) for words, one in judged]
    return markdown(("Limits", "Found", "Wrong", "F1"), rows)


def _reps(scores: Scores, exercises: Sequence[Exercise]) -> Iterable[tuple[Exercise, str, TrueRep, Rep]]:
    known = {exercise.key: exercise for exercise in exercises}
    for one in rendered(scores):
        for true, rep in one.reps:
            if one.exercise_right:
                yield known[one.case.exercise], one.case.body, true, rep


def _name(exercise: Exercise, check: Check) -> str:
    return f"{exercise.key} {check.key}"
