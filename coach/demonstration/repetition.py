"""Repetitions over time: minimum-jerk curves, and the faults of tempo and range, which any movement can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from coach.conventions import Floats

TEMPO_FAULTS = frozenset({"small_range", "excess_range", "too_fast", "snap_back", "no_hold", "wobble"})
"""What their sizes are: shares of the usual range (two), seconds up and down, down, held, and ripples each way."""


@dataclass(frozen=True, slots=True)
class Move:
    """One repetition to perform: `span` in degrees (None: the movement's own), seconds each phase, faults with their size."""

    span: float | None = None
    up: float = 2.0
    hold: float = 1.0
    down: float = 2.5
    pause: float = 1.0
    faults: Mapping[str, float] = field(default_factory=dict)

    def performed(self, full: float) -> Move:
        """This repetition with its faults of tempo and range applied; `full` is the movement's own span."""
        span = full if self.span is None else self.span
        span *= self.faults.get("small_range", 1.0) * self.faults.get("excess_range", 1.0)
        up, hold, down = self.up, self.faults.get("no_hold", self.hold), self.faults.get("snap_back", self.down)
        if "too_fast" in self.faults:
            up, hold, down = self.faults["too_fast"], min(hold, 0.07), self.faults["too_fast"]
        return replace(self, span=span, up=up, hold=hold, down=down)


@dataclass(frozen=True, slots=True)
class RepTruth:
    """What a repetition really was: seconds, and the degrees that its main variable moved. `peak_s` is the middle of the hold."""

    start_s: float
    top_start_s: float
    peak_s: float
    top_end_s: float
    end_s: float
    excursion: float
    faults: Mapping[str, float]


def minimum_jerk(share: Floats) -> Floats:
    """From 0 to 1 as `share` goes from 0 to 1, at rest at both ends (Flash and Hogan, 1985)."""
    share = np.clip(share, 0.0, 1.0)
    return share**3 * (10.0 + share * (-15.0 + 6.0 * share))


def truths(moves: Sequence[Move], still_s: float) -> tuple[RepTruth, ...]:
    """When each performed move starts, is at the top, and ends, after `still_s` seconds of rest."""
    found, start = [], still_s
    for move in moves:
        top, leave = start + move.up, start + move.up + move.hold
        found.append(RepTruth(start, top, (top + leave) / 2, leave, leave + move.down, move.span or 0.0, move.faults))
        start = leave + move.down + move.pause
    return tuple(found)


def rep_curve(times: Floats, reps: Sequence[RepTruth]) -> Floats:
    """[R, T]: how far each repetition is at each moment, 0 at rest and 1 at the top."""
    curves = np.zeros((len(reps), len(times)))
    for curve, rep in zip(curves, reps, strict=True):
        rising = (times - rep.start_s) / (rep.top_start_s - rep.start_s)
        falling = (rep.end_s - times) / (rep.end_s - rep.top_end_s)
        ripples = rep.faults.get("wobble", 0.0)
        for share in (rising, falling):
            inside = (share > 0) & (share < 1)
            curve[inside] = minimum_jerk(share[inside])
            if ripples:
                curve[inside] += 0.5 / ripples * np.sin(np.pi * share[inside]) * np.sin(2 * np.pi * ripples * share[inside])
        curve[(times >= rep.top_start_s) & (times <= rep.top_end_s)] = 1.0
    return curves
