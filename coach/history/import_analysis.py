"""Results of `coach analyse` (`coach.analysis/1`) into the history."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from coach.correction.corrections import Correction
from coach.history.corrections import correct
from coach.history.errors import HistoryError
from coach.history.files import FORMAT
from coach.history.preferences import keeps_tracks
from coach.history.prescription import judged_by
from coach.history.store import History
from coach.history.text_files import read_json
from coach.history.track import tracks_of
from coach.planning.prescription import Prescription, is_about_prescription
from coach.planning.prescription_document import BadPrescription, prescription_from
from coach.recording.refusals import reason
from coach.recording.tracks import TrackError, read_track
from coach.records import Session
from coach.report import codec
from exercises import load


def analysis_in(source: Path) -> dict[str, Any] | None:
    """The document of a result of `coach analyse`, None for an export. Raises `HistoryError`."""
    try:
        document = read_json(source)
    except OSError as error:
        raise HistoryError(f"It could not be read: {reason(error)}.") from error
    if not isinstance(document, dict):
        raise HistoryError("It is neither an export nor a result of 'coach analyse --json'.")
    return None if document.get("format") == FORMAT else document


def import_with_track(
    history: History, person_id: int, source: Path, document: Mapping[str, Any], recorded: datetime, *, tracks: bool | None = None
) -> str:
    """Keep the result in the file `source`, and the track beside it if there is one and it is wanted; gives what to tell the user.

    Without `tracks` the person's setting decides. Raises `HistoryError` as `import_analysis` does.
    """
    track = source.with_suffix(".npz")
    wanted = keeps_tracks(history, person_id) if tracks is None else tracks
    kept: tuple[bytes | None, ...] = ()
    without = ""
    if wanted and track.is_file():
        try:
            kept = tracks_of(session_of(document), read_track(track).poses)
        except TrackError as error:
            without = f", without its movement: {error}"
    elif wanted:
        without = f", without its movement: there is no track {track.name} beside it."
    number = import_analysis(history, person_id, document, recorded, kept)
    size = sum(len(one) for one in kept if one) / 1024
    return f"kept as session {number}" + (f", with its movement ({size:.0f} kB)." if size else without or ".")


def import_analysis(
    history: History,
    person_id: int,
    document: Mapping[str, Any],
    recorded: datetime,
    tracks: Sequence[bytes | None] = (),
    *,
    corrections: Sequence[Correction] = (),
    whole_track: bytes | None = None,
) -> int:
    """Keep an `analyse` result as a finished session that was recorded at `recorded` (aware), with its corrections; gives its id.

    `tracks` are the landmarks of each of its sets (`tracks_of`), if they are to be kept for the replay, `whole_track` those of the whole
    recording where it was judged again.

    Raises `HistoryError` when it is not one, when nothing was recognised in it, and when it is in the person's history already.
    """
    session = session_of(document)
    if not session.sets and not corrections:
        raise HistoryError("Nothing was recognised in this recording, so there is nothing to keep.")
    if by := _prescription_of(document):
        told = tuple(one for one in session.warnings if not is_about_prescription(one))
        session = replace(session, warnings=(judged_by(history, person_id, by), *told))
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
    source = document.get("source")
    number = history.keep_session(
        person_id,
        session,
        recorded,
        source=str(source.get("name") or "") if isinstance(source, Mapping) else "",
        model=str(document.get("model") or ""),
        version=str(document.get("version") or ""),
        source_sha256=hashlib.sha256(canonical).hexdigest(),
        tracks=tracks,
    )
    for one in corrections:
        correct(history, number, one, recorded, whole_track=whole_track)
    return number


def session_of(document: Mapping[str, Any]) -> Session:
    """The session that an `analyse` result describes. Raises `HistoryError` when it is not such a result."""
    try:
        return codec.session_of(document)
    except codec.NotADocument as error:
        raise HistoryError(str(error)) from error


def _prescription_of(document: Mapping[str, Any]) -> Prescription | None:
    """By what the result was judged; None where by none, or by one that this program cannot follow."""
    settings = document.get("settings")
    written = settings.get("prescription") if isinstance(settings, Mapping) else None
    try:
        return None if written is None else prescription_from(written, load())
    except BadPrescription:
        return None
