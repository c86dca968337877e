"""One pass over a video: what the coach made of it, and on the way its track and the video with the findings drawn in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from coach.exercise import Exercise
from coach.io.analysis import analyse
from coach.io.overlay import Overlay
from coach.io.tracks import write_track
from coach.io.video import Video, write_video
from coach.pipeline import Coach, Feedback
from coach.pose import Frame, Pose, PoseEstimator
from coach.records import Session


def analyse_video(
    video: Video,
    estimator: PoseEstimator,
    coach: Coach,
    *,
    track: Path | None = None,
    annotated: Path | None = None,
    exercises: Iterable[Exercise] = (),
    on_feedback: Callable[[Feedback], None] | None = None,
) -> Session:
    """Analyse an open video; `video.source` is exact afterwards.

    `track` and `annotated` name files to write, each whole or not at all; `exercises` give the names for the annotated video.
    """
    poses: list[Pose] = []
    overlay = Overlay(exercises)
    with write_video(annotated, size=video.source.size, fps=video.source.fps) if annotated else nullcontext() as writer:

        def keep(frame: Frame, pose: Pose, feedback: Feedback) -> None:
            if track:
                poses.append(pose)
            if writer:
                writer.write(Frame(frame.time, overlay.draw(frame.pixels, feedback)))
            if on_feedback:
                on_feedback(feedback)

        session = analyse(video, estimator, coach, on_feedback=keep)
    if track:
        write_track(track, poses)
    return replace(session, warnings=session.warnings + video.warnings)
