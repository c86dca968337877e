"""A result of `coach analyse` (`coach.analysis/1`) into the history."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from coach.history.errors import HistoryError
from coach.history.store import History
from coach.records import Session
from coach.report import codec


def import_analysis(
    history: History, person_id: int, document: Mapping[str, Any], recorded: datetime, tracks: Sequence[bytes | None] = ()
) -> int:
    """Keep an `analyse` result as a finished session that was recorded at `recorded` (aware); gives its id.

    `tracks` are the landmarks of each of its sets (`tracks_of`), if they are to be kept for the replay.

    Raises `HistoryError` when it is not one, when nothing was recognised in it, and when it is in the person's history already.
    """
    session = session_of(document)
    if not session.sets:
        raise HistoryError("Nothing was recognised in this recording, so there is nothing to keep.")
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
    source = document.get("source")
    return history.keep_session(
        person_id,
        session,
        recorded,
        source=str(source.get("name") or "") if isinstance(source, Mapping) else "",
        model=str(document.get("model") or ""),
        version=str(document.get("version") or ""),
        source_sha256=hashlib.sha256(canonical).hexdigest(),
        tracks=tracks,
    )


def session_of(document: Mapping[str, Any]) -> Session:
    """The session that an `analyse` result describes. Raises `HistoryError` when it is not such a result."""
    try:
        return codec.session_of(document)
    except codec.NotADocument as error:
        raise HistoryError(str(error)) from error
