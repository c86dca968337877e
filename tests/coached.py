"""What the coach keeps of poses that it is shown."""

from collections.abc import Iterable
from dataclasses import replace

from coach.coaching.coach import Coach, Feedback, State
from coach.exercise import Phase
from coach.pose import Pose, Side
from coach.records import Session
from exercises import load

EXERCISES = load()


def feedback(pose: Pose, /, **what: object) -> Feedback:
    """On somebody in the starting position of a clamshell; `what` is different."""
    usual = Feedback(
        time=pose.time,
        pose=pose,
        state=State.READY,
        message="",
        exercise="clamshell",
        working_side="left",
        view="side_lying_diag",
        count=0,
        phase=Phase.REST,
        value=0.0,
        unit="deg",
        target=(25.0, 45.0),
        cue=None,
        findings=(),
        rep=None,
        not_counted=None,
    )
    return replace(usual, **what)


def coached(poses: Iterable[Pose], *, exercise: str | None = None, side: Side | None = None) -> Session:
    """The session that the coach makes of `poses`; `exercise` and `side` are forced where given."""
    return watched(poses, exercise=exercise, side=side)[1]


def watched(poses: Iterable[Pose], *, exercise: str | None = None, side: Side | None = None) -> tuple[list[Feedback], Session]:
    """The same, with what the coach shows and says at every moment."""
    coach = Coach(EXERCISES, exercise=exercise, side=side)
    return [coach.see(pose) for pose in poses], coach.finish()
