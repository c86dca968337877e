"""One pass over a video: what the coach made of it, and on the way the video with the findings drawn in.

Four threads share the work: one decodes, this one finds the pose and asks the coach, one draws, and one encodes. Pictures wait
between them a few at a time, so memory does not grow with the video.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

import av

from coach.coaching.coach import Coach, Feedback
from coach.exercise import Exercise
from coach.pose import Frame, Pose, PoseEstimator
from coach.recording.interpolation import Between
from coach.recording.overlay import Overlay
from coach.recording.planes import canvas_on
from coach.recording.prefetch import Ahead
from coach.recording.sampling import Thinning
from coach.recording.source import Source
from coach.recording.video import Picture, Video, write_video
from coach.records import Session

WAITING: Final = 3
"""How many pictures may wait between two threads: none idles for one that takes longer, and in 1080p each is 10 megabytes."""

OnMoment: TypeAlias = Callable[[Pose, Feedback], None]
"""Called with the estimator's own pose (not smoothed) and what the coach said to it."""


def analyse_video(
    video: Video,
    estimator: PoseEstimator,
    coach: Coach,
    *,
    rate_hz: float | None = None,
    annotated: Path | None = None,
    exercises: Iterable[Exercise] = (),
    on_moment: OnMoment | None = None,
) -> Session:
    """Analyse an open video at about `rate_hz` pictures a second (None: all of them); `video.source` is exact afterwards.

    `annotated` names a video to write, whole or not at all; `exercises` give it the names. It has every picture, also those
    that were not analysed: they get what lies between the two that were.
    """
    with (
        annotation(annotated, video.source, exercises) if annotated else nullcontext() as annotate,
        closing(Ahead(_with_frames(video, rate_hz), most=WAITING)) as pictures,
    ):
        for picture, frame in pictures:
            feedback = None
            if frame:
                pose = estimator.estimate(frame)
                feedback = coach.see(pose)
                if on_moment:
                    on_moment(pose, feedback)
            if annotate:
                annotate(picture, feedback)
    session = coach.finish()
    return replace(session, warnings=session.warnings + video.warnings)


def _with_frames(video: Video, rate_hz: float | None) -> Iterator[tuple[Picture, Frame | None]]:
    """The pictures of `video`, those that are analysed with their pixels."""
    for picture, is_taken in Thinning.to(rate_hz, fps=video.source.fps).of(video.pictures()):
        yield picture, picture.frame() if is_taken else None


@contextmanager
def annotation_beside(path: Path, video: Video, exercises: Iterable[Exercise]) -> Iterator[Callable[[Feedback], None]]:
    """What to call with all that the coach says, to have it drawn on the pictures of `video`, which is decoded for that."""
    with annotation(path, video.source, exercises) as annotate, closing(Ahead(video.pictures(), most=WAITING)) as ahead:
        pictures = iter(ahead)

        def take(feedback: Feedback) -> None:
            for picture in pictures:
                is_it = picture.time >= feedback.time
                annotate(picture, feedback if is_it else None)
                if is_it:
                    return

        yield take
        for picture in pictures:
            annotate(picture, None)


@contextmanager
def annotation(path: Path, source: Source, exercises: Iterable[Exercise]) -> Iterator[Callable[[Picture, Feedback | None], None]]:
    """What to call with every picture, to have it drawn on and encoded in other threads while the next pose is sought."""
    between = Between[Picture]()
    overlay = Overlay(exercises)
    in_hand: deque[Future[None]] = deque()
    # drawing goes on while the last picture is encoded: after the last pose nothing else keeps a second core busy
    with write_video(path, fps=source.fps) as video, ThreadPoolExecutor(1) as drawing, ThreadPoolExecutor(1) as encoding:

        def draw(picture: Picture, feedback: Feedback) -> av.VideoFrame:
            drawn = picture.coded()
            overlay.draw(canvas_on(drawn), feedback)
            return drawn

        def encode(time: float, drawn: Future[av.VideoFrame]) -> None:
            video.write(time, drawn.result())

        def hand_over(ready: Iterable[tuple[Picture, Feedback]]) -> None:
            for picture, feedback in ready:
                in_hand.append(encoding.submit(encode, picture.time, drawing.submit(draw, picture, feedback)))
                while len(in_hand) > WAITING:
                    in_hand.popleft().result()

        try:
            yield lambda picture, feedback: hand_over(between.then(picture, picture.time, feedback))
            hand_over(between.rest())
            while in_hand:
                in_hand.popleft().result()
        finally:
            for one in in_hand:
                one.cancel()
