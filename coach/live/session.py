"""One live session, whatever brings its pictures: poses in, answers for the page out, repetitions kept."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from coach.coaching.events import Event, RepCounted, SetBegan, SetEnded, SetSkipped
from coach.coaching.hip_share import hip_share, hip_share_in_words
from coach.coaching.verdict import tally
from coach.coaching.wording import SIDE_NAMES, amount
from coach.coaching.workout import Update, Workout
from coach.coaching.workout_state import Ask, Stage
from coach.exercise import Exercise, Phase
from coach.live import wire
from coach.live.write_queue import NotKept, WriteQueue
from coach.pose import Pose
from coach.recording.clock import Clock
from coach.records import Rep

REMEMBERED: Final = 32
"""How many utterances can be sent again to a page that lost the connection."""
MOMENT_S: Final = 0.1
"""How long the answer that shows a new repetition may wait for it to be kept; while the history cannot be written it does not wait."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """One set of the session in the page's summary.

    `verdicts` is how many repetitions were how good, in words; `summary` what was said of it, "" while it goes on; `why` the reason for its fix.
    `hip_share` is how much came from the hip, 0 to 1, and `from_hip` the same in words; None and "" where the cloth did not tell it.
    """

    name: str
    side: str
    reps: int = 0
    verdicts: str = ""
    summary: str = ""
    why: str = ""
    hip_share: float | None = None
    from_hip: str = ""


class LiveSession:
    """One person's session from Start to Stop, over lost connections and reloaded pages.

    Any thread may call it; they wait for one another.
    """

    def __init__(self, exercises: Iterable[Exercise], workout: Workout, writes: WriteQueue | None) -> None:
        """Without `writes` nothing is kept."""
        self._exercises = {one.key: one for one in exercises}
        self._workout, self._writes = workout, writes
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
            answer = wire.answer(
                update,
                self._exercises,
                stamp=stamp,
                phase_s=phase_s,
                first_id=self._next_id,
                kept=self.kept_as,
                not_kept=self.not_kept(),
            )
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
        return self._writes.session_id if self._writes else None

    def not_kept(self) -> NotKept | None:
        """The repetitions that should be in the history by now and are not; None when there are none, or nothing is to be kept."""
        return self._writes.not_kept() if self._writes else None

    def close(self) -> None:
        """End the session; what is open is kept as it is. What could not be kept yet is tried again as long as the program runs."""
        with self._lock:
            self._end()

    def wait(self, at_most_s: float) -> NotKept | None:
        """Wait until all is kept; give the repetitions that are not."""
        if self._writes is None:
            return None
        self._writes.wait(at_most_s, for_all=True)
        return self._writes.not_kept(late_s=0.0)

    def _record(self, update: Update) -> None:
        """Have it kept what happened. The person goes on exercising, whatever the disk says."""
        if self._writes is None or self.is_over:
            return
        self._writes.add(update.events, update.feedback.pose)
        if any(isinstance(event, RepCounted) for event in update.events):
            self._writes.wait(MOMENT_S)

    def _list_sets(self, events: Iterable[Event]) -> None:
        for event in events:
            match event:
                case SetBegan():
                    self._sets.append(SetLine(event.exercise.name, SIDE_NAMES[event.working_side]))
                    self._reps = []
                case RepCounted(rep=rep):
                    self._reps.append(rep)
                    self._sets[-1] = replace(self._sets[-1], reps=rep.index, verdicts=tally(self._reps))
                case SetSkipped() if event.reps:
                    self._sets[-1] = replace(self._sets[-1], summary=f"Skipped after {amount(len(event.reps), 'repetition')}")
                case SetEnded():
                    share = hip_share(event.reps, event.exercise)
                    self._sets[-1] = replace(
                        self._sets[-1],
                        summary=event.summary,
                        why=event.why,
                        hip_share=wire.number(share, 2),
                        from_hip=hip_share_in_words(event.reps, event.exercise),
                    )

    def _summary(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._sets if one.reps]

    def _end(self) -> None:
        if self.is_over:
            return
        self.is_over = True
        if self._writes:
            self._writes.end()
