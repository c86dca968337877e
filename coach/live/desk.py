"""Who may be coached live: tokens for pages of this app, and the sessions that are going on or can be gone on with."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

MOST_TOKENS: Final = 64
MOST_SESSIONS: Final = 3
"""Each page that is coached takes a pose model's 130 MB, and two cores have no time for more."""
KEPT_S: Final = 20 * 60.0
"""How long a session without a page waits to be gone on with: the lid was closed, the page loaded again."""


class Closable(Protocol):
    """What a session must be able to do here."""

    def close(self) -> None:
        """End it: nobody came back."""


Session = TypeVar("Session", bound=Closable)


class Full(Exception):
    """No further session fits; the message is one sentence for the user."""


@dataclass
class Seat(Generic[Session]):
    """One session at the desk. `holder` counts the pages that had it: only the latest may use it. `left_s` is when that page left."""

    id: str
    session: Session
    holder: int = 0
    left_s: float | None = None


class Desk(Generic[Session]):
    """Gives out tokens and seats. Any thread may call it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: dict[str, None] = {}
        self._seats: dict[str, Seat[Session]] = {}

    def token(self) -> str:
        """A new token for one page; the oldest are forgotten."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._tokens[token] = None
            while len(self._tokens) > MOST_TOKENS:
                del self._tokens[next(iter(self._tokens))]
        return token

    def knows(self, token: str) -> bool:
        """Whether `token` was given out here."""
        with self._lock:
            return any(secrets.compare_digest(token.encode(), one.encode()) for one in self._tokens)

    def sit(self, seat_id: str | None, new: Callable[[], Session]) -> tuple[Seat[Session], int]:
        """The seat `seat_id` if it is still there, taken over from a page that has it, else one with a `new` session; and the holder's number.

        Raises `Full`. Sessions that nobody came back to are closed.
        """
        with self._lock:
            gone = self._overdue()
            seat = self._seats.get(seat_id or "")
            if seat is None:
                if len(self._seats) >= MOST_SESSIONS:
                    waiting = [one for one in self._seats.values() if one.left_s is not None]
                    if not waiting:
                        raise Full("The coach is already open in too many tabs: close one of them, then reload this page.")
                    oldest = min(waiting, key=lambda one: one.left_s or 0.0)
                    gone.append(self._seats.pop(oldest.id))
                seat = Seat(secrets.token_urlsafe(12), new())
                self._seats[seat.id] = seat
            seat.holder, seat.left_s = seat.holder + 1, None
            holder = seat.holder
        for one in gone:
            one.session.close()
        return seat, holder

    def is_held(self, seat: Seat[Session], holder: int) -> bool:
        """Whether the page with the number `holder` still has `seat`."""
        with self._lock:
            return seat.holder == holder and seat.left_s is None

    def leave(self, seat: Seat[Session], holder: int) -> None:
        """A page has gone; its session waits for it to come back."""
        with self._lock:
            if seat.holder == holder:
                seat.left_s = self._clock()

    def end(self, seat: Seat[Session]) -> None:
        """A session is over."""
        with self._lock:
            self._seats.pop(seat.id, None)
        seat.session.close()

    def _overdue(self) -> list[Seat[Session]]:
        now = self._clock()
        gone = [seat for seat in self._seats.values() if seat.left_s is not None and now - seat.left_s > KEPT_S]
        for seat in gone:
            del self._seats[seat.id]
        return gone
