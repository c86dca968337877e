"""What matters most of the posture and cannot be judged, said while it can still be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.analysis.form import GROSS_ONLY, TOO_SMALL_TO_TELL, UNSURE
from coach.coaching.wording import lower_first
from coach.exercise import CANNOT_BE_SEEN, Check, Exercise
from coach.posture import HOW_TO_BE_SEEN
from coach.records import Rep

TELLING: Final = 2
"""So many repetitions in a row tell what cannot be judged: one may have been a slip of the camera."""


def never_judged(exercise: Exercise, reps: Sequence[Rep]) -> list[tuple[Check, str]]:
    """The checks of posture of severity 3 that could be judged in none of `reps`, and why not in the last one, most important first."""
    unjudged = [{one.check: one.reason for one in rep.unjudged} for rep in reps]
    return [
        (check, unjudged[-1][check.key])
        for check in exercise.checks
        if reps and check.severity == 3 and check.key in exercise.posture_checks and all(check.key in one for one in unjudged)
    ]


def notices(exercise: Exercise, reps: Sequence[Rep]) -> dict[str, str]:
    """What to say of each check that the last repetitions did not tell, by its key: what it is, and what helps; empty where nothing would."""
    if len(reps) < TELLING:
        return {}
    return {check.key: _notice(exercise, check, reason) for check, reason in never_judged(exercise, reps[-TELLING:]) if _helps(reason)}


def next_notice(exercise: Exercise, reps: Sequence[Rep], told: Sequence[str]) -> tuple[str, str] | None:
    """The first of them that was not `told` yet, by its key and in words."""
    return next(((key, words) for key, words in notices(exercise, reps).items() if key not in told), None)


def _helps(reason: str) -> bool:
    """Whether another place of the camera or other clothes would help."""
    return reason not in (GROSS_ONLY, TOO_SMALL_TO_TELL, UNSURE)


def _notice(exercise: Exercise, check: Check, reason: str) -> str:
    name = lower_first(check.name)
    if reason != CANNOT_BE_SEEN:
        return f"I cannot tell this: {name}. {reason[:1].upper()}{reason[1:]}."
    how = next((HOW_TO_BE_SEEN[view] for view in check.views or exercise.views if view in HOW_TO_BE_SEEN), "")
    return " ".join(filter(None, (f"From here I cannot see this: {name}.", how)))
