"""One live session, whatever brings its pictures: poses in, answers for the page out, repetitions kept."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from coach.coaching.events import Event, RepCounted, SetBegan, SetEnded
from coach.coaching.verdict import tally
from coach.coaching.wording import SIDE_NAMES
from coach.coaching.workout import Update, Workout
from coach.coaching.workout_state import Ask, Stage
from coach.exercise import Exercise, Phase
from coach.history.errors import HistoryError
from coach.live import wire
from coach.live.set_recorder import SetRecorder
from coach.pose import Pose
from coach.recording.video import Clock
from coach.records import Rep

REMEMBERED: Final = 32
"""How many utterances can be sent again to a page that lost the connection."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SetLine:
    """One set of the session in the page's summary.

    `verdicts` is how many repetitions were how good, in words; `summary` what was said of it, "" while it goes on; `why` the reason for its fix.
    """

    name: str
    side: str
    reps: int = 0
    verdicts: str = ""
    summary: str = ""
    why: str = ""


class LiveSession:
    """One person's session from Start to Stop, over lost connections and reloaded pages.

    Any thread may call it; they wait for one another.
    """

    def __init__(self, exercises: Iterable[Exercise], workout: Workout, recorder: SetRecorder | None) -> None:
        """Without a `recorder` nothing is kept."""
        self._exercises = {one.key: one for one in exercises}
        self._workout, self._recorder = workout, recorder
        self._lock = threading.Lock()
        self._said: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)
        self._next_id = 1
        self._clock = Clock(step_s=1 / 30)
        self._phase = (Phase.REST, 0.0)
        self._ask: Ask | None = None
        self._sets: list[SetLine] = []
        self._reps: list[Rep] = []
        self.is_over = False

    def time_of(self, stamp: float) -> float:
        """The session's own time, which always rises, for the camera's time `stamp`, which may not."""
        with self._lock:
            return self._clock.read(stamp)

    def see(self, pose: Pose, stamp: float, picture_problem: str = "") -> dict[str, Any]:
        """Take the next pose, of the camera's time `stamp`, and what is wrong with its picture; give what to show and say."""
        with self._lock:
            ask, self._ask = self._ask, None
            update = self._workout.see(pose, ask, picture_problem)
            self._list_sets(update.events)
            self._record(update)
            feedback, stage = update.feedback, update.view.stage
            if feedback.phase is not self._phase[0]:
                self._phase = (feedback.phase, feedback.time)
            is_told = any(isinstance(event, SetEnded) for event in update.events) and stage is Stage.REST
            if stage is Stage.DONE and not self.is_over:
                is_told = True
                self._end()
            phase_s = feedback.time - self._phase[1]
            answer = wire.answer(update, self._exercises, stamp=stamp, phase_s=phase_s, first_id=self._next_id, kept=self.kept_as)
            self._next_id += len(answer["events"])
            self._said.extend(answer["events"])
            return answer | {"sets": self._summary()} if is_told else answer

    def ask(self, ask: Ask) -> None:
        """The person asks for something; the next picture answers it."""
        with self._lock:
            self._ask = ask

    def missed(self, heard: int) -> list[dict[str, Any]]:
        """What was said after the event with the id `heard`: a page that was away may have missed it. It drops what is too old."""
        with self._lock:
            return [one for one in self._said if one["id"] > heard]

    def summary(self) -> list[dict[str, Any]]:
        """The sets so far."""
        with self._lock:
            return self._summary()

    @property
    def kept_as(self) -> int | None:
        """The id of the session in the history, None while nothing is kept."""
        return self._recorder.session_id if self._recorder else None

    def close(self) -> None:
        """End the session: what is open is kept as it is."""
        with self._lock:
            self._end()

    def _record(self, update: Update) -> None:
        """Keep what happened. The person goes on exercising, whatever the disk says."""
        if self._recorder is None:
            return
        for event in update.events:
            try:
                self._recorder.hear(event)
            except HistoryError as error:
                logger.warning("A repetition could not be kept: %s", error)
        try:
            self._recorder.see(update.feedback.pose)
        except HistoryError as error:
            logger.warning("The landmarks of a set could not be kept: %s", error)

    def _list_sets(self, events: Iterable[Event]) -> None:
        for event in events:
            match event:
                case SetBegan():
                    self._sets.append(SetLine(event.exercise.name, SIDE_NAMES[event.working_side]))
                    self._reps = []
                case RepCounted(rep=rep):
                    self._reps.append(rep)
                    self._sets[-1] = replace(self._sets[-1], reps=rep.index, verdicts=tally(self._reps))
                case SetEnded():
                    self._sets[-1] = replace(self._sets[-1], summary=event.summary, why=event.why)

    def _summary(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._sets if one.reps]

    def _end(self) -> None:
        if self.is_over:
            return
        self.is_over = True
        try:
            if self._recorder:
                self._recorder.close()
        except HistoryError as error:
            logger.warning("The end of the session could not be kept: %s", error)
