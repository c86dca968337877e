"""What a live session keeps: every repetition at once, so that a crash loses at most the one in progress."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from coach.coaching.moment import Counted
from coach.history.keeper import Keeper
from coach.history.track import FRAMES_PER_SECOND, pack
from coach.history.values import Band, Load
from coach.pose import Pose
from coach.records import NotCounted, Rep

BEFORE_S = AFTER_S = 1.0
"""Shown before the first repetition of a set and after the last one."""
RECENT_S: Final = 40.0
"""How long poses are kept when no set is open: a first repetition may be recognised only with the second."""
LONGEST_S: Final = 300.0
"""A set's track ends here, so that a set without an end does not fill the memory."""
APART_S: Final = 0.8 / FRAMES_PER_SECOND
"""Poses nearer to one another than this are not kept: `pack` would leave them out."""


@dataclass(frozen=True, slots=True)
class OpenSet:
    """The set that repetitions go to now."""

    id: int
    exercise: str
    working_side: str
    start_s: float
    last: Rep


def _now() -> datetime:
    return datetime.now().astimezone()


class Keeping:
    """Gives what happens in one live session to the history. Remembers what is open; call it from one thread at a time."""

    def __init__(
        self,
        keeper: Keeper,
        person_id: int,
        *,
        model: str = "full",
        session_id: int | None = None,
        tracks: bool = True,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """`session_id` is that of a session to go on with, if any; otherwise one begins with the first thing to keep.

        With `tracks` the landmarks of each set are kept for its replay.
        """
        self._keeper, self._person_id, self._model, self._now = keeper, person_id, model, now
        self.session_id = session_id
        self._open: OpenSet | None = None
        self._tracks = tracks
        self._poses: deque[Pose] = deque()
        self._track: tuple[int, list[Pose]] | None = None

    def see(self, pose: Pose) -> None:
        """Take the next pose, in the order of their times."""
        self._keep_track()
        poses = self._poses
        if not self._tracks or (poses and pose.time - poses[-1].time < APART_S):
            return
        if self._open is None:
            poses.append(pose)
            while pose.time - poses[0].time > RECENT_S:
                poses.popleft()
        elif not poses or pose.time - poses[0].time <= LONGEST_S:
            poses.append(pose)

    def rep(self, counted: Counted) -> None:
        """Keep a repetition, in a new set if it is the first of one."""
        kind = counted.exercise, counted.working_side
        now = self._open
        if now is None or (now.exercise, now.working_side) != kind or counted.rep.index <= now.last.index:
            self.end_set()
            details: dict[str, Any] = {"view": counted.view or "", "start_s": counted.rep.start_s, "target_reps": counted.goal}
            details |= {"rung": counted.rung, "load": Load(Band(counted.band))}
            now = OpenSet(self._keeper.start_set(self._session(), *kind, **details), *kind, counted.rep.start_s, counted.rep)
        self._keeper.add_rep(now.id, counted.rep)
        self._open = replace(now, last=counted.rep)

    def not_counted(self, movement: NotCounted) -> None:
        """Keep a movement that did not count."""
        self._keeper.add_not_counted(self._session(), movement, set_id=self._open.id if self._open else None)

    def end_set(self) -> None:
        """End the set that is open, if one is."""
        if self._open:
            ended, self._open = self._open, None
            self._keeper.finish_set(ended.id, end_s=ended.last.end_s)
            shown = [pose for pose in self._poses if ended.start_s - BEFORE_S <= pose.time <= ended.last.end_s + AFTER_S]
            self._poses = deque(pose for pose in self._poses if pose.time > ended.last.end_s)
            self._track = (ended.id, shown) if shown else None

    def _keep_track(self) -> None:
        """Keep the track of the set that has just ended: it takes a moment, for which its summary must not wait."""
        track, self._track = self._track, None
        if track:
            self._keeper.add_track(track[0], pack(track[1]))

    def end(self) -> None:
        """End the session, if anything of it was kept."""
        self.end_set()
        self._keep_track()
        if self.session_id is not None:
            self._keeper.finish_session(self.session_id, self._now())

    def _session(self) -> int:
        if self.session_id is None:
            self.session_id = self._keeper.start_session(self._person_id, self._now(), source="live", model=self._model)
        return self.session_id
