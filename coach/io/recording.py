"""One pass over a video: what the coach made of it, and on the way its track and the video with the findings drawn in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from coach.exercise import Exercise
from coach.io.analysis import analyse
from coach.io.overlay import Overlay
from coach.io.source import Source
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
    with _annotation(annotated, video.source, exercises) if annotated else nullcontext() as annotate:

        def keep(frame: Frame, pose: Pose, feedback: Feedback) -> None:
            if track:
                poses.append(pose)
            if annotate:
                annotate(frame, feedback)
            if on_feedback:
                on_feedback(feedback)

        session = analyse(video, estimator, coach, on_feedback=keep)
    if track:
        write_track(track, poses)
    return replace(session, warnings=session.warnings + video.warnings)


@contextmanager
def _annotation(path: Path, source: Source, exercises: Iterable[Exercise]) -> Iterator[Callable[[Frame, Feedback], None]]:
    """What to call with every frame, to have it drawn on and encoded in a second thread while the next pose is sought."""
    overlay = Overlay(exercises)
    in_hand: list[Future[None]] = []  # at most one frame, so that memory stays small and the overlay has one caller at a time
    with write_video(path, size=source.size, fps=source.fps) as video, ThreadPoolExecutor(max_workers=1) as beside:

        def draw(frame: Frame, feedback: Feedback) -> None:
            video.write(Frame(frame.time, overlay.draw(frame.pixels, feedback)))

        def annotate(frame: Frame, feedback: Feedback) -> None:
            while in_hand:
                in_hand.pop().result()
            in_hand.append(beside.submit(draw, frame, feedback))

        yield annotate
        while in_hand:
            in_hand.pop().result()
