"""`coach live`: be coached in a window, without a browser."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from coach.cli.deliver import ExerciseOption, PrescriptionOption, SideOption, known_exercises, prescribed

if TYPE_CHECKING:
    from coach.exercise import Exercise
    from coach.pose import Frame
    from coach.records import Rep

WINDOW: Final = "Form Coach"
ESCAPE: Final = 27


def live(
    source: Annotated[str, typer.Argument(metavar="CAMERA", help="The number of a camera, or a video to play as if it were one.")] = "0",
    *,
    exercise: ExerciseOption = None,
    side: SideOption = None,
    prescription: PrescriptionOption = None,
) -> None:
    """Be coached in a window: it counts and shows what to change, and keeps nothing; Escape ends it.

    Sound, hands-free sessions and the history are in 'coach app'.
    """
    import cv2
    import numpy as np

    from coach.coaching.coach import Coach
    from coach.coaching.verdict import counted
    from coach.pose import Side
    from coach.recording.canvas import Canvas
    from coach.recording.overlay import Overlay
    from models.estimator import SystemLibraryMissing, open_estimator
    from models.picture_measures import MeasuredPose
    from models.skipping import SkippingPose
    from models.weights import WeightsUnavailable

    exercises = known_exercises(exercise)
    by = prescribed(prescription, exercises)
    if by:
        exercises = by.allowed(exercises)
        _check_allowed(exercises, exercise, side)
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        raise SystemExit("There is no screen to open a window on; use 'coach app' instead.")  # or the library ends the program itself
    if by:
        typer.echo(f"{by.in_words} Only {', '.join(one.name for one in exercises)} is counted.")
    overlay = Overlay(exercises)
    coach = Coach(exercises, exercise=exercise, side=Side(side) if side else None)
    reps: list[Rep] = []
    try:
        with closing(MeasuredPose(SkippingPose(open_estimator()))) as estimator, _pictures(source) as frames:
            for frame in frames:
                feedback = coach.see(estimator.estimate(frame))
                reps += [feedback.rep] if feedback.rep else []
                shown = frame.pixels.copy()
                overlay.draw(Canvas.rgb(shown), feedback)
                cv2.imshow(WINDOW, np.ascontiguousarray(shown[..., ::-1]))
                if cv2.waitKey(1) == ESCAPE or cv2.getWindowProperty(WINDOW, cv2.WND_PROP_VISIBLE) < 1:
                    break
    except (WeightsUnavailable, SystemLibraryMissing) as error:
        raise SystemExit(str(error)) from None
    finally:
        cv2.destroyAllWindows()
    typer.echo(f"{counted(reps)}.")


def _check_allowed(allowed: Sequence[Exercise], exercise: str | None, side: str | None) -> None:
    """Raises `typer.BadParameter` when the exercise or the side that was asked for is none of the `allowed`."""
    asked = [one for one in allowed if exercise in (None, one.key)]
    if not asked:
        raise typer.BadParameter(f"the prescription does not allow {exercise}; it allows {', '.join(one.key for one in allowed)}.")
    if side and not any({side, "both"} & set(one.sides) for one in asked):
        raise typer.BadParameter(f"the prescription does not allow the {side} side.")


@contextmanager
def _pictures(source: str) -> Iterator[Iterator[Frame]]:
    """The frames of a camera, or of a video at its own pace, without those that came while the coach was busy."""
    from coach.recording.source import SourceError
    from coach.recording.video import read_frames

    if source.isdigit():
        with _camera(int(source)) as frames:
            yield frames
        return
    try:
        with read_frames(Path(source)) as video:
            yield _in_time(iter(video))
    except SourceError as error:
        raise SystemExit(str(error)) from None


@contextmanager
def _camera(number: int) -> Iterator[Iterator[Frame]]:
    import cv2
    import numpy as np

    from coach.pose import Frame

    camera = cv2.VideoCapture(number)
    if not camera.isOpened():
        raise SystemExit(f"Camera {number} cannot be opened: is it plugged in, and does another program use it?")
    camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # or every picture comes late by those that wait

    def frames() -> Iterator[Frame]:
        begun = time.monotonic()
        while True:
            there, pixels = camera.read()
            if not there:
                raise SystemExit(f"Camera {number} has gone.")
            yield Frame(time.monotonic() - begun, np.ascontiguousarray(pixels[..., ::-1], np.uint8))

    try:
        yield frames()
    finally:
        camera.release()


def _in_time(frames: Iterator[Frame]) -> Iterator[Frame]:
    begun = time.monotonic()
    for frame in frames:
        ahead = frame.time - (time.monotonic() - begun)
        if ahead > 0:
            time.sleep(ahead)
        if ahead > -0.2:  # later than that, and the picture is left out
            yield frame
