"""A video in, all that is known about it out, in the quickest way that gives the same repetitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from coach.coaching.coach import Coach, Feedback
from coach.exercise import Exercise
from coach.pose import Pose, PoseEstimator
from coach.recording.annotation import WAITING, annotation, annotation_beside
from coach.recording.damaged_parts import Part, unjudged_in
from coach.recording.prefetch import Prefetch
from coach.recording.sampling import RATE_HZ, Sampling
from coach.recording.segments import SegmentedEstimator, SegmentReader, cut
from coach.recording.source import Source
from coach.recording.timeline import Timeline
from coach.recording.video import NotSeekable, Video, read_frames
from coach.records import Session
from models.picture_measures import MeasuredPose
from models.skipping import OpenEstimator, skipping

OnProgress: TypeAlias = Callable[[int, int, int], None]
"""Called often with the pictures seen, all pictures (0: not known) and the repetitions so far; what it raises ends the analysis."""

OnPose: TypeAlias = Callable[[Pose, Feedback], None]
"""Called with the estimator's own pose (not smoothed) and what the coach said to it."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known about one video. `poses` are the estimator's own, not smoothed; empty unless asked for."""

    session: Session
    source: Source
    timeline: Timeline = field(default_factory=Timeline)
    poses: Sequence[Pose] = ()
    speed: float | None = None
    """With which the video was read, see `read_frames`; whoever reads it again needs the same."""
    damaged_parts: tuple[Part, ...] = ()


@dataclass
class _Collector:
    """Collects what the analysis gives besides the session. Remembers."""

    keep_poses: bool
    speed: float | None
    timeline: Timeline = field(default_factory=Timeline)
    poses: list[Pose] = field(default_factory=list)
    reps: int = 0

    def add(self, pose: Pose, feedback: Feedback) -> None:
        self.timeline.add(feedback)
        self.reps += feedback.rep is not None
        if self.keep_poses:
            self.poses.append(pose)

    def analysis(self, session: Session, source: Source) -> Analysis:
        return Analysis(session, source, self.timeline, self.poses, self.speed)


def analyse_video(
    path: Path,
    open_estimator: OpenEstimator,
    new_coach: Callable[[], Coach],
    *,
    rate_hz: float | None = RATE_HZ,
    every_picture: bool = False,
    workers: int = 1,
    annotated: Path | None = None,
    exercises: Iterable[Exercise] = (),
    keep_poses: bool = False,
    speed: float | None = None,
    on_progress: OnProgress | None = None,
) -> Analysis:
    """Analyse the video `path` at about `rate_hz` pictures a second (None: all), with `workers` threads that find poses.

    Where nothing moves, pictures have the pose of the last one that was looked at, unless `every_picture` is to be (`models/skipping.py`).

    `speed` is how many times faster the movement was than the video shows it; None: as its tags say.

    `annotated` names a video to write, whole or not at all; `exercises` give it the names. One pass then decodes each picture once,
    and keeps a second core busy with drawing and encoding. Only where every picture is analysed is it quicker to find poses in several
    threads and to decode once more for drawing. Raises `SourceError`.
    """
    with read_frames(path, threads=1, speed=speed) as video:
        source = video.source
    open_estimator = open_estimator if every_picture else skipping(open_estimator)
    is_dense = Sampling.to(rate_hz, fps=source.fps).takes_all
    if workers > 1 and len(cut(source.duration_s)) > 1 and (is_dense or not annotated):
        segments = SegmentReader(path, source, open_estimator, rate_hz=rate_hz, workers=workers, speed=speed)
        try:
            with _annotation_beside(path, annotated, exercises, speed) as annotate:
                return _in_segments(segments, new_coach(), _Collector(keep_poses, speed), on_progress, annotate)
        except NotSeekable:
            pass  # its segments cannot be read alone
    collected = _Collector(keep_poses, speed)

    def on_pose(pose: Pose, feedback: Feedback) -> None:
        collected.add(pose, feedback)
        if on_progress:
            on_progress(round(feedback.time * source.fps) + 1, source.frames, collected.reps)

    # one thread decodes thrice as fast as poses are found, and holds half the pictures of two
    with (
        read_frames(path, threads=1, speed=speed) as video,
        closing(MeasuredPose(SegmentedEstimator(open_estimator, source.duration_s))) as estimator,
    ):
        session = analyse_in_one_pass(
            video, estimator, new_coach(), rate_hz=rate_hz, annotated=annotated, exercises=exercises, on_pose=on_pose
        )
        return replace(collected.analysis(session, video.source), damaged_parts=tuple(video.damaged_parts))


def draw_again(analysis: Analysis, path: Path, annotated: Path, feedback: Iterable[Feedback], exercises: Iterable[Exercise]) -> None:
    """Write the annotated video of the analysed video `path` anew, with what the coach now says to its poses, in the order of their times.

    Raises `SourceError`, and what `feedback` raises: then nothing is written.
    """
    with (
        read_frames(path, threads=1, speed=analysis.speed) as video,
        annotation_beside(annotated, video, exercises) as annotate,
    ):
        for one in feedback:
            annotate(one)


def analyse_in_one_pass(
    video: Video,
    estimator: PoseEstimator,
    coach: Coach,
    *,
    rate_hz: float | None = None,
    annotated: Path | None = None,
    exercises: Iterable[Exercise] = (),
    on_pose: OnPose | None = None,
) -> Session:
    """Analyse an open video, as `analyse_video` does; `video.source` is exact afterwards.

    Another thread decodes; this one finds the poses and asks the coach. The annotated video has every picture: those that were not
    analysed get what lies between the two that were.
    """
    with (
        annotation(annotated, video.source, exercises) if annotated else nullcontext() as annotate,
        closing(Prefetch(Sampling.to(rate_hz, fps=video.source.fps).of(video.pictures()), most=WAITING)) as pictures,
    ):
        for picture, is_taken in pictures:
            feedback = None
            if is_taken:  # nobody can be seen in what the decoder made up
                pose = Pose.nobody(picture.time, picture.size) if picture.is_corrupt else estimator.estimate(picture.frame())
                feedback = coach.see(pose)
                if on_pose:
                    on_pose(pose, feedback)
            if annotate:
                annotate(picture, feedback)
    session = unjudged_in(coach.finish(), video.damaged_parts)
    return replace(session, warnings=session.warnings + video.warnings)


@contextmanager
def _annotation_beside(
    path: Path, annotated: Path | None, exercises: Iterable[Exercise], speed: float | None
) -> Iterator[Callable[[Feedback], None] | None]:
    if annotated is None:
        yield None
        return
    with read_frames(path, threads=1, speed=speed) as video, annotation_beside(annotated, video, exercises) as annotate:
        yield annotate


def _in_segments(
    segments: SegmentReader,
    coach: Coach,
    collected: _Collector,
    on_progress: OnProgress | None,
    annotate: Callable[[Feedback], None] | None,
) -> Analysis:
    with segments:
        for pose in segments.poses():
            if pose:
                feedback = coach.see(pose)
                collected.add(pose, feedback)
                if annotate:
                    annotate(feedback)
            if on_progress:
                on_progress(segments.seen, segments.source.frames, collected.reps)
        return collected.analysis(coach.finish(), segments.found)
