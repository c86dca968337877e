"""A plan brought within a prescription: only what is allowed, on the allowed sides, in the prescribed dose and with the prescribed band."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time

from coach.exercise import Exercise
from coach.planning.prescription import Prescription
from coach.planning.week import Item, Plan, for_plans


def prescribed_plan(plan: Plan, prescription: Prescription, exercises: Iterable[Exercise]) -> Plan:
    """`plan` as `prescription` allows it; what is allowed and stands on none of its days comes on all of them.

    Keeping what it gives as the plan, and bringing that within the same prescription again, changes nothing.
    """
    planned = {item.key: item for item in plan.items}
    # a plan's times have a time zone, and those that it has are the nearest to when it was made
    began = max((item.since for item in plan.items), default=datetime.combine(plan.started, time(), UTC))
    items = [_prescribed(planned.get(one.key) or Item.first(one, began), prescription) for one in for_plans(exercises)]
    kept = {item.key: item for item in items if item}
    anywhere = {key for day in plan.days for key in day.exercises}
    added = tuple(key for key in kept if key not in anywhere)
    days = tuple(replace(day, exercises=(*(key for key in day.exercises if key in kept), *added)) for day in plan.days)
    return replace(plan, items=tuple(kept.values()), days=days)


def _prescribed(item: Item, prescription: Prescription) -> Item | None:
    """The item at the nearest step that is allowed, an easier one rather than a harder one; None where no step is."""
    rungs = item.exercise.ladder.rungs
    of_rung = {number: prescription.of(rung.exercise or item.key) for number, rung in enumerate(rungs)}
    allowed = {number: one for number, one in of_rung.items() if one}
    fitting = [number for number, one in allowed.items() if one.band in ("", rungs[number].band)]
    if not fitting:
        return None
    rung = max((number for number in fitting if number <= item.rung), default=fitting[0])
    one = allowed[rung]
    return replace(
        item,
        rung=rung,
        sets=one.sets or item.sets,
        reps=one.reps or item.reps,
        tempo=one.tempo or item.tempo,
        only_sides=one.sides,
        only_rungs=tuple(allowed),
    )
