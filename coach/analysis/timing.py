"""How long a finished repetition took on the way up, at the top and on the way down, read off the samples of its signal."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from coach.conventions import Floats
from coach.picture import COMPARED_S

GRID_S = 0.02  # fine enough: a camera's own pictures are 0.033 to 0.125 s apart
SMOOTHING_S = 0.08  # standard deviation of the Gaussian: keeps a movement of 0.5 s, drops the estimator's jitter
CROSSED = 0.1  # share of the movement: it is timed between its tenth and its nine tenths, where it is fast and the crossing is sharp
AT_REST = 0.2  # share of the movement: up to so much above rest, before it starts, counts as rest
LOW_DOWN = 0.35  # share of the movement: a stop further up is a pause within it, not rest
STILL_SAMPLES, SINKS = round(0.5 / GRID_S), 0.06  # still is where the level sinks by no more than this share of the movement in 0.5 s
REST_SAMPLES, RISES = round(1.0 / GRID_S), 0.12  # rest lasts 1 s at most, and ends where the level has risen by this share
SOON_S = 0.5  # by how much the end may be extrapolated beyond the last sample
TURNED_BACK = 0.05  # share of the movement by which it has to turn back for it to be a wobble
JITTERS = 5.0  # and by so many times the median distance of the samples from the smoothed movement
BEYOND = 0.487
"""Time from rest to a tenth of the movement, over the time from a tenth to nine tenths.

In a minimum-jerk movement (Flash & Hogan 1985) 10 x^3 - 15 x^4 + 6 x^5 is 0.1 at x = 0.247, and 0.247 / (1 - 2 * 0.247) is 0.487.
"""
BLUR_S = SMOOTHING_S / 0.189
"""What the Gaussian adds to the duration of a minimum-jerk movement, in quadrature: total^2 = true^2 + BLUR_S^2.

The speed of such a movement, taken as a distribution over time, has a standard deviation of 0.189 of its duration.
"""
HELD_BACK_S = 0.08
"""By how much the pose model shows the beginning of a movement too late: its filter is slow where nothing moves.

Rendered people leave rest and top up to 0.1 s before it shows, and arrive on time.
"""

MOTION_LAG_S = 1 / 24
"""The picture's motion is that of the time before it: it is taken to be so much earlier. What longer ago adds is `SHOWS_LONGER`."""
USUAL_SINCE_S = 2 / 12  # seconds between a picture and the one that it is compared with, at twelve pictures a second
SHOWS_LONGER = 0.5
"""Of what lies between the two beyond that: so much longer the end of a movement shows. Its slowest part shows little, so it is not all.

At six to eight pictures a second holds of rendered people were read 0.07 s too short without it, and 0.03 s too long with twice as much.
"""
MAY_BE_OFF_S = 0.6  # by which the landmarks' edges may be wrong
MOVES = 0.12  # share of a phase's greatest motion from which the picture counts as moving
LEAST_MOTION = 0.05  # of a phase's greatest motion: less may be noise
AT_PEACE = (
    0.4  # of the motion on the way up and down: more at rest and at the top comes from elsewhere (99 of 100 rendered repetitions: less)
)
PART = 0.05  # of the motion in a phase's largest part: less, before or after a pause, ends the phase beside it or is an adjustment
PAUSE_S = 0.25  # without motion, before or after a phase: what moves beyond it is the movement before or the one after
SLOWEST = 1.4
"""What does not show at an end of a phase takes so many times as long, at most, as the motion takes from `MOVES` to half its greatest.

Of a minimum-jerk movement it takes 0.72 times as long. Who wobbles all the way starts and stops at once.
"""
LEAST_SAMPLES = 6  # of the motion in a repetition
UP_WEIGHT, DOWN_WEIGHT = 0.8, 0.55
"""Of the picture's edges against the landmarks', on the way up and down.

Landmarks are late where a limb leaves rest, and less so on the way down. From 0.6 to 0.8 up, and from 0.5 to 0.8 down, all rendered people
are timed about as well.
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a repetition left rest, arrived at the top, left it, and was back, in seconds; its levels `rest` and `top` in the signal's unit.

    `rest_s` is since when it had been at rest: until then, the repetition before it was still coming down.
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

    @property
    def concentric_s(self) -> float:
        """The duration of the way up."""
        return self.top_start_s - self.start_s

    @property
    def hold_s(self) -> float:
        """The duration of the time at the top."""
        return self.top_end_s - self.top_start_s

    @property
    def eccentric_s(self) -> float:
        """The duration of the way down."""
        return self.end_s - self.top_end_s


def with_motion(timing: Timing, times: Floats, motion: Floats, shown: float) -> Timing:
    """`timing` with the edges of its phases moved to where the picture begins and ceases to move.

    `motion` is how much the picture moves at `times` (`coach.picture`), NaN where that is not known. Landmarks say which movement it is,
    the picture when it is: the pose model is late where nothing moves, and guesses feet and hips that lie behind something. A phase in
    which the picture does not tell more than noise keeps its edges. `shown` is `RangeOfMotion.shows_moving`.
    """
    seen = _Motion.of(times, motion)
    seen = seen.at((seen.times >= timing.start_s - MAY_BE_OFF_S) & (seen.times <= timing.end_s + MAY_BE_OFF_S))
    if seen.times.size < LEAST_SAMPLES:
        return timing
    lifting = (seen.times >= timing.start_s) & (seen.times <= timing.top_start_s)
    lowering = (seen.times >= timing.top_end_s) & (seen.times <= timing.end_s)
    quiet = ~(lifting | lowering)
    if quiet.any() and not np.median(seen.amount[quiet]) < AT_PEACE * seen.amount[~quiet].mean():
        return timing  # the camera moves, or something else than the person
    up = _moving(seen, (timing.start_s, timing.top_start_s), (-math.inf, timing.peak_s), shown)
    down = _moving(seen, (timing.top_end_s, timing.end_s), (timing.peak_s, math.inf), shown)
    if not up or not down:
        return timing
    start, top_start = (UP_WEIGHT * a + (1 - UP_WEIGHT) * b for a, b in zip(up, (timing.start_s, timing.top_start_s), strict=True))
    top_end, end = (DOWN_WEIGHT * a + (1 - DOWN_WEIGHT) * b for a, b in zip(down, (timing.top_end_s, timing.end_s), strict=True))
    if top_start > top_end:  # no hold: the way up and the way down meet
        top_start = top_end = (top_start + top_end) / 2
    return replace(timing, start_s=max(start, timing.rest_s), top_start_s=top_start, top_end_s=top_end, end_s=end)


class _Motion(NamedTuple):
    """How much the picture moves at `times`, and how long before each the picture was taken with which it was compared; all are [T]."""

    times: Floats
    amount: Floats
    since_s: Floats

    @classmethod
    def of(cls, times: Floats, motion: Floats) -> Self:
        """Where `motion` is known."""
        known = ~np.isnan(motion)
        times, motion = times[known], motion[known]
        before = np.searchsorted(times, times - COMPARED_S, side="right") - 1
        return cls(times - MOTION_LAG_S, motion, times - times[np.maximum(before, 0)])

    def at(self, which: NDArray[np.bool_]) -> Self:
        """Some of the samples."""
        return type(self)(self.times[which], self.amount[which], self.since_s[which])


def _moving(seen: _Motion, phase_s: tuple[float, float], within: tuple[float, float], shown: float) -> tuple[float, float] | None:
    """From when to when the picture moves in the phase that landmarks have at `phase_s`; None where it does not tell."""
    times, motion, _ = seen
    start_s, end_s = phase_s
    phase = (times >= start_s) & (times <= end_s)
    if not phase.any():
        return None
    floor, peak = float(np.percentile(motion, 5)), float(motion[phase].max())
    limit = floor + MOVES * (peak - floor)
    if peak < LEAST_MOTION or peak < 3 * floor:
        return None
    may = (times >= max(start_s - MAY_BE_OFF_S, within[0])) & (times <= min(end_s + MAY_BE_OFF_S, within[1]))
    first, last = _together(times, motion, np.flatnonzero(may & (motion > limit)), phase)
    begin = _crossing(times, motion, first - 1, first, limit) if first else float(times[0])
    finish = _crossing(times, motion, last + 1, last, limit) if last + 1 < len(times) else float(times[-1])
    finish -= SHOWS_LONGER * (float(seen.since_s[last]) - USUAL_SINCE_S)
    begin, finish = max(begin, within[0]), min(finish, within[1])
    hidden = (finish - begin) * (1 / shown - 1) / 2
    half_peak = np.flatnonzero(motion[first : last + 1] > (floor + peak) / 2)
    rises_s, falls_s = times[first + half_peak[0]] - begin, finish - times[first + half_peak[-1]]
    return float(begin - min(hidden, SLOWEST * rises_s)), float(finish + min(hidden, SLOWEST * falls_s))


def _together(times: Floats, motion: Floats, moving: NDArray[np.intp], phase: NDArray[np.bool_]) -> tuple[int, int]:
    """The first and the last of the samples that are `moving` and belong to the phase: what a pause parts from it is another movement."""
    pauses = np.flatnonzero(np.diff(times[moving]) > PAUSE_S)
    runs = [run for run in np.split(moving, pauses + 1) if phase[run].any()]
    most = max(motion[run].sum() for run in runs)
    mine = [run for run in runs if motion[run].sum() >= PART * most]
    return int(mine[0][0]), int(mine[-1][-1])


def _crossing(times: Floats, motion: Floats, outside: int, inside: int, limit: float) -> float:
    """When the motion passes `limit` between two samples, of which the one `outside` does not exceed it unless a window ends there."""
    rise = motion[inside] - motion[outside]
    share = (limit - motion[outside]) / rise if rise > 0 else 0.0
    return float(times[outside] + min(max(share, 0.0), 1.0) * (times[inside] - times[outside]))


def smoothed(times: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Times of an even grid, and `values` resampled on it (NaN bridged) and blurred by a Gaussian, which does not delay them."""
    known = ~np.isnan(values)
    grid = np.arange(times[0], times[-1] + GRID_S / 2, GRID_S)
    even = np.interp(grid, times[known], values[known])
    reach = int(4 * SMOOTHING_S / GRID_S)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) * GRID_S / SMOOTHING_S) ** 2)
    padded = np.pad(even, reach, mode="edge")
    return grid, np.convolve(padded, weights / weights.sum(), mode="valid")


def read_timing(times: Floats, values: Floats, peak_s: float, unseen: float = 0.0) -> Timing:
    """The timing of a repetition from samples that reach from rest to rest, with the peak near `peak_s`. At least two are numbers.

    `unseen` is the share of the seconds of the way up and down, next to rest, in which the values do not show the movement.
    """
    grid, level = smoothed(times, values)
    peak = int(np.argmin(np.abs(grid - peak_s)))
    near = slice(max(peak - 10, 0), peak + 11)
    peak = near.start + int(np.argmax(level[near]))
    before, after = level[: peak + 1][::-1], level[peak:]
    rest_before, rest_after = _rest(before), _rest(after)
    # The top is a level, not the one highest sample: the median of the samples within a tenth of the movement from it.
    top = float(np.median(level[_about(level, peak, 0.9 * level[peak] + 0.1 * max(rest_before, rest_after))]))
    jitter = float(np.nanmedian(np.abs(values - np.interp(times, grid, level))))
    start, top_start = _edge(grid[: peak + 1][::-1], before, rest_before, top, jitter)
    end, top_end = _edge(grid[peak:], after, rest_after, top, jitter)
    start = top_start - (top_start - start) / (1 - unseen) - HELD_BACK_S
    end = top_end + (end - top_end) / (1 - unseen)
    top_end -= HELD_BACK_S
    if top_start > top_end:  # no hold: the way up and the way down meet
        top_start = top_end = (top_start + top_end) / 2
    start = max(start, float(grid[0]))
    high = np.flatnonzero((grid < start) & (level > rest_before + AT_REST * (top - rest_before)))
    rest_s = float(grid[high[-1]]) if high.size else float(grid[0])
    end = max(min(end, float(grid[-1]) + SOON_S), start)
    top_start = min(max(top_start, start), end)  # what noise has put out of order takes no time
    top_end = min(max(top_end, top_start), end)
    return Timing(rest_s, start, top_start, top_end, end, rest_before, top)


def _rest(level: Floats) -> float:
    """The level of rest on one side of a movement, as the median of the first stretch that is low and still.

    `level` begins at the top and runs away from it in either direction of time. The lowest level would not do: before the first
    repetition somebody may pull a heel in and settle, which is not part of it. Nor would one sample: it moves with the noise, and
    the end of the repetition with it.
    """
    lowest = level.min()
    movement = level[0] - lowest
    soon = sliding_window_view(np.pad(level, (0, STILL_SAMPLES), mode="edge"), STILL_SAMPLES + 1).min(axis=1)
    still = (level <= lowest + LOW_DOWN * movement) & (level - soon <= SINKS * movement)
    first = int(np.argmax(still)) if still.any() else level.size - 1
    rest = level[first : first + REST_SAMPLES]
    rises = rest > np.minimum.accumulate(rest) + RISES * movement
    if rises.any():
        return float(np.median(rest[: int(np.argmax(rises))]))
    return float(np.median(rest)) if rest.size == REST_SAMPLES else float(rest.min())  # cut off: rest is at most at the lowest level


def _about(level: Floats, peak: int, floor: float) -> slice:
    """The indices round `peak` over which the level stays above `floor`."""
    low = np.flatnonzero(level < floor)
    first = low[low < peak]
    last = low[low > peak]
    return slice(first[-1] + 1 if first.size else 0, last[0] if last.size else level.size)


def _edge(grid: Floats, level: Floats, rest: float, top: float, jitter: float) -> tuple[float, float]:
    """When a movement between the top, at index 0, and rest is at its two ends: (at rest, at the top). Runs in either direction of time."""
    turns = _turns(level, rest, top, jitter)
    if turns:  # who wobbles moves in parts: the first and the last tell the two ends
        lowest, highest = turns
        return _one_way(grid[highest:], level[highest:], rest, level[highest])[0], _one_way(
            grid[:lowest], level[:lowest], level[lowest], top
        )[1]
    return _one_way(grid, level, rest, top)


def turning_points(values: Floats, least: float) -> list[int]:
    """Where `values` have their extremes before they turn back by more than `least`."""
    found, extreme, direction = [], 0, 0
    for i, value in enumerate(values):
        beyond = value - values[extreme]
        if direction * beyond >= 0:
            direction, extreme = direction or int(np.sign(beyond)), i
        elif abs(beyond) > least:
            found.append(extreme)
            direction, extreme = -direction, i
    return found


def _turns(level: Floats, rest: float, top: float, jitter: float) -> tuple[int, int] | None:
    """Where a movement that runs from the top to rest first turns back, and where it last goes on; None if it does not wobble."""
    rise = top - rest
    first, low = int(np.argmax(level < top - CROSSED * rise)), level <= rest + CROSSED * rise
    last = int(np.argmax(low)) if low.any() else level.size
    points = turning_points(level[first:last], max(TURNED_BACK * rise, JITTERS * jitter))
    return (first + points[0], first + points[-1]) if points else None


def _one_way(grid: Floats, level: Floats, rest: float, top: float) -> tuple[float, float]:
    """As `_edge`, of a movement that does not turn back."""
    rise = top - rest
    at_nine_tenths, at_tenth = _falls_to(grid, level, top - CROSSED * rise), _falls_to(grid, level, rest + CROSSED * rise)
    middle = (at_tenth + at_nine_tenths) / 2
    seconds = (1 + 2 * BEYOND) * (at_tenth - at_nine_tenths)
    half = math.copysign(math.sqrt(max(seconds**2 - BLUR_S**2, seconds**2 / 4)), seconds) / 2
    return middle + half, middle - half


def _falls_to(grid: Floats, level: Floats, floor: float) -> float:
    """When `level` is first down at `floor`, interpolated between two samples."""
    below = level <= floor
    i = int(np.argmax(below)) if below.any() else level.size - 1
    share = (level[i - 1] - floor) / (level[i - 1] - level[i]) if i and below[i] else 1.0
    return float(grid[max(i - 1, 0)] + share * (grid[i] - grid[max(i - 1, 0)]))
