"""What a live session makes of one pose: all that the page is shown and told, and what is to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from coach.coaching.coach import Feedback
from coach.coaching.workout import Calibrated, Say, SetEnds, Stage, Tone
from coach.exercise import Tempo
from coach.records import NotCounted, Rep

Heard: TypeAlias = Say | Tone


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands on the screen besides the feedback.

    `message` says what to do now, `tier` of 0 to 4 how much of the framing is right, None where nobody asks. `left_s` of `of_s` seconds
    remain of a countdown or rest, None elsewhere. `target`, in degrees, is the personal one where it is known, `tempo` what the plan asks for.
    """

    stage: Stage
    title: str
    detail: str = ""
    message: str = ""
    tier: int | None = None
    left_s: float | None = None
    of_s: float | None = None
    count: int = 0
    goal: int | None = None
    target: float | None = None
    tempo: Tempo | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A repetition to be kept, and what it is one of."""

    exercise: str
    working_side: str
    view: str | None
    rep: Rep
    goal: int | None = None
    rung: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a session makes of one pose. `counted`, `missed` and `ended` are what ended with it, `calibrated` what it has shown.

    More than one repetition is counted at once where only the second told what the first had been.
    """

    feedback: Feedback
    scene: Scene
    heard: tuple[Heard, ...] = ()
    counted: tuple[Counted, ...] = ()
    missed: NotCounted | None = None
    ended: SetEnds | None = None
    calibrated: Calibrated | None = None
