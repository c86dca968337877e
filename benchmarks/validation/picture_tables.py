"""The page's tables of what the picture tells beside the landmarks: roll of the pelvis, hip share, tilt, feet and holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.validation.figures import NOTHING, mean, number, of, share
from benchmarks.validation.groups import Scores, rendered
from benchmarks.validation.tables import TURNED, markdown
from benchmarks.validation.truth import Case, TrueRep
from coach.exercise import Check, Exercise, RepMeasure
from coach.records import Grade, Rep
from coach.signals.support import EITHER_FOOT, PLANTED_FOOT
from coach.signals.surface import HIP_SHARE, PELVIC_TILT, PELVIS_ROLL

SIZES: Final = ((15.0, math.inf, "15° or more"), (8.0, 15.0, "8 to 15°"), (5.0, 8.0, "5 to 8°"), (0.0, 5.0, "below 5°"))
ROLLED_DEG: Final = 8.0
STILL_DEG: Final = 5.0
OPENED_DEG: Final = 25.0
"""From so wide an opening on the share of the hip is asked for."""
LIFTED: Final = frozenset({"heel_lift", "feet_lift"})


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one repetition by some checks, and the truth: `true` and `measured` in the unit of the first, NaN where unknown."""

    case: Case
    true: float
    measured: float
    judged: bool
    found: bool
    accused: bool

    @property
    def error(self) -> float:
        """What was measured less the truth."""
        return self.measured - self.true


def judged(scores: Scores, exercise: Exercise, checks: Sequence[Check], truth: Callable[[TrueRep], float]) -> list[Judged]:
    """Every repetition of `exercise` against `checks`, any of which is a right answer; judged is what one of them judged."""
    keys = {check.key for check in checks}
    return [
        _judged(one.case, rep, keys, checks[0].key, truth(true))
        for one in rendered(scores)
        if one.case.exercise == exercise.key
        for true, rep in one.reps
    ]


def _judged(case: Case, rep: Rep, keys: set[str], first: str, true: float) -> Judged:
    grades = [one.grade for one in rep.findings if one.check in keys]
    is_judged = bool(grades) or any(key in keys for key, _ in rep.measured)
    return Judged(case, true, abs(dict(rep.measured).get(first, math.nan)), is_judged, bool(grades), Grade.FAULT in grades)


def _of(exercise: Exercise, *signals: object) -> list[Check]:
    return [check for check in exercise.checks if any(check.of is signal for signal in signals)]


def rolls(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """How large rolls of the pelvis were found, by exercise and size."""
    rows = []
    for exercise in exercises:
        reps = all_rolls(scores, [exercise])
        if reps:
            for low, high, name in SIZES:
                rows.append((exercise.name, name, *_found([one for one in reps if low <= one.true < high])))
    return markdown(("Exercise", "True roll", *FOUND), rows, words=2)


def tilts(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """The same for the pelvis of somebody who stands, which drops or hikes."""
    rows = []
    for exercise in exercises:
        checks = _of(exercise, PELVIC_TILT)
        if checks:
            reps = judged(scores, exercise, checks, lambda true: true.tilt_deg)
            for low, high, name in SIZES:
                rows.append((exercise.name, name, *_found([one for one in reps if low <= one.true < high])))
    return markdown(("Exercise", "True drop or hike", *FOUND), rows, words=2)


FOUND: Final = ("Repetitions", "Judged", "Found", "as a fault", "Bias (°)", "Mean error (°)")


def _found(reps: Sequence[Judged]) -> tuple[str, ...]:
    known = [one for one in reps if one.judged]
    return (
        str(len(reps)),
        share(len(known), len(reps)),
        of(sum(one.found for one in reps), len(known)),
        of(sum(one.accused for one in reps), len(known)),
        number(mean(one.error for one in reps), 1, sign=True),
        number(mean(abs(one.error) for one in reps), 1),
    )


def all_rolls(scores: Scores, exercises: Sequence[Exercise]) -> list[Judged]:
    """Every repetition whose pelvis should not roll."""
    of_roll = ((exercise, _of(exercise, PELVIS_ROLL, HIP_SHARE)) for exercise in exercises)
    return [one for exercise, checks in of_roll if checks for one in judged(scores, exercise, checks, lambda true: true.roll_deg)]


def rolls_by_group(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Both lying exercises by where the camera stood, by person and clothes, and by what is unusual about the picture."""
    reps = all_rolls(scores, exercises)
    groups = {name: [one for one in reps if low <= abs(one.case.yaw_deg) < high] for low, high, name in TURNED}
    groups |= {
        f"`{body}` and its clothes": [one for one in reps if one.case.body == body] for body in sorted({one.case.body for one in reps})
    }
    groups |= {
        picture or "nothing unusual in the picture": [one for one in reps if one.case.picture == picture]
        for picture in sorted({one.case.picture for one in reps})
    }
    head = (
        "Group",
        "Repetitions",
        "Judged",
        "Rolled by 8° or more: found",
        "bias, mean error (°)",
        "Below 5°: accused",
        "bias, mean error (°)",
    )
    return markdown(head, [(name, *_in_group(group)) for name, group in groups.items() if group])


def _in_group(reps: Sequence[Judged]) -> tuple[str, ...]:
    rolled, still = [one for one in reps if one.true >= ROLLED_DEG], [one for one in reps if one.true < STILL_DEG]
    return (
        str(len(reps)),
        of(sum(one.judged for one in reps), len(reps)),
        of(sum(one.found for one in rolled), sum(one.judged for one in rolled)),
        _errors(rolled),
        of(sum(one.accused for one in still), sum(one.judged for one in still)),
        _errors(still),
    )


def _errors(reps: Sequence[Judged]) -> str:
    if not any(math.isfinite(one.error) for one in reps):
        return NOTHING
    return f"{number(mean(one.error for one in reps), 1, sign=True)}, {number(mean(abs(one.error) for one in reps), 1)}"


def hip_shares(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """How much of an opening came from the hip, as measured and as it was."""
    rows = []
    for exercise in exercises:
        checks = _of(exercise, HIP_SHARE)
        if checks:
            reps = judged(
                scores,
                exercise,
                checks,
                lambda true: true.hip_share if true.range_deg >= OPENED_DEG else math.nan,
            )
            wide = [one for one in reps if math.isfinite(one.true)]
            errors = [100 * one.error for one in wide]
            figures = (number(mean(errors), 0, sign=True), number(mean(map(abs, errors)), 0))
            rows.append((exercise.name, str(len(wide)), share(sum(one.judged for one in wide), len(wide)), *figures))
    return markdown(("Exercise", f"Openings of {OPENED_DEG:.0f}° or more", "Judged", "Bias (percentage points)", "Mean error"), rows)


def feet(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Whether a foot that should be planted was."""
    rows = []
    for exercise in exercises:
        for check in _of(exercise, PLANTED_FOOT, EITHER_FOOT):
            reps = [(true, rep) for one in rendered(scores) if one.case.exercise == exercise.key for true, rep in one.reps]
            lifted = [rep for true, rep in reps if LIFTED & set(true.faults)]
            flat = [rep for true, rep in reps if not LIFTED & set(true.faults)]
            figures = (_with(lifted, check), _without(lifted, check), _with(flat, check, Grade.FAULT), _without(flat, check))
            rows.append((exercise.name, f"`{check.key}`", *figures))
    return markdown(("Exercise", "Key", "Lifted: found", "not judged", "Planted: accused", "not judged"), rows, words=2)


def _with(reps: Sequence[Rep], check: Check, *grades: Grade) -> str:
    found = [any(one.check == check.key and one.grade in (grades or tuple(Grade)) for one in rep.findings) for rep in reps]
    return of(sum(found), len(reps))


def _without(reps: Sequence[Rep], check: Check) -> str:
    return of(sum(any(one.check == check.key for one in rep.unjudged) for rep in reps), len(reps))


def holds(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Whether a pause at the top was rightly called missing: not where they held for as long as the check asks."""
    rows = []
    for exercise in exercises:
        for check in (one for one in exercise.checks if one.of is RepMeasure.HOLD):
            reps = [(true, rep) for one in rendered(scores) if one.case.exercise == exercise.key for true, rep in one.reps]
            missing = [rep for true, rep in reps if "no_hold" in true.faults]
            held = [rep for true, rep in reps if true.hold_s >= check.limit.low_warn]
            figures = (_with(missing, check), f"{check.limit.low_warn:g} s", _with(held, check), _with(held, check, Grade.FAULT))
            rows.append((exercise.name, *figures))
    return markdown(("Exercise", "No pause: found", "Asked for", "Held for so long: told of a missing pause", "accused"), rows)
