"""The video with the findings drawn in, written while it is analysed.

Four threads share the work: one decodes, one finds the poses and asks the coach, one draws, and one encodes. Pictures wait between
them a few at a time, so memory does not grow with the video.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import av

from coach.coaching.coach import Feedback
from coach.exercise import Exercise
from coach.recording.decoded import Picture
from coach.recording.interpolation import Interpolator
from coach.recording.overlay import Overlay
from coach.recording.planes import canvas_on
from coach.recording.prefetch import Prefetch
from coach.recording.source import Source
from coach.recording.video import Video
from coach.recording.video_writer import write_video

WAITING: Final = 3
"""How many pictures may wait between two threads: none idles for one that takes longer, and in 1080p each is 10 megabytes."""


@contextmanager
def annotation_beside(path: Path, video: Video, exercises: Iterable[Exercise]) -> Iterator[Callable[[Feedback], None]]:
    """Write the annotated video while `video` is decoded for that alone; gives what to call with each feedback, in order."""
    with annotation(path, video.source, exercises) as annotate, closing(Prefetch(video.pictures(), most=WAITING)) as prefetched:
        pictures = iter(prefetched)

        def up_to(feedback: Feedback) -> None:
            for picture in pictures:
                is_it = picture.time >= feedback.time
                annotate(picture, feedback if is_it else None)
                if is_it:
                    return

        yield up_to
        for picture in pictures:
            annotate(picture, None)


@contextmanager
def annotation(path: Path, source: Source, exercises: Iterable[Exercise]) -> Iterator[Callable[[Picture, Feedback | None], None]]:
    """Write the annotated video; gives what to call with each picture, in order, and its feedback if it was analysed.

    Other threads draw and encode, so the caller can find the next pose meanwhile.
    """
    interpolator = Interpolator[Picture]()
    overlay = Overlay(exercises)
    under_way: deque[Future[None]] = deque()
    # drawing goes on while the last picture is encoded: after the last pose nothing else keeps a second core busy
    with write_video(path, fps=source.fps) as video, ThreadPoolExecutor(1) as drawing, ThreadPoolExecutor(1) as encoding:

        def draw(picture: Picture, feedback: Feedback) -> av.VideoFrame:
            drawn = picture.yuv()
            overlay.draw(canvas_on(drawn), feedback)
            return drawn

        def encode(time: float, drawn: Future[av.VideoFrame]) -> None:
            video.write(time, drawn.result())

        def submit(ready: Iterable[tuple[Picture, Feedback]]) -> None:
            for picture, feedback in ready:
                under_way.append(encoding.submit(encode, picture.time, drawing.submit(draw, picture, feedback)))
                while len(under_way) > WAITING:
                    under_way.popleft().result()

        try:
            yield lambda picture, feedback: submit(interpolator.add(picture, picture.time, feedback))
            submit(interpolator.rest())
            while under_way:
                under_way.popleft().result()
        finally:
            for one in under_way:
                one.cancel()
