"""Films of made-up people: a movement performed in the room, seen by a camera, with the truth about each repetition."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from coach.conventions import Floats
from coach.pose import Pose, Side
from tests.skeleton.body import Body, landmarks, mirrored
from tests.skeleton.camera import Camera, poses
from tests.skeleton.movements import MOVEMENTS, Faults
from tests.skeleton.tempo import TEMPO_FAULTS, Move, RepTruth, rep_curve, truths


class Film(NamedTuple):
    """What the coach is shown, and what really happened."""

    poses: list[Pose]
    reps: tuple[RepTruth, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """A body moving in the room, no camera yet: `times` [T], `points` [T, 33, 3] metres."""

    times: Floats
    points: Floats
    reps: tuple[RepTruth, ...] = ()


def perform(
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
    body: Body | None = None,
) -> Motion:
    """Repetitions of a movement (a key of MOVEMENTS) in the room; see `film`."""
    kind, body, faults = MOVEMENTS[movement], body or Body(), dict(faults or {})
    setup = {name: size for name, size in faults.items() if name in kind.setup}
    moving = {name: size for name, size in faults.items() if name not in kind.setup}
    if isinstance(reps, int):
        reps = [Move(span, up, hold, down, pause)] * reps
    moves = [replace(move, faults={**moving, **move.faults}) for move in reps]
    for name in {name for move in moves for name in move.faults} - kind.faults - TEMPO_FAULTS:
        raise ValueError(f"{movement} knows no fault {name}: it knows {', '.join(sorted(kind.faults | kind.setup | TEMPO_FAULTS))}")

    full = kind.span(body, Faults(setup, {}))
    truth = truths([move.performed(full) for move in moves], still_s)
    length = truth[-1].end_s + moves[-1].pause if truth else still_s
    times = np.arange(round(length * fps)) / fps
    curves = rep_curve(times, truth)

    grown = np.minimum(curves / 0.75, 1.0)
    growing = {
        name: sum((r.faults.get(name, 0.0) * g for r, g in zip(truth, grown, strict=True)), np.zeros_like(times)) for name in kind.faults
    }
    moved = sum((rep.excursion * curve for rep, curve in zip(truth, curves, strict=True)), np.zeros_like(times))
    posture = kind.posture(body, moved, Faults(setup, growing))
    return Motion(times, landmarks(body, posture if side is Side.LEFT else mirrored(posture)), truth)


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
    body: Body | None = None,
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
    motion = perform(
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
        body=body,
    )
    kind = MOVEMENTS[movement]
    camera = camera or kind.camera
    towards = kind.yaw_towards if side is Side.LEFT else -kind.yaw_towards
    camera = replace(camera, yaw=towards * camera.yaw)
    return Film(poses(motion.times, motion.points, camera, hidden=hidden, depth=depth, noise_px=noise_px, seed=seed), motion.reps)
