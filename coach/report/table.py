"""The repetitions of a session as rows: what the CSV and Parquet tables hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, Final

from coach.recording.source import Source
from coach.records import Session
from coach.report.codec import REP_VALUES, plain

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a text begins that a spreadsheet calculates, and the quote that keeps it from that."""
COLUMNS: Final = (
    "source",
    "exercise",
    "working_side",
    "view",
    "set",
    "rep",
    *REP_VALUES,
    "good",
    "verdict",
    "findings",
    "unjudged",
    "measured",
)


def rows(session: Session, source: Source) -> list[dict[str, Any]]:
    """One row per repetition, None where a number is not known.

    Findings read `check=grade` and what was measured `check=value`, several parted by a blank.
    """
    return [
        {
            "source": source.name,
            "exercise": one.exercise,
            "working_side": one.working_side,
            "view": one.view,
            "set": number,
            "rep": rep.index,
            **{name: plain(getattr(rep, name)) for name in REP_VALUES},
            "good": rep.good,
            "verdict": rep.verdict.value,
            "findings": " ".join(f"{finding.check}={finding.grade}" for finding in rep.findings),
            "unjudged": " ".join(missing.check for missing in rep.unjudged),
            "measured": " ".join(f"{check}={plain(value)}" for check, value in rep.measured),
        }
        for number, one in enumerate(session.sets, start=1)
        for rep in one.reps
    ]


def as_cell(value: object) -> object:
    """A value for a cell; text that a spreadsheet would take for a formula stands behind a quote."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_csv(table: Iterable[dict[str, Any]], *, header: bool = True) -> str:
    """`rows` as CSV, empty where a number is not known."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    if header:
        writer.writeheader()
    writer.writerows({name: as_cell(value) for name, value in {**row, "good": str(row["good"]).lower()}.items()} for row in table)
    return text.getvalue()
