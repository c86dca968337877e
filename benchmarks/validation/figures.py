"""Counts with their intervals, medians and means, as text for a table."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import numpy as np

Z: Final = 1.959964  # of a normal distribution, for 95 %
NOTHING: Final = "-"


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a proportion (Wilson's score interval); all of 0 to 1 where nothing was tried."""
    if not total:
        return 0.0, 1.0
    middle = (right + Z**2 / 2) / (total + Z**2)
    half = Z / (total + Z**2) * math.sqrt(right * (total - right) / total + Z**2 / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def byar(events: int, minutes: float) -> tuple[float, float]:
    """The 95 % interval of a rate (Byar's approximation of the exact Poisson limits), per minute."""
    more = events + 1
    low = events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3 if events else 0.0
    high = more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3
    return max(0.0, low) / minutes, high / minutes


def of(right: int, total: int) -> str:
    """`9 of 10`, kept on one line."""
    return _unbroken(f"{right} of {total}") if total else NOTHING


def share(right: int, total: int) -> str:
    """`9 of 10 (60 to 98 %)`: the count with its 95 % interval."""
    if not total:
        return NOTHING
    low, high = wilson(right, total)
    return f"{of(right, total)} {_unbroken(f'({100 * low:.0f} to {100 * high:.0f} %)')}"


def rate(events: int, minutes: float) -> str:
    """`0.00 (0.00 to 0.37)`: events a minute with their 95 % interval."""
    if not minutes:
        return NOTHING
    low, high = byar(events, minutes)
    return f"{events / minutes:.2f} {_unbroken(f'({low:.2f} to {high:.2f})')}"


def f1(right: int, missed: int, wrong: int) -> str:
    """The harmonic mean of recall and precision, to three decimals."""
    return f"{2 * right / (2 * right + missed + wrong):.3f}" if right + missed + wrong else NOTHING


def percentile(values: Iterable[float], percent: float) -> float:
    """Of what was measured; NaN where nothing was."""
    known = _known(values)
    return float(np.percentile(known, percent)) if known else math.nan


def mean(values: Iterable[float]) -> float:
    """Of what was measured; NaN where nothing was."""
    known = _known(values)
    return sum(known) / len(known) if known else math.nan


def number(value: float, decimals: int, *, sign: bool = False) -> str:
    """The number, or a dash where there is none. A rounded zero has no sign."""
    if math.isnan(value):
        return NOTHING
    text = f"{value:+.{decimals}f}" if sign else f"{value:.{decimals}f}"
    return text if float(text) else f"{0:.{decimals}f}"


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _known(values: Iterable[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]
