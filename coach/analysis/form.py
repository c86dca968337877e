"""A finished repetition against the checks of its exercise: what was found, and what could not be judged and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from coach.analysis.timing import Timing, smooth
from coach.body import Body, Part
from coach.conventions import Floats
from coach.exercise import CANNOT_BE_SEEN, MOVING, SET_UP, TOP, Check, Exercise, Phase, RepMeasure, Signal, Trait
from coach.geometry import Point2, Point3, ratio
from coach.pose import Side
from coach.posture import View
from coach.records import Finding, Grade, Unjudged

REST_S = 1.0  # rest is what the last second before the movement looked like
SEEN = 0.5  # visibility from which a landmark may be held against somebody
PLAINLY_UNLIKE = 1.5  # times the allowance over what is usual from which it is a fault
ZOOMED = 1.3  # times as long or short as at rest the trunk looks: no movement does that, a cut or a zoom of the film does
SEEN_SHARE = 0.7  # share of the phase in which all needed landmarks must be seen (specification, section 2)


@dataclass(frozen=True, slots=True)
class Usual:
    """What the person has shown in this set so far: the median range, and the median that each check has measured."""

    range_of_motion: float
    measured: Mapping[str, float]


NOTHING_USUAL = Usual(math.nan, {})


def during(bodies: Sequence[Body], at: Timing, phases: frozenset[Phase]) -> list[Body]:
    """Those of `bodies` that were in any of `phases`; the nearest one where a phase is shorter than a frame."""
    spans = {
        Phase.REST: (max(at.start_s - REST_S, at.rest_s), at.start_s),
        Phase.CONCENTRIC: (at.start_s, at.top_start_s),
        Phase.HOLD: (at.top_start_s, at.top_end_s),
        Phase.ECCENTRIC: (at.top_end_s, at.end_s),
    }
    wanted = [spans[phase] for phase in phases]
    inside = [body for body in bodies if any(start <= body.time <= end for start, end in wanted)]
    return inside or [min(bodies, key=lambda body: abs(body.time - sum(wanted[0]) / 2))]


@dataclass(frozen=True, slots=True)
class Movement:
    """One repetition ready to be judged: its bodies from a second before it to its end, and the body at rest."""

    exercise: Exercise
    side: Side
    view: View | None
    bodies: Sequence[Body]
    rest: Body
    timing: Timing
    range_of_motion: float = math.nan
    usually: Usual = NOTHING_USUAL

    def during(self, phases: frozenset[Phase]) -> list[Body]:
        """The bodies in any of `phases`; the nearest one where a phase is shorter than a frame."""
        return during(self.bodies, self.timing, phases)

    def values(self, signal: Signal, bodies: Sequence[Body]) -> Floats:
        """`signal` of each body, in its unit."""
        return np.array([signal.measure(body, self.rest, self.side) for body in bodies])

    def usual(self, signal: Signal, phases: frozenset[Phase]) -> float:
        """The median of `signal` in `phases`; NaN where it could not be seen."""
        values = self.values(signal, self.during(phases))
        return float(np.nanmedian(values)) if not np.isnan(values).all() else math.nan

    def with_range(self, degrees: float) -> Movement:
        """The same with another range of motion."""
        return replace(self, range_of_motion=degrees)

    def has(self, trait: Trait) -> bool:
        """Whether the movement has `trait`; what could not be seen does not speak against it."""
        return trait.limit.grade(self.usual(trait.signal, trait.phases)) is None


def typical(bodies: Sequence[Body]) -> Body:
    """A body with each landmark at the median of where it was in `bodies`, of which there is at least one."""
    if len(bodies) == 1:
        return bodies[0]
    picture = np.median([body.picture for body in bodies], axis=0)
    world = np.median([body.world for body in bodies], axis=0)
    flat: list[Point2] = [(x, y) for x, y in picture.tolist()]
    space: list[Point3] = [(x, y, z) for x, y, z in world.tolist()]
    return Body(bodies[-1].time, flat, space, np.median([body.visibility for body in bodies], axis=0).tolist())


def judge(movement: Movement) -> tuple[tuple[Finding, ...], tuple[Unjudged, ...], tuple[tuple[str, float], ...]]:
    """Every finding of the repetition, every check that could not be judged, and what the others have measured."""
    findings: list[Finding] = []
    unjudged: list[Unjudged] = []
    measured: list[tuple[str, float]] = []
    cut = "the picture changed during the movement" if _is_cut(movement) else None
    for check in movement.exercise.checks:
        if check.only_if and not movement.has(check.only_if):
            continue
        value, obstacle = (math.nan, cut) if cut and not isinstance(check.of, RepMeasure) else _measure(check, movement)
        if not obstacle:
            measured.append((check.key, value))
        grade = _grade(check, value, movement.usually.measured.get(check.key, math.nan))
        if grade and not obstacle:
            findings.append(Finding(check.key, grade, value, check.unit, check.severity))
        elif obstacle or not check.acquits:
            unjudged.append(Unjudged(check.key, obstacle or "only a gross fault would show in this view"))
    unjudged += [Unjudged(one.key, one.reason) for one in movement.exercise.not_visible]
    return tuple(findings), tuple(unjudged), tuple(measured)


def _grade(check: Check, value: float, usual: float) -> Grade | None:
    """The grade of `value` by the limit, or by how unlike it is what this person usually shows, whichever is worse."""
    beyond = ratio(value - max(usual, check.usual_at_least), check.over_usual) if not math.isnan(usual) else 0.0
    if beyond > PLAINLY_UNLIKE:
        return Grade.FAULT
    unlike = beyond > 1.0 or (check.of_usual > 0 and value < check.of_usual * usual)
    return check.limit.grade(value) or (Grade.WARN if unlike else None)


def _measure(check: Check, movement: Movement) -> tuple[float, str | None]:
    """What `check` measures, and what stands in the way of judging it, if anything."""
    if not isinstance(check.of, RepMeasure) and movement.view not in (check.views or movement.exercise.views):
        return math.nan, CANNOT_BE_SEEN
    if movement.range_of_motion < check.from_range:
        return math.nan, "the movement is too small to tell"
    if isinstance(check.of, RepMeasure):
        return _of_rep(check.of, movement), None
    bodies = movement.during(check.phases)
    hidden = _hidden(check.of, bodies, movement.side)
    if hidden:
        return math.nan, f"your {hidden.name.lower().replace('_', ' ')} could not be seen well enough"
    value = _worst(check, np.array([body.time for body in bodies]), movement.values(check.of, bodies))
    return value, "it could not be told for sure" if math.isnan(value) else None


def _is_cut(movement: Movement) -> bool:
    """Whether the picture was cut or zoomed between rest and the end of the movement, so that places in it cannot be compared."""
    trunks = [ratio(body.trunk, movement.rest.trunk) for body in movement.during(MOVING)]
    return bool(np.percentile(trunks, 90) > ZOOMED or np.percentile(trunks, 10) < 1 / ZOOMED)


def _hidden(signal: Signal, bodies: Sequence[Body], side: Side) -> Part | None:
    """The needed part that was out of sight too long, if any."""
    unseen = [signal.unseen(body, side, SEEN) for body in bodies]
    hidden = [parts[0] for parts in unseen if parts]
    return hidden[0] if len(hidden) > (1 - SEEN_SHARE) * len(bodies) else None


def _worst(check: Check, times: Floats, values: Floats) -> float:
    """The value furthest beyond the limit that lasted: of the medians over `lasting_s`, the worst."""
    known = ~np.isnan(values)
    if known.mean() < SEEN_SHARE:
        return math.nan
    times, values = times[known], values[known]
    if times[-1] - times[0] <= check.lasting_s:
        return float(np.median(values))
    first = times <= times[-1] - check.lasting_s + 1e-9
    ends = np.searchsorted(times, times[first] + check.lasting_s + 1e-9)
    medians = [median(values[start:end].tolist()) for start, end in enumerate(ends.tolist())]
    return float(max(medians, key=check.limit.excess))


def _of_rep(measure: RepMeasure, movement: Movement) -> float:
    at = movement.timing
    match measure:
        case RepMeasure.CONCENTRIC:
            return at.top_start_s - at.start_s
        case RepMeasure.HOLD:
            return at.top_end_s - at.top_start_s
        case RepMeasure.ECCENTRIC:
            return at.end_s - at.top_end_s
        case RepMeasure.RANGE:
            return movement.range_of_motion
        case RepMeasure.WOBBLE:
            return float(_reversals(movement))


def _reversals(movement: Movement) -> int:
    """How often the movement turns back by more than a twentieth of its range on the way up and on the way down."""
    signal = movement.exercise.range_of_motion.signal
    deep = 0.05 * (movement.usual(signal, TOP) - movement.usual(signal, SET_UP))
    count = 0
    for phase in (Phase.CONCENTRIC, Phase.ECCENTRIC):
        bodies = movement.during(frozenset({phase}))
        values = movement.values(signal, bodies)
        if np.isnan(values).all():
            continue
        _, values = smooth(np.array([body.time for body in bodies]), values)  # trembling landmarks are not a trembling leg
        turning, direction = values[0], 0
        for value in values:
            if (direction >= 0 and value > turning) or (direction <= 0 and value < turning):
                direction = direction or (1 if value > turning else -1)
                turning = value
            elif abs(value - turning) > deep:
                count, direction, turning = count + 1, -direction, value
    return count
