"""What each way that a session can go leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from coach.planning import Change, Day, PastSession, PastSet, Plan, accept, first_plan, suggest
from tests.specification import EXERCISES

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


CLAM = "clamshell"
LIGHT_BAND = 3
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


def unseen(days_ago: float, share: float) -> PastSession:
    """A session of whose repetitions a share could not be judged, and the others were without a fault."""
    past = session(days_ago, clean=1 - share)
    return replace(past, sets=tuple(replace(one, not_judged=one.reps - one.good_reps) for one in past.sets))


def test_what_could_not_be_judged_is_not_held_against_anybody_but_nothing_is_added_for_it() -> None:
    assert only(clam_plan(), unseen(3, 0.3)).reason.startswith("All sets complete, 100% without a fault (of those judged): go for")
    assert only(clam_plan(), unseen(3, 0.8)).reason == (
        "Most of the repetitions could not be judged: the same again, where the camera sees you better."
    )


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
    "all sets complete adds a repetition": Case([session(3)], Change.MORE_REPS, "100% without a fault", reps=11),
    "doing more than asked is taken up": Case([session(3, reps=(13, 14, 13))], Change.MORE_REPS, "13 repetitions", reps=13),
    "a set cut short is repeated": Case([session(3, reps=(10, 10, 9))], Change.KEEP, "2 of 3 sets on the left"),
    "a set too few is repeated": Case([session(3, reps=(10, 10))], Change.KEEP, "2 of 3 sets"),
    "one side left out is repeated": Case([session(3, sides=("left",))], Change.KEEP, "The right side was left out: the same again"),
    "seven in ten clean is repeated": Case([session(3, clean=0.7)], Change.KEEP, "70% without a fault: the same again, with 80% first"),
    "half clean goes back": Case([session(3, clean=0.5)], Change.STEP_BACK, "Only 50%", rung=LIGHT_BAND - 1),
    "under eight repetitions goes back": Case([session(3, reps=(7, 7, 6))], Change.STEP_BACK, "at 7 repetitions", rung=LIGHT_BAND - 1),
    "under eight repetitions with plenty left only ended early": Case([session(3, reps=(7, 7, 6), reserve=4)], Change.KEEP, "0 of 3 sets"),
    "under eight repetitions without a word are not called weak": Case([session(3, reps=(7,), reserve=None)], Change.KEEP, "0 of 3 sets"),
    "one tired set under eight does not": Case([session(3, reps=(10, 9, 6))], Change.KEEP, "1 of 3 sets"),
    "nothing in reserve is repeated": Case([session(3, reserve=0)], Change.KEEP, "No repetition was left"),
    "effort not said is not guessed": Case([session(3, reserve=None)], Change.KEEP, "Say after each set"),
    "pain not said is not guessed": Case([session(3, pain=None)], Change.KEEP, "Say after each set"),
    "pain of 3 carries on": Case([session(3, pain=3)], Change.MORE_REPS, "without a fault", reps=11),
    "pain of 4 never adds": Case([session(3, pain=4)], Change.KEEP, "Pain reached 4"),
    "pain of 6 goes back": Case([session(3, pain=6)], Change.STEP_BACK, "Pain reached 6", rung=LIGHT_BAND - 1),
    "pain of 4 on the next day goes back": Case([session(3, next_day=4)], Change.STEP_BACK, "next day", rung=LIGHT_BAND - 1),
    "fifteens once wait for the second time": Case([session(3, FIFTEENS)], Change.KEEP, "once more like this", planned=15, reps=15),
    "fifteens twice go to the next rung": Case(
        [session(7, FIFTEENS, clean=0.9), session(3, FIFTEENS)],
        Change.NEXT_RUNG,
        "Two sessions with all sets complete, 93% without a fault, 2 or more in reserve: go to “medium band”, back to 10 repetitions.",
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
    "thirteen days off do not": Case([session(13)], Change.MORE_REPS, "without a fault", reps=11),
    "sessions to come are not looked at": Case([session(3), session(-2, clean=0)], Change.MORE_REPS, "without a fault", reps=11),
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


def test_seeing_less_and_less_is_not_getting_worse() -> None:
    suggestions = suggest(clam_plan(), [session(9), unseen(6, 0.3), unseen(3, 0.6)], MONDAY)

    assert Change.DELOAD not in [one.change for one in suggestions]


def test_the_lighter_week_itself_changes_no_load() -> None:
    plan = replace(clam_plan(), deload_from=MONDAY.date() - timedelta(days=4))

    assert only(plan, session(3, (10, 10))).reason == "This was the lighter week: the load stays as it is."


def test_a_bridge_session_moves_the_bridge_ladder() -> None:
    plan = replace(first_plan(EXERCISES, MONDAY - timedelta(weeks=3)), days=(Day(0, ("single_leg_bridge",)),))
    one = PastSet(exercise="two_leg_bridge", side="both", reps=10, good_reps=10, range_mean=170, reserve=2, pain=0)
    past = [PastSession(started=MONDAY - timedelta(days=3), sets=(one, one, one))]

    changes = {one.item.key: one.change for one in suggest(plan, past, MONDAY) if one.item}

    assert changes["single_leg_bridge"] is Change.MORE_REPS


def test_a_set_that_was_skipped_holds_everything_as_it_is_and_takes_nothing_back() -> None:
    skipped = replace(session(1, reps=(10, 10)), skipped=frozenset({CLAM}))

    suggestion = only(clam_plan(), skipped)

    assert (suggestion.change, suggestion.reason) == (Change.KEEP, "You skipped some of it: the same again.")
