"""Writes what happens in a live session to the history in a thread of its own, and tries again until it is kept."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias
from weakref import WeakSet

from coach.coaching.events import AttemptRejected, Calibrated, Event, RepCounted, SetBegan, SetEnded, SetSkipped
from coach.history.errors import MESSAGES, Conflict, DamagedHistory, HistoryError, VanishedHistory
from coach.live.set_recorder import SetRecorder
from coach.pose import Pose

PAUSES_S: Final = (0.1, 0.5, 1.0, 2.0, 5.0)
"""How long to wait before the next attempt; the last one repeats."""
LATE_S: Final = 1.0
"""A repetition that is not in the history for so long is reported as not kept; a healthy disk needs some milliseconds."""
MOST_POSES: Final = 4000
"""Poses that wait while the history cannot be written, about 4 minutes; further ones are missing in a replay, repetitions never are."""

WRITTEN: Final = (SetBegan, RepCounted, AttemptRejected, SetEnded, SetSkipped, Calibrated)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NotKept:
    """Repetitions that were counted and are not in the history.

    `waiting` of them are tried again, `lost` cannot be kept. `why` is a sentence for the user.
    """

    waiting: int
    lost: int
    why: str


class End:
    """Ends the session."""


Item: TypeAlias = Event | Pose | End


class WriteQueue:
    """What one live session has still to write, and the thread that writes it, in the order in which it happened.

    Any thread may call it, and no call waits for the disk, but `wait` as long as it is told. The thread ends when the session has ended
    and all of it is kept, or with the program.
    """

    def __init__(
        self, recorder: SetRecorder, reopen: Callable[[], SetRecorder] | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`reopen` gives a recorder on a new history when the file of the old one has vanished or is damaged; then all is written again."""
        self._recorder, self._reopen, self._clock = recorder, reopen, clock
        self._changed = threading.Condition()
        self._items: deque[Item] = deque()
        self._written: list[Event] = []
        self._due: deque[float] = deque()
        self._poses = self._lost = 0
        self._why = self._why_lost = ""
        self._is_over = False
        self._thread = threading.Thread(target=self._work, daemon=True, name="history")
        self._thread.start()
        RUNNING.add(self)

    @property
    def session_id(self) -> int | None:
        """The id of the session in the history, None before anything of it is kept."""
        return self._recorder.session_id

    def add(self, events: Iterable[Event], pose: Pose | None = None) -> None:
        """Have `events` written, and then `pose`."""
        with self._changed:
            for event in events:
                if isinstance(event, WRITTEN):
                    self._items.append(event)
                    if isinstance(event, RepCounted):
                        self._due.append(self._clock())
            if pose is not None and self._poses < MOST_POSES:
                self._poses += 1
                self._items.append(pose)
            self._changed.notify_all()

    def end(self) -> None:
        """End the session in the history once everything before is kept."""
        with self._changed:
            self._items.append(End())
            self._changed.notify_all()

    def wait(self, at_most_s: float, *, for_all: bool = False) -> None:
        """Wait until all repetitions are kept, or `for_all` there is to write.

        Does not wait for repetitions while writing fails, or while an earlier one still waits.
        """
        with self._changed:
            if for_all:
                self._changed.wait_for(lambda: not self._items, at_most_s)
            elif self._due and self._clock() - self._due[0] < at_most_s:
                self._changed.wait_for(lambda: not self._due or bool(self._why), at_most_s)

    def not_kept(self, *, late_s: float = LATE_S) -> NotKept | None:
        """The repetitions that were counted at least `late_s` ago and are not kept; None when there are none."""
        with self._changed:
            is_late = bool(self._due) and self._clock() - self._due[0] >= late_s
            if not is_late and not self._lost:
                return None
            waiting = len(self._due) if is_late else 0
            why = (self._why or MESSAGES[sqlite3.SQLITE_BUSY]) if waiting else self._why_lost
            return NotKept(waiting, self._lost, why)

    # ---- in the thread of the queue

    def _work(self) -> None:
        failures = 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._items))
                item = self._items[0]
            try:
                self._write(item)
            except (VanishedHistory, DamagedHistory) as error:
                failures = self._failed(error, failures)
                self._begin_again()
            except Conflict as error:  # trying again would not help
                self._refused(item, error)
            except HistoryError as error:
                failures = self._failed(error, failures)
            except Exception:
                logger.exception("A mistake of the coach itself")
                self._refused(item, HistoryError("Something went wrong in the coach itself; the log says what."))
            else:
                failures = 0
                self._done(item)
            if self._is_over:
                return

    def _write(self, item: Item) -> None:
        match item:
            case Pose():
                self._recorder.see(item)
            case End():
                self._recorder.close()
            case _:
                self._recorder.hear(item)

    def _done(self, item: Item) -> None:
        with self._changed:
            if self._why:
                logger.warning("The history can be written again.")
            self._why = ""
            self._taken(item)

    def _taken(self, item: Item) -> None:
        """The first item needs no further attempt."""
        self._items.popleft()
        self._is_over = isinstance(item, End)
        if isinstance(item, Pose):
            self._poses -= 1
        elif not isinstance(item, End):
            self._written.append(item)
            if isinstance(item, RepCounted):
                self._due.popleft()
        self._changed.notify_all()

    def _refused(self, item: Item, error: HistoryError) -> None:
        logger.warning("Something of this session could not be kept: %s", error)
        with self._changed:
            if isinstance(item, RepCounted):
                self._lost, self._why_lost = self._lost + 1, str(error)
            self._taken(item)
        if isinstance(item, End):
            self._recorder.release()

    def _failed(self, error: HistoryError, failures: int) -> int:
        """Wait before the next attempt; gives how many have failed in a row."""
        with self._changed:
            if str(error) != self._why:
                logger.warning("The history cannot be written, trying again: %s", error)
            self._why = str(error)
            self._changed.notify_all()
        time.sleep(PAUSES_S[min(failures, len(PAUSES_S) - 1)])
        return failures + 1

    def _begin_again(self) -> None:
        """Go on in the history that is there now, and write there what was in the old one, unless it is the old one again.

        Stays with the old one as long as there is none.
        """
        if self._reopen is None:
            return
        self._recorder.release()
        try:
            recorder = self._reopen()
        except HistoryError as error:
            logger.warning("There is no history to write to: %s", error)
            return
        if self._recorder.goes_on_with(recorder):
            return
        with self._changed:
            self._recorder = recorder
            again = sum(isinstance(event, RepCounted) for event in self._written)
            self._due.extendleft([self._clock()] * again)
            self._items.extendleft(reversed(self._written))
            self._written.clear()


RUNNING: Final[WeakSet[WriteQueue]] = WeakSet()
"""The queues of this process; one that has written all is forgotten with its session."""


def write_all(at_most_s: float) -> tuple[NotKept, ...]:
    """Wait, as the program ends, until all queues have written what there is; give what could not be kept."""
    until = time.monotonic() + at_most_s
    queues = list(RUNNING)
    for queue in queues:
        queue.wait(max(until - time.monotonic(), 0.0), for_all=True)
    return tuple(found for queue in queues if (found := queue.not_kept(late_s=0.0)))
