"""What to show in pictures that were not analysed: what lies between the two that were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from coach.coaching.coach import Feedback
from coach.pose import Pose

T = TypeVar("T")


@dataclass
class Interpolator(Generic[T]):
    """Holds pictures back until the next feedback is known. Remembers; one thread."""

    _last: Feedback | None = None
    _held: list[tuple[T, float]] = field(default_factory=list)

    def add(self, picture: T, time: float, feedback: Feedback | None) -> Iterator[tuple[T, Feedback]]:
        """Add the picture at `time`, with its feedback if it was analysed; gives those that can be shown now, in order."""
        if feedback is None:
            self._held.append((picture, time))
            return
        for held, held_time in self._held:
            yield held, interpolate(self._last or feedback, feedback, held_time)
        self._held.clear()
        self._last = feedback
        yield picture, feedback

    def rest(self) -> Iterator[tuple[T, Feedback]]:
        """The pictures after the last feedback, with that; nothing when there was no feedback at all."""
        if self._last:
            for held, time in self._held:
                yield held, interpolate(self._last, self._last, time)
        self._held.clear()


def interpolate(before: Feedback, after: Feedback, time: float) -> Feedback:
    """The feedback at `time`: pose and range are interpolated; cue, repetition and attempt stay with the picture that brought them."""
    span = after.time - before.time
    share = (time - before.time) / span if span > 0 else 0.0
    return replace(
        before,
        time=time,
        pose=_pose(before.pose, after.pose, time, share),
        value=before.value + share * (after.value - before.value),
        cue=None,
        rep=None,
        not_counted=None,
    )


def _pose(before: Pose, after: Pose, time: float, share: float) -> Pose:
    if not (before.is_seen and after.is_seen):
        return replace(before, time=time)
    return replace(
        before,
        time=time,
        image=before.image + share * (after.image - before.image),
        world=before.world + share * (after.world - before.world),
        visibility=before.visibility + share * (after.visibility - before.visibility),
    )
