"""Results of `coach analyse --json`, kept in the history by a command."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from coach.cli.history_people import person_called
from coach.history import History, HistoryError
from coach.history.import_analysis import import_with_track
from coach.history.names import FIRST_PERSON


def moment_of(recorded: datetime | float) -> datetime:
    """A local time, or seconds since 1970, in the time zone here. Raises `HistoryError` for one outside the calendar."""
    try:
        return (recorded if isinstance(recorded, datetime) else datetime.fromtimestamp(recorded)).astimezone()  # noqa: DTZ006 - made aware here
    except (ValueError, OverflowError, OSError) as error:
        raise HistoryError(f"Nothing can have been recorded at {recorded}: say when with --recorded.") from error


def keep_analysis(
    history: History, source: Path, document: dict[str, Any], moment: datetime, *, person: str | None, tracks: bool | None
) -> str:
    """Keep the result in `source` for the person of that name, or the only one there is; gives what to tell the user.

    Raises `HistoryError`, and `typer.BadParameter` where it is not clear whose it is.
    """
    if not history.people():
        history.add_person(person or FIRST_PERSON)
    return import_with_track(history, person_called(history, person).id, source, document, moment, tracks=tracks)
