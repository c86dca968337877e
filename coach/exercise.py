"""The vocabulary in which an exercise is written down."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, TypeAlias

from coach.body import Body, Part
from coach.limits import Limit
from coach.pose import Side
from coach.posture import Posture, View

CANNOT_BE_SEEN: Final = "it cannot be seen from where the camera stands"
"""Why something was not judged, in words for the user."""

Measure: TypeAlias = Callable[[Body, Body, Side], float]
"""Takes the body now, the body at rest before this repetition, and the working side; NaN where it could not be seen."""


Obstacle: TypeAlias = Callable[[Body, Body], str | None]
"""Takes the body now and the body at rest; says why a measure is not known, None where that is not why."""


class Phase(StrEnum):
    """Where in a repetition the body is."""

    REST = "rest"
    CONCENTRIC = "concentric"
    HOLD = "hold"
    ECCENTRIC = "eccentric"


SET_UP = frozenset({Phase.REST})
UP = frozenset({Phase.CONCENTRIC})
TOP = frozenset({Phase.HOLD})
DOWN = frozenset({Phase.ECCENTRIC})
LIFTING = UP | TOP
MOVING = UP | TOP | DOWN


class Works(Enum):
    """Which side the exercise is counted for."""

    TOP = "the side that lies on top"
    EITHER = "the side that does it"
    BOTH = "both sides together"


@dataclass(frozen=True, slots=True)
class Signal:
    """A measure with its unit and the parts that it needs: `own` on the working side, `other` on the other side.

    `obstacle` says, in words for the user, why the measure is not known of a body; None where it has nothing to say.
    No body that is seen reads less or more than `plausible`: beyond, landmarks were lost, and nothing is found.
    """

    name: str
    unit: str
    measure: Measure
    own: tuple[Part, ...] = ()
    other: tuple[Part, ...] = ()
    obstacle: Obstacle | None = None
    plausible: tuple[float, float] = (-math.inf, math.inf)

    def unseen(self, body: Body, side: Side, least: float) -> list[Part]:
        """The needed parts whose visibility in `body` is below `least`."""
        needed = [(part, side) for part in self.own] + [(part, side.other) for part in self.other]
        return [part for part, of in needed if not body.visibility_of(part, of) >= least]


class RepMeasure(Enum):
    """A number that belongs to a repetition as a whole, not to a moment of it."""

    CONCENTRIC = "seconds on the way up"
    HOLD = "seconds at the top"
    ECCENTRIC = "seconds on the way down"
    RANGE = "range of motion"
    WOBBLE = "turns back on the way"

    @property
    def unit(self) -> str:
        """The unit in which it is given."""
        return {RepMeasure.RANGE: "deg", RepMeasure.WOBBLE: "count"}.get(self, "s")


ASIDE = 25.0
"""Degrees from which measures are less sure: `RangeOfMotion.error` and `Check.error`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeOfMotion:
    """How far the movement goes, in degrees of `signal`: what makes an attempt, what counts, what to aim at, and what is too much.

    `correction` multiplies the signal so that it means what a goniometer would show; its source stands in the exercise's file.
    `timed` and `reported`, where given, replace it for the durations and for the range in the result: what is steadiest to count on
    is not always the angle that a physiotherapist knows. `is_same_angle` says that `reported` is the angle of `signal`, measured better, so
    that `target` holds for it too. `error` is how far off the range is at most in nine of ten cases, in degrees, for a camera that stands
    up to `ASIDE` degrees aside and for one further aside; NaN where it was not measured. `unseen` is the share of the way up and down, next to rest, that `timed` does
    not show (see `coach.analysis.timing`). `shows_moving` is the share of a phase's duration for which the picture shows that something
    moves: the slow beginning and end do not, least where little of the picture moves (rendered people).
    """

    signal: Signal
    attempt: float
    count: float
    target: tuple[float, float]
    too_much: float
    correction: float = 1.0
    timed: Signal | None = None
    reported: Signal | None = None
    is_same_angle: bool = False
    error: tuple[float, float] = (math.nan, math.nan)
    unseen: float = 0.0
    shows_moving: float = 0.725

    @property
    def reports_another_angle(self) -> bool:
        """Whether the range in the result is of another angle than the one that is counted by and that `target` is of."""
        return self.reported is not None and not self.is_same_angle

    def __post_init__(self) -> None:
        if not 0 < self.attempt < self.count <= self.target[0] < self.target[1] <= self.too_much:
            raise ValueError(f"{self.signal.name}: 0 < attempt < count <= target <= too much does not hold")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """Seconds to aim at on the way up, at the top and on the way down."""

    concentric: float
    hold: float
    eccentric: float

    @property
    def rep_s(self) -> float:
        """Seconds of one whole repetition."""
        return self.concentric + self.hold + self.eccentric


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What makes a movement this exercise and not another: the median of `signal` in `phases` lies within `limit`, else it is not counted.

    Where `ever` holds, the value in any picture in which its parts are seen, not the median: what is over between two pictures shows in one of them only.
    `breach` says in words for the user what was different where it does not. A trait that is told `over_set` may be misread in single
    repetitions: within a set it holds while it does in at least half of this repetition and the last few.
    """

    signal: Signal
    limit: Limit
    phases: frozenset[Phase] = TOP
    breach: str = ""
    over_set: bool = False
    ever: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that a physiotherapist looks at in a repetition: `name` in plain words, `clinical` as they call it where that differs.

    `of` is measured in `phases`; a finding needs it beyond `limit` for `lasting_s`. From a view outside `views` (None: any) it
    cannot be judged. `acquits` is False where the camera sees only gross faults: then passing proves nothing and it stays unjudged.
    Below `from_range` degrees of movement it cannot be judged either. Where `only_if` does not hold it does not apply at all.
    It also warns below `of_usual` times the value that this person has usually shown in the set, and above it by `over_usual`, from half as
    much again on as a fault; there what is usual counts as `usual_at_least`, so that a poor habit makes no good repetition look wrong.
    `error` is how far off the measure is at most in nine of ten cases, in its unit, for a camera that stands up to `ASIDE` degrees aside and
    for one further aside; what the landmarks always read too much or too little is not in it, since `limit` allows for that.
    (`benchmarks.validation.errors`; of the range see `RangeOfMotion.error`.) `of_range` says of a measure of posture that it tells how far the movement went, `is_sure` that its faults are spoken of the first time
    they are found: the picture itself shows them. `strength` is the sentence that praises
    a set in which this was judged, and right, every time.
    """

    key: str
    name: str
    clinical: str = ""
    of: Signal | RepMeasure
    limit: Limit
    phases: frozenset[Phase]
    severity: int
    cue: str
    why: str
    lasting_s: float = 0.0
    cue_if_high: str | None = None
    views: frozenset[View] | None = None
    acquits: bool = True
    from_range: float = 0.0
    only_if: Trait | None = None
    of_usual: float = 0.0
    over_usual: float = math.inf
    usual_at_least: float = -math.inf
    error: tuple[float, float] = (0.0, 0.0)
    of_range: bool = False
    is_sure: bool = False
    strength: str = ""

    def __post_init__(self) -> None:
        if not self.phases:
            raise ValueError(f"{self.key}: a check needs a phase")
        if self.severity not in (1, 2, 3):
            raise ValueError(f"{self.key}: severity is 1, 2 or 3, not {self.severity}")
        for cue in filter(None, (self.cue, self.cue_if_high)):
            if len(cue.split()) > 6:
                raise ValueError(f"{self.key}: a cue has at most six words: {cue!r}")

    @property
    def unit(self) -> str:
        """The unit of what is measured."""
        return self.of.unit

    def cue_for(self, value: float) -> str:
        """What to say when `value` was found."""
        return self.cue_if_high if self.cue_if_high and value > self.limit.high_warn else self.cue


@dataclass(frozen=True, slots=True, kw_only=True)
class NotVisible:
    """What a physiotherapist would look at too, but no view shows: listed in results as not judged, for `reason`."""

    key: str
    name: str
    clinical: str = ""
    reason: str = CANNOT_BE_SEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPlacement:
    """Where the camera belongs: metres from the person and over the floor, from and to, and how to be placed before it, in words."""

    distance: tuple[float, float]
    height: tuple[float, float]
    words: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder, and the band that it takes.

    Where the step is done as an easier exercise, `exercise` is that one's key and `sides` are the sides that it trains; else both are empty.
    """

    name: str
    band: str = "none"
    exercise: str = ""
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """An exercise from its easiest step to its hardest. The histories keep the names of the steps.

    `start` is the number of the rung with which a beginner, or who was long away, begins. `then` is the key of the exercise to go on with
    above the last rung, if there is one.
    """

    rungs: tuple[Rung, ...]
    start: int = 0
    then: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < len(self.rungs):
            raise ValueError(f"a ladder starts at one of its {len(self.rungs)} rungs, not at {self.start}")


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlan:
    """How an exercise stands in a plan: `order` is its place in a session, lowest first.

    Of exercises with the same `in_turn`, a name of its own, each training day of a first plan has one, in turn.
    """

    order: int
    in_turn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise as a physiotherapist reads it. Keys are stable: they stand in results and in the history.

    `views` are those from which it is judged; `advice` is what to do about another view of its posture, where the view's own advice does
    not suit. `position` is the starting position in words, with {side} for the working side and {other} for the other one. `sets` and
    `reps` are from and to. `in_plan` is None for an exercise that plans only have as a step of another one. `only_sides` are those that a
    prescription allows, where it does not allow all: the others are not counted.
    """

    key: str
    name: str
    posture: Posture
    works: Works
    views: tuple[View, ...]
    advice: tuple[tuple[View, str], ...] = ()
    position: str
    camera: CameraPlacement
    range_of_motion: RangeOfMotion
    tempo: Tempo
    traits: tuple[Trait, ...]
    checks: tuple[Check, ...]
    not_visible: tuple[NotVisible, ...] = ()
    sets: tuple[int, int] = (3, 4)
    reps: tuple[int, int] = (10, 15)
    ladder: Ladder
    in_plan: InPlan | None = None
    only_sides: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.check_names) < len(self.checks) + len(self.not_visible):
            raise ValueError(f"{self.key}: two checks have the same key")
        if ("{" in self.position) is (self.works is Works.BOTH):
            raise ValueError(f"{self.key}: the position names {{side}} or {{other}} where one side works at a time, and only there")
        seen = self.posture.views
        if not self.views or not set(self.views) <= set(seen):
            raise ValueError(f"{self.key}: somebody {self.posture.words} is seen in the views {', '.join(seen)}")
        unexplained = [view for view in seen if view not in self.views and not self.advice_on(view)]
        if unexplained:
            raise ValueError(f"{self.key}: say in `advice` what to do about the view {unexplained[0]}")

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that are trained one after the other: left and right, or both at once."""
        return self.only_sides or (("both",) if self.works is Works.BOTH else ("left", "right"))

    @property
    def check_names(self) -> dict[str, str]:
        """The name of each check by its key, also of what cannot be seen."""
        return {check.key: check.name for check in self.checks} | {one.key: one.name for one in self.not_visible}

    def is_of_range(self, check: Check) -> bool:
        """Whether `check` looks at how far the movement goes."""
        motion = self.range_of_motion
        return check.of_range or check.of in (RepMeasure.RANGE, motion.signal, motion.timed, motion.reported)

    @property
    def posture_checks(self) -> frozenset[str]:
        """The keys of the checks of posture: all but those of how far the movement goes, how long it takes and how smooth it is."""
        return frozenset(one.key for one in self.checks if not isinstance(one.of, RepMeasure) and not self.is_of_range(one))

    @property
    def clinical_names(self) -> dict[str, str]:
        """The clinical name of each check that has one, by its key."""
        names = {one.key: one.clinical for one in self.checks} | {one.key: one.clinical for one in self.not_visible}
        return {key: name for key, name in names.items() if name}

    def advice_on(self, view: View) -> str:
        """What to do about a view from which this exercise is not judged; empty where nothing is known."""
        return dict(self.advice).get(view, view.advice)

    def check(self, key: str) -> Check:
        """The check called `key`. Raises `KeyError`."""
        for check in self.checks:
            if check.key == key:
                return check
        raise KeyError(key)
