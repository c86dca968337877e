"""A plan as JSON knows it, as the histories and their exports keep it: the keys here never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from coach.exercise import Exercise, Tempo
from coach.planning.week import Day, Item, Plan

DATES: Final = ("started", "rested", "deload_from")


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan to be kept; `plan_from` reads it back."""
    dates = {key: getattr(plan, key) for key in DATES}
    return {
        "days": [{"weekday": day.weekday, "exercises": list(day.exercises)} for day in plan.days],
        "items": [_item_document(item) for item in plan.items],
        **{key: on and on.isoformat() for key, on in dates.items()},
        "warm_up_min": plan.warm_up_min,
        "rest_between_sides_s": plan.rest_between_sides_s,
        "first_side": plan.first_side,
    }


def plan_from(document: Mapping[str, Any], exercises: Iterable[Exercise]) -> Plan:
    """The plan of a document that `plan_document` wrote. Raises ValueError when it is not one, or has what `exercises` does not have."""
    known = {one.key: one for one in exercises}
    try:
        items = tuple(_item_from(item, known) for item in document["items"])
        days = tuple(Day(day["weekday"], tuple(day["exercises"])) for day in document["days"])
        dates = {key: document[key] and date.fromisoformat(document[key]) for key in DATES}
        return Plan(**{**document, "items": items, "days": days, **dates})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"This is not a plan that the coach wrote: {error}.") from error


def _item_document(item: Item) -> dict[str, Any]:
    return {
        "exercise": item.key,
        "rung": item.rung,
        "sets": item.sets,
        "reps": item.reps,
        "tempo": {"up_s": item.tempo.concentric, "hold_s": item.tempo.hold, "down_s": item.tempo.eccentric},
        "since": item.since.isoformat(),
        "rest_s": item.rest_s,
    }


def _item_from(document: Mapping[str, Any], known: Mapping[str, Exercise]) -> Item:
    key, tempo = document["exercise"], document["tempo"]
    if key not in known:
        raise ValueError(f"The plan knows no exercise {key!r}; it knows {', '.join(known)}.")
    return Item(
        **{
            **document,
            "exercise": known[key],
            "tempo": Tempo(concentric=tempo["up_s"], hold=tempo["hold_s"], eccentric=tempo["down_s"]),
            "since": datetime.fromisoformat(document["since"]),
        }
    )
