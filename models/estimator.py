"""The one file that runs MediaPipe, and turns its axes into ours."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from weakref import finalize

import numpy as np

from coach.conventions import FROM_MEDIAPIPE, Floats
from coach.pose import Frame, Pose
from models.following import FollowingPose
from models.importing import importing_mediapipe
from models.libraries import SystemLibraryMissing
from models.memory import give_back, share_one_heap
from models.proof import proven
from models.prune import without_mask
from models.quiet import without_chatter
from models.reports import trusting_nobody
from models.weights import Progress, WeightsUnavailable, cache_folder, find_weights

__all__ = ["EstimatorPool", "MediaPipePeople", "MediaPipePose", "SystemLibraryMissing", "open_estimator"]

PEOPLE_AT_MOST: Final = 3
"""Looked for in one picture: the exerciser and two more."""
DETECTED_FROM: Final = 0.3
"""The detector's confidence from which somebody is looked at closely. At MediaPipe's default of 0.5, a person who covers a quarter of the
picture's height is missed in every second picture."""
NOTHING: Final = np.full((64, 64, 3), 128, np.uint8)
"""A picture without anybody."""
STREAM_GAP_MS: Final = 10**11
"""By how much MediaPipe's time jumps between two streams, three years: longer than its smoothing looks back."""
LAST_MS: Final = 8 * 10**12
"""When the last stream may begin: MediaPipe's time ends a little later."""


def open_estimator(model: str = "full", *, weights: Path | None = None, progress: Progress | None = None) -> FollowingPose:
    """An estimator for one stream that stays with the exerciser, its weights fetched on first use.

    `weights` is a bundle to use instead of the cached one (as is the file that COACH_MODEL_FILE names).
    Raises WeightsUnavailable or SystemLibraryMissing. MediaPipe is imported here, not with the module.
    """
    path = find_weights(model, explicit=weights, progress=progress)
    bundle = _bundle(path)
    return FollowingPose(_tracker(bundle, path), MediaPipePeople(bundle))


class EstimatorPool:
    """Opens estimators for streams, as many at once as are wanted, with models that are used again when their stream is over.

    Opening a model takes as long as thirty frames and 80 megabytes, of which the system gets back only some. Any thread may call
    `open`. Close it when no stream is open any more.
    """

    def __init__(self, model: str = "full", *, weights: Path | None = None) -> None:
        share_one_heap()  # here, before there are threads for the streams
        self._model, self._weights = model, weights
        self._idle: list[MediaPipePose] = []
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._bundle = b""
        self._scanner: MediaPipePeople | None = None

    @contextmanager
    def open(self, *, progress: Progress | None = None) -> Iterator[FollowingPose]:
        """An estimator for one stream, as `open_estimator` gives it. Raises the same."""
        with self._lock:
            if self._path is None or self._scanner is None:
                path = find_weights(self._model, explicit=self._weights, progress=progress)
                self._bundle, self._path = _bundle(path), path
                self._scanner = MediaPipePeople(self._bundle)
            if not self._idle:
                give_back()  # before another model takes as much
            tracker, scanner = self._idle.pop() if self._idle else _tracker(self._bundle, self._path), self._scanner
        try:
            yield FollowingPose(tracker, scanner)
        finally:
            if tracker.forget():
                with self._lock:
                    self._idle.append(tracker)
            else:
                tracker.close()
            give_back()

    def close(self) -> None:
        """Release the models; a second call does nothing."""
        while self._idle:
            self._idle.pop().close()
        if self._scanner:
            self._scanner.close()
        give_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _bundle(path: Path) -> bytes:
    """The bundle to run: without its segmentation branch, once it is proven that the landmarks are the same."""
    untouched = path.read_bytes()
    try:
        return proven(without_mask(untouched), untouched, folder=cache_folder(), estimate=_estimated)
    except (RuntimeError, ValueError) as error:
        raise _unusable(path, error) from error


def _estimated(bundle: bytes, frames: list[Frame]) -> list[Pose]:
    with MediaPipePose(bundle) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def _unusable(path: Path, error: Exception) -> WeightsUnavailable:
    return WeightsUnavailable(f"MediaPipe cannot use the pose model file {path}: {str(error).splitlines()[0]}")


def _tracker(bundle: bytes, path: Path) -> MediaPipePose:
    try:
        return MediaPipePose(bundle)
    except (RuntimeError, ValueError) as error:
        raise _unusable(path, error) from error


class MediaPipePose:
    """MediaPipe's Pose Landmarker on one stream of frames, with the bytes of a bundle.

    It remembers the last frame: one per stream, one thread at a time. Close it; what is still open when the program ends is closed then.
    """

    def __init__(self, bundle: bytes) -> None:
        self._landmarker = _landmarker(bundle, "VIDEO")
        self._release = finalize(self, _close, self._landmarker)
        self._milliseconds = 0  # its smoothing takes a first picture at 0 for none
        self._later: int | None = None
        self._has_seen_someone = False

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`, or `Pose.nobody`. Frames come in the order of their times."""
        # MediaPipe takes only whole milliseconds that rise, from stream to stream too; the pose keeps the frame's own time.
        at = round(frame.time * 1000)
        if self._later is None:
            self._later = self._milliseconds + 1 - at
        self._milliseconds = max(at + self._later, self._milliseconds + 1)
        # The landmark network writes to the log when it first runs.
        with nullcontext() if self._has_seen_someone else without_chatter():
            found = self._landmarker.detect_for_video(_picture(frame), self._milliseconds)
        poses = _poses(found, frame)
        self._has_seen_someone |= bool(poses)
        return poses[0] if poses else Pose.nobody(frame.time, frame.size)

    def forget(self) -> bool:
        """Reset: the next frame begins another stream. False when MediaPipe's time has no room for one more."""
        self.estimate(Frame(0.0, NOTHING))  # a picture of nobody ends the tracking of the person
        self._milliseconds += STREAM_GAP_MS  # the smoothing of the world landmarks ends only with a gap in time
        self._later = None
        return self._milliseconds < LAST_MS

    def close(self) -> None:
        """Release the model; a second call does nothing."""
        with without_chatter():
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class MediaPipePeople:
    """MediaPipe's Pose Landmarker on single pictures: everybody in them, at twice the cost of following one person.

    Several streams may share it, each in a thread of its own. It is opened with the first picture, and should be closed as
    `MediaPipePose` is.
    """

    def __init__(self, bundle: bytes) -> None:
        self._bundle = bundle
        self._landmarker: Any = None
        self._release: finalize[[Any], MediaPipePeople] | None = None
        self._has_seen_someone = False
        self._lock = threading.Lock()

    def people(self, frame: Frame) -> tuple[Pose, ...]:
        """The poses of up to three people in `frame`; the same person may be among them twice."""
        with self._lock:
            if self._landmarker is None:
                self._landmarker = _landmarker(self._bundle, "IMAGE", num_poses=PEOPLE_AT_MOST, min_pose_detection_confidence=DETECTED_FROM)
                self._release = finalize(self, _close, self._landmarker)
            with nullcontext() if self._has_seen_someone else without_chatter():
                found = self._landmarker.detect(_picture(frame))
            poses = _poses(found, frame)
            self._has_seen_someone |= bool(poses)
            return poses

    def close(self) -> None:
        """Release the model; a second call does nothing."""
        if self._release is not None:
            with without_chatter():
                self._release()


def _landmarker(bundle: bytes, mode: str, **options: float) -> Any:  # noqa: ANN401 - MediaPipe has no types
    with importing_mediapipe():
        from mediapipe.tasks.python import vision  # type: ignore[import-untyped]

        wanted = vision.PoseLandmarkerOptions(
            base_options=trusting_nobody(model_asset_buffer=bundle),  # as bytes: MediaPipe misreads some paths on Windows
            running_mode=vision.RunningMode[mode],
            **options,
        )
        with without_chatter():
            return vision.PoseLandmarker.create_from_options(wanted)


def _close(landmarker: Any) -> None:  # noqa: ANN401
    """Close MediaPipe's landmarker, also one that nobody closed.

    Not within `without_chatter`: the garbage collector may call this in MediaPipe's own thread, for which its caller waits inside.
    """
    try:
        landmarker.close()
    except RuntimeError:  # the interpreter ends, and there is no thread left to do it in
        landmarker._handle = None  # noqa: SLF001 - or it tries again even later, and a traceback is printed


# MediaPipe 1.2.3 has a thread that closes landmarkers, which is gone when the program ends; from a function of its own that then runs, it
# leaves them alone. What is registered first runs last, and so this, which registers `finalize`, has to stand before MediaPipe's import.
finalize(_close, bool)


def _picture(frame: Frame) -> Any:  # noqa: ANN401
    import mediapipe  # type: ignore[import-untyped]

    return mediapipe.Image(mediapipe.ImageFormat.SRGB, np.ascontiguousarray(frame.pixels))


def _poses(found: Any, frame: Frame) -> tuple[Pose, ...]:  # noqa: ANN401
    return tuple(
        Pose(
            time=frame.time,
            image=_positions(landmarks),
            world=_positions(in_space) * FROM_MEDIAPIPE,
            visibility=np.array([landmark.visibility for landmark in landmarks]),
            size=frame.size,
        )
        for landmarks, in_space in zip(found.pose_landmarks, found.pose_world_landmarks, strict=True)
    )


def _positions(landmarks: list[Any]) -> Floats:
    return np.array([(landmark.x, landmark.y, landmark.z) for landmark in landmarks])
