"""The review page: when somebody trained, how it goes from session to session, and their personal bests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import streamlit as st
from altair.utils.schemapi import debug_mode

from coach.coaching.hip_share import of_cloth
from coach.coaching.verdict import without_fault
from coach.coaching.wording import SIDE_NAMES, amount, from_to, quantity, unit_name
from coach.exercise import Exercise
from coach.handout.range_change import range_change
from coach.handout.weeks import weeks_page
from coach.history import Filter, History, Person, review
from coach.history.bests import Best, MostReps, personal_bests
from coach.history.prescription import exercise_then
from coach.history.review import SessionProgress
from coach.planning.prescribed_in_words import aims_in_words
from coach.records import Verdict
from coach.ui import charts, session_page
from coach.ui.charts_and_tables import Chart, show_chart, show_table
from coach.ui.open_history import OpenHistory, choose_person, errors_shown, open_or_explain, shared_history
from coach.ui.plain_text import plain
from coach.ui.report_problem import show_report_form
from coach.ui.your_data import show_your_data
from exercises import load

YEAR: Final = timedelta(days=365)
PERIODS: Final[dict[str, timedelta | None]] = {"3 months": timedelta(days=92), "Last year": YEAR, "Everything": None}
OWN_DAYS: Final = "Choose"
LISTED: Final = 10
"""Sessions listed at first."""

Today = Callable[[], date]


def page(open_history: OpenHistory = shared_history, today: Today = lambda: datetime.now().astimezone().date()) -> None:
    """Look back on what was trained."""
    st.title("Review")
    with errors_shown():
        history = open_or_explain(open_history)
        person = choose_person(history)
        days = review.training_days(history, Filter(person.id)) if person else ()
        if person is None or not days:
            _show_nothing_yet()
            show_your_data(history, person)
            show_report_form(history, person)
            return
        with debug_mode(arg=False):  # charts are checked against their schema in the tests: on the page that takes half of the time
            _show(history, person, days, today())
        show_your_data(history, person)
        show_report_form(history, person)


def _show_nothing_yet() -> None:
    st.info(
        "There is nothing to review yet. Do a first session on the page “Live”, or analyse a video and keep it in the history; "
        "then every repetition is here, and the coach can tell how it goes."
    )


def _show(history: History, person: Person, days: Sequence[date], today: date) -> None:
    known = {exercise.key: exercise for exercise in load()}
    which = _filters(person, known, days)
    totals = review.calendar(history, which)
    reps, judged = sum(one.reps for one in totals), sum(one.judged_reps for one in totals)
    with st.container(horizontal=True, gap="medium"):
        st.metric(
            "Weeks in a row",
            review.streak_weeks(days, today),
            width="content",
            help="Weeks with at least one session. This week still counts while it lasts.",
        )
        st.metric("Sessions", sum(one.sessions for one in totals), width="content")
        st.metric("Repetitions", f"{reps:,}".replace(",", " "), width="content")
        st.metric(
            "Without a fault",
            without_fault(sum(one.good_reps for one in totals), judged, reps) if reps else "none",
            width="content",
            help="Repetitions that were good or only a little off, of all that were judged.",
        )
    if not totals:
        st.info("Nothing was trained that fits this choice. Choose another exercise, side or time.")
        return
    st.header("Calendar")
    show_chart(charts.calendar_chart(totals), key="calendar", words=f"Calendar of {len(totals)} training days")
    _show_trends(history, which, known)
    _show_bests(history, which, known)
    _show_faults(history, which, known)
    _show_sessions(history, which, known)
    _offer_to_print(history, replace(which, since=which.since or days[0], until=which.until or today))


def _offer_to_print(history: History, which: Filter) -> None:
    """The time that is looked at as a page for a physiotherapist; made when it is asked for."""
    now = datetime.now().astimezone()
    st.download_button(
        "Print this time (HTML)",
        lambda: weeks_page(history, which, load(), now),
        f"exercises-{which.since}-to-{which.until}.html",
        "text/html",
        on_click="ignore",
        help="A page to print for your physiotherapist: what you trained in the time chosen above, how it went, and what you said.",
    )


def _filters(person: Person, known: dict[str, Exercise], days: Sequence[date]) -> Filter:
    """What of the history is looked at: the last year with a session, at first."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        exercise = st.selectbox(
            "Exercise", [None, *known], format_func=lambda key: known[key].name if key else "All exercises", key="exercise", width=260
        )
        side = st.selectbox(
            "Side",
            [None, *SIDE_NAMES],
            format_func=lambda side: SIDE_NAMES[side].capitalize() if side else "All sides",
            key="of-side",
            width=160,
        )
        period = st.segmented_control("Time", [*PERIODS, OWN_DAYS], default="Last year", required=True, wrap=True, key="period")
        since, until = days[-1] - (PERIODS.get(period) or timedelta(0)), None
        if period == OWN_DAYS:
            chosen = st.date_input(
                "From and to", (max(days[0], days[-1] - YEAR), days[-1]), min_value=days[0], max_value=days[-1], key="days", width=240
            )
            since, until = (chosen[0], chosen[-1]) if isinstance(chosen, tuple) and chosen else (days[0], None)
    return Filter(person.id, exercise, side, None if period == "Everything" else since, until)


def _show_trends(history: History, which: Filter, known: dict[str, Exercise]) -> None:
    rows = review.progress(history, which)
    if not rows:
        return
    st.header("How it goes")
    trained = [key for key, _ in Counter(row.exercise for row in rows).most_common()]
    chosen = trained[0]
    if len(trained) > 1:
        chosen = st.pills(
            "Exercise",
            trained,
            format_func=lambda key: known[key].name if key in known else plain(key),
            default=trained[0],
            required=True,
            label_visibility="collapsed",
            key="trend",
        )
    mine = [row for row in rows if row.exercise == chosen]
    unit = unit_name(mine[0].unit)
    exercise, by = exercise_then(history, mine[-1].session_id, known.get(chosen))
    motion = exercise.range_of_motion if exercise else None
    prescribed = aims_in_words(by, exercise) if exercise else ""
    if prescribed:
        st.caption(plain(f"Prescribed in the last session: {prescribed}."))
    target = motion.target if motion and not motion.reports_another_angle else None
    if len({row.session_id for row in mine}) == 1:
        _show_first(mine, target)
        return
    left, right = st.columns(2, gap="large")
    with left:
        anew = review.measured_anew(mine)
        _chart("Range of motion", charts.trend(mine, lambda row: row.range_mean, title=f"Range ({unit})", target=target, anew=anew))
        if anew:
            st.caption(
                f"From {anew:%d %b %Y} on the range is measured better than before, by up to 15°: do not compare across the dashed line."
            )
        if change := range_change(mine):
            st.caption(plain(change))
        if target:
            st.caption(f"The pale band is what to aim at: {from_to(*target)}.")
        _chart("Tempo", charts.tempo_trend(mine))
    with right:
        _chart(
            "Repetitions without a fault",
            charts.trend(mine, lambda row: row.clean_rate, title="Without a fault, of all judged", number_format=".0%", top=1.0),
        )
        _chart("Volume: repetitions times load level", charts.trend(mine, lambda row: row.volume, title="Repetitions times load level"))
        st.caption(
            "Load level: 1 without a band, 2 light, 3 medium, 4 heavy, and 1 more for each kilogram. Compare it within one exercise only."
        )
    if chosen in known:
        _show_pelvis(history, replace(which, exercise=chosen), known[chosen])
    if mine[-1].day - mine[0].day > charts.SINGLE_SESSIONS_UP_TO:
        st.caption("Over so long a time each point is the mean of a month.")
    both = review.differences(mine)
    if both:
        _chart("Difference between left and right in range", charts.difference_chart(both, unit=unit))
        st.caption(
            "Sides differ a little in everybody. A difference that stays is worth a look at the weaker side: the plan begins with it."
        )


def _show_pelvis(history: History, which: Filter, exercise: Exercise) -> None:
    """How still the pelvis stayed, and how much came from the hip, from session to session; nothing where the cloth never told it."""
    checks = of_cloth(exercise)
    rows = review.measures(history, which, [check.key for check in checks]) if checks else ()
    shown = [check for check in checks if any(row.check == check.key for row in rows)]
    for column, check in zip(st.columns(2, gap="large"), shown, strict=False):
        mine = [row for row in rows if row.check == check.key]
        with column:
            if check.unit == "ratio":
                _chart(check.name, charts.trend(mine, lambda row: row.mean, title="From the hip", number_format=".0%", top=1.0))
            else:
                _chart(check.name, charts.trend(mine, lambda row: row.mean, title=f"Roll ({unit_name(check.unit)})"))
    if shown:
        st.caption("Estimated from the cloth on your trunk, where it shows it; 0° is a pelvis that stayed as it was at rest.")


def _show_first(rows: Sequence[SessionProgress], target: tuple[float, float] | None) -> None:
    """The only session of an exercise in numbers: a line has two ends."""
    with st.container(horizontal=True, gap="medium"):
        for row in rows:
            st.metric(f"Range, {SIDE_NAMES[row.side]}", plain(quantity(row.range_mean, row.unit)), width="content")
            st.metric(f"Without a fault, {SIDE_NAMES[row.side]}", without_fault(row.good_reps, row.judged_reps, row.reps), width="content")
    aim = f" What to aim at: {from_to(*target)}." if target else ""
    st.caption(
        f"This is the first session of this exercise in the time that you chose.{aim} From the second on, lines show here how range, tempo, "
        "repetitions without a fault and volume go from session to session."
    )


def _chart(title: str, chart: Chart) -> None:
    st.markdown(f"**{title}**")
    show_chart(chart, key=title, words=title)


def _show_bests(history: History, which: Filter, known: dict[str, Exercise]) -> None:
    ever = replace(which, since=None, until=None)
    widest, most = personal_bests(history, ever)
    if not widest and not most:
        return
    st.header("Personal bests")
    most_of = {(one.exercise, one.side): one for one in most}
    show_table([_best(one, most_of.get((one.exercise, one.side)), known) for one in widest])
    st.caption(
        "Over all the time, of repetitions without a fault only. A wider range is not a goal in itself: stop where your pelvis wants to move."
    )


def _best(one: Best, most: MostReps | None, known: dict[str, Exercise]) -> dict[str, str]:
    return {
        "Exercise": known[one.exercise].name if one.exercise in known else plain(one.exercise),
        "Side": SIDE_NAMES[one.side],
        "Widest without a fault": f"{plain(quantity(one.range_of_motion, one.unit))} on {one.day:%d %b %Y}",
        "Most without a fault at the heaviest load": f"{most.good_reps} at level {most.load_level:g} on {most.day:%d %b %Y}"
        if most
        else "",
    }


def _show_faults(history: History, which: Filter, known: dict[str, Exercise]) -> None:
    names = {check.key: check.name for exercise in known.values() for check in exercise.checks}
    counts: dict[str, list[int]] = {}
    for one in review.faults(history, which):
        counts.setdefault(names.get(one.check, one.check), [0, 0])[one.verdict is not Verdict.FAULT] += one.reps
    if counts:
        st.header("What to watch")
        most = sorted(counts.items(), key=lambda item: (-item[1][0], -item[1][1]))[:8]
        show_chart(
            charts.faults_chart([(name, faulty, little) for name, (faulty, little) in most]),
            key="faults",
            words="How often each fault was found",
        )


def _show_sessions(history: History, which: Filter, known: dict[str, Exercise]) -> None:
    st.header("Sessions")
    shown = st.session_state.setdefault("listed", LISTED)
    found = history.sessions(which, limit=shown + 1)
    detail = st.Page(session_page.page, title="Session", url_path="session")
    for one in found[:shown]:
        names = ", ".join(known[key].name if key in known else plain(key) for key in one.exercises)
        share = without_fault(one.good_reps, one.judged_reps, one.reps)
        clean = "" if not one.reps else f", {share} without a fault" if one.judged_reps else f", {share}"
        label = f"{one.session.started_at:%a %d %b %Y, %H:%M} · {amount(one.reps, 'repetition')}{clean} · {names or 'nothing counted'}"
        st.page_link(detail, label=label, query_params={session_page.SESSION: str(one.session.id)})
    if len(found) > shown:
        st.button("Show more", on_click=lambda: st.session_state.update(listed=shown + 5 * LISTED))
