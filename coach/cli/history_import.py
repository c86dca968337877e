"""Results of `coach analyse --json`, kept in the history."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from coach.cli.history_people import person_called
from coach.history import History, HistoryError
from coach.history.files import FORMAT
from coach.history.import_analysis import import_analysis, session_of
from coach.history.names import FIRST_PERSON
from coach.history.preferences import keeps_tracks
from coach.history.track import tracks_of
from coach.recording.tracks import TrackError, read_track


def analysis_in(source: Path) -> dict[str, Any] | None:
    """The document of a result of `coach analyse`, None for an export. Raises `HistoryError`."""
    try:
        with source.open(encoding="utf-8") as file:
            if FORMAT in file.read(200):
                return None
            file.seek(0)
            document = json.load(file)
    except OSError as error:
        raise HistoryError(f"It could not be read: {error.strerror}.") from error
    except ValueError as error:
        raise HistoryError("It is neither an export nor a result of 'coach analyse --json'.") from error
    return document if isinstance(document, dict) else {}


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
