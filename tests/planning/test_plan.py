"""The plan: what a week asks for, and what each way a session can go leads to."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import nan
from typing import NamedTuple

import pytest

from coach.planning import (
    ADVICE,
    Change,
    Day,
    PainZone,
    PastSession,
    PastSet,
    Plan,
    accept,
    day_schedule,
    first_plan,
    next_day,
    pain_zone,
    plan_document,
    plan_from,
    suggest,
    weaker_side,
)
from exercises import load

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
NO_ZONE = datetime(2026, 1, 1)  # noqa: DTZ001
CLAM = "clamshell"
LIGHT_BAND = 3
EXERCISES = load()
RUNGS = next(one.ladder.rungs for one in EXERCISES if one.key == CLAM)


def clam_plan(rung: int = LIGHT_BAND, sets: int = 3, reps: int = 10, weeks_ago: int = 3) -> Plan:
    """A plan of clamshells alone, past its first two weeks, on Mondays and Thursdays."""
    started = MONDAY - timedelta(weeks=weeks_ago)
    whole = first_plan(EXERCISES, started)
    item = replace(whole.item(CLAM), rung=rung, sets=sets, reps=reps)
    return replace(whole, items=(item,), days=(Day(0, (CLAM,)), Day(3, (CLAM,))))


def session(
    days_ago: float,
    reps: tuple[int, ...] = (10, 10, 10),
    *,
    clean: float = 1.0,
    reserve: int | None = 2,
    pain: int | None = 0,
    next_day: int | None = None,
    rung: int = LIGHT_BAND,
    sides: tuple[str, ...] = ("left", "right"),
) -> PastSession:
    """Clamshells on both sides, alike in every set."""
    name = RUNGS[rung].name
    sets = tuple(
        PastSet(exercise=CLAM, side=side, reps=n, good_reps=round(n * clean), range_mean=30, rung=name, reserve=reserve, pain=pain)
        for n in reps
        for side in sides
    )
    return PastSession(started=MONDAY - timedelta(days=days_ago), sets=sets, pain_next_day=next_day)


def only(plan: Plan, *past: PastSession, now: datetime = MONDAY):
    """The single suggestion for a plan of one exercise."""
    (suggestion,) = suggest(plan, past, now)
    return suggestion


FIFTEENS = (15, 15, 15)


class Case(NamedTuple):
    """What was done, and what the coach says then."""

    past: list[PastSession]
    change: Change
    says: str
    planned: int = 10
    rung: int = LIGHT_BAND
    reps: int = 10


TABLE = {
    "nothing done yet": Case([], Change.KEEP, "No session yet"),
    "all sets complete adds a repetition": Case([session(3)], Change.MORE_REPS, "100% clean", reps=11),
    "doing more than asked is taken up": Case([session(3, reps=(13, 14, 13))], Change.MORE_REPS, "13 repetitions", reps=13),
    "a set cut short is repeated": Case([session(3, reps=(10, 10, 9))], Change.KEEP, "2 of 3 sets on the left"),
    "a set too few is repeated": Case([session(3, reps=(10, 10))], Change.KEEP, "2 of 3 sets"),
    "one side left out is repeated": Case([session(3, sides=("left",))], Change.KEEP, "The right side was left out: the same again"),
    "seven in ten clean is repeated": Case([session(3, clean=0.7)], Change.KEEP, "70% of the repetitions were clean"),
    "half clean goes back": Case([session(3, clean=0.5)], Change.STEP_BACK, "Only 50%", rung=LIGHT_BAND - 1),
    "under eight repetitions goes back": Case([session(3, reps=(7, 7, 6))], Change.STEP_BACK, "at 7 repetitions", rung=LIGHT_BAND - 1),
    "under eight repetitions with plenty left only ended early": Case([session(3, reps=(7, 7, 6), reserve=4)], Change.KEEP, "0 of 3 sets"),
    "under eight repetitions without a word are not called weak": Case([session(3, reps=(7,), reserve=None)], Change.KEEP, "0 of 3 sets"),
    "one tired set under eight does not": Case([session(3, reps=(10, 9, 6))], Change.KEEP, "1 of 3 sets"),
    "nothing in reserve is repeated": Case([session(3, reserve=0)], Change.KEEP, "No repetition was left"),
    "effort not said is not guessed": Case([session(3, reserve=None)], Change.KEEP, "Say after each set"),
    "pain not said is not guessed": Case([session(3, pain=None)], Change.KEEP, "Say after each set"),
    "pain of 3 carries on": Case([session(3, pain=3)], Change.MORE_REPS, "clean", reps=11),
    "pain of 4 never adds": Case([session(3, pain=4)], Change.KEEP, "Pain reached 4"),
    "pain of 6 goes back": Case([session(3, pain=6)], Change.STEP_BACK, "Pain reached 6", rung=LIGHT_BAND - 1),
    "pain of 4 on the next day goes back": Case([session(3, next_day=4)], Change.STEP_BACK, "next day", rung=LIGHT_BAND - 1),
    "fifteens once wait for the second time": Case([session(3, FIFTEENS)], Change.KEEP, "once more like this", planned=15, reps=15),
    "fifteens twice go to the next rung": Case(
        [session(7, FIFTEENS, clean=0.9), session(3, FIFTEENS)],
        Change.NEXT_RUNG,
        "Two sessions with all sets complete, 93% clean, 2 or more in reserve: go to “medium band”, back to 10 repetitions.",
        planned=15,
        rung=LIGHT_BAND + 1,
    ),
    "fifteens twice with one in reserve wait": Case(
        [session(7, FIFTEENS), session(3, FIFTEENS, reserve=1)], Change.KEEP, "2 or more in reserve", planned=15, reps=15
    ),
    "fifteens around a bad day wait": Case(
        [session(10, FIFTEENS), session(7, (15, 15, 12)), session(3, FIFTEENS)], Change.KEEP, "once more", planned=15, reps=15
    ),
    "fifteens twice with pain the first time wait": Case(
        [session(7, FIFTEENS, pain=4), session(3, FIFTEENS)], Change.KEEP, "once more", planned=15, reps=15
    ),
    "another rung's sessions do not count": Case(
        [session(7, FIFTEENS, rung=2), session(3, FIFTEENS)], Change.KEEP, "once more", planned=15, reps=15
    ),
    "two weeks off drop a rung": Case([session(15)], Change.AFTER_TIME_OFF, "2 weeks off", planned=13, rung=LIGHT_BAND - 1),
    "thirteen days off do not": Case([session(13)], Change.MORE_REPS, "clean", reps=11),
    "sessions to come are not looked at": Case([session(3), session(-2, clean=0)], Change.MORE_REPS, "clean", reps=11),
}


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE.keys())
def test_a_session_leads_to_a_suggestion(case: Case) -> None:
    suggestion = only(clam_plan(reps=case.planned), *case.past)

    assert suggestion.item is not None
    assert (suggestion.change, suggestion.item.rung, suggestion.item.reps) == (case.change, case.rung, case.reps)
    assert case.says in suggestion.reason
    assert suggestion.reason.endswith(".")
    assert ". " not in suggestion.reason


def test_four_weeks_off_restart_at_bodyweight() -> None:
    suggestion = only(clam_plan(rung=5, weeks_ago=12), session(30, rung=5))

    assert suggestion.change is Change.AFTER_TIME_OFF
    assert suggestion.item is not None
    assert suggestion.item.step.name == "bodyweight"


def test_time_off_is_answered_once() -> None:
    plan, past = clam_plan(weeks_ago=5), [session(15)]

    after = accept(plan, only(plan, *past), MONDAY)

    assert only(after, *past).change is Change.KEEP


def test_the_order_of_the_history_does_not_matter() -> None:
    plan, past = clam_plan(reps=15), [session(7, FIFTEENS), session(3, FIFTEENS)]

    assert suggest(plan, past, MONDAY) == suggest(plan, past[::-1], MONDAY)


def test_a_suggestion_that_was_taken_up_needs_new_sessions() -> None:
    plan, past = clam_plan(reps=15), [session(7, FIFTEENS), session(3, FIFTEENS)]

    after = accept(plan, only(plan, *past), MONDAY)

    assert after.item(CLAM).step.name == "medium band"
    assert only(after, *past).reason.startswith("No session yet")


def test_pain_on_the_day_after_takes_back_what_was_added_on_the_day_itself() -> None:
    """Fifteens twice on the light band, so the medium band in the evening; the next morning it hurts."""
    done, evening, morning = [session(7, FIFTEENS), session(3, FIFTEENS)], MONDAY - timedelta(days=3, hours=-2), MONDAY - timedelta(days=2)
    harder = accept(clam_plan(reps=15), only(clam_plan(reps=15), *done, now=evening), evening)
    hurts = [done[0], replace(done[1], pain_next_day=5)]

    suggestion = only(harder, *hurts, now=morning)
    after = accept(harder, suggestion, morning)

    assert harder.item(CLAM).rung == LIGHT_BAND + 1
    assert suggestion.change is Change.STEP_BACK
    assert suggestion.reason.startswith("Pain was still 5 of 10 on the next day: go back to “bodyweight with 3 s hold”")
    assert after.item(CLAM).rung == LIGHT_BAND - 1
    assert only(after, *hurts, now=morning).change is Change.KEEP


def test_pain_on_the_day_after_asks_for_no_second_step_back() -> None:
    painful, evening, morning = session(3, pain=7), MONDAY - timedelta(days=3, hours=-2), MONDAY - timedelta(days=2)
    easier = accept(clam_plan(), only(clam_plan(), painful, now=evening), evening)

    assert easier.item(CLAM).rung == LIGHT_BAND - 1
    assert only(easier, replace(painful, pain_next_day=5), now=morning).change is Change.KEEP


def test_at_the_easiest_step_a_step_back_is_fewer_repetitions() -> None:
    suggestion = only(clam_plan(rung=0), session(3, clean=0.4, rung=0))

    assert suggestion.item is not None
    assert (suggestion.change, suggestion.item.rung, suggestion.item.reps) == (Change.STEP_BACK, 0, 8)


def test_at_the_top_of_the_ladder_a_set_is_added_and_then_kept() -> None:
    top = len(RUNGS) - 1
    past = [session(7, (15,) * 4, rung=top), session(3, (15,) * 4, rung=top)]

    assert only(clam_plan(rung=top, sets=3, reps=15), *past).change is Change.MORE_SETS
    assert only(clam_plan(rung=top, sets=4, reps=15), *past).reason.endswith("keep it up.")


def test_fifteens_in_two_sets_bring_a_third_before_the_next_rung() -> None:
    suggestion = only(clam_plan(sets=2, reps=15), session(3, (15, 15)))

    assert suggestion.item is not None
    assert (suggestion.change, suggestion.item.sets, suggestion.item.rung) == (Change.MORE_SETS, 3, LIGHT_BAND)


def test_the_first_two_weeks_have_two_sets_which_add_repetitions_but_no_rung() -> None:
    beginner = clam_plan(reps=15, weeks_ago=1)

    assert beginner.sets_on(beginner.item(CLAM), MONDAY.date()) == 2
    assert only(clam_plan(reps=10, weeks_ago=1), session(3, (10, 10))).change is Change.MORE_REPS
    assert only(beginner, session(6, (15, 15)), session(3, (15, 15))).change is Change.KEEP


def test_six_weeks_of_training_bring_a_lighter_week_before_anything_harder() -> None:
    plan = clam_plan(weeks_ago=6)

    lighter, clam = suggest(plan, [session(3)], MONDAY)
    after = accept(plan, lighter, MONDAY)

    assert (lighter.change, lighter.item) == (Change.DELOAD, None)
    assert clam.change is Change.KEEP
    assert [after.sets_on(after.item(CLAM), MONDAY.date() + timedelta(days=n)) for n in (0, 6, 7)] == [2, 2, 3]
    assert only(after, session(3)).change is Change.MORE_REPS


def test_pain_is_answered_even_when_a_lighter_week_is_due() -> None:
    assert [one.change for one in suggest(clam_plan(weeks_ago=6), [session(3, pain=7)], MONDAY)] == [Change.DELOAD, Change.STEP_BACK]


def test_two_sessions_worse_in_a_row_bring_a_lighter_week() -> None:
    worse = [session(9, (14, 14, 14)), session(6, (12, 12, 12)), session(3, (10, 10, 10))]

    assert suggest(clam_plan(), worse, MONDAY)[0].change is Change.DELOAD
    assert only(clam_plan(), *worse[:2]).change is Change.MORE_REPS


def test_the_lighter_week_itself_changes_no_load() -> None:
    plan = replace(clam_plan(), deload_from=MONDAY.date() - timedelta(days=4))

    assert only(plan, session(3, (10, 10))).reason == "This was the lighter week: the load stays as it is."


def test_a_beginner_starts_at_bodyweight_and_the_two_leg_bridge() -> None:
    plan = first_plan(EXERCISES, MONDAY)

    assert {item.performed: item.step.name for item in plan.items} == {
        "two_leg_bridge": "two-leg bridge",
        "standing_abduction": "no band with chair support",
        "side_lying_raise": "bottom knee bent",
        "clamshell": "bodyweight",
        "seated_abduction": "light band",
    }


def test_a_bridge_session_moves_the_bridge_ladder() -> None:
    plan = replace(first_plan(EXERCISES, MONDAY - timedelta(weeks=3)), days=(Day(0, ("single_leg_bridge",)),))
    one = PastSet(exercise="two_leg_bridge", side="both", reps=10, good_reps=10, range_mean=170, reserve=2, pain=0)
    past = [PastSession(started=MONDAY - timedelta(days=3), sets=(one, one, one))]

    changes = {one.item.key: one.change for one in suggest(plan, past, MONDAY) if one.item}

    assert changes["single_leg_bridge"] is Change.MORE_REPS


def test_a_workout_alternates_sides_with_the_weaker_first_and_goes_from_bridge_to_clam() -> None:
    plan = first_plan(EXERCISES, MONDAY - timedelta(weeks=2))
    weak_right = [PastSession(started=MONDAY - timedelta(days=4), sets=(clam("left", good=10), clam("right", good=6)))]

    today = day_schedule(plan, plan.days[0], MONDAY.date(), weak_right)
    clams = [(one.side, one.number, one.match_reps, one.rest_after_s) for one in today.sets if one.exercise == CLAM]

    assert today.sets[0].warm_up
    assert today.sets[0].reps == 8
    assert list(dict.fromkeys(one.exercise for one in today.sets)) == ["two_leg_bridge", "standing_abduction", "side_lying_raise", CLAM]
    assert clams[:3] == [("right", 1, False, 20), ("left", 1, True, 60), ("right", 2, False, 20)]
    assert clams[-1] == ("left", 3, True, 0)
    assert 30 <= today.minutes <= 50


def test_standing_and_seated_abduction_take_turns() -> None:
    first, second = first_plan(EXERCISES, MONDAY).days

    assert "standing_abduction" in first.exercises
    assert "seated_abduction" not in first.exercises
    assert "seated_abduction" in second.exercises


@pytest.mark.parametrize(
    ("last", "today", "expected"),
    [
        (None, date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 9)),
        (date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 5)),
    ],
    ids=["today, when nothing was done", "not again today", "not the day after", "two days after"],
)
def test_the_next_training_day_leaves_48_hours(last: date | None, today: date, expected: date) -> None:
    past = [PastSession(started=datetime(last.year, last.month, last.day, 12, tzinfo=UTC), sets=())] if last else []

    assert next_day(first_plan(EXERCISES, MONDAY), past, today)[0] == expected


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"days": (Day(0, ()), Day(1, ()))}, "48 hours"),
        ({"days": (Day(0, ()), Day(6, ()))}, "48 hours"),
        ({"days": ()}, "one to three"),
        ({"days": (Day(0, ("squat",)),)}, "squat"),
        ({"items": first_plan(EXERCISES, MONDAY).items * 2}, "stands in the plan once"),
    ],
    ids=["Monday and Tuesday", "Sunday and Monday", "no day", "an exercise without an amount", "an exercise twice"],
)
def test_a_plan_that_breaks_the_rules_is_refused(change: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(first_plan(EXERCISES, MONDAY), **change)


STEP_OF_ANOTHER = next(one for one in EXERCISES if one.key == "two_leg_bridge")


@pytest.mark.parametrize(
    "change", [{"rung": 99}, {"sets": 0}, {"reps": 31}, {"rung": -1}, {"exercise": STEP_OF_ANOTHER}, {"since": NO_ZONE}]
)
def test_an_item_that_makes_no_sense_is_refused(change: dict) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(first_plan(EXERCISES, MONDAY).item(CLAM), **change)


def test_a_plan_survives_being_kept_as_json() -> None:
    plan = replace(first_plan(EXERCISES, MONDAY, (0, 2, 4)), deload_from=date(2026, 4, 1))

    assert plan_from(json.loads(json.dumps(plan_document(plan))), EXERCISES) == plan


@pytest.mark.parametrize("document", [{}, {"days": 3}, {"days": [], "items": [{}]}])
def test_what_is_not_a_plan_is_refused(document: dict) -> None:
    with pytest.raises(ValueError, match="not a plan"):
        plan_from(document, EXERCISES)


KEPT = """
{"days": [{"weekday": 0, "exercises": ["clamshell", "single_leg_bridge"]}, {"weekday": 3, "exercises": ["clamshell"]}],
 "items": [
   {"exercise": "single_leg_bridge", "rung": 1, "sets": 3, "reps": 10, "tempo": {"up_s": 1.5, "hold_s": 2.0, "down_s": 2.5},
    "since": "2026-03-02T18:00:00+00:00", "rest_s": 60},
   {"exercise": "clamshell", "rung": 3, "sets": 2, "reps": 12, "tempo": {"up_s": 2.0, "hold_s": 1.0, "down_s": 4.0},
    "since": "2026-03-02T18:00:00+00:00", "rest_s": 45}],
 "started": "2026-03-02", "rested": "2026-03-02", "deload_from": null, "warm_up_min": 4, "rest_between_sides_s": 20, "first_side": ""}
"""
"""A plan as version 0.1 kept it."""


def test_a_plan_that_was_kept_before_is_read_and_kept_with_the_same_keys() -> None:
    document = json.loads(KEPT)

    plan = plan_from(document, EXERCISES)

    bridge, clams = plan.items
    assert (bridge.performed, bridge.sides, bridge.step.band) == ("two_leg_bridge", ("both",), "light")
    assert (clams.step.name, clams.tempo.eccentric, clams.sides) == ("light band above the knees", 4.0, ("left", "right"))
    assert plan_document(plan) == document


def test_a_plan_with_an_exercise_that_is_not_there_says_which() -> None:
    document = json.loads(KEPT.replace("clamshell", "squat"))

    with pytest.raises(ValueError, match="knows no exercise 'squat'; it knows clamshell"):
        plan_from(document, EXERCISES)


def clam(side: str, good: int = 10, range_mean: float = 30) -> PastSet:
    return PastSet(exercise=CLAM, side=side, reps=10, good_reps=good, range_mean=range_mean)


@pytest.mark.parametrize(
    ("sets", "weaker"),
    [
        ([], "left"),
        ([clam("right")], "left"),
        ([clam("left"), clam("right")], "left"),
        ([clam("left"), clam("right", good=8)], "right"),
        ([clam("left"), clam("right", range_mean=25)], "right"),
        ([clam("left", range_mean=nan), clam("right", range_mean=25)], "left"),
    ],
    ids=["nothing known", "one side only", "alike", "less clean", "less range", "range not seen"],
)
def test_the_weaker_side_goes_first(sets: list[PastSet], weaker: str) -> None:
    assert weaker_side([PastSession(started=MONDAY, sets=tuple(sets))], CLAM) == weaker


@pytest.mark.parametrize(
    ("pain", "zone"),
    [(0, PainZone.GREEN), (3, PainZone.GREEN), (4, PainZone.AMBER), (5, PainZone.AMBER), (6, PainZone.RED), (10, PainZone.RED)],
)
def test_the_pain_scale_has_three_colours(pain: int, zone: PainZone) -> None:
    assert pain_zone(pain) is zone
    assert ADVICE[zone]


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_outside_the_scale_is_refused(pain: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        pain_zone(pain)
