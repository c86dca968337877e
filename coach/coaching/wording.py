"""How measures, findings, reasons and numbers of things read in tables, reports and pictures."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from coach.exercise import Check, Exercise, Phase, RepMeasure
from coach.records import Finding, Grade, NotCounted, Reason, Rep

UNKNOWN: Final = "?"

SHORT_UNITS: Final = {"deg": (0, "°"), "s": (1, " s"), "count": (0, "")}
"""Decimals and ending. Every other unit is a share: of a part of the body, or of nothing in particular ("ratio")."""

PHASE_NAMES: Final[Mapping[Phase, str]] = {Phase.REST: "rest", Phase.CONCENTRIC: "up", Phase.HOLD: "hold", Phase.ECCENTRIC: "down"}

_TOO: Final[Mapping[RepMeasure | None, tuple[str, str]]] = {
    None: ("too little", "too much"),
    RepMeasure.RANGE: ("too small", "too large"),
    RepMeasure.CONCENTRIC: ("too short", "too long"),
    RepMeasure.HOLD: ("too short", "too long"),
    RepMeasure.ECCENTRIC: ("too short", "too long"),
    RepMeasure.WOBBLE: ("too seldom", "too often"),
}
"""What too little and too much of a measure are called; of anything else as for None."""

_ALOUD: Final[Mapping[Reason, str]] = {
    Reason.TOO_SMALL: "too small",
    Reason.TOO_SHORT: "too quick",
    Reason.TOO_LONG: "too slow",
    Reason.CUT_OFF: "not finished",
    Reason.NOT_SEEN: "I lost sight of you",
    Reason.OTHER_MOVEMENT: "another movement",
    Reason.NOT_PRESCRIBED: "your prescription has the other side",
    Reason.CORRECTED: "no repetition, as you said",
}

SIDE_NAMES: Final = {"left": "left side", "right": "right side", "both": "both sides"}


def found(finding: Finding, exercise: Exercise | None) -> str:
    """A finding as it reads wherever it stands: what it is, and how far from what to aim at. `exercise` is None where it is not known any more."""
    name = exercise.check_names.get(finding.check) if exercise else None
    return f"{name}: {how_far(finding, exercise)}" if exercise and name else f"{finding.check}: {quantity(finding.value, finding.unit)}"


def how_far(finding: Finding, exercise: Exercise) -> str:
    """What a finding measured, whether that is too much or too little, and what to aim at: "49°, too little (aim 60 to 125°)"."""
    check = next((one for one in exercise.checks if one.key == finding.check), None)
    if check is None or not math.isfinite(finding.value):
        return quantity(finding.value, finding.unit)
    limit, slightly = check.limit, "slightly " if finding.grade is Grade.WARN else ""
    if not limit.excess(finding.value) > 0 and (check.of_usual or check.over_usual < math.inf):
        return f"{quantity(finding.value, finding.unit)}, {'less' if check.of_usual else 'more'} than usual for you"
    # what is wrong below zero is said by its size: a hip that drops by 9 degrees drops too much
    is_low = finding.value - limit.low_warn < limit.high_warn - finding.value
    little, much = _TOO[check.of if isinstance(check.of, RepMeasure) else None]
    too = little if is_low and limit.low_warn > 0 else much
    value = finding.value if limit.low_warn > 0 or not is_low else -finding.value
    missed = abs(limit.low_warn if is_low else limit.high_warn)
    return f"{told_apart(value, missed, finding.unit)}, {slightly}{too} (aim {_aim(check, exercise)})"


def clinical_names(reps: Collection[Rep], exercise: Exercise) -> list[tuple[str, str]]:
    """The plain and the clinical name of each check that was found, or could not be judged, in `reps`, as far as the two differ."""
    keys = {one.check for rep in reps for one in rep.findings} | {one.check for rep in reps for one in rep.unjudged}
    return [(exercise.check_names[key], name) for key, name in exercise.clinical_names.items() if key in keys]


def reach(rep: Rep, exercise: Exercise, *, names_aim: bool = True) -> str:
    """How a range that no check finds wrong lies to the range to aim at; empty where it is within, or where the aim is of another angle.

    Where the aim stands beside it anyway, it need not be named.
    """
    motion = exercise.range_of_motion
    low, high = motion.target
    is_found = any(exercise.is_of_range(check) for check in exercise.checks if check.key in {one.check for one in rep.findings})
    if motion.reports_another_angle or is_found or not math.isfinite(rep.range_of_motion) or low <= round(rep.range_of_motion) <= high:
        return ""
    aim = f"the aim of {from_to(low, high)}" if names_aim else "the aim"
    return f"{'more' if rep.range_of_motion > high else 'less'} than {aim}, still fine"


ROLL_BEGINS: Final = "pelvis begins to roll"
"""What the mark in a chart means, at the moment at which the roll of the pelvis passes its limit."""


def from_the_hip(share: float, least: float = math.nan) -> str:
    """How much of a movement the hip gave, and the `least` of a set: "88 % from the hip, at worst 47 %"; empty where that is not known."""
    if not math.isfinite(share):
        return ""
    at_worst = f", at worst {100 * least:.0f} %" if math.isfinite(least) and round(100 * least) < round(100 * share) else ""
    return f"{100 * share:.0f} % from the hip{at_worst}"


def _aim(check: Check, exercise: Exercise) -> str:
    limit, motion = check.limit, exercise.range_of_motion
    if check.of is RepMeasure.RANGE and not motion.reports_another_angle:
        return from_to(*motion.target)
    if limit.low_warn > 0 and math.isfinite(limit.high_warn):
        return f"{quantity(limit.low_warn, check.unit).removesuffix('°')} to {quantity(limit.high_warn, check.unit)}"
    if limit.low_warn > 0:
        return f"{quantity(limit.low_warn, check.unit)} or more"
    return f"at most {quantity(limit.high_warn if math.isfinite(limit.high_warn) else -limit.low_warn, check.unit)}"


def range_of(rep: Rep) -> str:
    """The range of a repetition as people write it: 24°, "about 30°" where it can only be told roughly."""
    return ("about " if rep.range_is_rough else "") + quantity(rep.range_of_motion, rep.unit)


def seconds_of(rep: Rep) -> tuple[str, str, str]:
    """The seconds up, at the top and down, without the unit."""
    up, hold, down = (quantity(seconds, "s").removesuffix(" s") for seconds in (rep.concentric_s, rep.hold_s, rep.eccentric_s))
    return up, hold, down


def why_not_counted(one: NotCounted, exercise: Exercise | None = None) -> str:
    """Why a movement was not counted, and how far one that was too small went, of how far a repetition of `exercise` has to go."""
    if one.reason is not Reason.TOO_SMALL or not math.isfinite(one.value):
        return one.reason.words
    if exercise is None:
        return f"{one.reason.words} ({quantity(one.value, one.unit)})"
    enough = exercise.range_of_motion.count
    return f"{one.reason.words} ({told_apart(one.value, enough, one.unit)}; it counts from {degrees(enough)} on)"


def not_counted_aloud(one: NotCounted) -> str:
    """Why a movement was not counted, for the voice."""
    return f"Not counted: {_ALOUD[one.reason]}"


def quantity(value: float, unit: str, *, finer: int = 0) -> str:
    """A measure as people write it, with `finer` decimals more than usual: 24°, 1.3 s, 12 % of the trunk."""
    if not math.isfinite(value):
        return UNKNOWN
    if unit in SHORT_UNITS:
        decimals, ending = SHORT_UNITS[unit]
        return f"{value:z.{decimals + finer}f}{ending}"
    return f"{100 * value:z.{finer}f} %" + ("" if unit == "ratio" else f" of the {unit}")


def told_apart(value: float, limit: float, unit: str) -> str:
    """A measure with as many decimals as tell it from a limit that it breaks: 0.38 s beside 0.4 s."""
    finer = next((finer for finer in range(4) if quantity(value, unit, finer=finer) != quantity(limit, unit, finer=finer)), 0)
    return quantity(value, unit, finer=finer)


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
