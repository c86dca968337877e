"""Results of `coach analyse --json`, kept in the history."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from coach.cli.history_people import person_called
from coach.history import History, HistoryError
from coach.history.files import FORMAT
from coach.history.import_analysis import import_analysis, session_of
from coach.history.names import FIRST_PERSON
from coach.history.preferences import keeps_tracks
from coach.history.text_files import read_json
from coach.history.track import tracks_of
from coach.recording.refusals import reason
from coach.recording.tracks import TrackError, read_track


def analysis_in(source: Path) -> dict[str, Any] | None:
    """The document of a result of `coach analyse`, None for an export. Raises `HistoryError`."""
    try:
        document = read_json(source)
    except OSError as error:
        raise HistoryError(f"It could not be read: {reason(error)}.") from error
    if not isinstance(document, dict):
        raise HistoryError("It is neither an export nor a result of 'coach analyse --json'.")
    return None if document.get("format") == FORMAT else document


def moment_of(recorded: datetime | float) -> datetime:
    """A local time, or seconds since 1970, in the time zone here. Raises `HistoryError` for one outside the calendar."""
    try:
        return (recorded if isinstance(recorded, datetime) else datetime.fromtimestamp(recorded)).astimezone()  # noqa: DTZ006 - made aware here
    except (ValueError, OverflowError, OSError) as error:
        raise HistoryError(f"Nothing can have been recorded at {recorded}: say when with --recorded.") from error


def keep_analysis(
    history: History, source: Path, document: dict[str, Any], moment: datetime, *, person: str | None, tracks: bool | None
) -> str:
    """Keep the result in `source`, and the track beside it if there is one and it is wanted; gives what to tell the user.

    Without `tracks` the person's setting decides. Raises `HistoryError`, and `typer.BadParameter` where it is not clear whose it is.
    """
    track = source.with_suffix(".npz")
    if not history.people():
        history.add_person(person or FIRST_PERSON)
    who = person_called(history, person).id
    wanted = keeps_tracks(history, who) if tracks is None else tracks
    kept: tuple[bytes | None, ...] = ()
    without = ""
    if wanted and track.is_file():
        try:
            kept = tracks_of(session_of(document), read_track(track).poses)
        except TrackError as error:
            without = f", without its movement: {error}"
    elif wanted:
        without = f", without its movement: there is no track {track.name} beside it."
    number = import_analysis(history, who, document, moment, kept)
    size = sum(len(one) for one in kept if one) / 1024
    return f"kept as session {number}" + (f", with its movement ({size:.0f} kB)." if size else without or ".")
