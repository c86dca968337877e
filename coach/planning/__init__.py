"""Progressive overload: what to do on which day, and what to change next time and why.

Pure functions on frozen values: no clock, no store. `past` values come from the history, a `Plan` from `first_plan`,
changed by hand with `dataclasses.replace` or by `accept(plan, suggestion, now)`.
"""

from coach.planning.doses import DOSES, Dose, Rung, Tempo
from coach.planning.pain import ADVICE, ASK_FIRST, STOP_NOW, PainZone, pain_zone
from coach.planning.past import PastSession, PastSet, clean_share, weaker_side
from coach.planning.suggestion import Change, Suggestion, accept, suggest
from coach.planning.week import Day, Item, Plan, Step, Workout, first_plan, next_day, plan_document, plan_from, workout

__all__ = [
    "ADVICE",
    "ASK_FIRST",
    "DOSES",
    "STOP_NOW",
    "Change",
    "Day",
    "Dose",
    "Item",
    "PainZone",
    "PastSession",
    "PastSet",
    "Plan",
    "Rung",
    "Step",
    "Suggestion",
    "Tempo",
    "Workout",
    "accept",
    "clean_share",
    "first_plan",
    "next_day",
    "pain_zone",
    "plan_document",
    "plan_from",
    "suggest",
    "weaker_side",
    "workout",
]
