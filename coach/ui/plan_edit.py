"""Changing the plan by hand: its days, its exercises and how much of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

import streamlit as st

from coach.exercise import Exercise, Tempo
from coach.planning import Day, Item, Plan, for_plans
from coach.planning.week import WEEKDAYS
from coach.ui.plain_text import plain

FIELD: Final = 130
"""Pixels of a field for a number: two stand beside each other on a telephone."""
FIRST: Final = {"": "the weaker one", "left": "the left", "right": "the right"}


def made(make: Callable[[], Plan]) -> Plan | None:
    """The plan that `make` gives; None when it breaks the rules, and why is shown."""
    try:
        return make()
    except ValueError as error:
        st.error(plain(str(error)))
        return None


def edited_plan(plan: Plan, exercises: Iterable[Exercise], now: datetime) -> Plan | None:
    """Shows the week and fields to change it; gives the changed plan when it is to be kept.

    Those of `exercises` that the plan does not have yet are offered too, as a beginner does them.
    """
    st.header("The week")
    by_day = {day.weekday: day for day in plan.days}
    planned = {item.key for item in plan.items}
    exercises = tuple(exercises)
    offered = [*plan.items, *(Item.first(one, now) for one in for_plans(exercises) if one.key not in planned)]
    all_names = {one.key: one.name for one in exercises}
    names = {item.key: all_names[item.performed] for item in offered}
    st.markdown(
        "\n".join(f"- **{day.name}**: {', '.join(names[exercise] for exercise in day.exercises) or 'nothing yet'}" for day in plan.days)
        + "\n- The other days are for rest: that is when the muscle grows."
    )
    with st.expander("Change the plan"), st.form("plan"):
        weekdays = st.pills(
            "Training days, one to three with a day between",
            range(7),
            selection_mode="multi",
            default=sorted(by_day),
            format_func=lambda day: WEEKDAYS[day],
            key="weekdays",
        )
        chosen: dict[int, list[str]] = {}
        for weekday in range(7):
            if weekday in by_day:
                chosen[weekday] = st.pills(
                    f"Exercises on {WEEKDAYS[weekday]}",
                    list(names),
                    selection_mode="multi",
                    default=list(by_day[weekday].exercises),
                    format_func=names.__getitem__,
                    key=f"on-{weekday}",
                )
        with st.container(horizontal=True):
            warm_up = int(st.number_input("Warm-up (min)", 0, 30, plan.warm_up_min, key="warm-up", width=FIELD))
            between = int(st.number_input("Rest between sides (s)", 0, 300, plan.rest_between_sides_s, 5, key="between-sides", width=180))
            first = st.selectbox(
                "Which side first?",
                list(FIRST),
                index=list(FIRST).index(plan.first_side),
                format_func=FIRST.__getitem__,
                key="first-side",
                width=180,
            )
        if any(plan.sets_on(item, now.date()) < item.sets for item in plan.items):
            why = "this is the lighter week" if plan.is_lighter(now.date()) else "a new plan begins with two sets"
            st.caption(f"For now there are fewer sets than stand here, as {why}.")
        items = {item.key: _edited(item, names[item.key], now) for item in offered}
        if st.form_submit_button("Keep this plan", type="primary"):
            usual = plan.days[0].exercises
            days = tuple(Day(day, tuple(chosen.get(day, usual))) for day in sorted(weekdays))
            wanted = planned.union(*(day.exercises for day in days))
            return made(
                lambda: replace(
                    plan,
                    days=days,
                    items=tuple(make() for key, make in items.items() if key in wanted),
                    warm_up_min=warm_up,
                    rest_between_sides_s=between,
                    first_side=first,
                )
            )
    return None


def _edited(item: Item, name: str, now: datetime) -> Callable[[], Item]:
    """Show fields for one exercise, which is called `name` at its step; what is returned makes the changed item, from the form as it is then.

    Sessions from before the change no longer count for the next suggestion.
    """
    st.markdown(f"**{name}**")
    rungs = item.exercise.ladder.rungs
    rung = st.selectbox(
        "Step",
        range(len(rungs)),
        index=item.rung,
        format_func=lambda number: f"{number + 1}. {rungs[number].name}",
        key=f"rung-{item.key}",
        width=560,
    )
    with st.container(horizontal=True):
        number = int(st.number_input("Sets", 1, 6, item.sets, key=f"sets-{item.key}", width=FIELD))
        count = int(st.number_input("Repetitions", 1, 30, item.reps, key=f"reps-{item.key}", width=FIELD))
        tempo = item.tempo
        up, hold, down = (
            float(st.number_input(f"{word} (s)", least, 10.0, value, 0.5, "%.1f", key=f"{word}-{item.key}", width=FIELD))
            for word, least, value in (("Up", 0.5, tempo.concentric), ("Hold", 0.0, tempo.hold), ("Down", 0.5, tempo.eccentric))
        )
        pause = int(st.number_input("Rest (s)", 10, 300, item.rest_s, 5, key=f"rest-{item.key}", width=FIELD))
    since = item.since if (rung, number, count) == (item.rung, item.sets, item.reps) else now
    tempo = Tempo(concentric=up, hold=hold, eccentric=down)
    return lambda: replace(item, rung=rung, sets=number, reps=count, rest_s=pause, tempo=tempo, since=since)
