"""What a page has begun: nothing yet, or a live session that outlives its connection."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from coach.exercise import Exercise, Works
from coach.framing import position
from coach.io.history import Filter, History, HistoryError, KeptSet
from coach.io.live import BadPicture, Booth, Command, Desk, Keeping, LiveSession, Planned, Practice, keep_target, personal_target
from coach.programme import BETWEEN_SIDES_S, REST_S
from coach.workout import Ask, WorkoutPlan
from exercises import load

SIDES: Final = {"left": ("left",), "right": ("right",)}
BOTH_IN_TURN: Final = ("left", "right")
ASKS: Final = {"pause": Ask.PAUSE, "go": Ask.RESUME}


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
        }

    def see(self, picture: bytes, booth: Booth) -> dict[str, Any]:
        """The answer to one picture. Raises `BadPicture`."""
        if self.live is None:
            raise BadPicture("A picture before the start.")
        return booth.see(picture, self.live) | {"kept": self.live.kept_as}

    def obey(self, command: Command) -> dict[str, Any]:
        """Do what the person asks for."""
        if command.do == "start":
            return {"kind": "done", "what": "start", "warning": self._start(command)}
        if self.live and command.do in ASKS:
            self.live.ask(ASKS[command.do])
        elif self.live and command.do == "stop":
            self.close()
            return {"kind": "stopped", "sets": self.live.summary()}
        return {"kind": "done", "what": command.do}

    def close(self) -> None:
        """End what was begun: the person stops, or nobody came back."""
        if self.live:
            self.live.close()
        if self.history:
            self.history.close()

    def _start(self, command: Command) -> str:
        """Begin a session; what the user should know of it, "" if nothing: without a history one can exercise all the same."""
        self.close()
        try:
            self.history = History.open()
            self.live = _begun(command, self.history)
        except HistoryError as error:
            logger.warning("Live coaching goes on without the history: %s", error)
            self.live = _unkept(command)
            return f"Nothing is kept of this session: {error}"
        return ""


def _positions(exercise: Exercise) -> dict[str, str]:
    """The starting position in words, by side."""
    return {side: position(exercise, side) for side in (("both",) if exercise.works is Works.BOTH else BOTH_IN_TURN)}


def _begun(command: Command, history: History) -> LiveSession:
    """A new session as the page asks for it, going on with the one in the history that it names, if that was never ended."""
    person = next(iter(history.people()), None)
    person_id = person.id if person else history.add_person("Me")
    before = history.unfinished(person_id)
    if before and before.session.id != command.number("go_on_with", least=0, most=2**53):
        before = None
    keeping = Keeping(history, person_id, session_id=before.session.id if before else None)
    number = len(history.sessions(Filter(person_id=person_id))) + (before is None)
    workout = _workout(
        command,
        target=lambda key: personal_target(history, person_id, key, session=number),
        session=number,
        done=tuple(one for one in before.sets if one.reps) if before else (),
    )
    return LiveSession(load(), workout, keeping, on_calibrated=lambda found: keep_target(history, person_id, found, session=number))


def _unkept(command: Command) -> LiveSession:
    return LiveSession(load(), _workout(command, target=lambda _: math.nan, session=1, done=()), keeping=None)


def _workout(command: Command, *, target: Callable[[tuple[str, str]], float], session: int, done: Sequence[KeptSet]) -> Planned | Practice:
    """The plan that the page asks for, after the sets that are `done`, or free practice."""
    exercises = load()
    chosen = next((one for one in exercises if one.key == command.text("exercise")), None)
    if chosen is None:
        return Practice(exercises)
    plan, first = _rest_of(_plan(chosen, command, target, session), done)
    return Planned(exercises, plan, first=first)


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


def _rest_of(plan: WorkoutPlan, done: Sequence[KeptSet]) -> tuple[WorkoutPlan, int]:
    """The plan and the set to begin with, after those that are `done`; of a set that was broken off the rest is left to do."""
    if not done:
        return plan, 0
    last = done[-1]
    first = len(done) if last.finished else len(done) - 1
    if first >= len(plan.sets):  # all is done: once more, rather than nothing
        return plan, 0
    left = max(plan.sets[first].reps - (0 if last.finished else len(last.reps)), 1)
    return replace(plan, sets=tuple(replace(one, reps=left) if index == first else one for index, one in enumerate(plan.sets))), first


DESK: Final[Desk[Visit]] = Desk()
"""The one desk of this server: the pages get their tokens here, and the socket knows them by it."""
