"""The one file that runs MediaPipe, and turns its axes into ours."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from coach.pose import Frame, Pose
from models.weights import Progress


class SystemLibraryMissing(Exception):
    """A shared library of the system that MediaPipe or OpenCV needs is not installed; the message is one line and says how to get it."""


class MediaPipePose:
    """MediaPipe's Pose Landmarker on one stream of frames. It remembers the last frame: one per stream, one thread at a time."""

    def __init__(self, bundle: Path) -> None:
        raise NotImplementedError

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`, or `Pose.nobody`. Frames come in the order of their times."""
        raise NotImplementedError

    def close(self) -> None:
        """Release the model; a second call does nothing."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_estimator(model: str = "full", *, weights: Path | None = None, progress: Progress | None = None) -> MediaPipePose:
    """An estimator for one stream, its weights fetched on first use and pruned.

    `weights` is a bundle to use instead of the cached one (as is the file that COACH_MODEL_FILE names).
    Raises WeightsUnavailable or SystemLibraryMissing. MediaPipe is imported here, not with the module.
    """
    raise NotImplementedError
