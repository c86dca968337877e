"""What to do next time and why: double progression, a step back, a lighter week, after time away, and never more on pain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import mean, median

from coach.exercise import Rung
from coach.planning.pain import CARRY_ON_UP_TO, PainZone, pain_zone
from coach.planning.past import PastSession, PastSet, clean_share
from coach.planning.week import FEWEST_SETS_TO_MOVE_UP, REPS_FROM, REPS_TO, Item, Plan

CLEAN_TO_ADD = 0.8
CLEAN_TO_STAY = 0.6
JUDGED_TO_ADD = 0.5
RESERVE_TO_ADD_REPS = 1
RESERVE_TO_MOVE_UP = 2
FEWEST_REPS = 8
MOST_SETS = 4
PLENTY = 4
"""Repetitions in reserve: a short set that left so many did not end for lack of strength. Nor is that assumed where nobody said."""
SESSIONS_IN_A_ROW = 2
DROP_AFTER = timedelta(weeks=2)
RESTART_AFTER = timedelta(weeks=4)
DELOAD_EVERY = timedelta(weeks=6)
WORSE = 0.9
"""A session is worse when it has under 90 % of the good repetitions a set of the one before: an engineering choice."""

STILL_PAIN = "Pain was still {} of 10 on the next day"


class Change(StrEnum):
    """What a suggestion does to the plan."""

    KEEP = "keep"
    MORE_REPS = "more_reps"
    MORE_SETS = "more_sets"
    NEXT_RUNG = "next_rung"
    STEP_BACK = "step_back"
    AFTER_TIME_OFF = "after_time_off"
    DELOAD = "deload"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One change to the plan, or none, with its reason in one sentence. `item` is None when it is about the whole plan."""

    change: Change
    reason: str
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class _Result:
    """One session's sets of one item, and whether all that was planned was done."""

    sets: tuple[PastSet, ...]
    pain_next_day: int | None
    shortfall: str
    lighter: bool

    @property
    def clean(self) -> float:
        return clean_share(self.sets)

    @property
    def judged(self) -> float:
        counted = sum(one.reps for one in self.sets)
        return 1 - sum(one.not_judged for one in self.sets) / counted if counted else 1.0

    @property
    def faultless(self) -> str:
        """How many repetitions were without a fault, as it is said."""
        return f"{self.clean:.0%} without a fault{'' if self.judged == 1 else ' (of those judged)'}"

    @property
    def pain(self) -> int | None:
        return max((one.pain for one in self.sets if one.pain is not None), default=None)

    @property
    def reserve(self) -> int | None:
        return min((one.reserve for one in self.sets if one.reserve is not None), default=None)

    @property
    def hurts(self) -> bool:
        return (self.pain or 0) > CARRY_ON_UP_TO or (self.pain_next_day or 0) > CARRY_ON_UP_TO

    @property
    def is_comfortable(self) -> bool:
        """All sets of the plan, at least three a side, with repetitions without a fault, some in reserve and no pain that counts."""
        a_side = min(sum(one.side == side for one in self.sets) for side in {one.side for one in self.sets})
        return (
            not self.shortfall
            and not self.lighter
            and a_side >= FEWEST_SETS_TO_MOVE_UP
            and self.clean >= CLEAN_TO_ADD
            and self.judged >= JUDGED_TO_ADD
            and self.reserve is not None
            and self.reserve >= RESERVE_TO_MOVE_UP
            and self.pain is not None
            and not self.hurts
        )


def suggest(plan: Plan, past: Sequence[PastSession], now: datetime) -> tuple[Suggestion, ...]:
    """What to change next time: one suggestion per exercise of the plan, and a lighter week first when it is due.

    `past` may come in any order. The same history and plan always give the same suggestions: nothing is remembered here.
    """
    past = sorted((session for session in past if session.started <= now), key=lambda session: session.started)
    suggestions = [_for_item(plan, item, past, now) for item in plan.items]
    deload = _lighter_week(plan, past, now)
    if deload is None:
        return tuple(suggestions)
    harder = {Change.MORE_REPS, Change.MORE_SETS, Change.NEXT_RUNG}
    held = [
        replace(one, change=Change.KEEP, item=plan.item(one.item.key), reason="A lighter week first: the load stays as it is.")
        if one.item and one.change in harder
        else one
        for one in suggestions
    ]
    return (deload, *held)


def accept(plan: Plan, suggestion: Suggestion, now: datetime) -> Plan:
    """The plan after a suggestion was taken up; from now on only later sessions count for the changed exercise."""
    if suggestion.change is Change.DELOAD:
        return replace(plan, deload_from=now.date(), rested=now.date())
    if suggestion.change is Change.KEEP or suggestion.item is None:
        return plan
    return plan.with_item(replace(suggestion.item, since=now))


def _for_item(plan: Plan, item: Item, past: Sequence[PastSession], now: datetime) -> Suggestion:
    trained = {item.key, item.performed} | {rung.exercise for rung in item.exercise.ladder.rungs if rung.exercise}
    sessions = [session for session in past if any(one.exercise in trained for one in session.sets)]
    if sessions:
        away = now - max(sessions[-1].started, item.since)
        if away >= DROP_AFTER:
            return _after_time_off(item, away)
        if late_pain := _pain_that_came_later(item, sessions[-1]):
            return late_pain
    results = [_result(plan, item, session) for session in sessions if session.started > item.since]
    results = [result for result in results if result.sets]
    if not results:
        return _keep(
            item, f"No session yet at this step: do {plan.sets_on(item, now.date())} sets of {item.reps} with {_named(item.step)}."
        )
    return _eased(item, results[-1]) or _held(item, results[-1]) or _harder(item, results)


def _pain_that_came_later(item: Item, last: PastSession) -> Suggestion | None:
    """A step back from what was done, when the plan was changed on the day of the session and the pain was reported on the day after."""
    pain = last.pain_next_day or 0
    if pain <= CARRY_ON_UP_TO or last.started > item.since or item.since.astimezone(last.started.tzinfo).date() != last.day:
        return None
    names = [rung.name for rung in item.exercise.ladder.rungs]
    done = min((names.index(one.rung) for one in last.sets if one.rung in names), default=item.rung)
    if done > item.rung:
        return None
    easier = replace(item, rung=max(done - 1, 0), reps=REPS_FROM)
    return Suggestion(
        Change.STEP_BACK, f"{STILL_PAIN.format(pain)}: go back to {_named(easier.step)} with {REPS_FROM} repetitions.", easier
    )


def _result(plan: Plan, item: Item, session: PastSession) -> _Result:
    sets = tuple(one for one in session.sets if one.exercise == item.performed and one.rung in ("", item.step.name))
    asked = plan.sets_on(item, session.day)
    for side in item.sides:
        full = sum(one.reps >= item.reps for one in sets if one.side == side)
        if full < asked:
            where = "" if side == "both" else f" on the {side}"
            shortfall = f"{full} of {asked} sets{where} reached {item.reps} repetitions"
            if not any(one.side == side for one in sets):
                shortfall = f"The {side} side was left out"
            if item.performed in session.skipped:
                shortfall = "You skipped some of it"
            return _Result(sets, session.pain_next_day, shortfall, plan.is_lighter(session.day))
    return _Result(sets, session.pain_next_day, "", plan.is_lighter(session.day))


def _after_time_off(item: Item, away: timedelta) -> Suggestion:
    weeks = away.days // 7
    if away >= RESTART_AFTER:
        rung = min(item.rung, item.exercise.ladder.start)
        reason = f"{weeks} weeks off: start again with {_named(item.exercise.ladder.rungs[rung])} and {REPS_FROM} repetitions."
    else:
        rung = max(item.rung - 1, 0)
        reason = f"{weeks} weeks off: take one step down, to {_named(item.exercise.ladder.rungs[rung])} with {REPS_FROM} repetitions."
    return Suggestion(Change.AFTER_TIME_OFF, reason, replace(item, rung=rung, reps=REPS_FROM))


def _eased(item: Item, last: _Result) -> Suggestion | None:
    """A step back, or holding still, when it hurt or the form or the number fell apart."""
    if last.pain is not None and pain_zone(last.pain) is PainZone.RED:
        return _step_back(item, f"Pain reached {last.pain} of 10")
    if last.pain_next_day is not None and last.pain_next_day > CARRY_ON_UP_TO:
        return _step_back(item, STILL_PAIN.format(last.pain_next_day))
    if last.clean < CLEAN_TO_STAY:
        return _step_back(item, f"Only {last.faultless}")
    typical = median(one.reps for one in last.sets)
    if typical < FEWEST_REPS and last.reserve is not None and last.reserve < PLENTY:
        return _step_back(item, f"Most sets ended at {typical:g} repetitions or fewer")
    if last.hurts:
        return _keep(
            item, f"Pain reached {last.pain} of 10: stay here with a smaller range, and go back a step if it has not settled in a day."
        )
    return None


def _step_back(item: Item, why: str) -> Suggestion:
    if item.rung == 0:
        return Suggestion(
            Change.STEP_BACK, f"{why}: this is the easiest step, so do {FEWEST_REPS} smaller repetitions.", replace(item, reps=FEWEST_REPS)
        )
    easier = replace(item, rung=item.rung - 1, reps=REPS_FROM)
    return Suggestion(Change.STEP_BACK, f"{why}: go back to {_named(easier.step)} with {REPS_FROM} repetitions.", easier)


def _held(item: Item, last: _Result) -> Suggestion | None:
    """The first thing that is still missing for doing more."""
    if last.lighter:
        return _keep(item, "This was the lighter week: the load stays as it is.")
    if last.shortfall:
        return _keep(item, f"{last.shortfall}: the same again.")
    if last.clean < CLEAN_TO_ADD:
        return _keep(item, f"{last.faultless}: the same again, with {CLEAN_TO_ADD:.0%} first.")
    if last.judged < JUDGED_TO_ADD:
        return _keep(item, "Most of the repetitions could not be judged: the same again, where the camera sees you better.")
    if last.pain is None or last.reserve is None:
        return _keep(item, "Say after each set how many more you could have done and whether it hurt: then the coach knows when to add.")
    if last.reserve < RESERVE_TO_ADD_REPS:
        return _keep(item, "No repetition was left in reserve: the same again until it feels easier.")
    return None


def _harder(item: Item, results: Sequence[_Result]) -> Suggestion:
    """Repetitions first, then sets, then the next rung: one lever at a time."""
    last = results[-1]
    if item.reps < REPS_TO:
        reps = min(REPS_TO, max(item.reps + 1, min(one.reps for one in last.sets)))
        return Suggestion(Change.MORE_REPS, f"All sets complete, {last.faultless}: go for {reps} repetitions.", replace(item, reps=reps))
    if item.sets < FEWEST_SETS_TO_MOVE_UP:
        more = replace(item, sets=item.sets + 1)
        return Suggestion(Change.MORE_SETS, f"{item.reps} repetitions in every set, {last.faultless}: go for {more.sets} sets.", more)
    in_a_row = results[-SESSIONS_IN_A_ROW:]
    at_the_top = item.rung == len(item.exercise.ladder.rungs) - 1
    if len(in_a_row) < SESSIONS_IN_A_ROW or not all(result.is_comfortable for result in in_a_row):
        return _keep(item, _what_is_missing(in_a_row, at_the_top=at_the_top))
    least = min(in_a_row, key=lambda result: result.clean)
    comfortable = f"Two sessions with all sets complete, {least.faultless}, {RESERVE_TO_MOVE_UP} or more in reserve"
    if not at_the_top:
        next_rung = replace(item, rung=item.rung + 1, reps=REPS_FROM)
        return Suggestion(Change.NEXT_RUNG, f"{comfortable}: go to {_named(next_rung.step)}, back to {REPS_FROM} repetitions.", next_rung)
    if item.sets < MOST_SETS:
        return Suggestion(Change.MORE_SETS, f"{comfortable}: add a set.", replace(item, sets=item.sets + 1))
    return _keep(item, f"{comfortable}: this is the top of the ladder, keep it up.")


def _what_is_missing(in_a_row: Sequence[_Result], *, at_the_top: bool) -> str:
    goal = "a set more" if at_the_top else "the next step"
    last = in_a_row[-1]
    if last.is_comfortable:
        return f"All sets complete, {last.faultless}: once more like this, then {goal}."
    return f"All sets complete: with {RESERVE_TO_MOVE_UP} or more in reserve in {FEWEST_SETS_TO_MOVE_UP} sets, two sessions running, {goal} comes."


def _lighter_week(plan: Plan, past: Sequence[PastSession], now: datetime) -> Suggestion | None:
    if plan.is_lighter(now.date()):
        return None
    trained = [session for session in past if session.day >= plan.rested]
    if trained and now.date() - plan.rested >= DELOAD_EVERY and now - trained[-1].started < DROP_AFTER:
        weeks = (now.date() - plan.rested).days // 7
        return Suggestion(Change.DELOAD, f"{weeks} weeks of training: one week with half the sets at the same load.")
    for item in plan.items:
        results = [_result(plan, item, session) for session in trained if session.started > item.since]
        good = [mean(one.reps * clean_share((one,)) for one in result.sets) for result in results if result.sets and not result.lighter][
            -3:
        ]
        if len(good) == 3 and good[1] < WORSE * good[0] and good[2] < WORSE * good[1]:
            return Suggestion(
                Change.DELOAD, f"{item.exercise.name} got worse two sessions in a row: one week with half the sets at the same load."
            )
    return None


def _named(rung: Rung) -> str:
    """A step's name, set off from the words around it."""
    return f"“{rung.name}”"


def _keep(item: Item, reason: str) -> Suggestion:
    return Suggestion(Change.KEEP, reason, item)
