"""How far is too far: limits that turn a measured value into a grade."""

from __future__ import annotations

import math
from dataclasses import dataclass

from coach.records import Grade


@dataclass(frozen=True, slots=True)
class Limit:
    """Good form lies between `low` and `high`; each end has a value that warns and one, further out, that is a fault."""

    low_warn: float = -math.inf
    low_fault: float = -math.inf
    high_warn: float = math.inf
    high_fault: float = math.inf

    def __post_init__(self) -> None:
        if not self.low_fault <= self.low_warn < self.high_warn <= self.high_fault:
            raise ValueError(f"limits out of order: {self.low_fault} <= {self.low_warn} < {self.high_warn} <= {self.high_fault}")

    def grade(self, value: float) -> Grade | None:
        """The grade of `value`; None inside the limits and for NaN, on which no check fires."""
        if value > self.high_fault or value < self.low_fault:
            return Grade.FAULT
        if value > self.high_warn or value < self.low_warn:
            return Grade.WARN
        return None

    def excess(self, value: float) -> float:
        """How far `value` lies outside the warning limits; negative inside, NaN for NaN."""
        return max(value - self.high_warn, self.low_warn - value)

    def warning_width(self, value: float) -> float:
        """How far warning and fault lie apart at the end of the limits to which `value` is nearer."""
        is_high = value - self.high_warn > self.low_warn - value
        return self.high_fault - self.high_warn if is_high else self.low_warn - self.low_fault


def at_most(*, warn: float, fault: float) -> Limit:
    """Too much is wrong."""
    return Limit(high_warn=warn, high_fault=fault)


def at_least(*, warn: float, fault: float) -> Limit:
    """Too little is wrong."""
    return Limit(low_warn=warn, low_fault=fault)


def within(*, warn: tuple[float, float], fault: tuple[float, float]) -> Limit:
    """Too little and too much are wrong."""
    return Limit(warn[0], fault[0], warn[1], fault[1])


def either_way(*, warn: float, fault: float) -> Limit:
    """Too far from zero, in either direction, is wrong."""
    return Limit(-warn, -fault, warn, fault)
