"""What a page has begun: nothing yet, or a live session that outlives its connection."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from coach.analysis.framing import position
from coach.coaching.planned import Planned
from coach.coaching.practice import Practice
from coach.coaching.workout import Ask, WorkoutPlan
from coach.coaching.workout_plan import BETWEEN_SIDES_S, REST_S
from coach.exercise import Exercise, Works
from coach.history import DamagedHistory, Filter, History, HistoryError, KeptSet
from coach.history.planning import next_plan_day
from coach.history.wishes import keep_tracks, keeps_tracks
from coach.live.booth import Booth
from coach.live.commands import Command
from coach.live.desk import Desk
from coach.live.keeping import Keeping
from coach.live.picture import BadPicture
from coach.live.session import LiveSession
from coach.live.targets import keep_target, personal_target
from coach.planning import PlanDay
from exercises import load

SIDES: Final = {"left": ("left",), "right": ("right",)}
BOTH_IN_TURN: Final = ("left", "right")
ASKS: Final = {"pause": Ask.PAUSE, "go": Ask.RESUME}
PLAN: Final = "plan"
"""What a page asks for in place of an exercise to be led through its person's plan."""
LONGEST_NAME: Final = 60

logger = logging.getLogger(__name__)


@dataclass
class Visit:
    """One page's live session, while there is one. Call it from one thread at a time; `close` may come from any."""

    live: LiveSession | None = None
    history: History | None = None

    def ready(self, seat_id: str, *, heard: int) -> dict[str, Any]:
        """What a page is told when it may begin, or go on; `heard` is the last event that it knows."""
        return {
            "kind": "ready",
            "seat": seat_id,
            "going_on": self.live is not None and not self.live.is_over,
            "exercises": [{"key": one.key, "name": one.name, "positions": _positions(one)} for one in load()],
            "events": self.live.missed(heard) if self.live else [],
            "people": self._people(),
        }

    def see(self, picture: bytes, booth: Booth) -> dict[str, Any]:
        """The answer to one picture. Raises `BadPicture`."""
        if self.live is None:
            raise BadPicture("A picture before the start.")
        return booth.see(picture, self.live) | {"kept": self.live.kept_as}

    def obey(self, command: Command) -> dict[str, Any]:
        """Do what the person asks for."""
        if command.do == "start":
            return {"kind": "done", "what": "start", "warning": self._start(command), "people": self._people()}
        if self.live and command.do in ASKS:
            self.live.ask(ASKS[command.do])
        elif self.live and command.do == "stop":
            self.close()
            return {"kind": "stopped", "sets": self.live.summary(), "kept": self.live.kept_as}
        elif command.do == "people":
            return {"kind": "people", "people": self._people()}
        return {"kind": "done", "what": command.do}

    def close(self) -> None:
        """End what was begun: the person stops, or nobody came back."""
        if self.live:
            self.live.close()
        if self.history:
            self.history.close()
            self.history = None

    def _people(self) -> list[dict[str, Any]]:
        """Who trains here; nobody while the history cannot be opened, which is said at the start."""
        try:
            if self.history:
                return _people(self.history)
            with _opened() as history:
                return _people(history)
        except HistoryError:
            return []

    def _start(self, command: Command) -> str:
        """Begin a session; what the user should know of it, "" if nothing: without a history one can exercise all the same."""
        self.close()
        try:
            self.history = _opened()
            self.live = _begun(command, self.history)
        except HistoryError as error:
            logger.warning("Live coaching goes on without the history: %s", error)
            self.live = _unkept(command)
            return f"Nothing is kept of this session: {error}"
        return ""


def _positions(exercise: Exercise) -> dict[str, str]:
    """The starting position in words, by side."""
    return {side: position(exercise, side) for side in (("both",) if exercise.works is Works.BOTH else BOTH_IN_TURN)}


def _opened() -> History:
    """The history; a damaged one is put aside and a new one begun, so that this session is kept."""
    try:
        return History.open()
    except DamagedHistory as damage:
        if damage.kept_as is None:
            raise
        logger.warning("Live coaching: %s", damage)
        return History.open()


def _people(history: History) -> list[dict[str, Any]]:
    """Who trains here, and what their plan says, "" where they have none, and whether their tracks are kept."""
    now, exercises = datetime.now().astimezone(), load()
    return [
        {
            "id": one.id,
            "name": one.name,
            "plan": str(next_plan_day(history, one.id, exercises, now) or ""),
            "tracks": keeps_tracks(history, one.id),
        }
        for one in history.people()
    ]


def _person(command: Command, history: History) -> int:
    """Who trains: the one that the page chose, somebody new by name, else the first one."""
    people = history.people()
    name = " ".join(command.text("name").split())[:LONGEST_NAME]
    if name:
        return next((one.id for one in people if one.name == name), None) or history.add_person(name)
    chosen = command.number("person", least=0, most=2**53)
    ids = [one.id for one in people]
    return chosen if chosen in ids else ids[0] if ids else history.add_person("Me")


def _begun(command: Command, history: History) -> LiveSession:
    """A new session as the page asks for it, going on with the one in the history that it names, if that was never ended."""
    person_id = _person(command, history)
    before = history.unfinished(person_id)
    if before and before.session.id != command.number("go_on_with", least=0, most=2**53):
        before = None
    session_id = before.session.id if before else None
    tracks = command.flag("tracks", otherwise=keeps_tracks(history, person_id))
    keep_tracks(history, person_id, wanted=tracks)
    keeping = Keeping(history, person_id, session_id=session_id, tracks=tracks)
    number = len(history.sessions(Filter(person_id=person_id))) + (before is None)
    plan = _wanted(
        command,
        day=lambda: next_plan_day(history, person_id, load(), datetime.now().astimezone()),
        target=lambda key: personal_target(history, person_id, key, session=number),
        session=number,
    )
    workout = _left_of(plan, before.sets if before else ()) if plan else Practice(load())
    return LiveSession(load(), workout, keeping, on_calibrated=lambda found: keep_target(history, person_id, found, session=number))


def _unkept(command: Command) -> LiveSession:
    plan = _wanted(command, day=lambda: None, target=lambda _: math.nan, session=1)
    return LiveSession(load(), _left_of(plan, ()) if plan else Practice(load()), keeping=None)


def _wanted(
    command: Command, *, day: Callable[[], PlanDay | None], target: Callable[[tuple[str, str]], float], session: int
) -> WorkoutPlan | None:
    """What the page asks for set by set: the next day of the person's plan, or one exercise; None for free practice."""
    exercises, chosen = load(), command.text("exercise")
    if chosen == PLAN:
        today = day()
        return today.plan(exercises, target, session) if today else None
    exercise = next((one for one in exercises if one.key == chosen), None)
    return _plan(exercise, command, target, session) if exercise else None


def _plan(exercise: Exercise, command: Command, target: Callable[[tuple[str, str]], float], session: int) -> WorkoutPlan:
    sides = ("both",) if exercise.works is Works.BOTH else SIDES.get(command.text("sides"), BOTH_IN_TURN)
    rest_s = float(command.number("rest", least=5, most=180) or REST_S)
    plan = WorkoutPlan.of(
        exercise,
        sides,
        sets=command.number("sets", least=1, most=6) or exercise.sets[0],
        reps=command.number("reps", least=3, most=30) or exercise.reps[0],
        rest_s=rest_s,
        between_sides_s=min(rest_s, BETWEEN_SIDES_S),
        session=session,
    )
    return replace(plan, sets=tuple(replace(one, personal_target=target(one.key)) for one in plan.sets))


def _left_of(plan: WorkoutPlan, kept: Sequence[KeptSet]) -> Planned:
    """The plan from where the `kept` sets end: of a set that was broken off the rest is left to do."""
    finished = [number for number, one in enumerate(kept) if one.finished]
    first = len(finished)
    if first >= len(plan.sets):  # all is done: once more, rather than nothing
        return Planned(load(), plan)
    begun = sum(len(one.reps) for one in kept[finished[-1] + 1 if finished else 0 :])
    left = max(plan.sets[first].reps - begun, 1)
    sets = tuple(replace(one, reps=left) if number == first else one for number, one in enumerate(plan.sets))
    before = len(kept[finished[-1]].reps) if finished else 0
    return Planned(load(), replace(plan, sets=sets), first=first, before=max(before - begun, 0))


DESK: Final[Desk[Visit]] = Desk()
"""The one desk of this server: the pages get their tokens here, and the socket knows them by it."""
