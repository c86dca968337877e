"""What to show in pictures that were not analysed: what lies between the two that were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from coach.coaching.coach import Feedback
from coach.pose import Pose

T = TypeVar("T")


@dataclass
class Between(Generic[T]):
    """Holds things back until what was said after them is known. Remembers; one thread."""

    _last: Feedback | None = None
    _held: list[tuple[T, float]] = field(default_factory=list)

    def then(self, thing: T, time: float, feedback: Feedback | None) -> Iterator[tuple[T, Feedback]]:
        """Add the thing at `time`, with what the coach said if it was asked; gives those that can be shown now, in their order."""
        if feedback is None:
            self._held.append((thing, time))
            return
        for held, moment in self._held:
            yield held, between(self._last or feedback, feedback, moment)
        self._held.clear()
        self._last = feedback
        yield thing, feedback

    def rest(self) -> Iterator[tuple[T, Feedback]]:
        """The things that nothing was said after."""
        if self._last:
            for held, moment in self._held:
                yield held, between(self._last, self._last, moment)
        self._held.clear()


def between(before: Feedback, after: Feedback, time: float) -> Feedback:
    """What the coach would have said at `time`: the news stay with the moment that brought them, pose and range move on evenly."""
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
