"""A finished repetition against the checks of its exercise: what was found, and what could not be judged, with the reason."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from coach.analysis.timing import TURNED_BACK, Timing, smoothed, turning_points
from coach.body import Body, Part
from coach.conventions import Floats
from coach.exercise import ASIDE, CANNOT_BE_SEEN, MOVING, SET_UP, TOP, Check, Exercise, Phase, RepMeasure, Signal, Trait
from coach.geometry import Point2, Point3, ratio
from coach.picture import PictureReading
from coach.pose import Side
from coach.posture import View
from coach.records import ROUGH, Finding, Grade, Unjudged
from coach.signals.orientation import aside

REST_S = 1.0  # rest is read from the last second before the movement
SEEN = 0.5  # visibility from which a landmark is good enough to find a fault
FAR_OVER_USUAL = 1.5  # times a check's `over_usual` from which more than usual is a fault, not a warning
ZOOMED = 1.3  # ratio of the trunk's lengths in the picture from which the film was cut or zoomed: no movement changes it so much
SEEN_SHARE = 0.7  # share of the phase in which all needed landmarks have to be seen (specification, section 2)
UNSURE = "it could not be told for sure"
TOO_SMALL_TO_TELL = "the movement is too small to tell"
GROSS_ONLY = "only a gross fault would show in this view"
ONLY_ROUGHLY = "from here the range can only be told roughly"
TOO_CLOSE_TO_TELL = "it was too close to the limit to be told from here"
"""Why a check was not judged, in words for the user."""


@dataclass(frozen=True, slots=True)
class SetMedians:
    """What is usual for the person: the medians over the repetitions of the set so far.

    `range_of_motion` is in degrees and `seconds` the duration, NaN before the first repetition; `measured` has the checks' values by
    their keys. `traits` says of each trait that is told over the set, by the name of its signal, how many of the last repetitions had it
    and how many there were.
    """

    range_of_motion: float
    measured: Mapping[str, float]
    seconds: float = math.nan
    traits: Mapping[str, tuple[int, int]] = field(default_factory=dict)


NO_MEDIANS = SetMedians(math.nan, {})


def in_phases(bodies: Sequence[Body], timing: Timing, phases: frozenset[Phase]) -> list[Body]:
    """Those of `bodies` that are in any of `phases`; where a phase is too short to have one, the nearest body."""
    spans = {
        Phase.REST: (max(timing.start_s - REST_S, timing.rest_s), timing.start_s),
        Phase.CONCENTRIC: (timing.start_s, timing.top_start_s),
        Phase.HOLD: (timing.top_start_s, timing.top_end_s),
        Phase.ECCENTRIC: (timing.top_end_s, timing.end_s),
    }
    wanted = [spans[phase] for phase in phases]
    inside = [body for body in bodies if any(start <= body.time <= end for start, end in wanted)]
    return inside or [min(bodies, key=lambda body: abs(body.time - sum(wanted[0]) / 2))]


@dataclass(frozen=True, slots=True)
class RepBodies:
    """One repetition ready to be judged: its `bodies` from a second before it to its end, and the body at `rest`."""

    exercise: Exercise
    side: Side
    view: View | None
    bodies: Sequence[Body]
    rest: Body
    timing: Timing
    range_of_motion: float = math.nan
    range_error: float = math.nan
    set_medians: SetMedians = NO_MEDIANS

    def during(self, phases: frozenset[Phase]) -> list[Body]:
        """The bodies in any of `phases`; where a phase is too short to have one, the nearest body."""
        return in_phases(self.bodies, self.timing, phases)

    def values(self, signal: Signal, bodies: Sequence[Body]) -> Floats:
        """`signal` of each body, in its unit; NaN where it is implausible."""
        values = np.array([signal.measure(body, self.rest, self.side) for body in bodies])
        low, high = signal.plausible
        return np.where((values < low) | (values > high), math.nan, values)

    def median(self, signal: Signal, phases: frozenset[Phase]) -> float:
        """The median of `signal` in `phases`; NaN where it could not be seen."""
        values = self.values(signal, self.during(phases))
        return float(np.nanmedian(values)) if not np.isnan(values).all() else math.nan

    @property
    def is_aside(self) -> bool:
        """Whether the camera stands so far aside that measures are less sure."""
        return aside(self.rest) > ASIDE

    def error_of(self, check: Check) -> float:
        """How far off what `check` measures is at most in nine of ten cases, in its unit."""
        return self.range_error if check.of is RepMeasure.RANGE else check.error[self.is_aside]

    def has(self, trait: Trait) -> bool:
        """Whether the movement has `trait`; also True where it could not be seen."""
        if trait.ever:
            seen = [body for body in self.during(trait.phases) if not trait.signal.unseen(body, self.side, SEEN)]
            return all(trait.limit.grade(value) is None for value in self.values(trait.signal, seen).tolist())
        return trait.limit.grade(self.median(trait.signal, trait.phases)) is None

    @property
    def breached(self) -> Trait | None:
        """The first trait of the exercise that the movement does not have, if any. One that is told over the set may fail now and then."""
        for trait in self.exercise.traits:
            had, of = self.set_medians.traits.get(trait.signal.name, (0, 0)) if trait.over_set else (0, 0)
            if not self.has(trait) and 2 * had < of + 1:
                return trait
        return None


def median_body(bodies: Sequence[Body]) -> Body:
    """A body with each landmark at the median of its places in `bodies`, of which there is at least one."""
    if len(bodies) == 1:
        return bodies[0]
    picture = np.median([body.picture for body in bodies], axis=0)
    world = np.median([body.world for body in bodies], axis=0)
    flat: list[Point2] = [(x, y) for x, y in picture.tolist()]
    space: list[Point3] = [(x, y, z) for x, y, z in world.tolist()]
    readings = [body.reading for body in bodies if body.reading]
    reading = PictureReading.median(readings) if readings else None
    return Body(bodies[-1].time, flat, space, np.median([body.visibility for body in bodies], axis=0).tolist(), reading)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a repetition, and what could not be judged; `measured`, `errors` and `doubtful` as in `Rep`."""

    findings: tuple[Finding, ...]
    unjudged: tuple[Unjudged, ...]
    measured: tuple[tuple[str, float], ...]
    errors: tuple[tuple[str, float], ...]
    doubtful: tuple[tuple[str, float], ...]


def judge(rep_bodies: RepBodies) -> Judged:
    """The repetition against all checks of its exercise."""
    findings: list[Finding] = []
    unjudged: list[Unjudged] = []
    measured: list[tuple[str, float]] = []
    errors: list[tuple[str, float]] = []
    doubtful: list[tuple[str, float]] = []
    cut = "the picture changed during the movement" if _is_cut(rep_bodies) else None
    for check in rep_bodies.exercise.checks:
        if check.only_if and not rep_bodies.has(check.only_if):
            continue
        value, obstacle = (math.nan, cut) if cut and not isinstance(check.of, RepMeasure) else measure(check, rep_bodies)
        grade, doubt = (None, obstacle) if obstacle else _grade(check, value, rep_bodies)
        if doubt:
            unjudged.append(Unjudged(check.key, doubt))
            if doubt == TOO_CLOSE_TO_TELL:
                doubtful.append((check.key, value))
            continue
        measured.append((check.key, value))
        errors.append((check.key, rep_bodies.error_of(check)))
        if grade:
            findings.append(Finding(check.key, grade, value, check.unit, check.severity, began_s(check, rep_bodies)))
    unjudged += [Unjudged(one.key, one.reason) for one in rep_bodies.exercise.not_visible]
    return Judged(tuple(findings), tuple(unjudged), tuple(measured), tuple(errors), tuple(doubtful))


def _grade(check: Check, value: float, rep_bodies: RepBodies) -> tuple[Grade | None, str | None]:
    """The grade of `value` by the limit, or by how far it is from what is usual for the person, whichever is worse; why it has none if it may be bad.

    What is beyond the limit of the warning by less than it may be off is no fault, but worth a warning. Where it may be off by more than
    lies between warning and fault, what passes so closely that the truth may be a fault is not judged. (Of a range that is decided by
    `ROUGH`.)
    """
    usual = rep_bodies.set_medians.measured.get(check.key, math.nan)
    beyond = ratio(value - max(usual, check.usual_at_least), check.over_usual) if not math.isnan(usual) else 0.0
    if beyond > FAR_OVER_USUAL:
        return Grade.FAULT, None
    error, excess, width = rep_bodies.error_of(check), check.limit.excess(value), check.limit.warning_width(value)
    unusual = beyond > 1.0 or (check.of_usual > 0 and value < check.of_usual * usual)
    grade = check.limit.grade(value) or (Grade.WARN if unusual else None)
    if grade:
        return (Grade.WARN if excess < error else grade), None
    if not check.acquits:
        return None, GROSS_ONLY
    may_be_fault = check.of is not RepMeasure.RANGE and error > width < excess + error
    return None, TOO_CLOSE_TO_TELL if may_be_fault else None


def measure(check: Check, rep_bodies: RepBodies) -> tuple[float, str | None]:
    """What `check` measures, and why it cannot be judged, None where it can."""
    if not isinstance(check.of, RepMeasure) and rep_bodies.view not in (check.views or rep_bodies.exercise.views):
        return math.nan, CANNOT_BE_SEEN
    if rep_bodies.range_of_motion < check.from_range:
        return math.nan, TOO_SMALL_TO_TELL
    if isinstance(check.of, RepMeasure):
        value = _of_rep(check.of, rep_bodies)
        is_rough = check.of is RepMeasure.RANGE and rep_bodies.range_error > ROUGH
        return value, ONLY_ROUGHLY if is_rough else UNSURE if math.isnan(value) else None
    bodies = rep_bodies.during(check.phases)
    hidden = _hidden(check.of, bodies, rep_bodies.side)
    if hidden:
        return math.nan, f"your {hidden.name.lower().replace('_', ' ')} could not be seen well enough"
    value = _worst(check, np.array([body.time for body in bodies]), rep_bodies.values(check.of, bodies))
    return value, _untold(check.of, bodies, rep_bodies.rest) if math.isnan(value) else None


def _untold(signal: Signal, bodies: Sequence[Body], rest: Body) -> str:
    """Why `signal` is not known: what stood in the way most often."""
    obstacles = Counter(obstacle for body in bodies if signal.obstacle and (obstacle := signal.obstacle(body, rest)))
    return obstacles.most_common(1)[0][0] if obstacles else UNSURE


def _is_cut(rep_bodies: RepBodies) -> bool:
    """Whether the picture was cut or zoomed between rest and the end of the movement, so that places in it cannot be compared."""
    trunks = [ratio(body.trunk_length, rep_bodies.rest.trunk_length) for body in rep_bodies.during(MOVING)]
    return bool(np.percentile(trunks, 90) > ZOOMED or np.percentile(trunks, 10) < 1 / ZOOMED)


def _hidden(signal: Signal, bodies: Sequence[Body], side: Side) -> Part | None:
    """A needed part that was out of sight for too long, if any."""
    unseen = [signal.unseen(body, side, SEEN) for body in bodies]
    hidden = [parts[0] for parts in unseen if parts]
    return hidden[0] if len(hidden) > (1 - SEEN_SHARE) * len(bodies) else None


def began_s(check: Check, rep_bodies: RepBodies) -> float:
    """When what `check` measures first passed its limit for as long as it has to last, in seconds; NaN where it did not, or has no moment."""
    if isinstance(check.of, RepMeasure):
        return math.nan
    bodies = rep_bodies.during(check.phases)
    medians = _medians(check, np.array([body.time for body in bodies]), rep_bodies.values(check.of, bodies))
    return next((time for time, value in medians if check.limit.grade(value)), math.nan)


def _worst(check: Check, times: Floats, values: Floats) -> float:
    """The worst value that lasted: of the medians over all windows of `lasting_s`, the one furthest beyond the limit.

    NaN where too few values are known.
    """
    return max((value for _, value in _medians(check, times, values)), key=check.limit.excess, default=math.nan)


def _medians(check: Check, times: Floats, values: Floats) -> list[tuple[float, float]]:
    """The middle of each window of `lasting_s` and the median of `values` in it; none where too few values are known."""
    known = ~np.isnan(values)
    if known.mean() < SEEN_SHARE:
        return []
    times, values = times[known], values[known]
    if times[-1] - times[0] <= check.lasting_s:
        return [(float(np.median(times)), float(np.median(values)))]
    first = times <= times[-1] - check.lasting_s + 1e-9
    ends = np.searchsorted(times, times[first] + check.lasting_s + 1e-9)
    return [(float(times[start:end].mean()), median(values[start:end].tolist())) for start, end in enumerate(ends.tolist())]


def _of_rep(measure: RepMeasure, rep_bodies: RepBodies) -> float:
    """What `measure` is for the repetition, in its unit."""
    match measure:
        case RepMeasure.CONCENTRIC:
            return rep_bodies.timing.concentric_s
        case RepMeasure.HOLD:
            return rep_bodies.timing.hold_s
        case RepMeasure.ECCENTRIC:
            return rep_bodies.timing.eccentric_s
        case RepMeasure.RANGE:
            return rep_bodies.range_of_motion
        case RepMeasure.WOBBLE:
            return float(_reversals(rep_bodies))


def _reversals(rep_bodies: RepBodies) -> int:
    """How often the movement turns back by more than `TURNED_BACK` of its range, beside turning back at the top."""
    signal = rep_bodies.exercise.range_of_motion.signal
    least = TURNED_BACK * (rep_bodies.median(signal, TOP) - rep_bodies.median(signal, SET_UP))
    bodies = rep_bodies.during(MOVING)
    values = rep_bodies.values(signal, bodies)
    if np.isnan(values).all():
        return 0
    _, values = smoothed(np.array([body.time for body in bodies]), values)  # jitter of the landmarks is no wobble of the leg
    return max(len(turning_points(values, least)) - 1, 0)
