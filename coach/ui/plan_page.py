"""The plan page: what to do next and why, the week to change by hand, and what was left unsaid after the last session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Final

import streamlit as st

from coach.coaching.wording import SIDE_NAMES, amount
from coach.coaching.workout_plan import is_said_by
from coach.handout.calendar import plan_calendar
from coach.history import Filter, History, KeptSet, Person, SessionDetails
from coach.history.names import FIRST_PERSON
from coach.history.planning import load_plan, past_sessions, save_plan
from coach.history.prescription import load_prescription
from coach.planning import (
    Change,
    DaySchedule,
    PastSession,
    Plan,
    ScheduledSet,
    Suggestion,
    accept,
    day_schedule,
    first_plan,
    next_day,
    suggest,
)
from coach.planning.prescribed_plan import prescribed_plan
from coach.planning.prescription import Prescription
from coach.planning.prescription_document import BadPrescription
from coach.planning.week import WEEKDAYS
from coach.ui.charts_and_tables import show_table
from coach.ui.open_history import OpenHistory, choose_person, errors_shown, offer_another_person, open_or_explain, shared_history
from coach.ui.plain_text import plain
from coach.ui.plan_edit import edited_plan, made
from coach.ui.prescription import show_prescription
from coach.ui.safety import show_pain_scale, show_stop_rules
from coach.ui.session_feedback import PAIN, RESERVE
from exercises import load

Now = Callable[[], datetime]

EVENING: Final = time(18)
"""When a training day begins in a calendar, until the person says otherwise."""
DECLINED: Final = "declined suggestions"
"""The setting under which a person's declined suggestions are kept: the exercise, and the reason that was given."""


def page(open_history: OpenHistory = shared_history, now: Now = lambda: datetime.now().astimezone()) -> None:
    """See and change the plan."""
    st.title("Plan")
    with errors_shown():
        history = open_or_explain(open_history)
        person = choose_person(history)
        if person is None:
            _offer_a_plan(history, None, now())
            show_prescription(history, None, load())
            return
        try:
            plan = load_plan(history, person.id, load())
        except BadPrescription:
            show_prescription(history, person.id, load())
            return
        except ValueError as error:
            st.error(f"{plain(str(error))} Begin a new one; your sessions are all still there.")
            plan = None
        if plan is None:
            _offer_a_plan(history, person, now())
            show_prescription(history, person.id, load())
            return
        past = past_sessions(history, person.id, now=now())
        _ask_what_is_missing(history, person)
        _show_suggestions(history, person, plan, past, now())
        _show_next(plan, past, now())
        _offer_calendar(plan, past, now())
        if changed := edited_plan(plan, load(), now()):
            save_plan(history, person.id, changed)
            st.rerun()
        show_prescription(history, person.id, load())
        st.header("Safety")
        show_pain_scale()
        with st.expander("When to stop, and who should ask first"):
            show_stop_rules()
        offer_another_person(history)


def _offer_a_plan(history: History, person: Person | None, now: datetime) -> None:
    st.info(
        "You have no plan yet. The first one is for beginners: every exercise at its easiest steps, few sets at first, "
        "and at least 48 hours between the days. After each session the coach suggests what to change, and why; you decide."
    )
    name = person.name if person else st.text_input("Your name", FIRST_PERSON, key="name", width=320).strip()
    days = st.pills(
        "Training days, one to three with a day between",
        range(7),
        selection_mode="multi",
        default=[0, 3],
        format_func=lambda day: WEEKDAYS[day],
        key="first-days",
    )
    wanted = st.button("Make my plan", type="primary", disabled=not (days and name))
    if plan := made(lambda: first_plan(load(), now, sorted(days))) if wanted else None:
        save_plan(history, person.id if person else history.add_person(name), plan)
        st.rerun()
    show_stop_rules()


def _ask_what_is_missing(history: History, person: Person) -> None:
    """After the last session: how much was left in each set and whether it hurt, and how it is on the day after."""
    newest = history.sessions(Filter(person.id), limit=1)
    if not newest or newest[0].session.ended_at is None:
        return
    details = history.session(newest[0].session.id)
    missing = [one for one in details.sets if one.reps and (one.reserve is None or one.pain is None)]
    if missing:
        _ask_of_sets(history, details, missing)
    elif details.session.pain_next_day is None and details.sets:
        with st.expander(f"How was it on the day after {details.session.started_at:%A, %d %B}?"):
            pain = st.pills("Pain, 0 none to 10 worst", PAIN, wrap=True, key="pain-next-day")
            if st.button("Keep this", disabled=pain is None):
                history.note_session(details.session.id, pain_next_day=pain)
                st.rerun()


def _ask_of_sets(history: History, details: SessionDetails, missing: Sequence[KeptSet]) -> None:
    st.header(f"How was {details.session.started_at:%A, %d %B}?")
    st.markdown("The plan adds only when it knows that something was left, and that it did not hurt.")
    names = {one.key: one.name for one in load()}
    with st.form("after-sets"):
        said: dict[int, tuple[int | None, int | None]] = {}
        for one in missing:
            st.markdown(
                f"**Set {one.number}**: {names.get(one.record.exercise) or plain(one.record.exercise)}, {SIDE_NAMES[one.record.working_side]}, {amount(len(one.reps), 'repetition')}"
            )
            left, right = st.columns(2, gap="large")
            with left:
                reserve = st.segmented_control(
                    "How many more good ones could you have done?",
                    list(RESERVE),
                    format_func=RESERVE.__getitem__,
                    default=one.reserve if one.reserve in RESERVE else None,
                    wrap=True,
                    key=f"reserve-{one.id}",
                )
            with right:
                pain = st.pills("Pain, 0 none to 10 worst", PAIN, default=one.pain, wrap=True, key=f"pain-{one.id}")
            said[one.id] = (reserve, pain)
        if st.form_submit_button("Keep this", type="primary"):
            for set_id, (left_over, hurt) in said.items():
                history.finish_set(set_id, reserve=left_over, pain=hurt)
            st.rerun()


def _show_next(plan: Plan, past: Sequence[PastSession], now: datetime) -> None:
    when, day = next_day(plan, past, now.date())
    today = day_schedule(plan, day, when, past)
    away = (when - now.date()).days
    st.header({0: "Today", 1: "Tomorrow"}.get(away, f"Next: {when:%A, %d %B}"))
    lighter = " This is the lighter week: half the sets." if plan.is_lighter(when) else ""
    sets = sum(not one.warm_up for one in today.sets)
    first = f" {today.warm_up_min} minutes of easy movement first, which the live page leads, then:" if today.warm_up_min else ""
    st.markdown(f"About **{today.minutes} minutes**, {sets} sets:{first}{lighter}")
    show_table(_in_lines(today))
    first = f"The {plan.first_side} side goes first" if plan.first_side else "The weaker side goes first"
    st.caption(
        f"{first}, and the other one does as many. Sides take turns, so that one rests. Stop a set while one to three more good repetitions would still go."
    )


def _offer_calendar(plan: Plan, past: Sequence[PastSession], now: datetime) -> None:
    """The training days as a file for the person's own calendar."""
    with st.expander("Put the training days into your calendar"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            at = st.time_input("At", EVENING, step=900, key="calendar-at", width=140)
            weeks = st.number_input("For how many weeks", 1, 26, 4, key="calendar-weeks", width=180)
            st.download_button(
                "Calendar file (ICS)",
                plan_calendar(plan, past, load(), at=at or EVENING, weeks=int(weeks), now=now),
                "training-days.ics",
                "text/calendar",
                on_click="ignore",
            )
        st.caption("Open the file with your calendar. After a change of the plan a new file changes the days that are there already.")


def _in_lines(today: DaySchedule) -> list[dict[str, str]]:
    """One line for the warm-up, and one for each exercise."""
    names = {one.key: one.name for one in load()}
    together: dict[tuple[str, bool], list[ScheduledSet]] = {}
    for one in today.sets:
        together.setdefault((one.exercise, one.warm_up), []).append(one)
    return [
        {
            "Exercise and step": f"**{'Warm-up: ' * warm_up}{names[key]}**"
            + ("" if is_said_by(names[key], sets[0].rung) else f": {sets[0].rung}"),
            "Sets": f"{sets[0].of}&nbsp;{'set' if sets[0].of == 1 else 'sets'} of&nbsp;{sets[0].reps}",
            "Sides, in turn": ", ".join(dict.fromkeys(SIDE_NAMES[one.side].removesuffix(" side") for one in sets)),
            "Up, hold, down": f"{sets[0].tempo.concentric:g}, {sets[0].tempo.hold:g}, {sets[0].tempo.eccentric:g} s",
            "Rest": f"{max(one.rest_after_s for one in sets)}&nbsp;s",
        }
        for (key, warm_up), sets in together.items()
    ]


def _show_suggestions(history: History, person: Person, plan: Plan, past: Sequence[PastSession], now: datetime) -> None:
    if not past:
        return
    by = load_prescription(history, person.id, load())
    suggestions = [one for one in suggest(plan, past, now) if by is None or _is_allowed(one, plan, by, now)]
    declined = history.setting(person.id, DECLINED) or []
    st.header("After your last session")
    open_ones = [one for one in suggestions if one.change is not Change.KEEP and _mark(one) not in declined]
    if not open_ones:
        st.markdown("Nothing to change now.")
    for one in open_ones:
        with st.container(border=True):
            st.markdown(f"**{_about(one)}**  \n{one.reason}")
            with st.container(horizontal=True):
                if st.button("Accept", type="primary", key=f"accept-{_mark(one)}"):
                    _accept(history, person, plan, [one], now)
                if st.button("Not now", key=f"decline-{_mark(one)}"):
                    history.set_setting(person.id, DECLINED, [*declined, _mark(one)][-50:])
                    st.rerun()
    if len(open_ones) > 1 and st.button(f"Accept all {len(open_ones)}", key="accept-all"):
        _accept(history, person, plan, open_ones, now)
    kept = [one for one in suggestions if one.change is Change.KEEP]
    if kept:
        with st.expander(f"What stays as it is, and why: {len(kept)}"):
            st.markdown("\n".join(f"- **{_about(one)}**: {one.reason}" for one in kept))


def _accept(history: History, person: Person, plan: Plan, suggestions: Sequence[Suggestion], now: datetime) -> None:
    for one in suggestions:
        plan = accept(plan, one, now)
    save_plan(history, person.id, plan)
    st.rerun()


def _is_allowed(suggestion: Suggestion, plan: Plan, by: Prescription, now: datetime) -> bool:
    """Whether anything is left of a suggestion within the prescription."""
    if suggestion.item is None or suggestion.change is Change.KEEP:
        return True
    then = prescribed_plan(accept(plan, suggestion, now), by, load()).items
    return [(one.key, one.rung, one.sets, one.reps) for one in then] != [(one.key, one.rung, one.sets, one.reps) for one in plan.items]


def _about(suggestion: Suggestion) -> str:
    names = {one.key: one.name for one in load()}
    return names[suggestion.item.performed] if suggestion.item else "The whole plan"


def _mark(suggestion: Suggestion) -> str:
    """What a declined suggestion is known by: the same reason is not brought up again."""
    return f"{suggestion.item.key if suggestion.item else 'plan'}: {suggestion.reason}"
