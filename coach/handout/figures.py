"""Drawn figures for a printed page: a typical repetition as it was recorded, or else how the exercise is done."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from coach.coaching.wording import range_of
from coach.demonstration.recorded import recorded_repetition
from coach.demonstration.rep_drawing import repetition_drawing
from coach.exercise import Exercise
from coach.history import History, KeptSet
from coach.history.track import unpack
from coach.pose import Pose, Side
from coach.records import Rep
from exercises import demonstration


def figure_of(history: History, one: KeptSet, exercise: Exercise) -> tuple[str, str]:
    """An SVG and the words below it; two empty texts where nothing can be drawn."""
    rep = typical(one.reps)
    poses = track_of(history, one)
    if rep and poses:
        label = f"Repetition {rep.index}, a typical one, at rest and at the top: {range_of(rep)}"
        if drawn := recorded_repetition(poses, rep, one.record.working_side, label=label, moves=False):
            return drawn, f"{label}. Drawn from the kept movement."
    side = Side.RIGHT if one.record.working_side == "right" else Side.LEFT
    drawn = _demonstrated(exercise, side)
    return (drawn, f"{exercise.name} as it is meant, at rest and at the top; the movement of this set was not kept.") if drawn else ("", "")


def typical(reps: Sequence[Rep]) -> Rep | None:
    """The repetition whose range is the median one; None where none was seen."""
    seen = sorted((rep for rep in reps if not math.isnan(rep.range_of_motion)), key=lambda rep: rep.range_of_motion)
    return seen[(len(seen) - 1) // 2] if seen else None


def track_of(history: History, one: KeptSet) -> tuple[Pose, ...]:
    """The kept poses of a set; none where none were kept or they cannot be read."""
    data = history.track(one.id) if one.has_track else None
    try:
        return unpack(data) if data else ()
    except ValueError:
        return ()


@lru_cache(maxsize=30)
def _demonstrated(exercise: Exercise, side: Side) -> str:
    shown = demonstration(exercise.key)
    return repetition_drawing(shown, exercise.tempo, side=side, label=f"{exercise.name}, {side} side", moves=False) if shown else ""
