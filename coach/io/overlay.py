"""What is drawn into a frame: the skeleton, the count, the phase, the range and the one thing to say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.exercise import Exercise, Phase
from coach.io.canvas import Canvas, Colour
from coach.io.words import SIDES, quantity
from coach.pipeline import Feedback, State
from coach.pose import Landmark, Pose
from coach.records import Finding, Grade

INK: Final[Colour] = (16, 20, 28)
PAPER: Final[Colour] = (255, 255, 255)
QUIET: Final[Colour] = (176, 186, 200)
GOOD: Final[Colour] = (72, 219, 150)
CALM: Final[Colour] = (96, 190, 255)
GRADE: Final[Mapping[Grade, Colour]] = {Grade.WARN: (255, 196, 60), Grade.FAULT: (255, 92, 92)}

SHOWN_S: Final = 3.0
"""How long a cue stays, so that it can be read."""
PROUD_S: Final = 1.0
"""How long the count keeps the colour of the repetition that has just ended."""
SEEN: Final = 0.3
"""Landmarks less visible than this are not drawn. Lower than what is judged: ankles of lying people reach 0.3 to 0.5 only."""
MARGIN: Final = 14.0

PHASE: Final[Mapping[Phase, str]] = {Phase.REST: "rest", Phase.CONCENTRIC: "up", Phase.HOLD: "hold", Phase.ECCENTRIC: "down"}

L: Final = Landmark
BONES: Final = (
    (L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
    (L.LEFT_HIP, L.RIGHT_HIP),
    *(
        (start, end)
        for shoulder, elbow, wrist, hip, knee, ankle, heel, foot in (
            (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX),
            (L.RIGHT_SHOULDER, L.RIGHT_ELBOW, L.RIGHT_WRIST, L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE, L.RIGHT_HEEL, L.RIGHT_FOOT_INDEX),
        )
        for start, end in (
            (shoulder, elbow), (elbow, wrist), (shoulder, hip), (hip, knee), (knee, ankle), (ankle, heel), (heel, foot), (ankle, foot),
        )
    ),
)  # fmt: skip
LEGS: Final = {
    "left": {L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX},
    "right": {L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE, L.RIGHT_HEEL, L.RIGHT_FOOT_INDEX},
}
LEGS["both"] = LEGS["left"] | LEGS["right"]


class Overlay:
    """Draws what the coach says into the frames of one recording. Remembers the last cue and repetition, which are shown for a while."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        listed = tuple(exercises)
        self._exercises = {exercise.key: exercise.name for exercise in listed}
        self._checks = {check.key: check.name for exercise in listed for check in exercise.checks}
        self._note: tuple[str, str, Colour] | None = None
        self._note_time = -math.inf
        self._count_colour = PAPER
        self._count_time = -math.inf

    def draw(self, pixels: NDArray[np.uint8], feedback: Feedback) -> NDArray[np.uint8]:
        """A copy of the picture with what the coach sees and says drawn in. Frames come in the order of their times."""
        canvas = Canvas(pixels.copy())
        self._hear(feedback)
        note = self._note if feedback.time - self._note_time <= SHOWN_S else None
        count_colour = self._count_colour if feedback.time - self._count_time <= PROUD_S else PAPER
        _skeleton(canvas, feedback.pose, feedback.working_side, note[2] if note else GOOD)
        _counter(canvas, feedback, self._exercises.get(feedback.exercise or "", ""), count_colour)
        _gauge(canvas, feedback)
        if note:
            _banner(canvas, *note)
        elif feedback.state in (State.LOOKING, State.GET_READY) and feedback.message:
            _banner(canvas, feedback.message, "", CALM)
        return canvas.pixels

    def _hear(self, feedback: Feedback) -> None:
        if feedback.cue is None:
            return
        finding = next((one for one in feedback.findings if one.check == feedback.cue.check), None)
        detail = self._detail(finding) if finding else ""
        self._note = (
            feedback.cue.text,
            detail,
            GRADE[finding.grade] if finding else GOOD if feedback.cue.check is None else GRADE[Grade.WARN],
        )
        self._note_time = feedback.time

    def _detail(self, finding: Finding) -> str:
        return f"{self._checks.get(finding.check, finding.check)}  {quantity(finding.value, finding.unit)}"


def _skeleton(canvas: Canvas, pose: Pose, working_side: str | None, accent: Colour) -> None:
    places = pose.image[:, :2] * (canvas.width, canvas.height)
    seen = (pose.visibility >= SEEN) & np.isfinite(places).all(axis=1)
    working = LEGS.get(working_side or "", set())
    bones = [(start, end) for start, end in BONES if seen[start] and seen[end]]
    # the working leg last, so that it lies on top where the legs cross
    bones.sort(key=working.issuperset)
    for colour, extra in ((INK, 2.5), (None, 0.0)):
        for start, end in bones:
            works = working.issuperset((start, end))
            width = (5.0 if works else 2.5) + extra
            canvas.line(_at(places, start), _at(places, end), colour=colour or (accent if works else PAPER), width=width)
    for joint in sorted({joint for bone in bones for joint in bone}, key=lambda joint: joint in working):
        works = joint in working
        canvas.dot(_at(places, joint), radius=5.5 if works else 3.5, colour=INK)
        canvas.dot(_at(places, joint), radius=4.0 if works else 2.2, colour=accent if works else PAPER)


def _at(places: NDArray[np.float64], joint: Landmark) -> tuple[float, float]:
    return float(places[joint, 0]), float(places[joint, 1])


def _counter(canvas: Canvas, feedback: Feedback, name: str, count_colour: Colour) -> None:
    """The count, large enough to be read from the mat, beside what is being done."""
    side = SIDES.get(feedback.working_side or "", "")
    doing = PHASE[feedback.phase] if feedback.state is State.MOVING else feedback.state.replace("_", " ")
    count = str(feedback.count)
    number = canvas.text_width(count, size=58, weight=700)
    words = max(
        canvas.text_width(line, size=size, weight=weight) for line, size, weight in ((name, 17, 600), (side, 15, 400), (doing, 20, 700))
    )
    canvas.panel(MARGIN, MARGIN, number + words + 42, 82, colour=INK, opacity=0.66, radius=12)
    canvas.text(count, MARGIN + 14, MARGIN + 62, size=58, colour=count_colour, weight=700)
    left = MARGIN + 14 + number + 14
    canvas.text(name, left, MARGIN + 26, size=17, colour=PAPER, weight=600)
    canvas.text(side, left, MARGIN + 45, size=15, colour=QUIET)
    canvas.text(doing, left, MARGIN + 69, size=20, colour=GOOD if feedback.state is State.MOVING else CALM, weight=700)


def _gauge(canvas: Canvas, feedback: Feedback) -> None:
    """How far the movement has come, beside the band that it should reach."""
    low, high = feedback.target
    if not (feedback.exercise and low < high):
        return
    tall, wide = 200.0, 14.0
    left, bottom = canvas.width - MARGIN - wide - 8, canvas.height / 2 + tall / 2
    full = high * 1.4
    canvas.panel(left - 8, bottom - tall - 8, wide + 16, tall + 16, colour=INK, opacity=0.66, radius=12)
    canvas.panel(left, bottom - tall, wide, tall, colour=QUIET, opacity=0.25, radius=5)
    canvas.panel(left, bottom - tall * high / full, wide, tall * (high - low) / full, colour=GOOD, opacity=0.45, radius=2)
    if not math.isfinite(feedback.value):
        return
    share = min(max(feedback.value / full, 0.0), 1.0)
    colour = PAPER if feedback.value < low else GOOD if feedback.value <= high else GRADE[Grade.WARN]
    canvas.panel(left + 4, bottom - tall * share, wide - 8, tall * share, colour=colour, radius=3)
    words = quantity(feedback.value, feedback.unit)
    width = canvas.text_width(words, size=19, weight=700)
    level = bottom - tall * share
    canvas.panel(left - 22 - width, level - 14, width + 12, 28, colour=INK, opacity=0.66, radius=8)
    canvas.text(words, left - 16 - width, level + 7, size=19, colour=colour, weight=700)


def _banner(canvas: Canvas, words: str, detail: str, colour: Colour) -> None:
    """One sentence across the bottom, with a smaller line of detail."""
    lines = canvas.wrapped(words, size=27, weight=700, width=canvas.width - 4 * MARGIN - 20)
    widest = max([canvas.text_width(line, size=27, weight=700) for line in lines] + [canvas.text_width(detail, size=17)])
    width, height = widest + 44, 20 + 34 * len(lines) + (24 if detail else 0)
    left, top = (canvas.width - width) / 2, canvas.height - MARGIN - height
    canvas.panel(left, top, width, height, colour=INK, opacity=0.72, radius=12)
    canvas.panel(left + 9, top + 11, 5, height - 22, colour=colour, radius=2.5)
    for number, line in enumerate(lines):
        canvas.text(line, left + 26, top + 36 + 34 * number, size=27, colour=PAPER, weight=700)
    if detail:
        canvas.text(detail, left + 26, top + height - 14, size=17, colour=colour, weight=500)
