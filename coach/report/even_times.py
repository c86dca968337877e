"""Times at an even rate, as files for OpenSim want them, and what was measured at uneven ones read at them."""

from __future__ import annotations

from typing import Final

import numpy as np

from coach.conventions import Floats

LONGEST_GAP_S: Final = 0.5
"""What was not seen for longer is left empty."""


def even_times(times: Floats) -> tuple[Floats, float]:
    """Times from the first of `times` to the last at their median rate, and that rate in hertz; 1 where there is one time only."""
    rate = round(1.0 / float(np.median(np.diff(times))), 3) if len(times) > 1 else 1.0
    return times[0] + np.arange(int((times[-1] - times[0]) * rate + 1e-6) + 1) / rate, rate


def at_even_times(times: Floats, values: Floats, even: Floats) -> Floats:
    """`values` read at the times `even`; NaN within long gaps and beyond the ends."""
    seen = ~np.isnan(values)
    if not seen.any():
        return np.full(len(even), np.nan)
    stamps = times[seen]
    read = np.interp(even, stamps, values[seen], left=np.nan, right=np.nan)
    after = np.clip(np.searchsorted(stamps, even), 1, max(len(stamps) - 1, 1))
    if len(stamps) > 1:
        read[stamps[after] - stamps[after - 1] > LONGEST_GAP_S] = np.nan
    return read
