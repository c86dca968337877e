"""Which pages may be coached, and their sessions: those that are going on, and those that wait for their page to come back."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from coach.live.session import LiveSession

MOST_TOKENS: Final = 64
MOST_SESSIONS: Final = 3
"""Each page that is coached takes a pose model's 130 MB, and two cores have no time for more."""
KEPT_S: Final = 20 * 60.0
"""How long a session without a page waits for it: the lid was closed, the page loaded again."""


class Full(Exception):
    """No further page can be coached; the message is one sentence for the user."""


@dataclass
class Entry:
    """One page's place. `session` is None until the page has begun one; a new one takes the place of the last.

    `holder` counts the connections that had the entry: only the latest may use it, and `take` tells it that another one has it now.
    `left_s` is when that one was closed.
    """

    id: str
    session: LiveSession | None = None
    holder: int = 0
    take: Callable[[], object] = lambda: None
    left_s: float | None = None

    def close(self) -> None:
        """End the session, if one was begun."""
        if self.session:
            self.session.close()


class SessionRegistry:
    """Gives out tokens and entries. Any thread may call it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: dict[str, None] = {}
        self._entries: dict[str, Entry] = {}

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
            asked = token.encode("utf-8", "replace")  # JSON can hold half of a surrogate pair
            return any(secrets.compare_digest(asked, one.encode()) for one in self._tokens)

    def join(self, entry_id: str | None, take: Callable[[], object] = lambda: None) -> tuple[Entry, int]:
        """The entry `entry_id` if it is still there, taken over from a page that has it, else a new one; and the holder's number.

        `take` is called, by any thread, when another page takes it over. Raises `Full`. Sessions whose pages did not come back in time
        are ended.
        """
        with self._lock:
            gone = self._overdue()
            entry = self._entries.get(entry_id or "")
            if entry is None:
                if len(self._entries) >= MOST_SESSIONS:
                    waiting = [one for one in self._entries.values() if one.left_s is not None]
                    if not waiting:
                        raise Full("The coach is already open in too many tabs: close one of them, then reload this page.")
                    oldest = min(waiting, key=lambda one: one.left_s or 0.0)
                    gone.append(self._entries.pop(oldest.id))
                entry = Entry(secrets.token_urlsafe(12))
                self._entries[entry.id] = entry
            tell_former = entry.take
            entry.holder, entry.take, entry.left_s = entry.holder + 1, take, None
            holder = entry.holder
        tell_former()
        for one in gone:
            one.close()
        return entry, holder

    def leave(self, entry: Entry, holder: int) -> None:
        """A connection was closed; its session waits for the page to come back."""
        with self._lock:
            if entry.holder == holder:
                entry.left_s, entry.take = self._clock(), lambda: None

    def _overdue(self) -> list[Entry]:
        now = self._clock()
        gone = [entry for entry in self._entries.values() if entry.left_s is not None and now - entry.left_s > KEPT_S]
        for entry in gone:
            del self._entries[entry.id]
        return gone
