"""One pass over a video: what the coach made of it, and on the way the video with the findings drawn in.

Three threads share the work: one decodes, this one finds the pose and asks the coach, and one draws and encodes. Pictures wait
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

from coach.exercise import Exercise
from coach.io.ahead import Ahead
from coach.io.between import Between
from coach.io.overlay import Overlay
from coach.io.source import Source
from coach.io.thinning import Thinning
from coach.io.video import Picture, Video, write_video
from coach.pipeline import Coach, Feedback
from coach.pose import Frame, Pose, PoseEstimator
from coach.records import Session

WAITING: Final = 6
"""How many pictures may wait between two threads: enough that none idles for a picture that takes longer."""

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
    thinning = Thinning.to(rate_hz, fps=video.source.fps)
    before: float | None = None
    with (
        annotation(annotated, video.source, exercises) if annotated else nullcontext() as annotate,
        closing(Ahead(video.pictures(), most=WAITING)) as pictures,
    ):
        for picture in pictures:
            if thinning.takes(picture.time, before):
                frame = picture.frame()
                pose = estimator.estimate(frame)
                feedback = coach.see(pose)
                if on_moment:
                    on_moment(pose, feedback)
                if annotate:
                    annotate(frame, feedback)
            elif annotate:
                annotate(picture, None)
            before = picture.time
    session = coach.finish()
    return replace(session, warnings=session.warnings + video.warnings)


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
def annotation(path: Path, source: Source, exercises: Iterable[Exercise]) -> Iterator[Callable[[Frame | Picture, Feedback | None], None]]:
    """What to call with every picture, to have it drawn on and encoded in another thread while the next pose is sought."""
    between = Between[Frame | Picture]()
    overlay = Overlay(exercises)
    in_hand: deque[Future[None]] = deque()
    with write_video(path, size=source.size, fps=source.fps) as video, ThreadPoolExecutor(max_workers=1) as beside:

        def draw(picture: Frame | Picture, feedback: Feedback) -> None:
            frame = picture.frame() if isinstance(picture, Picture) else picture
            video.write(Frame(frame.time, overlay.draw(frame.pixels, feedback)))

        def hand_over(ready: Iterable[tuple[Frame | Picture, Feedback]]) -> None:
            for one in ready:
                in_hand.append(beside.submit(draw, *one))
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
