"""What keeps repetitions while somebody exercises: all that live coaching needs to know of the history."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from coach.history.values import Load
from coach.records import NotCounted, Rep


class Keeper(Protocol):
    """Keeps a workout as it happens. When a call returns, what it was given survives a crash and a power cut.

    `add_rep` and `add_not_counted` may be called again with the same value, as after a time-out: it is kept once.
    """

    def start_session(self, person_id: int, started: datetime, *, source: str = "live", model: str = "") -> int:
        """Begin a session; gives its id. `started` is aware, in the person's own time zone."""

    def start_set(
        self,
        session_id: int,
        exercise: str,
        side: str,
        *,
        view: str = "",
        start_s: float = ...,
        load: Load = ...,
        rung: str = "",
        target_reps: int | None = None,
    ) -> int:
        """Begin a set; gives its id."""

    def add_rep(self, set_id: int, rep: Rep) -> None:
        """Keep a counted repetition."""

    def add_not_counted(self, session_id: int, movement: NotCounted, *, set_id: int | None = None) -> None:
        """Keep a movement that did not count."""

    def finish_set(
        self,
        set_id: int,
        *,
        end_s: float | None = None,
        reserve: int | None = None,
        pain: int | None = None,
        load: Load | None = None,
        notes: str | None = None,
    ) -> None:
        """End a set, with what the person said after it. May be called again to add what was said later."""

    def add_track(self, set_id: int, data: bytes) -> None:
        """Keep the landmarks of a set for its replay: see `coach.history.track`."""

    def finish_session(self, session_id: int, ended: datetime, *, notes: str | None = None) -> None:
        """End a session."""
