"""What to say after a set: one number, one strength, one thing to change, and what could not be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.coaching.cues import CONFIRMED_BY, Order, cause_of, corrected_in, is_short, most_important, order
from coach.coaching.unseen import never_judged
from coach.coaching.verdict import tally
from coach.coaching.wording import lower_first, reach
from coach.exercise import Check, Exercise, RepMeasure
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Verdict

SEEN_SHARE = 0.5
"""Of less of the set nothing is said about form."""
FIX_SHARE = 0.25
"""A fault in fewer repetitions, or in only one, is a slip."""

STRENGTHS = {
    RepMeasure.RANGE: "Your range was right every time.",
    RepMeasure.CONCENTRIC: "You lifted slowly every time.",
    RepMeasure.ECCENTRIC: "You lowered slowly every time.",
    RepMeasure.HOLD: "You paused at the top every time.",
    RepMeasure.WOBBLE: "You moved without a wobble every time.",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What to say after a set, in sentences; empty where there is nothing to say."""

    number: str
    strength: str = ""
    fix: str = ""
    unsure: str = ""
    """The most important thing that was judged in no repetition, whose check is `unjudged`."""
    unjudged: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.number, self.strength, self.fix, self.unsure)))

    def without(self, told: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The sentences, without what cannot be judged where that was `told` before, and what was told with them."""
        if not self.unjudged or self.unjudged in told:
            return str(replace(self, unsure="")), told
        return str(self), (*told, self.unjudged)


def summary(
    exercise: Exercise,
    reps: Sequence[Rep],
    *,
    following: str = "Next set",
    missed: Sequence[NotCounted] = (),
    goal: int | None = None,
    corrected: Sequence[str] | None = None,
) -> Summary:
    """Sum a set up. `following` is when the fix can be used: next set, next time.

    `missed` are the attempts that were not counted, `goal` how many repetitions there should have been, and `corrected` the checks that
    the voice spoke of, most important first; None: those that it would have spoken of.
    """
    small = sum(one.reason is Reason.TOO_SMALL for one in missed)
    too_small = "" if not small else " One was too small to count." if small == 1 else f" {small} were too small to count."
    if not reps:
        return Summary(f"No repetition was counted.{too_small}")
    of = f" of {goal}" if goal and len(reps) < goal else ""
    counted = f"{len(reps)}{of} {'rep' if (goal if of else len(reps)) == 1 else 'reps'}"
    judged = [rep for rep in reps if rep.verdict is not Verdict.NOT_JUDGED]
    if len(judged) < SEEN_SHARE * len(reps):
        return Summary(f"{counted}.", f"I could not judge your form in this set, so I only counted: {_obstacle(exercise, reps)}.")
    number = f"{counted}: {tally(reps)}.{too_small}"
    is_whole = not of and not small
    unseen = next((check for check, _ in never_judged(exercise, reps)), None)
    return Summary(
        number,
        _strength(exercise, reps, missed),
        _fix(exercise, reps, following, corrected, is_whole=is_whole),
        unsure=f"Not judged: {lower_first(unseen.name)}." if unseen else "",
        unjudged=unseen.key if unseen else "",
    )


def to_change(exercise: Exercise, reps: Sequence[Rep], corrected: Sequence[str] | None = None) -> Finding | None:
    """What was wrong more than once in a set: what the voice worked on, if it still was, else the worst, or what causes it."""
    faults = [one for rep in reps for one in rep.findings if one.grade is Grade.FAULT]
    often = Counter(one.check for one in faults)
    kept = [one for one in faults if often[one.check] >= max(CONFIRMED_BY, FIX_SHARE * len(reps))]
    for key in corrected_in(exercise, reps) if corrected is None else corrected:
        if worked_on := [one for one in kept if one.check == key]:
            return worked_on[0]
    worst = most_important(kept, exercise)
    if worst is None:
        return None
    beside = [one for rep in reps if worst.check in {one.check for one in rep.findings} for one in rep.findings if one in kept]
    return cause_of(worst, beside, exercise)


def why_to_change(exercise: Exercise, reps: Sequence[Rep], corrected: Sequence[str] | None = None) -> str:
    """Why the one thing to change matters, for whoever asks; empty where there is nothing to change."""
    finding = to_change(exercise, reps, corrected)
    return exercise.check(finding.check).why if finding else ""


def _fix(exercise: Exercise, reps: Sequence[Rep], following: str, corrected: Sequence[str] | None, *, is_whole: bool) -> str:
    finding = to_change(exercise, reps, corrected)
    if finding:
        return f"{following}: {lower_first(exercise.check(finding.check).cue_for(finding.value))}."
    is_right = is_whole and all(rep.verdict is Verdict.GOOD for rep in reps)
    return f"{following}: the same again." if is_right else ""


def _strength(exercise: Exercise, reps: Sequence[Rep], missed: Sequence[NotCounted]) -> str:
    """The most important thing that was judged and right in every repetition, and in every attempt.

    No posture of severity 3 is praised where one was found wrong, or the movement went too far, which is how posture is lost: all are
    about the same pelvis and trunk, so the praise would contradict what is to change ("the movement came from your hip", while the
    pelvis rolls back).
    """
    wrong = {one.check for rep in reps for one in rep.findings}
    if any(one.reason is Reason.TOO_SMALL for one in missed) or any(reach(rep, exercise) for rep in reps):
        wrong |= {check.key for check in exercise.checks if exercise.is_of_range(check)}
    judged = set.intersection(*({check for check, _ in rep.measured} for rep in reps))
    not_right = [check for check in exercise.checks if check.key in wrong or check.key not in judged]
    # a sentence is about all checks of the same measure, and all that share it: a range is right when it is neither short nor too far
    spoilt = {check.of for check in not_right} | {_praise_of(check) for check in not_right}
    kept = [check for check in exercise.checks if _praise_of(check) and not {check.of, _praise_of(check)} & spoilt]
    if any(_costs_posture(one, exercise) for rep in reps for one in rep.findings):
        kept = [check for check in kept if order(check, exercise) is not Order.SEVERITY_3]
    best = min(kept, key=lambda check: _worth(check, exercise), default=None)
    return _praise_of(best) if best and best.severity > 1 else ""


def _costs_posture(finding: Finding, exercise: Exercise) -> bool:
    check = exercise.check(finding.check)
    return order(check, exercise) is Order.SEVERITY_3 or (exercise.is_of_range(check) and not is_short(finding, exercise))


def _praise_of(check: Check) -> str:
    return STRENGTHS[check.of] if isinstance(check.of, RepMeasure) else check.strength


def _worth(check: Check, exercise: Exercise) -> int:
    """Posture in movement is the strength to speak of first."""
    worth = [Order.SEVERITY_3, Order.SEVERITY_2, Order.RANGE, Order.TEMPO, Order.START_POSITION, Order.SEVERITY_1]
    return worth.index(order(check, exercise))


def _obstacle(exercise: Exercise, reps: Sequence[Rep]) -> str:
    """Why most of the form could not be judged."""
    reasons = Counter(one.reason for rep in reps for one in rep.unjudged if one.check in exercise.posture_checks)
    return reasons.most_common(1)[0][0] if reasons else "it could not be seen"
