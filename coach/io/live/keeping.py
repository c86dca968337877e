"""What a live session keeps: every repetition at once, so that a crash loses at most the one in progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coach.io.history.keeper import Keeper
from coach.io.live.moment import Counted
from coach.records import NotCounted, Rep


@dataclass(frozen=True, slots=True)
class OpenSet:
    """The set that repetitions go to now."""

    id: int
    exercise: str
    working_side: str
    last: Rep


def _now() -> datetime:
    return datetime.now().astimezone()


class Keeping:
    """Gives what happens in one live session to the history. Remembers what is open; call it from one thread at a time."""

    def __init__(
        self, keeper: Keeper, person_id: int, *, model: str = "full", session_id: int | None = None, now: Callable[[], datetime] = _now
    ) -> None:
        """`session_id` is that of a session to go on with, if any; otherwise one begins with the first thing to keep."""
        self._keeper, self._person_id, self._model, self._now = keeper, person_id, model, now
        self.session_id = session_id
        self._open: OpenSet | None = None

    def rep(self, counted: Counted) -> None:
        """Keep a repetition, in a new set if it is the first of one."""
        kind = counted.exercise, counted.working_side
        now = self._open
        if now is None or (now.exercise, now.working_side) != kind or counted.rep.index <= now.last.index:
            self.end_set()
            details: dict[str, Any] = {"view": counted.view or "", "start_s": counted.rep.start_s, "target_reps": counted.goal}
            now = OpenSet(self._keeper.start_set(self._session(), *kind, **details), *kind, counted.rep)
        self._keeper.add_rep(now.id, counted.rep)
        self._open = replace(now, last=counted.rep)

    def not_counted(self, movement: NotCounted) -> None:
        """Keep a movement that did not count."""
        self._keeper.add_not_counted(self._session(), movement, set_id=self._open.id if self._open else None)

    def end_set(self) -> None:
        """End the set that is open, if one is."""
        if self._open:
            self._keeper.finish_set(self._open.id, end_s=self._open.last.end_s)
            self._open = None

    def end(self) -> None:
        """End the session, if anything of it was kept."""
        self.end_set()
        if self.session_id is not None:
            self._keeper.finish_session(self.session_id, self._now())

    def _session(self) -> int:
        if self.session_id is None:
            self.session_id = self._keeper.start_session(self._person_id, self._now(), source="live", model=self._model)
        return self.session_id
