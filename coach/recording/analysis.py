"""From frames to a session: the one loop that the command line, the web app and the tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coach.coaching.coach import Coach, Feedback
from coach.pose import Frame, Pose, PoseEstimator
from coach.records import Session


def analyse(
    frames: Iterable[Frame],
    estimator: PoseEstimator,
    coach: Coach,
    *,
    on_feedback: Callable[[Frame, Pose, Feedback], None] | None = None,
) -> Session:
    """Show every frame to the coach. `on_feedback` gets the frame, the estimator's own pose (not smoothed) and what the coach said."""
    for frame in frames:
        pose = estimator.estimate(frame)
        feedback = coach.see(pose)
        if on_feedback is not None:
            on_feedback(frame, pose, feedback)
    return coach.finish()


def replay(poses: Iterable[Pose], coach: Coach) -> Session:
    """Show the coach the poses of a saved track."""
    for pose in poses:
        coach.see(pose)
    return coach.finish()
