"""What a page has begun: nothing yet, or a live session that outlives its connection."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Final

from coach.exercise import Exercise, Works
from coach.io.history import History, HistoryError, SessionDetails
from coach.io.live import BadPicture, Booth, Command, Desk, Keeping, LiveSession, Planned, Practice
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

    def ready(self, seat_id: str, *, heard: int) -> dict[str, Any]:
        """What a page is told when it may begin, or go on; `heard` is the last event that it knows."""
        return {
            "kind": "ready",
            "seat": seat_id,
            "going_on": self.live is not None and not self.live.is_over,
            "exercises": [{"key": one.key, "name": one.name, "set_up": one.set_up, "works": one.works.name} for one in load()],
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
            self.close()
            self.live = _begun(command)
        elif self.live and command.do in ASKS:
            self.live.ask(ASKS[command.do])
        elif self.live and command.do == "stop":
            self.live.close()
            return {"kind": "stopped", "sets": self.live.summary()}
        return {"kind": "done", "what": command.do}

    def close(self) -> None:
        """End what was begun: nobody came back."""
        if self.live:
            self.live.close()


def _begun(command: Command) -> LiveSession:
    """A new session as the page asks for it, going on with the one in the history that it names, if that was never ended."""
    exercises = load()
    history = History.open()
    person = next(iter(history.people()), None)
    person_id = person.id if person else history.add_person("Me")
    before = _unfinished(history, person_id, command.number("go_on_with", least=0, most=2**53))
    keeping = Keeping(history, person_id, session_id=before.session.id if before else None)
    chosen = next((one for one in exercises if one.key == command.text("exercise")), None)
    if chosen is None:
        return LiveSession(exercises, Practice(exercises), keeping)
    plan = _plan(chosen, command)
    return LiveSession(exercises, Planned(exercises, plan), keeping)


def _plan(exercise: Exercise, command: Command) -> WorkoutPlan:
    sides = ("both",) if exercise.works is Works.BOTH else SIDES.get(command.text("sides"), BOTH_IN_TURN)
    return WorkoutPlan.of(
        exercise,
        sides,
        sets=command.number("sets", least=1, most=6) or exercise.sets[0],
        reps=command.number("reps", least=3, most=30) or exercise.reps[0],
        rest_s=float(command.number("rest", least=5, most=180) or 60),
    )


def _unfinished(history: History, person_id: int, session_id: int | None) -> SessionDetails | None:
    """The person's session `session_id`, if it was begun and not ended."""
    try:
        details = history.unfinished(person_id)
    except HistoryError as error:
        logger.warning("The session could not be gone on with: %s", error)
        return None
    return details if details and details.session.id == session_id else None


DESK: Final[Desk[Visit]] = Desk()
"""The one desk of this server: the pages get their tokens here, and the socket knows them by it."""
