"""How long a finished repetition took on the way up, at the top and on the way down."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from coach.conventions import Floats

GRID_S = 0.02  # fine enough that the grid adds nothing to a camera's own 33 to 125 ms
SMOOTHING_S = 0.08  # standard deviation of the Gaussian: keeps a movement of 0.5 s, drops the estimator's jitter
CROSSED = 0.1  # the movement is timed between its tenth and its nine tenths, where it is fast and the crossing is sharp
AT_REST = 0.2  # within this share of the movement above rest, before it starts, is rest
LOW_DOWN = 0.35  # a stop further up than this share of the movement is a pause within it
STILL, SINKS = round(0.5 / GRID_S), 0.06  # samples, and share of the movement: it rests where in so long it sinks by no more
REST, RISES = round(1.0 / GRID_S), 0.12  # samples, and share of the movement: rest is so long at most, and ends where it rises again
SOON_S = 0.5  # a slow way down is over so much later at most than it can be told from rest, and the samples end
BEYOND = 0.487
"""What lies before the tenth over what lies between tenth and nine tenths.

In a smooth reach (minimum jerk, Flash & Hogan 1985) 10 x^3 - 15 x^4 + 6 x^5 is 0.1 at x = 0.247, and 0.247 / (1 - 2 * 0.247) is 0.487.
"""
BLUR_S = SMOOTHING_S / 0.189
"""What the Gaussian adds to the seconds of a smooth reach, as squares add: its speed, taken as a distribution, deviates by 0.189 of them."""
HELD_BACK_S = 0.08
"""The pose model's own filter, slow where nothing moves, holds back what begins to move: rendered people leave rest and top up to 0.1 s
before it shows, and arrive on time."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a repetition left rest, was at the top, left it, and was back, and the levels in the signal's unit.

    `rest_s` is since when it had been at rest: before that, the repetition before it was still coming down.
    """

    rest_s: float
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    rest: float
    top: float

    @property
    def peak_s(self) -> float:
        """The middle of the time at the top."""
        return (self.top_start_s + self.top_end_s) / 2


def smooth(times: Floats, values: Floats) -> tuple[Floats, Floats]:
    """`values` on an even grid of times, without delay: resampled (NaN bridged) and blurred by a Gaussian."""
    known = ~np.isnan(values)
    grid = np.arange(times[0], times[-1] + GRID_S / 2, GRID_S)
    even = np.interp(grid, times[known], values[known])
    reach = int(4 * SMOOTHING_S / GRID_S)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) * GRID_S / SMOOTHING_S) ** 2)
    padded = np.pad(even, reach, mode="edge")
    return grid, np.convolve(padded, weights / weights.sum(), mode="valid")


def timing(times: Floats, values: Floats, peak_s: float, unseen: float = 0.0) -> Timing:
    """Read a repetition off its samples, which reach from rest to rest with the peak near `peak_s`. At least two values are numbers.

    `unseen` is the share of the seconds of the way up and down, next to rest, in which the values do not show the movement yet.
    """
    grid, level = smooth(times, values)
    peak = int(np.argmin(np.abs(grid - peak_s)))
    near = slice(max(peak - 10, 0), peak + 11)
    peak = near.start + int(np.argmax(level[near]))
    before, after = level[: peak + 1][::-1], level[peak:]
    rest_before, rest_after = _rest(before), _rest(after)
    # The top is a level, not the one highest sample: the median of what lies within a tenth of it.
    top = float(np.median(level[_about(level, peak, 0.9 * level[peak] + 0.1 * max(rest_before, rest_after))]))
    start, top_start = _edge(grid[: peak + 1][::-1], before, rest_before, top)
    end, top_end = _edge(grid[peak:], after, rest_after, top)
    start = top_start - (top_start - start) / (1 - unseen) - HELD_BACK_S
    end = top_end + (end - top_end) / (1 - unseen)
    top_end -= HELD_BACK_S
    if top_start > top_end:  # no hold: the two smooth reaches meet
        top_start = top_end = (top_start + top_end) / 2
    start = max(start, float(grid[0]))
    high = np.flatnonzero((grid < start) & (level > rest_before + AT_REST * (top - rest_before)))
    rest_s = float(grid[high[-1]]) if high.size else float(grid[0])
    return Timing(rest_s, start, top_start, top_end, min(end, float(grid[-1]) + SOON_S), rest_before, top)


def _rest(level: Floats) -> float:
    """The level of rest beside a movement, which runs away from the top at index 0: the median of the first stretch that is low and still.

    Not the lowest level: before the first repetition somebody may pull a heel in and settle, which is not part of it. Not one sample
    either: it moves with the noise, and the end of the repetition with it.
    """
    lowest = level.min()
    movement = level[0] - lowest
    soon = sliding_window_view(np.pad(level, (0, STILL), mode="edge"), STILL + 1).min(axis=1)
    still = (level <= lowest + LOW_DOWN * movement) & (level - soon <= SINKS * movement)
    first = int(np.argmax(still)) if still.any() else level.size - 1
    rest = level[first : first + REST]
    rises = rest > np.minimum.accumulate(rest) + RISES * movement
    return float(np.median(rest[: int(np.argmax(rises))] if rises.any() else rest))


def _about(level: Floats, peak: int, floor: float) -> slice:
    """The stretch round `peak` that stays above `floor`."""
    low = np.flatnonzero(level < floor)
    first = low[low < peak]
    last = low[low > peak]
    return slice(first[-1] + 1 if first.size else 0, last[0] if last.size else level.size)


def _edge(grid: Floats, level: Floats, rest: float, top: float) -> tuple[float, float]:
    """When a movement that begins at the top, at index 0, is over and began: (at rest, at the top). Runs in either direction of time."""
    rise = top - rest
    at_nine_tenths, at_tenth = _falls_to(grid, level, top - CROSSED * rise), _falls_to(grid, level, rest + CROSSED * rise)
    middle = (at_tenth + at_nine_tenths) / 2
    seconds = (1 + 2 * BEYOND) * (at_tenth - at_nine_tenths)
    half = math.copysign(math.sqrt(max(seconds**2 - BLUR_S**2, seconds**2 / 4)), seconds) / 2
    return middle + half, middle - half


def _falls_to(grid: Floats, level: Floats, floor: float) -> float:
    """When `level` first is down at `floor`, between two samples if need be."""
    below = level <= floor
    i = int(np.argmax(below)) if below.any() else level.size - 1
    share = (level[i - 1] - floor) / (level[i - 1] - level[i]) if i and below[i] else 1.0
    return float(grid[max(i - 1, 0)] + share * (grid[i] - grid[max(i - 1, 0)]))
