"""A person's prescription: read from a file, and kept in the history."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from coach.exercise import Exercise
from coach.history.errors import HistoryError
from coach.history.store import History
from coach.history.text_files import read_json
from coach.planning.prescription import Prescription
from coach.planning.prescription_document import BadPrescription, prescription_document, prescription_from
from coach.recording.refusals import reason

PRESCRIPTION: Final = "prescription"


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
