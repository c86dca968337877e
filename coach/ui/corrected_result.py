"""A result and what its user corrected: what counts at once, the video and its pictures drawn anew in a thread beside the page."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.coaching.coach import Coach
from coach.correction.corrections import Correction, Counted, JudgedAgain
from coach.correction.judging import judge_again
from coach.exercise import Exercise
from coach.pose import Side
from coach.recording.damaged_parts import unjudged_in
from coach.recording.source import SourceError
from coach.recording.tracks import read_track
from coach.ui.analysed import Result, words_of
from exercises import load

if TYPE_CHECKING:
    from coach.coaching.coach import Feedback
    from coach.pose import Pose
    from coach.recording.timeline import Timeline

logger = logging.getLogger(__name__)


class _Overtaken(Exception):
    """Something else is to be drawn by now."""


class CorrectedResult:
    """What is shown of one recording. Remembers the corrections; the page's threads call it, one at a time, and another one draws.

    `shown` is replaced whole: at once, with the pictures and the video as they were, and again when these are drawn anew.
    """

    def __init__(self, result: Result) -> None:
        """`result` is as the coach analysed it."""
        self.measured = result
        self.shown = result
        self.corrections: tuple[Correction, ...] = ()
        self.is_drawing = False
        self._lock = threading.Lock()
        self._drawing = 0
        """The number of what is drawn last: what is drawn under another number is left off."""

    @property
    def counted(self) -> Counted:
        """What counts now."""
        session = self.measured.analysis.session
        return Counted.measured(session.sets, session.not_counted).corrected(self.corrections)

    @property
    def told(self) -> tuple[str | None, str | None]:
        """The exercise and the side that the coach was last told, None where it had to see."""
        again = self._again(self.corrections)
        settings = self.measured.settings
        return (again.exercise, again.side) if again else (settings.exercise, settings.side)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises as the recording is judged."""
        return self.measured.settings.applied(load())

    def poses(self) -> tuple[Pose, ...]:
        """The poses of the recording; none where they were not kept."""
        return read_track(self.measured.track).poses if self.measured.track else ()

    def judge(self, exercise: str | None, side: str | None) -> None:
        """Judge the whole recording again as told, and draw it anew. Raises `SourceError` when its poses are gone."""
        analysis = self.measured.analysis
        session, timeline = judge_again(self.poses(), self.exercises, exercise, side)
        session = unjudged_in(session, analysis.damaged_parts)
        self._change((*self.corrections, JudgedAgain(None, exercise, side, session.sets, session.not_counted)), timeline)

    def add(self, correction: Correction) -> None:
        """Count by one correction more. Raises `CannotCorrect`."""
        self._change((*self.corrections, correction), self.shown.analysis.timeline)

    def take_back(self) -> None:
        """Count by one correction less. Raises `SourceError` when the recording is to be judged again and its poses are gone."""
        left = self.corrections[:-1]
        timeline = self.shown.analysis.timeline
        if isinstance(self.corrections[-1], JudgedAgain):
            again = self._again(left)
            timeline = (
                judge_again(self.poses(), self.exercises, again.exercise, again.side)[1] if again else self.measured.analysis.timeline
            )
        self._change(left, timeline)

    def wait(self) -> None:
        """Block until nothing is drawn any more."""
        for thread in threading.enumerate():
            if thread.name == self._name:
                thread.join()

    @property
    def _name(self) -> str:
        return f"draw-again-{id(self)}"

    @staticmethod
    def _again(corrections: tuple[Correction, ...]) -> JudgedAgain | None:
        return next((one for one in reversed(corrections) if isinstance(one, JudgedAgain) and one.set is None), None)

    def _change(self, corrections: tuple[Correction, ...], timeline: Timeline) -> None:
        measured, before = self.measured, self._again(self.corrections)
        counted = Counted.measured(measured.analysis.session.sets, measured.analysis.session.not_counted).corrected(corrections)
        again = self._again(corrections)
        session, settings = counted.session(measured.analysis.session), measured.settings
        if again:
            settings = replace(settings, exercise=again.exercise, side=again.side)
            session = session if session.sets else replace(session, exercise=again.exercise, working_side=again.side)
        if settings.prescription:
            session = settings.prescription.judged(session, load())
        analysis = replace(measured.analysis, session=session, timeline=timeline)
        with self._lock:
            self.corrections = corrections
            pictures = measured.pictures | self.shown.pictures
            captions, report = words_of(analysis, pictures, settings)
            self.shown = replace(self.shown, analysis=analysis, settings=settings, captions=captions, report=report, pictures=pictures)
        if again is before and not _has_new_peaks(self.shown):
            return
        if again is None and before is not None:  # the video as it was analysed is still there
            with self._lock:
                self._drawing += 1
                self.is_drawing = False
                self.shown = replace(self.shown, annotated=measured.annotated)
            return
        self._draw(again if again is not before else None)

    def _draw(self, again: JudgedAgain | None) -> None:
        """Draw pictures of new repetitions and, where the recording was judged again, the video, in a thread."""
        with self._lock:
            self._drawing += 1
            number, self.is_drawing = self._drawing, True
        threading.Thread(target=self._drawn, args=(number, again), name=self._name, daemon=True).start()

    def _drawn(self, number: int, again: JudgedAgain | None) -> None:
        from coach.recording.analysis import draw_again
        from coach.report.page import peak_pictures

        measured = self.measured
        annotated = self.shown.annotated
        try:
            pictures = peak_pictures(self.shown.analysis, measured.video)
            self._show(number, pictures, annotated)
            if again:
                annotated = measured.annotated.parent / f"again-{number}" / measured.annotated.name
                draw_again(measured.analysis, measured.video, annotated, self._feedback(number, again), self.exercises)
                self._show(number, pictures, annotated)
        except _Overtaken:
            return
        except (SourceError, OSError):
            logger.exception("%s could not be drawn again", measured.video.name)  # what counts is shown all the same
        with self._lock:
            self.is_drawing = self.is_drawing and number != self._drawing

    def _feedback(self, number: int, again: JudgedAgain) -> Iterator[Feedback]:
        coach = Coach(self.exercises, exercise=again.exercise, side=Side(again.side) if again.side in (Side.LEFT, Side.RIGHT) else None)
        for pose in self.poses():
            if number != self._drawing:
                raise _Overtaken
            yield coach.see(pose)

    def _show(self, number: int, pictures: dict[float, str], annotated: Path) -> None:
        with self._lock:
            if number != self._drawing:
                raise _Overtaken
            both = self.shown.pictures | pictures
            captions, report = words_of(self.shown.analysis, both, self.shown.settings)
            self.shown = replace(self.shown, pictures=both, annotated=annotated, captions=captions, report=report)


def _has_new_peaks(result: Result) -> bool:
    return any(rep.peak_s not in result.pictures for rep in result.analysis.session.reps)
