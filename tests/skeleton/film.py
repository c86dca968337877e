"""Films of made-up people: a movement performed in the room, seen by a camera, with the truth about each repetition."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from coach.demonstration import motion
from coach.demonstration.build import Build
from coach.demonstration.camera import Camera
from coach.demonstration.repetition import Move, RepTruth
from coach.pose import Pose, Side
from tests.skeleton.camera import poses
from tests.skeleton.movements import MOVEMENTS


def perform(movement: str, **how: Any) -> motion.Motion:
    """Any of MOVEMENTS, as points in the room; `how` are the arguments of `coach.demonstration.motion.perform`."""
    return motion.perform(MOVEMENTS[movement], **how)


class Film(NamedTuple):
    """What the coach is shown, and what really happened."""

    poses: list[Pose]
    reps: tuple[RepTruth, ...]


def film(
    movement: str,
    *,
    side: Side = Side.LEFT,
    reps: int | Sequence[Move] = 3,
    fps: float = 30.0,
    up: float = 2.0,
    hold: float = 1.0,
    down: float = 2.5,
    pause: float = 1.0,
    span: float | None = None,
    faults: Mapping[str, float] | None = None,
    still_s: float = 2.0,
    build: Build | None = None,
    camera: Camera | None = None,
    hidden: Collection[int] = (),
    depth: float = 1.0,
    noise_px: float = 0.0,
    seed: int = 0,
) -> Film:
    """Poses of somebody repeating a movement, after `still_s` seconds of rest, and the truth about each repetition.

    `side` is the working, upper or planted leg. `reps` is how many, or a list of moves that differ. `span` is in degrees.
    `faults` are the size of each fault (see MOVEMENTS); they grow with the movement and are whole from three quarters of it,
    those of the starting position are there from the first moment. The yaw of `camera` is taken towards the head of somebody
    who lies and towards the working side of somebody upright, so that a right-sided film is the mirror image of a left-sided one.
    `hidden`, `depth`, `noise_px` and `seed` are those of `poses`.
    """
    performed = perform(
        movement,
        side=side,
        reps=reps,
        fps=fps,
        up=up,
        hold=hold,
        down=down,
        pause=pause,
        span=span,
        faults=faults,
        still_s=still_s,
        build=build,
    )
    kinematics = MOVEMENTS[movement]
    camera = kinematics.seen_by(camera or kinematics.camera, side)
    return Film(poses(performed.times, performed.points, camera, hidden=hidden, depth=depth, noise_px=noise_px, seed=seed), performed.reps)
