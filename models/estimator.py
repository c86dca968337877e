"""The one file that runs MediaPipe, and turns its axes into ours."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from coach.conventions import FROM_MEDIAPIPE, Floats
from coach.pose import Frame, Pose
from models.libraries import SystemLibraryMissing, naming_missing_libraries
from models.prune import without_mask
from models.quiet import without_chatter
from models.weights import Progress, WeightsUnavailable, find_weights

__all__ = ["MediaPipePose", "SystemLibraryMissing", "open_estimator"]


def open_estimator(model: str = "full", *, weights: Path | None = None, progress: Progress | None = None) -> MediaPipePose:
    """An estimator for one stream, its weights fetched on first use.

    `weights` is a bundle to use instead of the cached one (as is the file that COACH_MODEL_FILE names).
    Raises WeightsUnavailable or SystemLibraryMissing. MediaPipe is imported here, not with the module.
    """
    path = find_weights(model, explicit=weights, progress=progress)
    try:
        return MediaPipePose(without_mask(path.read_bytes()))
    except (RuntimeError, ValueError) as error:
        raise WeightsUnavailable(f"MediaPipe cannot use the pose model file {path}: {str(error).splitlines()[0]}") from error


class MediaPipePose:
    """MediaPipe's Pose Landmarker on one stream of frames, with the bytes of a bundle.

    It remembers the last frame: one per stream, one thread at a time. Close it, or the interpreter complains when it ends.
    """

    def __init__(self, bundle: bytes) -> None:
        with naming_missing_libraries():
            import mediapipe  # type: ignore[import-untyped]
            from mediapipe.tasks.python import BaseOptions, vision  # type: ignore[import-untyped]

            options = vision.PoseLandmarkerOptions(
                base_options=BaseOptions(model_asset_buffer=bundle),  # as bytes: MediaPipe misreads some paths on Windows
                running_mode=vision.RunningMode.VIDEO,
            )
            with without_chatter():
                self._landmarker = vision.PoseLandmarker.create_from_options(options)
        self._mediapipe = mediapipe
        self._milliseconds = -1
        self._has_seen_someone = False

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`, or `Pose.nobody`. Frames come in the order of their times."""
        # MediaPipe takes only whole milliseconds that rise; the pose keeps the frame's own time.
        self._milliseconds = max(round(frame.time * 1000), self._milliseconds + 1)
        picture = self._mediapipe.Image(self._mediapipe.ImageFormat.SRGB, np.ascontiguousarray(frame.pixels))
        # The landmark network has its say when it first runs.
        with nullcontext() if self._has_seen_someone else without_chatter():
            found = self._landmarker.detect_for_video(picture, self._milliseconds)
        if not found.pose_landmarks:
            return Pose.nobody(frame.time, frame.size)
        self._has_seen_someone = True
        landmarks = found.pose_landmarks[0]
        return Pose(
            time=frame.time,
            image=_positions(landmarks),
            world=_positions(found.pose_world_landmarks[0]) * FROM_MEDIAPIPE,
            visibility=np.array([landmark.visibility for landmark in landmarks]),
            size=frame.size,
        )

    def close(self) -> None:
        """Release the model; a second call does nothing."""
        self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _positions(landmarks: list[Any]) -> Floats:
    return np.array([(landmark.x, landmark.y, landmark.z) for landmark in landmarks])
