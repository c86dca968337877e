"""A session as files: `coach.analysis/1` JSON, and CSV with one row per repetition."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from coach import __version__
from coach.recording.source import Source
from coach.records import Rep, Session, SetRecord

FORMAT: Final = "coach.analysis/1"
MEASURED: Final = ("start_s", "peak_s", "end_s", "concentric_s", "hold_s", "eccentric_s", "range_of_motion", "unit")
COLUMNS: Final = ("source", "exercise", "working_side", "view", "set", "rep", *MEASURED, "good", "findings", "unjudged")


def as_json(session: Session, source: Source, *, model: str | None, settings: Mapping[str, Any] | None = None) -> str:
    """The session as one line of JSON, numbers to four decimals and null for what is not known. `model` is None for a replayed track.

    `settings` are what was asked for, where a later run has to know.
    """
    document = analysis(session, source, model=model) | ({"settings": dict(settings)} if settings else {})
    return json.dumps(_plain(document), allow_nan=False, ensure_ascii=False)


def analysis(session: Session, source: Source, *, model: str | None) -> dict[str, Any]:
    """The session in the shape of `coach.analysis/1`."""
    return {
        "format": FORMAT,
        "source": asdict(source),
        "exercise": session.exercise,
        "working_side": session.working_side,
        "view": session.view,
        "sets": [_set(one) for one in session.sets],
        "not_counted": [asdict(one) for one in session.not_counted],
        "warnings": [asdict(one) for one in session.warnings],
        "model": model,
        "version": __version__,
    }


def as_csv(session: Session, source: Source, *, header: bool = True) -> str:
    """One row per repetition, empty where a number is not known. Findings read `check=grade`, several parted by a blank."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    if header:
        writer.writeheader()
    for number, one in enumerate(session.sets, start=1):
        writer.writerows(_row(source, number, one, rep) for rep in one.reps)
    return table.getvalue()


def rows_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row per repetition of a `coach.analysis/1` document, as `as_csv` has them."""
    return [
        {
            "source": document["source"]["name"],
            "exercise": one["exercise"],
            "working_side": one["working_side"],
            "view": one["view"],
            "set": number,
            "rep": rep["index"],
            **{name: rep[name] for name in MEASURED},
            "good": rep["good"],
            "findings": " ".join(f"{finding['check']}={finding['grade']}" for finding in rep["findings"]),
            "unjudged": " ".join(rep["unjudged"]),
        }
        for number, one in enumerate(document["sets"], start=1)
        for rep in one["reps"]
    ]


def _set(one: SetRecord) -> dict[str, Any]:
    return {
        "exercise": one.exercise,
        "working_side": one.working_side,
        "view": one.view,
        "start_s": one.start_s,
        "end_s": one.end_s,
        "reps": [_rep(rep) for rep in one.reps],
    }


def _rep(rep: Rep) -> dict[str, Any]:
    return {
        "index": rep.index,
        "start_s": rep.start_s,
        "peak_s": rep.peak_s,
        "end_s": rep.end_s,
        "concentric_s": rep.concentric_s,
        "hold_s": rep.hold_s,
        "eccentric_s": rep.eccentric_s,
        "range_of_motion": rep.range_of_motion,
        "unit": rep.unit,
        "good": rep.good,
        "findings": [asdict(finding) for finding in rep.findings],
        "unjudged": [one.check for one in rep.unjudged],
        "unjudged_reasons": {one.check: one.reason for one in rep.unjudged},
    }


def _row(source: Source, number: int, one: SetRecord, rep: Rep) -> dict[str, Any]:
    return {
        "source": source.name,
        "exercise": one.exercise,
        "working_side": one.working_side,
        "view": one.view,
        "set": number,
        "rep": rep.index,
        **{name: _plain(getattr(rep, name)) for name in MEASURED},
        "good": str(rep.good).lower(),
        "findings": " ".join(f"{finding.check}={finding.grade}" for finding in rep.findings),
        "unjudged": " ".join(missing.check for missing in rep.unjudged),
    }


def _plain(value: object) -> object:
    """`value` with numbers rounded and NaN, which JSON does not know, made None."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return round(float(value), 4) if math.isfinite(value) else None
    return value
