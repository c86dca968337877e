"""What the coach keeps of poses that it is shown."""

from collections.abc import Iterable

from coach.coaching.coach import Coach, Feedback
from coach.pose import Pose, Side
from coach.records import Session
from exercises import load

EXERCISES = load()


def coached(poses: Iterable[Pose], *, exercise: str | None = None, side: Side | None = None) -> Session:
    """The session that the coach makes of `poses`; `exercise` and `side` are forced where given."""
    return watched(poses, exercise=exercise, side=side)[1]


def watched(poses: Iterable[Pose], *, exercise: str | None = None, side: Side | None = None) -> tuple[list[Feedback], Session]:
    """The same, with what the coach shows and says at every moment."""
    coach = Coach(EXERCISES, exercise=exercise, side=side)
    return [coach.see(pose) for pose in poses], coach.finish()
