"""What a live session says and sounds, and at which stage of it somebody is: all that the page is told besides the feedback."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from coach.pipeline import Feedback


class Stage(StrEnum):
    """Where in a hands-free session somebody is."""

    FIND = "find"  # getting into the picture, the view and the position
    STILL = "still"  # in position: hold still
    COUNTDOWN = "countdown"
    SET = "set"
    PAUSED = "paused"
    REST = "rest"
    DONE = "done"


class Tone(StrEnum):
    """The short sounds."""

    REP = "rep"
    MISSED = "missed"
    HOLD = "hold"
    GO = "go"
    END = "end"


class Priority(IntEnum):
    """Which of two utterances wins; the higher one also cuts the lower one short."""

    COUNT = 1
    PRAISE = 2
    CUE = 3
    GUIDE = 4
    STOP = 5


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to hear now: `text` to speak, `tone` to play, or both."""

    text: str = ""
    tone: Tone | None = None
    priority: Priority = Priority.GUIDE


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands on the screen besides the feedback. `left_s` of `of_s` seconds remain of a countdown or rest, None elsewhere."""

    stage: Stage
    title: str
    detail: str = ""
    left_s: float | None = None
    of_s: float | None = None
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a session makes of one pose."""

    feedback: Feedback
    scene: Scene
    said: tuple[Utterance, ...] = ()
