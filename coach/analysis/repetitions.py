"""The repetition machine: one number over time in, attempts at a repetition out; the same for every exercise.

```
        rises by `least_rise`           new peak: back              falls by most of the rise
REST ─────────────────────▶ CONCENTRIC ◀────────────▶ HOLD ───────────────────────────────────▶ ECCENTRIC
  ▲                                                            lies still, or turns up again        │
  └──────────────────────────────────── Attempt ────────────────────────────────────────────────────┘
```

Rest is the lowest value of the last seconds, so it adapts to a band that keeps the knees apart and to a leg that is not
lowered fully. Times and values decide, never the number of samples; NaN leaves the state unchanged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from coach.exercise import Phase

REST_MEMORY_S = 3.0  # rest is the lowest value of this long: a rise that takes longer is drift
RETURN = 0.6  # share of the rise by which the value has to fall before the way down can end
SETTLED_S = 0.35  # a value that does not sink for this long is back at rest
NEAR_REST = 0.15  # share of the rise: a value further above where it began is back at rest only
HALTED_S = 0.7  # when it has not sunk for this long, because it may be on its way still
TURNED = 0.2  # rising again by this share of the rise starts the next repetition
STILL = 0.04  # sinking by less than this share of the rise is not sinking
AT_TOP = 0.9  # share of the rise from which the phase is the hold (specification, section 3)
LONGEST_S = 40.0  # a hold of half a minute is meant; longer, the person has changed position
LOST_S = 1.5  # after so long without a value in mid-repetition nobody can say what happened


@dataclass(frozen=True, slots=True)
class Attempt:
    """A movement away from rest and back: from start to peak by `rise`, from peak to end by `fall`, in the signal's unit."""

    start_s: float
    peak_s: float
    end_s: float
    rise: float
    fall: float
    lost: bool = False
    """Whether the person could not be seen for part of it."""

    @property
    def seconds(self) -> float:
        """From leaving rest to being back, roughly; `coach.analysis.timing` is exact."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class RepState:
    """Where the machine is.

    `lows` are times and values that may be rest: each is lower than all that came after it. `base`, `peak` and `low` are the values
    at the start, at the peak and at the lowest point after it of the movement that is going on; `value` was last seen, at `seen_s`.
    """

    phase: Phase = Phase.REST
    lows: tuple[tuple[float, float], ...] = ()
    base_s: float = math.nan
    base: float = math.nan
    peak_s: float = math.nan
    peak: float = math.nan
    low_s: float = math.nan
    low: float = math.nan
    seen_s: float = math.nan
    value: float = math.nan

    @property
    def rest(self) -> float:
        """The value that counts as rest now; NaN before anything was seen."""
        if self.phase is not Phase.REST:
            return self.base
        return self.lows[0][1] if self.lows else math.nan

    @property
    def fallen(self) -> float:
        """The share of the rise that the value has come down from the peak of the movement that is going on; NaN at rest."""
        return (self.peak - self.value) / (self.peak - self.base)

    def closed(self, end_s: float, end: float, *, lost: bool = False) -> Attempt:
        """The attempt of the movement that is going on, if it ends at `end_s` with the value `end`."""
        return Attempt(self.base_s, self.peak_s, end_s, self.peak - self.base, self.peak - end, lost)


def step(state: RepState, time: float, value: float, least_rise: float) -> tuple[RepState, Attempt | None]:
    """The state after the next value, and the attempt that has ended with it, if any. An attempt begins with `least_rise`."""
    lost = state.phase is not Phase.REST and time - state.seen_s > LOST_S
    if lost:
        return RepState(), state.closed(state.seen_s, state.value, lost=True)
    if math.isnan(value):
        return state, None
    state = replace(state, seen_s=time, value=value)
    if state.phase is Phase.REST:
        return _resting(state, time, value, least_rise), None
    if time - state.base_s > LONGEST_S:
        return RepState(seen_s=time, value=value), state.closed(time, value)
    if state.phase is Phase.ECCENTRIC and not math.isnan(state.low):
        return _returning(state, time, value)
    return _rising(state, time, value), None


def _resting(state: RepState, time: float, value: float, least_rise: float) -> RepState:
    lows = (*(low for low in state.lows if low[0] >= time - REST_MEMORY_S and low[1] < value), (time, value))
    base_s, base = lows[0]
    if value - base < least_rise:
        return replace(state, lows=lows)
    # The movement starts at the last moment that was still about as low as rest, not at the start of a long rest.
    base_s = max(at for at, low in lows if low <= base + 0.1 * (value - base))
    return replace(state, phase=Phase.CONCENTRIC, lows=(), base_s=base_s, base=base, peak_s=time, peak=value)


def _rising(state: RepState, time: float, value: float) -> RepState:
    if value > state.peak:
        return replace(state, phase=Phase.CONCENTRIC, peak_s=time, peak=value)
    rise = state.peak - state.base
    if value < state.peak - RETURN * rise:
        return replace(state, phase=Phase.ECCENTRIC, low_s=time, low=value)
    return replace(state, phase=Phase.HOLD if value >= state.base + AT_TOP * rise else Phase.ECCENTRIC)


def _returning(state: RepState, time: float, value: float) -> tuple[RepState, Attempt | None]:
    rise = state.peak - state.base
    if value < state.low - STILL * rise:
        return replace(state, low_s=time, low=value), None
    settled_s = SETTLED_S if state.low <= state.base + NEAR_REST * rise else HALTED_S
    if value > state.low + TURNED * rise or time - state.low_s > settled_s:
        lows = ((state.low_s, state.low), (time, value)) if value > state.low else ((time, value),)
        return RepState(lows=lows, seen_s=time, value=value), state.closed(state.low_s, state.low)
    return state, None


def close(state: RepState) -> Attempt | None:
    """The attempt that is still going on when the recording ends, if any; its `fall` is how far it had come back."""
    return None if state.phase is Phase.REST else state.closed(state.seen_s, state.value)
