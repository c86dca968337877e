"""How far each person goes, found out once and used for some sessions: the hip's own shape decides it, not a textbook."""

from __future__ import annotations

import math
from typing import Final

from coach.coaching.events import Calibrated
from coach.history import History

HOLDS_FOR: Final = 6
"""Sessions after which it is found out anew (specification, section 3)."""
LARGEST: Final = 180.0
"""Degrees; what was kept and is larger is none that was found out here."""


def personal_target(history: History, person_id: int, key: tuple[str, str], *, session: int) -> float:
    """Degrees to aim at with the exercise and side `key` in the person's session number `session`; NaN when it is to be found out."""
    kept = history.setting(person_id, _name(key))
    match kept:
        case {"degrees": float(degrees) | int(degrees), "session": int(found_in)} if (
            abs(degrees) <= LARGEST and 0 <= session - found_in < HOLDS_FOR
        ):
            return float(degrees)
        case _:
            return math.nan


def keep_target(history: History, person_id: int, found: Calibrated, *, session: int) -> None:
    """Keep what was found out in the person's session number `session`."""
    value = {"degrees": round(found.personal_target, 1), "session": session}
    history.set_setting(person_id, _name((found.exercise, found.working_side)), value)


def _name(key: tuple[str, str]) -> str:
    return f"target/{key[0]}/{key[1]}"
