"""`coach.analysis/1`: a session as a JSON document, written and read.

Each field of a record is spelled once, in the tables below, in the order in which it is written, with what reads it back.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeAlias, TypeVar

from coach import __version__
from coach.recording.source import Source
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Session, SetRecord, Unjudged, Verdict, Warning

T = TypeVar("T")

FORMAT: Final = "coach.analysis/1"

Document: TypeAlias = Mapping[str, Any]


class NotADocument(Exception):
    """This is no `coach.analysis/1` document, or not a whole one; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """A record as a JSON object: what makes the record, and its fields, each with what reads its value."""

    make: Callable[..., T]
    fields: Mapping[str, Callable[[Any], Any]]

    def written(self, record: T) -> dict[str, Any]:
        """The fields of `record`."""
        return {name: getattr(record, name) for name in self.fields}

    def read(self, one: Document, **others: object) -> T:
        """The record of an object; `others` are the fields that are not in the table."""
        return self.make(**{name: read(one[name]) for name, read in self.fields.items()}, **others)


def number(value: float | None) -> float:
    """A number; NaN for null, which is how what is not known is written. Raises ValueError for infinity, which is never written."""
    if value is not None and not math.isfinite(value):
        raise ValueError(f"{value} is not a number that can be measured")
    return math.nan if value is None else float(value)


def whole(value: float) -> int:
    """A whole number. Raises ValueError for another one, and for one that a database cannot hold."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 2**63 or value != int(value):
        raise ValueError(f"{str(value)[:40]} is not a whole number of a sensible size")
    return int(value)


def words(value: str) -> str:
    """A text. Raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{str(value)[:40]} is not a text")
    return value


SOURCE: Final = Shape(Source, {"name": words, "duration_s": number, "fps": number, "frames": whole, "width": whole, "height": whole})
SET: Final = Shape(
    SetRecord, {"exercise": words, "working_side": words, "view": lambda view: words(view or ""), "start_s": number, "end_s": number}
)
REP: Final = Shape(
    Rep,
    {
        "index": whole,
        "start_s": number,
        "peak_s": number,
        "end_s": number,
        "concentric_s": number,
        "hold_s": number,
        "eccentric_s": number,
        "range_of_motion": number,
        "unit": words,
        "range_error": number,
    },
)
REP_VALUES: Final = tuple(name for name in REP.fields if name != "index")
"""The fields that say what a repetition was, without which one it was: columns of tables and of the history."""
FINDING: Final = Shape(Finding, {"check": words, "grade": Grade, "value": number, "unit": words, "severity": whole, "began_s": number})
NOT_COUNTED: Final = Shape(
    NotCounted,
    {
        "start_s": number,
        "end_s": number,
        "reason": Reason,
        "value": number,
        "unit": words,
        "because": lambda because: words(because or ""),
    },
)
WARNING: Final = Shape(Warning, {"code": words, "message": words})


def as_json(session: Session, source: Source, *, model: str | None, settings: Mapping[str, Any] | None = None) -> str:
    """The session as one line of JSON, numbers to four decimals and null for what is not known. `model` is None for a replayed track.

    `settings` are what was asked for, where a later run has to know.
    """
    document = {
        "format": FORMAT,
        "source": SOURCE.written(source),
        "exercise": session.exercise,
        "working_side": session.working_side,
        "view": session.view,
        "sets": [set_written(one) for one in session.sets],
        "not_counted": [NOT_COUNTED.written(one) for one in session.not_counted],
        "warnings": [WARNING.written(one) for one in session.warnings],
        "model": model,
        "version": __version__,
        **({"settings": dict(settings)} if settings else {}),
    }
    return json.dumps(plain(document), allow_nan=False, ensure_ascii=False)


def source_of(document: Document) -> Source:
    """The recording that a document is about. Raises `NotADocument`."""
    return _read(document, lambda: SOURCE.read(document["source"]))


def session_of(document: Document) -> Session:
    """The session that a document describes. Raises `NotADocument`."""
    return _read(
        document,
        lambda: Session(
            exercise=document.get("exercise"),
            working_side=document.get("working_side"),
            view=document.get("view"),
            sets=tuple(set_read(one) for one in document["sets"]),
            not_counted=_all(NOT_COUNTED, ({"because": "", **one} for one in document.get("not_counted", ()))),
            warnings=_all(WARNING, document.get("warnings", ())),
        ),
    )


def plain(value: object) -> object:
    """`value` with numbers rounded and NaN, which JSON does not know, made None."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return round(float(value), 4) if math.isfinite(value) else None
    return value


def set_written(one: SetRecord) -> dict[str, Any]:
    """A set with its repetitions as an object."""
    return {**SET.written(one), "reps": [rep_written(rep) for rep in one.reps]}


def set_read(one: Document) -> SetRecord:
    """The set of such an object. Raises KeyError, TypeError and ValueError."""
    return SET.read({"view": "", **one}, reps=tuple(rep_read(rep) for rep in one["reps"]))


def rep_written(rep: Rep) -> dict[str, Any]:
    """A repetition as an object."""
    return {
        **REP.written(rep),
        "good": rep.good,
        "verdict": rep.verdict.value,
        "measured": dict(rep.measured),
        "errors": dict(rep.errors),
        "findings": [FINDING.written(finding) for finding in rep.findings],
        "unjudged": [one.check for one in rep.unjudged],
        "unjudged_reasons": {one.check: one.reason for one in rep.unjudged},
    }


def rep_read(one: Document) -> Rep:
    """The repetition of such an object. Raises KeyError, TypeError and ValueError."""
    reasons = one.get("unjudged_reasons") or {}  # older documents have no reasons, no verdict, no errors, nothing measured and no moments
    return REP.read(
        {"range_error": None, **one},
        findings=_all(FINDING, ({"began_s": None, **finding} for finding in one.get("findings", ()))),
        unjudged=tuple(Unjudged(str(check), str(reasons.get(check, ""))) for check in one.get("unjudged", ())),
        measured=_numbers_of_checks(one.get("measured", {})),
        errors=_numbers_of_checks(one.get("errors", {})),
        is_judged=one.get("verdict") != Verdict.NOT_JUDGED,
    )


def _numbers_of_checks(numbers: Document) -> tuple[tuple[str, float], ...]:
    return tuple((str(check), number(value)) for check, value in numbers.items())


def _all(shape: Shape[T], objects: Iterable[Document]) -> tuple[T, ...]:
    return tuple(shape.read(one) for one in objects)


def _read(document: Document, read: Callable[[], T]) -> T:
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise NotADocument(f"This is not a result of 'coach analyse --json': its format is not {FORMAT}.")
    try:
        return read()
    except KeyError as error:
        raise NotADocument(f"This result of 'coach analyse' is incomplete: {error} is missing.") from error
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise NotADocument(f"This result of 'coach analyse' cannot be read: {error}.") from error
