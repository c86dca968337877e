"""What is drawn into a frame: the skeleton, the count, the phase, the range, the one thing to say, and what was found in the last repetition."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from coach.coaching.coach import Feedback, State
from coach.coaching.cues import Cue, Kind
from coach.coaching.hip_share import hip_share_in_words
from coach.coaching.verdict import worst_first
from coach.coaching.wording import PHASE_NAMES, SIDE_NAMES, found, quantity
from coach.exercise import Exercise
from coach.palette import VIDEO, rgb
from coach.pose import BONES, DRAWN_FROM, Landmark, Pose
from coach.recording.canvas import Canvas, Colour
from coach.records import Rep, Verdict

INK: Final[Colour] = (16, 20, 28)
PAPER: Final[Colour] = (255, 255, 255)
QUIET: Final[Colour] = rgb(VIDEO.quiet)
GOOD: Final[Colour] = rgb(VIDEO.good)
CALM: Final[Colour] = (96, 190, 255)
VERDICT: Final[Mapping[Verdict, Colour]] = {verdict: rgb(VIDEO.of(verdict)) for verdict in Verdict}

SHOWN_S: Final = 4.0
"""How long a cue and what was found stay, so that they can be read."""
COUNT_COLOURED_S: Final = 1.0
"""How long the count keeps the colour of the repetition that has just ended."""
MOST_FINDINGS: Final = 3
"""So many findings of a repetition are shown, the worst; of the others only the number."""
MARGIN: Final = 14.0

Line: TypeAlias = tuple[str, float, int, Colour]
"""Words, size, weight, colour."""
LEADING: Final = 1.25
"""A line's height as a multiple of its letters' size."""

LEGS: Final = {
    side: {Landmark[f"{side.upper()}_{part}"] for part in ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")} for side in ("left", "right")
}
LEGS["both"] = LEGS["left"] | LEGS["right"]


@dataclass(frozen=True, slots=True)
class Note:
    """What the banner says: one thing in large letters, and details in small ones, a line each."""

    words: str
    details: tuple[str, ...]
    colour: Colour


class Overlay:
    """Draws what the coach says into the pictures of one recording. Remembers the last cue and repetition, which are shown for a while."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._exercises = {exercise.key: exercise for exercise in exercises}
        self._rep: Note | None = None
        self._rep_time = -math.inf
        self._cue: Cue | None = None
        self._cue_time = -math.inf

    def draw(self, canvas: Canvas, feedback: Feedback) -> None:
        """Draw what the coach sees and says into a picture. Pictures come in the order of their times."""
        self._remember(feedback)
        exercise = self._exercises.get(feedback.exercise or "")
        note = self.note(feedback.time) or _guidance(feedback)
        is_fresh = self._rep and feedback.time - self._rep_time <= COUNT_COLOURED_S
        _skeleton(canvas, feedback.pose, feedback.working_side, note.colour if note else GOOD)
        _counter(canvas, feedback, exercise.name if exercise else "", self._rep.colour if self._rep and is_fresh else PAPER)
        _gauge(canvas, feedback)
        if note:
            _banner(canvas, note)

    def _remember(self, feedback: Feedback) -> None:
        if feedback.rep:
            self._rep, self._rep_time = _of_rep(feedback.rep, self._exercises.get(feedback.exercise or "")), feedback.time
            if self._cue and self._cue.kind is Kind.PRAISE:
                self._cue = None  # it was for the repetition before
        if feedback.cue:
            self._cue, self._cue_time = feedback.cue, feedback.time

    def note(self, time: float) -> Note | None:
        """The last cue over what was found in the last repetition, as far as either is to be read still."""
        rep = self._rep if time - self._rep_time <= SHOWN_S else None
        if self._cue is None or time - self._cue_time > SHOWN_S:
            return rep
        if rep is None:
            return Note(self._cue.text, (), VERDICT[Verdict.GOOD if self._cue.kind is Kind.PRAISE else Verdict.A_LITTLE_OFF])
        return Note(self._cue.text, (rep.words, *rep.details), rep.colour)


def drawn_skeleton(pixels: NDArray[np.uint8], pose: Pose, working_side: str | None) -> NDArray[np.uint8]:
    """A copy of the picture with nothing but the skeleton drawn in."""
    drawn = pixels.copy()
    _skeleton(Canvas.rgb(drawn), pose, working_side, GOOD)
    return drawn


def _of_rep(rep: Rep, exercise: Exercise | None) -> Note:
    """The verdict on a repetition, and the worst of what was found in it."""
    details = [found(finding, exercise) for finding in worst_first(rep.findings)]
    if len(details) > MOST_FINDINGS:
        details[MOST_FINDINGS - 1 :] = [f"and {len(details) - MOST_FINDINGS + 1} more"]
    share = hip_share_in_words([rep], exercise) if exercise else ""
    return Note(", ".join(filter(None, (rep.verdict.words, share))), tuple(details), VERDICT[rep.verdict])


def _guidance(feedback: Feedback) -> Note | None:
    """What to do before the coach can count."""
    is_waiting = feedback.state in (State.LOOKING, State.GET_READY)
    return Note(feedback.message, (), CALM) if is_waiting and feedback.message else None


def _skeleton(canvas: Canvas, pose: Pose, working_side: str | None, accent: Colour) -> None:
    places = pose.image[:, :2] * (canvas.width, canvas.height)
    seen = (pose.visibility >= DRAWN_FROM) & np.isfinite(places).all(axis=1)
    working = LEGS.get(working_side or "", set())
    bones = [bone for bone in BONES if seen[bone[0]] and seen[bone[1]]]
    joints = {joint for bone in bones for joint in bone}
    # the working leg last, so that it lies on top where the legs cross
    ends = [places[[bone for bone in bones if working.issuperset(bone) is works]] for works in (False, True)]
    centres = [places[[joint for joint in joints if (joint in working) is works]] for works in (False, True)]
    looks = ((2.5, 3.5, 2.2, PAPER), (5.0, 5.5, 4.0, accent))
    for lines, (width, *_) in zip(ends, looks, strict=True):
        canvas.lines(lines, colour=INK, width=width + 2.5)
    for lines, (width, *_, colour) in zip(ends, looks, strict=True):
        canvas.lines(lines, colour=colour, width=width)
    for dots, (_, outer, inner, colour) in zip(centres, looks, strict=True):
        canvas.dots(dots, radius=outer, colour=INK)
        canvas.dots(dots, radius=inner, colour=colour)


def _counter(canvas: Canvas, feedback: Feedback, name: str, count_colour: Colour) -> None:
    """The count, large enough to be read from the mat, beside what is being done."""
    moving = feedback.state is State.MOVING
    doing = PHASE_NAMES[feedback.phase] if moving else feedback.state.replace("_", " ")
    lines: list[Line] = [(doing, 20, 700, GOOD if moving else CALM)]
    if name:
        lines = [(name, 17, 600, PAPER), (SIDE_NAMES.get(feedback.working_side or "", ""), 15, 400, QUIET), *lines]
    count = str(feedback.count)
    number = canvas.text_width(count, size=58, weight=700)
    words = _width(canvas, lines)
    canvas.panel(MARGIN, MARGIN, number + words + 42, 82, colour=INK, opacity=0.66, radius=12)
    canvas.text(count, MARGIN + 14, MARGIN + 62, size=58, colour=count_colour, weight=700)
    _write(canvas, lines, MARGIN + 28 + number, MARGIN + 41 - _height(lines) / 2)


def _gauge(canvas: Canvas, feedback: Feedback) -> None:
    """How far the movement has come, beside the band that it should reach."""
    low, high = feedback.target
    if not (feedback.exercise and low < high):
        return
    tall, wide = 200.0, 14.0
    left, bottom = canvas.width - MARGIN - wide - 8, (canvas.height + tall) / 2
    full = high * 1.4
    canvas.panel(left - 8, bottom - tall - 8, wide + 16, tall + 16, colour=INK, opacity=0.66, radius=12)
    canvas.panel(left, bottom - tall, wide, tall, colour=QUIET, opacity=0.25, radius=5)
    canvas.panel(left, bottom - tall * high / full, wide, tall * (high - low) / full, colour=GOOD, opacity=0.45, radius=2)
    if not math.isfinite(feedback.value):
        return
    colour = GOOD if feedback.value >= low else PAPER
    reached = tall * min(max(feedback.value / full, 0.0), 1.0)
    canvas.panel(left + 4, bottom - reached, wide - 8, reached, colour=colour, radius=3)
    words = quantity(feedback.value, feedback.unit)
    width = canvas.text_width(words, size=19, weight=700)
    canvas.panel(left - 22 - width, bottom - reached - 14, width + 12, 28, colour=INK, opacity=0.66, radius=8)
    canvas.text(words, left - 16 - width, bottom - reached + 7, size=19, colour=colour, weight=700)


def _banner(canvas: Canvas, note: Note) -> None:
    """One thing to read across the bottom."""
    room = canvas.width - 2 * MARGIN - 44
    lines: list[Line] = [(line, 27, 700, PAPER) for line in canvas.wrapped(note.words, size=27, weight=700, width=room)]
    lines += [(line, 17, 500, note.colour) for one in note.details for line in canvas.wrapped(one, size=17, weight=500, width=room)]
    width, height = _width(canvas, lines) + 44, _height(lines) + 18
    left, top = (canvas.width - width) / 2, canvas.height - MARGIN - height
    canvas.panel(left, top, width, height, colour=INK, opacity=0.72, radius=12)
    canvas.panel(left + 9, top + 11, 5, height - 22, colour=note.colour, radius=2.5)
    _write(canvas, lines, left + 26, top + 9)


def _width(canvas: Canvas, lines: Iterable[Line]) -> float:
    return max(canvas.text_width(words, size=size, weight=weight) for words, size, weight, _ in lines)


def _height(lines: Iterable[Line]) -> float:
    return sum(LEADING * size for _, size, _, _ in lines)


def _write(canvas: Canvas, lines: Iterable[Line], left: float, top: float) -> None:
    for words, size, weight, colour in lines:
        top += LEADING * size
        # letters stand above the baseline, and their tails hang below it
        canvas.text(words, left, top - 0.35 * size, size=size, colour=colour, weight=weight)
