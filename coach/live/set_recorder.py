"""Writes what happens in a live session to the history, each repetition by itself: a crash loses at most the one in progress.

Whatever fails may be done again with the same event: what was written before is then not written twice.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from coach.coaching.events import AttemptRejected, Calibrated, Event, RepCounted, SetBegan, SetEnded, SetSkipped
from coach.coaching.wording import SIDE_NAMES, amount
from coach.history import Conflict, History, HistoryError
from coach.history.planning import skipped
from coach.history.track import AROUND_S, FRAMES_PER_SECOND, pack
from coach.history.values import Band, Load
from coach.live.targets import keep_target
from coach.pose import Pose
from coach.records import Warning

RECENT_S: Final = 40.0
"""How long poses are held while no set is open: a first repetition may be recognised only with the second."""
LONGEST_S: Final = 300.0
"""A set's track ends here, so that a set without an end does not fill the memory."""
APART_S: Final = 0.8 / FRAMES_PER_SECOND
"""Poses nearer to one another than this are not held: `pack` would leave them out."""


def _now() -> datetime:
    return datetime.now().astimezone()


class SetRecorder:
    """Listens to the events of one live session. Remembers which set is open; call it from one thread at a time."""

    def __init__(
        self,
        history: History,
        person_id: int,
        *,
        model: str = "full",
        session_id: int | None = None,
        number: int = 1,
        tracks: bool = True,
        warnings: Sequence[Warning] = (),
        now: Callable[[], datetime] = _now,
    ) -> None:
        """`session_id` is that of a session to go on with, if any; otherwise one begins with the first thing to write.

        `number` counts this person's sessions, this one included. With `tracks` the landmarks of each set are kept for its replay. `warnings` are
        kept with a session that begins.
        """
        self._history, self._person_id, self._model, self._now = history, person_id, model, now
        self.session_id = session_id
        self._started: datetime | None = None
        self._number = number
        self._begun: SetBegan | None = None
        self._set_id: int | None = None
        self._span = (0.0, 0.0)
        self._tracks, self._warnings = tracks, tuple(warnings)
        self._poses: deque[Pose] = deque()
        self._track: tuple[int, bytes] | None = None

    def hear(self, event: Event) -> None:
        """Write what is to be kept of `event`. Raises `HistoryError`."""
        match event:
            case SetBegan():
                self._end_set()
                self._begun = event
            case RepCounted():
                self._add_rep(event)
            case AttemptRejected():
                self._history.add_not_counted(self._session(), event.attempt, set_id=self._set_id)
            case SetEnded():
                self._end_set()
            case SetSkipped():
                self._skip(event)
            case Calibrated():
                keep_target(self._history, self._person_id, event, session=self._number)

    def see(self, pose: Pose) -> None:
        """Take the next pose, in the order of their times."""
        poses = self._poses
        if not self._tracks or (poses and pose.time - poses[-1].time < APART_S):
            return
        if self._set_id is None:
            poses.append(pose)
            while pose.time - poses[0].time > RECENT_S:
                poses.popleft()
        elif not poses or pose.time - poses[0].time <= LONGEST_S:
            poses.append(pose)

    def goes_on_with(self, other: SetRecorder) -> bool:
        """Go on in the history of `other`, if what was written is in it, as on a disk that was away for a while; whether it is."""
        if self.session_id is None or self._started is None:
            return False
        try:
            found = other._history.session(self.session_id)
        except HistoryError:
            return False
        reps = {one.id: one.reps for one in found.sets}
        last_s = self._span[1]
        is_whole = self._set_id is None or math.isnan(last_s) or last_s in [rep.end_s for rep in reps.get(self._set_id, ())]
        if found.session.started_at != self._started or not is_whole:
            return False
        self._history = other._history
        return True

    def close(self) -> None:
        """End the set that is open and the session, if anything of it was kept, and release the history. Raises `HistoryError`."""
        self._end_set()
        if self.session_id is not None:
            self._history.finish_session(self.session_id, self._now())
        self.release()

    def release(self) -> None:
        """Close the history's connections."""
        self._history.close()

    def _add_rep(self, counted: RepCounted) -> None:
        """Keep a repetition. Its set is written with the first one: a set without any is not kept."""
        rep, begun = counted.rep, self._begun
        assert begun
        if self._set_id is None:
            self._set_id = self._history.start_set(
                self._session(),
                begun.exercise.key,
                begun.working_side,
                view=counted.view or "",
                start_s=rep.start_s,
                target_reps=begun.goal,
                rung=begun.rung,
                load=Load(Band(begun.band)),
            )
            self._span = (rep.start_s, math.nan)
        self._history.add_rep(self._set_id, rep)
        self._span = (self._span[0], rep.end_s)

    def _skip(self, event: SetSkipped) -> None:
        """Keep that a set was skipped. What was done of it stays unfinished, so that no plan reads it as a set that fell short."""
        done = f" after {amount(len(event.reps), 'repetition')}" if event.reps else ""
        words = f"{event.exercise.name}, {SIDE_NAMES[event.working_side]}, {event.number}: skipped{done}."
        warning = skipped(event.exercise.key, words)
        if self.session_id is not None:
            self._history.add_warning(self.session_id, warning)
        elif warning not in self._warnings:
            self._warnings = (*self._warnings, warning)  # with no repetition there is no session: it waits for the first one
        if event.reps:
            self._end_set(finished=False)

    def _end_set(self, *, finished: bool = True) -> None:
        if self._set_id is not None:
            ended, (start_s, end_s) = self._set_id, self._span
            self._history.finish_set(ended, end_s=end_s, finished=finished)
            shown = [pose for pose in self._poses if start_s - AROUND_S <= pose.time <= end_s + AROUND_S]
            self._poses = deque(pose for pose in self._poses if pose.time > end_s)
            self._set_id, self._track = None, (ended, pack(shown)) if shown else None
        self._keep_track()

    def _keep_track(self) -> None:
        """Keep the track of the set that has ended."""
        if self._track is None:
            return
        try:
            self._history.add_track(*self._track)
        except Conflict:  # the set is not there any more
            self._track = None
            raise
        self._track = None

    def _session(self) -> int:
        if self.session_id is None:
            started = self._now()
            self.session_id = self._history.start_session(
                self._person_id, started, source="live", model=self._model, warnings=self._warnings
            )
            self._started = started
        return self.session_id
