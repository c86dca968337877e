"""A video file in, all that is known about it out, by the quickest way that gives the same repetitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from coach.coaching.coach import Coach, Feedback
from coach.exercise import Exercise
from coach.pose import Pose
from coach.recording.annotation import OnMoment, analyse_video, annotation_beside
from coach.recording.sampling import RATE_HZ, Thinning
from coach.recording.segments import OpenEstimator, Relay, Segmented, cut
from coach.recording.source import Source
from coach.recording.timeline import Story
from coach.recording.video import NotSeekable, read_frames
from coach.records import Session

OnProgress: TypeAlias = Callable[[int, int, int], None]
"""Called often with the pictures seen, all pictures (0: not known) and the repetitions so far; what it raises ends the analysis."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known about one video. `poses` is empty unless asked for."""

    session: Session
    source: Source
    story: Story
    poses: list[Pose] = field(default_factory=list)


@dataclass
class _Notes:
    """What is noted on the way. Remembers."""

    keep_poses: bool
    story: Story = field(default_factory=Story)
    poses: list[Pose] = field(default_factory=list)
    reps: int = 0

    def take(self, pose: Pose, feedback: Feedback) -> None:
        self.story.hear(feedback)
        self.reps += feedback.rep is not None
        if self.keep_poses:
            self.poses.append(pose)


def analyse_film(
    path: Path,
    open_estimator: OpenEstimator,
    new_coach: Callable[[], Coach],
    *,
    rate_hz: float | None = RATE_HZ,
    workers: int = 1,
    annotated: Path | None = None,
    exercises: Iterable[Exercise] = (),
    keep_poses: bool = False,
    on_progress: OnProgress | None = None,
) -> Analysis:
    """Analyse the video `path` at about `rate_hz` pictures a second (None: all), with `workers` threads that seek poses.

    With an `annotated` video to write, one pass decodes each picture once, and keeps a second core busy with drawing and encoding.
    Only where every picture is analysed is it quicker to seek poses in several threads and to decode once more for drawing.
    Raises `SourceError`.
    """
    with read_frames(path, threads=1) as video:
        source = video.source
    is_dense = Thinning.to(rate_hz, fps=source.fps).takes_all
    if workers > 1 and len(cut(source.duration_s)) > 1 and (is_dense or not annotated):
        parts = Segmented(path, source, open_estimator, rate_hz=rate_hz, workers=workers)
        try:
            with _drawing(path, annotated, exercises) as draw:
                return _in_segments(parts, new_coach(), _Notes(keep_poses), on_progress, draw)
        except NotSeekable:
            pass  # its parts cannot be read alone
    notes = _Notes(keep_poses)
    # one thread decodes thrice as fast as poses are found, and holds half the pictures of two
    with read_frames(path, threads=1) as video, closing(Relay(open_estimator, source.duration_s)) as estimator:
        session = analyse_video(
            video,
            estimator,
            new_coach(),
            rate_hz=rate_hz,
            annotated=annotated,
            exercises=exercises,
            on_moment=_telling(notes, source, on_progress),
        )
        return Analysis(session, video.source, notes.story, notes.poses)


def _telling(notes: _Notes, source: Source, on_progress: OnProgress | None) -> OnMoment:
    def take(pose: Pose, feedback: Feedback) -> None:
        notes.take(pose, feedback)
        if on_progress:
            on_progress(round(feedback.time * source.fps) + 1, source.frames, notes.reps)

    return take


@contextmanager
def _drawing(path: Path, annotated: Path | None, exercises: Iterable[Exercise]) -> Iterator[Callable[[Feedback], None] | None]:
    if annotated is None:
        yield None
        return
    with read_frames(path, threads=1) as video, annotation_beside(annotated, video, exercises) as draw:
        yield draw


def _in_segments(
    parts: Segmented, coach: Coach, notes: _Notes, on_progress: OnProgress | None, draw: Callable[[Feedback], None] | None
) -> Analysis:
    with parts:
        for pose in parts.poses():
            if pose:
                feedback = coach.see(pose)
                notes.take(pose, feedback)
                if draw:
                    draw(feedback)
            if on_progress:
                on_progress(parts.seen, parts.source.frames, notes.reps)
        return Analysis(coach.finish(), parts.found, notes.story, notes.poses)
