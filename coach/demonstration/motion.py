"""The made-up person performs a movement, well or with faults: points in the room over time, with no camera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.forward_kinematics import landmarks
from coach.demonstration.joint_angles import mirrored
from coach.demonstration.kinematics import Faults, Kinematics
from coach.demonstration.repetition import TEMPO_FAULTS, Move, RepTruth, rep_curve, truths
from coach.pose import Side


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """A person moving in the room: `times` [T] in seconds, `points` [T, 33, 3] in metres, and the truth about each repetition."""

    times: Floats
    points: Floats
    reps: tuple[RepTruth, ...] = ()


def perform(
    kinematics: Kinematics,
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
) -> Motion:
    """Repetitions of a movement, after `still_s` seconds of rest. Raises ValueError for a fault that it does not know.

    `side` is the working, upper or planted leg. `reps` is how many, or a list of moves that differ. `span` is in degrees.
    `faults` are the size of each fault; they grow with the movement and are whole from three quarters of it, those of the starting
    position are there from the first moment.
    """
    build, faults = build or Build(), dict(faults or {})
    setup = {name: size for name, size in faults.items() if name in kinematics.setup}
    moving = {name: size for name, size in faults.items() if name not in kinematics.setup}
    if isinstance(reps, int):
        reps = [Move(span, up, hold, down, pause)] * reps
    moves = [replace(move, faults={**moving, **move.faults}) for move in reps]
    for name in {name for move in moves for name in move.faults} - kinematics.faults - TEMPO_FAULTS:
        raise ValueError(
            f"the movement knows no fault {name}: it knows {', '.join(sorted(kinematics.faults | kinematics.setup | TEMPO_FAULTS))}"
        )

    full = kinematics.span(build, Faults(setup, {}))
    truth = truths([move.performed(full) for move in moves], still_s)
    length = truth[-1].end_s + moves[-1].pause if truth else still_s
    times = np.arange(round(length * fps)) / fps
    curves = rep_curve(times, truth)

    grown = np.minimum(curves / 0.75, 1.0)
    growing = {
        name: sum((r.faults.get(name, 0.0) * g for r, g in zip(truth, grown, strict=True)), np.zeros_like(times))
        for name in kinematics.faults
    }
    moved = sum((rep.excursion * curve for rep, curve in zip(truth, curves, strict=True)), np.zeros_like(times))
    angles = kinematics.joint_angles(build, moved, Faults(setup, growing))
    return Motion(times, landmarks(build, angles if side is Side.LEFT else mirrored(angles)), truth)
