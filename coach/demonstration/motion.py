"""A made-up person who does the exercises, rightly and wrongly: points in the room, with no camera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.body import Body, landmarks, mirrored
from coach.demonstration.bridge import BRIDGES
from coach.demonstration.lying import LYING
from coach.demonstration.movement import Faults, Movement
from coach.demonstration.tempo import TEMPO_FAULTS, Move, RepTruth, rep_curve, truths
from coach.demonstration.upright import UPRIGHT
from coach.pose import Side

EXERCISES: Final[dict[str, Movement]] = {**LYING, **UPRIGHT, **BRIDGES}
"""The exercises of the coach, by their keys."""


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
    among: Mapping[str, Movement] = EXERCISES,
) -> Motion:
    """Repetitions of a movement, a key of `among`, after `still_s` seconds of rest. Raises ValueError for a fault that it does not know.

    `side` is the working, upper or planted leg. `reps` is how many, or a list of moves that differ. `span` is in degrees.
    `faults` are the size of each fault; they grow with the movement and are whole from three quarters of it, those of the starting
    position are there from the first moment.
    """
    kind, body, faults = among[movement], body or Body(), dict(faults or {})
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
