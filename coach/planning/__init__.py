"""Progressive overload: what to do on which day, and what to change next time and why.

Pure functions on frozen values: no clock, no store. Which exercises there are is passed in. `past` values come from the history, a `Plan`
from `first_plan`, changed by hand with `dataclasses.replace` or by `accept(plan, suggestion, now)`.
"""

from coach.planning.day import DaySchedule, PlanDay, ScheduledSet, day_schedule
from coach.planning.document import plan_document, plan_from
from coach.planning.pain import ADVICE, ASK_FIRST, STOP_NOW, PainZone, pain_zone
from coach.planning.past import PastSession, PastSet, clean_share, weaker_side
from coach.planning.suggestion import Change, Suggestion, accept, suggest
from coach.planning.week import Day, Item, Plan, first_plan, for_plans, next_day

__all__ = [
    "ADVICE",
    "ASK_FIRST",
    "STOP_NOW",
    "Change",
    "Day",
    "DaySchedule",
    "Item",
    "PainZone",
    "PastSession",
    "PastSet",
    "Plan",
    "PlanDay",
    "ScheduledSet",
    "Suggestion",
    "accept",
    "clean_share",
    "day_schedule",
    "first_plan",
    "for_plans",
    "next_day",
    "pain_zone",
    "plan_document",
    "plan_from",
    "suggest",
    "weaker_side",
]
