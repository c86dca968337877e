"""How measures, findings, reasons and numbers of things read in tables, reports and pictures."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from coach.exercise import Phase
from coach.limits import Limit
from coach.records import Finding, Grade, NotCounted, Rep

UNKNOWN: Final = "?"

SHORT_UNITS: Final = {"deg": (0, "°"), "s": (1, " s"), "count": (0, "")}
"""Decimals and ending. Every other unit is a share: of a part of the body, or of nothing in particular ("ratio")."""

PHASE_NAMES: Final[Mapping[Phase, str]] = {Phase.REST: "rest", Phase.CONCENTRIC: "up", Phase.HOLD: "hold", Phase.ECCENTRIC: "down"}

SIDE_NAMES: Final = {"left": "left side", "right": "right side", "both": "both sides"}


def found(finding: Finding, names: Mapping[str, str]) -> str:
    """A finding as it reads wherever it stands: what it is, how far, and whether it is only a warning."""
    words = f"{names.get(finding.check, finding.check)}, {quantity(finding.value, finding.unit)}"
    return words if finding.grade is Grade.FAULT else f"{words} (a little)"


def limit_passed(limit: Limit, finding: Finding) -> str:
    """The limit that was passed, in brackets; nothing when it was measured against what the person usually does."""
    if not limit.excess(finding.value) > 0:
        return ""
    return f" (limit {quantity(limit.high_warn if finding.value > limit.high_warn else limit.low_warn, finding.unit)})"


def how_far(limit: Limit, finding: Finding) -> str:
    """What a finding measured, and the limit that was passed."""
    return quantity(finding.value, finding.unit) + limit_passed(limit, finding)


def seconds_of(rep: Rep) -> tuple[str, str, str]:
    """The seconds up, at the top and down, without the unit."""
    up, hold, down = (quantity(seconds, "s").removesuffix(" s") for seconds in (rep.concentric_s, rep.hold_s, rep.eccentric_s))
    return up, hold, down


def why_not_counted(one: NotCounted) -> str:
    """Why a movement was not counted, and how far it went."""
    return f"{one.reason.words} ({quantity(one.value, one.unit)})"


def quantity(value: float, unit: str) -> str:
    """A measure as people write it: 24°, 1.3 s, 12 % of the trunk."""
    if not math.isfinite(value):
        return UNKNOWN
    if unit in SHORT_UNITS:
        decimals, ending = SHORT_UNITS[unit]
        return f"{value:z.{decimals}f}{ending}"
    return f"{100 * value:z.0f} %" + ("" if unit == "ratio" else f" of the {unit}")


def unit_name(unit: str) -> str:
    """A unit as it stands beside an axis: ° for degrees."""
    return "°" if unit == "deg" else unit


def degrees(value: float) -> str:
    """An angle to whole degrees: 24°."""
    return f"{value:.0f}°"


def from_to(low: float, high: float) -> str:
    """A range to aim at: 25 to 45°."""
    return f"{low:.0f} to {high:.0f}°"


def in_which(reps: Collection[int], *, of: int) -> str:
    """In brackets, which repetitions are meant; nothing when all are."""
    return "" if len(reps) == of else f" ({repetitions(reps)})"


def repetitions(reps: Collection[int]) -> str:
    """Repetition 1; repetitions 1, 2 and 5."""
    return f"repetition{'' if len(reps) == 1 else 's'} {listed(reps)}"


def listed(numbers: Iterable[int]) -> str:
    """1, 2 and 5."""
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}" if others else last


def amount(number: int, what: str) -> str:
    """A number of things: "1 repetition", "2 repetitions"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def lower_first(name: str) -> str:
    """A name for within a sentence: only its first letter is made small, so names in it keep their capitals."""
    return name[:1].lower() + name[1:]
