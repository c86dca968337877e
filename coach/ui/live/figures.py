"""The moving figures of the live page: how an exercise, or a move of the warm-up, looks from the laptop's place."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from coach.coaching.stage_view import WARM_UP_FIGURES
from coach.coaching.warm_up_moves import MOVES
from coach.demonstration.stage_drawing import repetition_as_filmed, warm_up_as_filmed
from coach.pose import Side
from exercises import demonstration, load

PLACE: Final = "/live/figure"
ROUTE: Final = f"{PLACE}/{{what:str}}/{{which:str}}"


def figure(request: Request) -> Response:
    """The figure of an exercise and the side that works, or of a move of the warm-up; 404 for another."""
    svg = _drawn(str(request.path_params["what"]), str(request.path_params["which"]))
    if svg is None:
        return PlainTextResponse("There is no such figure.", status_code=404)
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=64)
def _drawn(what: str, which: str) -> str | None:
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
