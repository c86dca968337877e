"""A person's prescription: read from a file, and kept in the history.

Each that a session was judged by is kept beside the person's own, under a name made of what it says, and the session's warning has that name:
so a session is shown with the aims that held when it was done, whatever is prescribed later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import select

from coach.exercise import Exercise
from coach.history import schema
from coach.history.errors import HistoryError
from coach.history.store import History
from coach.history.text_files import read_json
from coach.history.values import SessionDetails
from coach.planning.prescription import JUDGED_BY, NOT_PRESCRIBED, Prescription
from coach.planning.prescription_document import BadPrescription, prescription_document, prescription_from
from coach.recording.refusals import reason
from coach.records import Warning
from exercises import load

PRESCRIPTION: Final = "prescription"
"""The setting that is the person's prescription now."""
NAMED: Final = f"{JUDGED_BY}/"
"""How the settings of those that sessions were judged by begin, and the codes of the warnings that name them."""


def read_prescription(path: Path, exercises: Iterable[Exercise]) -> Prescription:
    """The prescription in a file. Raises `HistoryError` when there is none that can be followed with `exercises`."""
    try:
        return prescription_from(read_json(path), exercises)
    except BadPrescription as error:
        raise HistoryError(f"{path.name}: {error}") from error
    except OSError as error:
        raise HistoryError(f"{path.name} cannot be read: {reason(error)}.") from error


def load_prescription(history: History, person_id: int, exercises: Iterable[Exercise]) -> Prescription | None:
    """A person's prescription, None when they have none. Raises `BadPrescription` when what was kept cannot be followed with `exercises`."""
    document = history.setting(person_id, PRESCRIPTION)
    try:
        return None if document is None else prescription_from(document, exercises)
    except BadPrescription as error:
        raise BadPrescription(f"The prescription that was kept cannot be followed: {error}") from error


def save_prescription(history: History, person_id: int, prescription: Prescription | None) -> None:
    """Keep a person's prescription in place of the one before; None takes it away."""
    history.set_setting(person_id, PRESCRIPTION, prescription and prescription_document(prescription))


def judged_by(history: History, person_id: int, prescription: Prescription) -> Warning:
    """Keep a prescription for the sessions that are judged by it; gives the warning that each of them has."""
    document = prescription_document(prescription)
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
    name = NAMED + hashlib.sha256(canonical).hexdigest()[:16]
    if history.setting(person_id, name) is None:
        history.set_setting(person_id, name, document)
    return Warning(name, prescription.in_words)


def prescription_of_session(history: History, session_id: int, exercises: Iterable[Exercise]) -> Prescription | None:
    """What a session was judged by; None where it was by none, or by one that was not kept or cannot be followed with `exercises` any more."""
    warnings, sessions = schema.warnings, schema.sessions
    named = (
        select(warnings.c.code, sessions.c.person_id)
        .select_from(warnings.join(sessions))
        .where(warnings.c.session_id == session_id, warnings.c.code.startswith(NAMED, autoescape=True))
    )
    with history.reading() as connection:
        found = connection.execute(named).first()
    document = history.setting(found.person_id, found.code) if found else None
    try:
        return None if document is None else prescription_from(document, exercises)
    except BadPrescription:
        return None


class JudgedSession(NamedTuple):
    """By what a session was judged, None by none; the exercises as it was judged; and its warnings."""

    by: Prescription | None
    exercises: tuple[Exercise, ...]
    warnings: tuple[Warning, ...]


def as_judged(history: History, details: SessionDetails, exercises: Iterable[Exercise]) -> JudgedSession:
    """A session with `exercises` as they were prescribed when it was done; which of its sets are not prescribed is told of them as corrected."""
    exercises = tuple(exercises)
    by = prescription_of_session(history, details.session.id, exercises)
    if by is None:
        return JudgedSession(None, exercises, details.warnings)
    told = tuple(one for one in details.warnings if one.code != NOT_PRESCRIBED)
    return JudgedSession(by, tuple(map(by.applied, exercises)), (*told, *by.not_allowed(details.record.sets, exercises)))


def exercise_then(history: History, session_id: int, exercise: Exercise | None) -> tuple[Exercise | None, Prescription | None]:
    """An exercise as it was prescribed in a session, and by what; as it is where by none. None stays None."""
    by = prescription_of_session(history, session_id, load()) if exercise else None
    return (by.applied(exercise), by) if by and exercise else (exercise, None)
