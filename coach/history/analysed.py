"""A result of `coach analyse` (`coach.analysis/1`) into the history."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from coach.history.errors import HistoryError
from coach.history.store import History
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Session, SetRecord, Unjudged, Warning

FORMAT: Final = "coach.analysis/1"


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
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise HistoryError(f"This is not a result of 'coach analyse --json': its format is not {FORMAT}.")
    try:
        return Session(
            exercise=document.get("exercise"),
            working_side=document.get("working_side"),
            view=document.get("view"),
            sets=tuple(_set(one) for one in document["sets"]),
            not_counted=tuple(_not_counted(one) for one in document.get("not_counted", ())),
            warnings=tuple(Warning(str(one["code"]), str(one["message"])) for one in document.get("warnings", ())),
        )
    except KeyError as error:
        raise HistoryError(f"This result of 'coach analyse' is incomplete: {error} is missing.") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise HistoryError(f"This result of 'coach analyse' cannot be read: {error}.") from error


def _set(one: Mapping[str, Any]) -> SetRecord:
    return SetRecord(
        exercise=str(one["exercise"]),
        working_side=str(one["working_side"]),
        view=str(one.get("view") or ""),
        start_s=_number(one["start_s"]),
        end_s=_number(one["end_s"]),
        reps=tuple(_rep(rep) for rep in one["reps"]),
    )


def _rep(one: Mapping[str, Any]) -> Rep:
    reasons = one.get("unjudged_reasons") or {}
    return Rep(
        index=int(one["index"]),
        start_s=_number(one["start_s"]),
        peak_s=_number(one["peak_s"]),
        end_s=_number(one["end_s"]),
        concentric_s=_number(one["concentric_s"]),
        hold_s=_number(one["hold_s"]),
        eccentric_s=_number(one["eccentric_s"]),
        range_of_motion=_number(one["range_of_motion"]),
        unit=str(one["unit"]),
        findings=tuple(
            Finding(str(found["check"]), Grade(found["grade"]), _number(found["value"]), str(found["unit"]), int(found["severity"]))
            for found in one.get("findings", ())
        ),
        unjudged=tuple(Unjudged(str(check), str(reasons.get(check, ""))) for check in one.get("unjudged", ())),
    )


def _not_counted(one: Mapping[str, Any]) -> NotCounted:
    return NotCounted(float(one["start_s"]), float(one["end_s"]), Reason(one["reason"]), _number(one["value"]), str(one["unit"]))


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
