"""One live session, whatever brings its pictures: poses in, answers for the page out, repetitions kept."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterable
from typing import Any, Final, Protocol

from coach.exercise import Exercise, Phase
from coach.io.history.errors import HistoryError
from coach.io.live import wire
from coach.io.live.events import Moment, Stage
from coach.io.live.keeping import Keeping
from coach.io.video import Clock
from coach.pipeline import Feedback
from coach.pose import Pose

REMEMBERED: Final = 32
"""How many events can be sent again to a page that lost the connection."""

logger = logging.getLogger(__name__)


class Workout(Protocol):
    """Leads through a session: what to do now, and what to say."""

    def see(self, pose: Pose) -> Moment:
        """Take the next pose, in the order of their times."""

    def pause(self, *, wanted: bool) -> None:
        """The person asks to pause, or to go on."""


class LiveSession:
    """Remembers one person's session from Start to Stop, over lost connections and reloaded pages.

    Any thread may call it; they wait for one another.
    """

    def __init__(self, exercises: Iterable[Exercise], workout: Workout, keeping: Keeping) -> None:
        self._exercises = {one.key: one for one in exercises}
        self._workout = workout
        self._keeping = keeping
        self._lock = threading.Lock()
        self._events: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)
        self._next_id = 1
        self._clock = Clock(step_s=1 / 30)
        self._phase = (Phase.REST, 0.0)
        self.is_over = False

    def time_of(self, stamp: float) -> float:
        """The session's own time, which always rises, for the camera's time `stamp`, which may not."""
        with self._lock:
            return self._clock.read(stamp)

    def see(self, pose: Pose, stamp: float) -> dict[str, Any]:
        """Take the next pose, of the camera's time `stamp`; give what to show and say."""
        with self._lock:
            moment = self._workout.see(pose)
            feedback = moment.feedback
            self._keep(feedback)
            if feedback.phase is not self._phase[0]:
                self._phase = (feedback.phase, feedback.time)
            if moment.scene.stage is Stage.DONE:
                self._end()
            answer = wire.update(moment, self._exercises, stamp=stamp, phase_s=feedback.time - self._phase[1], first_id=self._next_id)
            self._next_id += len(moment.said)
            self._events.extend(answer["events"])
            return answer

    def pause(self, *, wanted: bool) -> None:
        """Pause, or go on."""
        with self._lock:
            self._workout.pause(wanted=wanted)

    def missed(self, heard: int) -> list[dict[str, Any]]:
        """The events after the one with the id `heard`: a page that was away may have missed them. It drops what is too old."""
        with self._lock:
            return [one for one in self._events if one["id"] > heard]

    @property
    def kept_as(self) -> int | None:
        """The id of the session in the history, None while nothing is kept."""
        return self._keeping.session_id

    def close(self) -> None:
        """End the session: what is open is kept as it is."""
        with self._lock:
            self._end()

    def _keep(self, feedback: Feedback) -> None:
        try:
            if feedback.rep and feedback.exercise and feedback.working_side:
                self._keeping.rep(feedback.exercise, feedback.working_side, feedback.view, feedback.rep)
            if feedback.not_counted:
                self._keeping.not_counted(feedback.not_counted)
        except HistoryError as error:  # the person goes on exercising, whatever the disk says
            logger.warning("A repetition could not be kept: %s", error)

    def _end(self) -> None:
        if self.is_over:
            return
        self.is_over = True
        try:
            self._keeping.end()
        except HistoryError as error:
            logger.warning("The end of the session could not be kept: %s", error)
