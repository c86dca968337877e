"""The moving figures of the live page: how an exercise, or a move of the warm-up, looks from the laptop's place."""

from __future__ import annotations

from functools import lru_cache

from coach.coaching.stage_view import WARM_UP_FIGURES
from coach.coaching.warm_up_moves import MOVES
from coach.demonstration.stage_drawing import repetition_as_filmed, warm_up_as_filmed
from coach.pose import Side
from exercises import demonstration, load


@lru_cache(maxsize=64)
def figure(what: str, which: str) -> str | None:
    """The figure as SVG of an exercise and the side that works, or of a move of the warm-up; None where there is none."""
    if what == WARM_UP_FIGURES:
        move = next((one for one in MOVES if one.key == which), None)
        return warm_up_as_filmed(move.key, label=f"{move.name}. {move.how}.") if move else None
    exercise = next((one for one in load() if one.key == what and which in one.sides), None)
    shown = demonstration(exercise.key) if exercise else None
    if exercise is None or shown is None:
        return None
    side = Side.LEFT if which == "both" else Side(which)
    how = "" if which == "both" else f", {which} side"
    return repetition_as_filmed(shown, exercise.tempo, side, label=f"{exercise.name}{how}, done well")
