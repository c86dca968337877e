"""One live session, whatever brings its pictures: poses in, answers for the page out, repetitions kept."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Protocol

from coach.coaching.moment import Counted, Moment
from coach.coaching.summary import why_to_change
from coach.coaching.wording import SIDE_NAMES
from coach.coaching.workout import Ask, Calibrated, Stage
from coach.exercise import Exercise, Phase
from coach.history.errors import HistoryError
from coach.live import wire
from coach.live.keeping import Keeping
from coach.pose import Pose
from coach.recording.video import Clock

REMEMBERED: Final = 32
"""How many events can be sent again to a page that lost the connection."""

logger = logging.getLogger(__name__)


class Workout(Protocol):
    """Leads through a session: what to do now, and what to say."""

    def see(self, pose: Pose, ask: Ask | None = None) -> Moment:
        """Take the next pose, in the order of their times, and what the person asks for, if anything."""


@dataclass(frozen=True, slots=True)
class Done:
    """One set of the session so far, for its summary. `summary` is what was said of it, "" while it goes on; `why` the reason for its fix."""

    name: str
    side: str
    reps: int = 0
    good: int = 0
    summary: str = ""
    why: str = ""


class LiveSession:
    """Remembers one person's session from Start to Stop, over lost connections and reloaded pages.

    Any thread may call it; they wait for one another.
    """

    def __init__(
        self,
        exercises: Iterable[Exercise],
        workout: Workout,
        keeping: Keeping | None,
        *,
        on_calibrated: Callable[[Calibrated], object] = lambda _: None,
    ) -> None:
        """Without `keeping` nothing is kept. `on_calibrated` is told how far this person goes, to keep it for later sessions."""
        self._exercises = {one.key: one for one in exercises}
        self._workout = workout
        self._keeping, self._on_calibrated = keeping, on_calibrated
        self._lock = threading.Lock()
        self._events: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)
        self._next_id = 1
        self._clock = Clock(step_s=1 / 30)
        self._phase = (Phase.REST, 0.0)
        self._ask: Ask | None = None
        self._done: list[Done] = []
        self.is_over = False

    def time_of(self, stamp: float) -> float:
        """The session's own time, which always rises, for the camera's time `stamp`, which may not."""
        with self._lock:
            return self._clock.read(stamp)

    def see(self, pose: Pose, stamp: float) -> dict[str, Any]:
        """Take the next pose, of the camera's time `stamp`; give what to show and say."""
        with self._lock:
            ask, self._ask = self._ask, None
            moment = self._workout.see(pose, ask)
            feedback = moment.feedback
            self._keep(moment)
            if feedback.phase is not self._phase[0]:
                self._phase = (feedback.phase, feedback.time)
            ends = moment.scene.stage is Stage.DONE and not self.is_over
            if ends:
                self._end()
            phase_s = feedback.time - self._phase[1]
            answer = wire.update(moment, self._exercises, stamp=stamp, phase_s=phase_s, first_id=self._next_id)
            self._next_id += len(moment.heard)
            self._events.extend(answer["events"])
            return answer | {"sets": self._summary()} if moment.ended or ends else answer

    def ask(self, ask: Ask) -> None:
        """The person asks for something; the next picture answers it."""
        with self._lock:
            self._ask = ask

    def missed(self, heard: int) -> list[dict[str, Any]]:
        """The events after the one with the id `heard`: a page that was away may have missed them. It drops what is too old."""
        with self._lock:
            return [one for one in self._events if one["id"] > heard]

    def summary(self) -> list[dict[str, Any]]:
        """The sets so far."""
        with self._lock:
            return self._summary()

    @property
    def kept_as(self) -> int | None:
        """The id of the session in the history, None while nothing is kept."""
        return self._keeping.session_id if self._keeping else None

    def close(self) -> None:
        """End the session: what is open is kept as it is."""
        with self._lock:
            self._end()

    def _keep(self, moment: Moment) -> None:
        for counted in moment.counted:
            self._enter(counted)
        if moment.ended and moment.ended.reps:
            why = why_to_change(moment.ended.planned.exercise, moment.ended.reps)
            self._done[-1] = replace(self._done[-1], summary=moment.ended.summary, why=why)
        if not self._keeping:
            return
        try:
            for counted in moment.counted:
                self._keeping.rep(counted)
            if moment.missed:
                self._keeping.not_counted(moment.missed)
            if moment.ended:
                self._keeping.end_set()
            self._keeping.see(moment.feedback.pose)
            if moment.calibrated:
                self._on_calibrated(moment.calibrated)
        except HistoryError as error:  # the person goes on exercising, whatever the disk says
            logger.warning("A repetition could not be kept: %s", error)

    def _enter(self, counted: Counted) -> None:
        name, side = self._exercises[counted.exercise].name, SIDE_NAMES[counted.working_side]
        last = self._done[-1] if self._done else None
        if last is None or (last.name, last.side) != (name, side) or last.summary or counted.rep.index == 1:
            self._done.append(Done(name, side))
        last = self._done[-1]
        self._done[-1] = replace(last, reps=last.reps + 1, good=last.good + counted.rep.good)

    def _summary(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._done]

    def _end(self) -> None:
        if self.is_over:
            return
        self.is_over = True
        try:
            if self._keeping:
                self._keeping.end()
        except HistoryError as error:
            logger.warning("The end of the session could not be kept: %s", error)
