"""What to say after a set: one number, one strength, one thing to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coach.coaching.cues import CONFIRMED_BY, Order, cause_of, has_judged_posture, most_important, order
from coach.exercise import Check, Exercise, RepMeasure
from coach.records import Finding, Grade, Rep

SEEN_SHARE = 0.5
"""Of less of the set nothing is said about form."""
FIX_SHARE = 0.25
"""A fault in fewer repetitions, or in only one, is a slip."""

STRENGTHS = {
    RepMeasure.RANGE: "Your range was right every time.",
    RepMeasure.CONCENTRIC: "You lifted under control every time.",
    RepMeasure.ECCENTRIC: "You lowered under control every time.",
    RepMeasure.HOLD: "You held still at the top every time.",
    RepMeasure.WOBBLE: "You moved smoothly every time.",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What to say after a set, in sentences; `strength` and `fix` are empty where there is nothing to say."""

    number: str
    strength: str
    fix: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.number, self.strength, self.fix)))


def summary(exercise: Exercise, reps: Sequence[Rep], *, following: str = "Next set") -> Summary:
    """Sum a set up. `following` is when the fix can be used: next set, next time."""
    if not reps:
        return Summary("No repetition was counted.", "", "")
    counted = f"{len(reps)} {'rep' if len(reps) == 1 else 'reps'}"
    judged = [rep for rep in reps if has_judged_posture(rep, exercise)]
    if len(judged) < SEEN_SHARE * len(reps):
        return Summary(f"{counted}.", f"I could not judge your form in this set, so I only counted: {_obstacle(exercise, reps)}.", "")
    clean = sum(rep.good for rep in reps)
    number = f"{counted}, {'all' if 1 < clean == len(reps) else clean or 'none'} clean."
    return Summary(number, _strength(exercise, reps), _fix(exercise, reps, following))


def to_change(exercise: Exercise, reps: Sequence[Rep]) -> Finding | None:
    """The worst of what was wrong more than once in a set, or what causes it."""
    faults = [one for rep in reps for one in rep.findings if one.grade is Grade.FAULT]
    often = Counter(one.check for one in faults)
    kept = [one for one in faults if often[one.check] >= max(CONFIRMED_BY, FIX_SHARE * len(reps))]
    worst = most_important(kept, exercise)
    if worst is None:
        return None
    beside = [one for rep in reps if worst.check in {one.check for one in rep.findings} for one in rep.findings if one in kept]
    return cause_of(worst, beside, exercise)


def why_to_change(exercise: Exercise, reps: Sequence[Rep]) -> str:
    """Why the one thing to change matters, for whoever asks; empty where there is nothing to change."""
    finding = to_change(exercise, reps)
    return exercise.check(finding.check).why if finding else ""


def _fix(exercise: Exercise, reps: Sequence[Rep], following: str) -> str:
    finding = to_change(exercise, reps)
    if finding is None:
        return f"{following}: the same again." if all(rep.good for rep in reps) else ""
    return f"{following}: {_within_a_sentence(exercise.check(finding.check).cue_for(finding.value))}."


def _strength(exercise: Exercise, reps: Sequence[Rep]) -> str:
    """The most important thing that was right in every repetition and could be seen in most."""
    wrong = {one.check for rep in reps for one in rep.findings}
    unseen = Counter(one.check for rep in reps for one in rep.unjudged)
    worth_a_word = [check for check in exercise.checks if isinstance(check.of, RepMeasure) or check.strength]
    kept = [check for check in worth_a_word if check.key not in wrong and unseen[check.key] <= (1 - SEEN_SHARE) * len(reps)]
    best = min(kept, key=lambda check: _worth(check, exercise), default=None)
    if best is None or best.severity == 1:
        return ""
    return STRENGTHS[best.of] if isinstance(best.of, RepMeasure) else best.strength


def _worth(check: Check, exercise: Exercise) -> int:
    """Posture in movement is the strength to speak of first."""
    worth = [Order.SEVERITY_3, Order.SEVERITY_2, Order.RANGE, Order.TEMPO, Order.START_POSITION, Order.SEVERITY_1]
    return worth.index(order(check, exercise))


def _obstacle(exercise: Exercise, reps: Sequence[Rep]) -> str:
    """Why most of the form could not be judged."""
    matters = {check.key for check in exercise.checks if check.severity > 1}
    reasons = Counter(one.reason for rep in reps for one in rep.unjudged if one.check in matters)
    return reasons.most_common(1)[0][0] if reasons else "it could not be seen"


def _within_a_sentence(cue: str) -> str:
    return cue[:1].lower() + cue[1:]
