"""Where one page is coached while it is connected: its pictures in, answers out, at the pace that the computer can keep."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from coach.live.pace import Governor, Pace
from coach.live.picture import read_picture
from coach.live.session import LiveSession
from coach.pose import Frame, PoseEstimator


class Booth:
    """Holds the one pose estimator of a connection. Remembers; call it from one thread at a time, and close it."""

    def __init__(
        self, open_estimator: Callable[[str], PoseEstimator], paces: tuple[Pace, ...], *, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """`open_estimator` gives an estimator of the model it is told; what it raises comes through."""
        self._open, self._clock = open_estimator, clock
        self._governor = Governor(paces)
        self._model = self._governor.pace.model
        self._estimator = open_estimator(self._model)

    def see(self, message: bytes, session: LiveSession) -> dict[str, Any]:
        """The answer to one message of the camera. Raises `BadPicture`."""
        begun = self._clock()
        stamp, pixels = read_picture(message)
        frame = Frame(session.time_of(stamp), pixels)
        answer = session.see(self._estimator.estimate(frame), stamp)
        taken_s = self._clock() - begun
        self._governor.see(frame.time, taken_s)
        pace = self._governor.pace
        if pace.model != self._model:
            self._estimator.close()
            self._model, self._estimator = pace.model, self._open(pace.model)
        return answer | {"took_ms": round(taken_s * 1000, 1), "pace": {"fps": pace.fps, "note": pace.note}}

    def close(self) -> None:
        """Release the pose model."""
        self._estimator.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
