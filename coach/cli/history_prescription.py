"""`coach history prescription`: what a physiotherapist prescribed one person; each function gives what to tell the user."""

from __future__ import annotations

import json
from pathlib import Path

from coach.cli.history_people import person_called
from coach.history import History, HistoryError
from coach.history.names import FIRST_PERSON
from coach.history.prescription import load_prescription, read_prescription, save_prescription
from coach.planning.prescription import Prescription
from coach.planning.prescription_document import BadPrescription, prescription_document
from coach.recording.atomic_file import write_text
from coach.recording.refusals import not_written
from exercises import load


def import_prescription(history: History, person: str | None, file: Path) -> str:
    """Keep the prescription in `file`. Raises `HistoryError`."""
    prescription = read_prescription(file, load())
    if not history.people():
        history.add_person(person or FIRST_PERSON)
    who = person_called(history, person)
    save_prescription(history, who.id, prescription)
    return f"From now on {who.name} goes by it: {', '.join(one.name for one in prescription.allowed(load()))}."


def remove_prescription(history: History, person: str | None) -> str:
    """Keep none."""
    who = person_called(history, person)
    save_prescription(history, who.id, None)
    return f"{who.name} goes by no prescription now."


def write_prescription(history: History, person: str | None, file: Path) -> str:
    """Write the prescription to `file`. Raises `HistoryError`."""
    text = _as_text(_kept(history, person))
    try:
        write_text(file, text + "\n")
    except OSError as error:
        raise HistoryError(not_written(f"The prescription {file}", error)) from error
    return f"The prescription is in {file}."


def show_prescription(history: History, person: str | None) -> str:
    """The prescription as the file says it. Raises `HistoryError`."""
    return _as_text(_kept(history, person))


def _kept(history: History, person: str | None) -> Prescription:
    who = person_called(history, person)
    try:
        prescription = load_prescription(history, who.id, load())
    except BadPrescription as error:
        raise HistoryError(str(error)) from error
    if prescription is None:
        raise HistoryError(f"{who.name} has no prescription.")
    return prescription


def _as_text(prescription: Prescription) -> str:
    return json.dumps(prescription_document(prescription), ensure_ascii=False, indent=2)
