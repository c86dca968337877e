"""How a session begins: from the page's wishes, the person's plan and history, and what was broken off."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from coach.analysis.framing import position
from coach.coaching.workout import Workout
from coach.coaching.workout_plan import BETWEEN_SIDES_S, REST_S, WorkoutPlan
from coach.exercise import Exercise
from coach.history import DamagedHistory, Filter, History, HistoryError, KeptSet
from coach.history.names import FIRST_PERSON, LONGEST_NAME, is_same_name, tidy
from coach.history.planning import SKIPPED, next_plan_day
from coach.history.preferences import TRACKS, keep_tracks, keeps_tracks
from coach.history.prescription import judged_by, load_prescription
from coach.live.commands import Command
from coach.live.session import LiveSession
from coach.live.set_recorder import SetRecorder
from coach.live.targets import personal_target
from coach.live.write_queue import WriteQueue
from coach.planning import PlanDay
from coach.planning.in_session import InSession
from coach.planning.prescription import Prescribed, Prescription
from coach.planning.prescription_document import BadPrescription
from exercises import load


class Range(NamedTuple):
    """The whole numbers from `least` to `most`, and `default` for who chooses none."""

    least: int
    most: int
    default: int


RANGES: Final = {"sets": Range(1, 6, default=3), "reps": Range(3, 30, default=10), "rest": Range(5, 180, default=REST_S)}
"""What a page may ask for in numbers: sets a side, repetitions a set, and seconds of rest."""
PLAN: Final = "plan"
"""What a page asks for in place of an exercise to be led through its person's plan."""

PLANS_AT_ONCE: Final = 10
"""Of so many people all plans are read for the page; a clinic has a thousand."""

logger = logging.getLogger(__name__)


class Begun(NamedTuple):
    """A session that has begun, what the user should know of it ("" if nothing), and who trains here now."""

    session: LiveSession
    warning: str
    people: list[dict[str, Any]]


def begin(wishes: Command) -> Begun:
    """A session as the page asks for it; one can exercise without a history too."""
    try:
        history = _open_history()
        try:
            session, warning = _kept(wishes, history)
            return Begun(session, warning, people(history, whose=_id(wishes, "person")))
        except HistoryError:
            history.close()
            raise
    except HistoryError as error:
        logger.warning("Live coaching goes on without the history: %s", error)
        return Begun(_unkept(wishes), f"Nothing is kept of this session: {error}", people())


def choices(whose: int | None = None) -> dict[str, Any]:
    """What a page can choose from, which has chosen the person with the id `whose` before."""
    return {
        "exercises": [{"key": one.key, "name": one.name, "positions": _positions(one)} for one in load()],
        "people": people(whose=whose),
        "ranges": {name: one._asdict() for name, one in RANGES.items()},
        "longest_name": LONGEST_NAME,
        "first_person": FIRST_PERSON,
    }


def people(history: History | None = None, *, whose: int | None = None) -> list[dict[str, Any]]:
    """Who trains here, what their plan says, "" where they have none, and whether their tracks are kept.

    Of more than a few people only the plan of `whose` id, or of the first, is read, and the others' are None: each takes a while, and
    the page asks when somebody else is chosen. Without a `history` that is open already it is opened, which takes a moment: its file is
    checked. Nobody while it cannot be opened, which is said at the start of a session.
    """
    now, exercises = datetime.now().astimezone(), load()
    try:
        with nullcontext(history) if history else _open_history() as opened:
            everybody, tracks = opened.people(), opened.settings_of_all(TRACKS)
            ids = [one.id for one in everybody]
            planned = ids if len(ids) <= PLANS_AT_ONCE else [whose if whose in ids else ids[0]]
            days = {one: next_plan_day(opened, one, exercises, now) for one in planned}
            prescribed = {one.id: _allowed(opened, one.id, exercises) for one in everybody if one.id in planned}
            plans = {one: day.in_words(exercises) if day else "" for one, day in days.items()}
            return [
                {
                    "id": one.id,
                    "name": one.name,
                    "plan": plans.get(one.id),
                    "allowed": prescribed.get(one.id),
                    "tracks": tracks.get(one.id) is not False,
                }
                for one in everybody
            ]
    except HistoryError:
        return []


def _allowed(history: History, person_id: int, exercises: Sequence[Exercise]) -> dict[str, tuple[str, ...]] | None:
    """The sides of each exercise that a person's prescription allows, by its key; None where all is allowed."""
    try:
        by = load_prescription(history, person_id, exercises)
    except BadPrescription:  # the session says so, and goes by none
        return None
    return {one.key: one.sides for one in by.allowed(exercises)} if by else None


def can_go_on(hello: Command) -> bool:
    """Whether the session in the history that a page names was broken off, so that `begin` would go on with it."""
    session_id = _id(hello, "go_on_with")
    if session_id is None:
        return False
    try:
        with _open_history() as history:
            broken_off = history.unfinished(history.session(session_id).session.person_id)
    except HistoryError:  # it is not there, or cannot be read
        return False
    return broken_off is not None and broken_off.session.id == session_id


def _positions(exercise: Exercise) -> dict[str, str]:
    """The starting position in words, by side."""
    return {side: position(exercise, side) for side in exercise.sides}


def _open_history() -> History:
    """The history; a damaged one is put aside and a new one begun, so that this session is kept."""
    try:
        return History.open()
    except DamagedHistory as damage:
        if damage.kept_as is None:
            raise
        logger.warning("Live coaching: %s", damage)
        return History.open()


def _person(wishes: Command, history: History) -> int:
    """Who trains: the one that the page chose, somebody new by name, else the first one."""
    known = history.people()
    name = tidy(wishes.text("name"))[:LONGEST_NAME]
    if name:
        return next((one.id for one in known if is_same_name(one.name, name)), None) or history.add_person(name)
    chosen = _id(wishes, "person")
    ids = [one.id for one in known]
    return chosen if chosen in ids else ids[0] if ids else history.add_person(FIRST_PERSON)


def _id(wishes: Command, name: str) -> int | None:
    return wishes.number(name, least=0, most=2**53)


def _number(wishes: Command, name: str) -> int:
    """The option `name` brought within its range; the default where the page does not give it."""
    least, most, default = RANGES[name]
    number = wishes.number(name, least=least, most=most)
    return default if number is None else number


def _kept(wishes: Command, history: History) -> tuple[LiveSession, str]:
    """A new session that is kept, and what the user should know of it, going on with the one in the history that the page names, if that was never ended."""
    person_id = _person(wishes, history)
    before = history.unfinished(person_id)
    if before and before.session.id != _id(wishes, "go_on_with"):
        before = None
    tracks = wishes.flag("tracks", otherwise=keeps_tracks(history, person_id))
    keep_tracks(history, person_id, wanted=tracks)
    number = len(history.sessions(Filter(person_id=person_id))) + (before is None)
    by, warning = _prescription(history, person_id, wishes.text("exercise"))
    exercises = by.allowed(load()) if by else load()
    most = {one.key: one.range_of_motion.target[1] for one in exercises}
    plan = _wanted(
        wishes,
        exercises,
        by,
        day=lambda: next_plan_day(history, person_id, load(), datetime.now().astimezone()),
        target=lambda key: min(personal_target(history, person_id, key, session=number), most[key[0]]),
        session=number,
    )
    session_id = before.session.id if before else None

    def recorded_in(history: History, person_id: int, session_id: int | None = None) -> SetRecorder:
        told = (judged_by(history, person_id, by),) if by else ()
        return SetRecorder(history, person_id, session_id=session_id, number=number, tracks=tracks, warnings=told)

    recorder = recorded_in(history, person_id, session_id)
    name = next(one.name for one in history.people() if one.id == person_id)

    def reopen() -> SetRecorder:
        """A recorder on the history that is begun in place of one that is gone, for the same person."""
        new = _open_history()
        return recorded_in(new, _person(Command("start", {"name": name}), new))

    if plan:
        plan = _changeable(plan, wishes, exercises, by, goes_on=before is not None)
    skips = sum(one.code.startswith(SKIPPED) for one in before.warnings) if before else 0
    workout = _rest_of(exercises, plan, before.sets if before else (), skips)
    return LiveSession(exercises, workout, WriteQueue(recorder, reopen)), warning


def _prescription(history: History, person_id: int, chosen: str) -> tuple[Prescription | None, str]:
    """The person's prescription, and what to tell of it to who has chosen the exercise with the key `chosen`."""
    try:
        by = load_prescription(history, person_id, load())
    except BadPrescription as error:
        return None, f"{error} This session goes by none."
    if by is None:
        return None, ""
    refused = next((one.name for one in load() if one.key == chosen and not by.of(chosen)), None)
    if refused:
        names = ", ".join(one.name for one in by.allowed(load()))
        return by, f"{refused} is not in your prescription, so only what is in it is counted: {names}. {by.in_words}"
    return by, by.in_words


def _unkept(wishes: Command) -> LiveSession:
    plan = _wanted(wishes, load(), None, day=lambda: None, target=lambda _: math.nan, session=1)
    if plan:
        plan = _changeable(plan, wishes, load(), None, goes_on=False)
    return LiveSession(load(), _rest_of(load(), plan, ()), writes=None)


def _changeable(
    plan: WorkoutPlan, wishes: Command, exercises: Sequence[Exercise], by: Prescription | None, *, goes_on: bool
) -> WorkoutPlan:
    """The plan whose sets can be made easier or harder; without its warm-up for who wants none, or `goes_on` after it."""
    is_led = wishes.flag("warm_up", otherwise=True) and not goes_on
    return replace(plan, warm_up=plan.warm_up if is_led else (), change=InSession(tuple(exercises), by))


def _wanted(
    wishes: Command,
    exercises: Sequence[Exercise],
    by: Prescription | None,
    *,
    day: Callable[[], PlanDay | None],
    target: Callable[[tuple[str, str]], float],
    session: int,
) -> WorkoutPlan | None:
    """What the page asks for set by set: the next day of the person's plan, or one of `exercises`; None for free practice."""
    chosen = wishes.text("exercise")
    if chosen == PLAN:
        today = day()
        return today.plan(exercises, target, session) if today else None
    exercise = next((one for one in exercises if one.key == chosen), None)
    return _plan(exercise, by.of(exercise.key) if by else None, wishes, target, session) if exercise else None


def _plan(
    exercise: Exercise, by: Prescribed | None, wishes: Command, target: Callable[[tuple[str, str]], float], session: int
) -> WorkoutPlan:
    """What the page asks for of one exercise; the dose and the sides that are prescribed go before it."""
    by = by or Prescribed(exercise=exercise.key)
    one_side, allowed = wishes.text("sides"), by.sides or exercise.sides
    sides = (one_side,) if one_side in allowed else allowed
    rest_s = _number(wishes, "rest")
    plan = WorkoutPlan.of(
        exercise,
        sides,
        sets=by.sets or _number(wishes, "sets"),
        reps=by.reps or _number(wishes, "reps"),
        rest_s=rest_s,
        between_sides_s=min(rest_s, BETWEEN_SIDES_S),
        session=session,
    )
    return replace(plan, sets=tuple(replace(one, personal_target=target(one.key), band=by.band) for one in plan.sets))


def _rest_of(exercises: Sequence[Exercise], plan: WorkoutPlan | None, kept: Sequence[KeptSet], skips: int = 0) -> Workout:
    """What is left to do of the plan after the `kept` sets and `skips` more; of a set that was broken off, the repetitions that it lacks."""
    if plan is None:
        return Workout(exercises)
    finished = [number for number, one in enumerate(kept) if one.finished]
    first = len(finished) + skips
    if first >= len(plan.sets):  # all is done: once more, rather than nothing
        return Workout(exercises, plan)
    since = kept[finished[-1] + 1 if finished else 0 :]
    begun = sum(len(one.reps) for one in since if math.isnan(one.record.end_s))  # what was skipped has its end
    left = max(plan.sets[first].reps - begun, 1)
    sets = tuple(replace(one, reps=left) if number == first else one for number, one in enumerate(plan.sets))
    before = len(kept[finished[-1]].reps) if finished else 0
    return Workout(exercises, replace(plan, sets=sets), first=first, before=max(before - begun, 0))
