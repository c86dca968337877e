"""The tables of the history. Changed only together with a migration: a test compares the two."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

HEAD: Final = "0005"
"""The newest schema; the name of the last migration."""

VERSION_TABLE: Final = "coach_schema"


class Utc(TypeDecorator[datetime]):
    """An aware time, kept as UTC: SQLite has no time zones, and PostgreSQL gives times in the zone of the connection."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware to UTC; naive for SQLite."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Measure(TypeDecorator[float]):
    """A measured number, NaN where it could not be seen: NULL in the table, so that averages leave it out."""

    impl = Double()
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:  # noqa: ARG002
        """NaN and infinity become NULL."""
        return None if value is None or not math.isfinite(value) else float(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> float:  # noqa: ANN401, ARG002
        """NULL becomes NaN."""
        return math.nan if value is None else float(value)


def printable(text: str) -> str:
    """Text without what a database or a file cannot hold: the zero character and halves of character pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


class PrintableText(TypeDecorator[str]):
    """Text without the characters that cannot be kept: see `printable`."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text that is kept."""
        return None if value is None else printable(value)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# An id is never given twice, even after its row was erased: whoever still writes to an erased set is refused.
NO_ID_REUSE: Final[dict[str, Any]] = {"sqlite_autoincrement": True}
# Repetitions lie in the file in the order of their key, so one set is one stretch of it.
WITHOUT_ROWID: Final[dict[str, Any]] = {"sqlite_with_rowid": False}


def _text(name: str) -> Column[str]:
    """Text that is never NULL, because a CSV file cannot tell NULL from nothing."""
    return Column(name, PrintableText, nullable=False, default="")


def _belongs_to(column: str, table: str, *, primary_key: bool = False) -> Column[int]:
    """The id of the row that this one belongs to and is deleted with."""
    return Column(column, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, primary_key=primary_key)


people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", PrintableText, nullable=False, unique=True),
    Column("created_at", Utc, nullable=False),
    **NO_ID_REUSE,
)

settings = Table(
    "settings",
    metadata,
    _belongs_to("person_id", "people", primary_key=True),
    Column("key", PrintableText, primary_key=True),
    Column("value", PrintableText, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    _belongs_to("person_id", "people"),
    Column("started_at", Utc, nullable=False),
    Column("utc_offset_min", SmallInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("ended_at", Utc),
    _text("source"),
    _text("source_sha256"),
    _text("model"),
    _text("version"),
    _text("notes"),
    Column("pain_next_day", SmallInteger, CheckConstraint("pain_next_day BETWEEN 0 AND 10", name="pain_next_day")),
    Index(None, "person_id", "day"),
    **NO_ID_REUSE,
)

sets = Table(
    "sets",
    metadata,
    Column("id", Integer, primary_key=True),
    _belongs_to("session_id", "sessions"),
    Column("number", Integer, nullable=False),
    Column("exercise", PrintableText, nullable=False),
    Column("side", PrintableText, CheckConstraint("side IN ('left', 'right', 'both')", name="side"), nullable=False),
    _text("view"),
    Column("start_s", Measure),
    Column("end_s", Measure),
    Column("finished", Boolean, nullable=False),
    _text("rung"),
    _text("band"),
    Column("weight_kg", Double, nullable=False),
    Column("target_reps", SmallInteger),
    Column("reserve", SmallInteger, CheckConstraint("reserve >= 0", name="reserve")),
    Column("pain", SmallInteger, CheckConstraint("pain BETWEEN 0 AND 10", name="pain")),
    _text("notes"),
    UniqueConstraint("session_id", "number"),
    **NO_ID_REUSE,
)

reps = Table(
    "reps",
    metadata,
    _belongs_to("set_id", "sets", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start_s", Measure),
    Column("peak_s", Measure),
    Column("end_s", Measure),
    Column("concentric_s", Measure),
    Column("hold_s", Measure),
    Column("eccentric_s", Measure),
    Column("range_of_motion", Measure),
    Column("range_error", Measure),
    Column("unit", PrintableText, nullable=False),
    Column("good", Boolean, nullable=False),
    **WITHOUT_ROWID,
)


def _per_rep(name: str, *columns: Column[Any]) -> Table:
    """A table of what was found in a repetition, in the order in which it was found."""
    return Table(
        name,
        metadata,
        Column("set_id", Integer, primary_key=True, autoincrement=False),
        Column("rep", Integer, primary_key=True, autoincrement=False),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("check", PrintableText, nullable=False),
        *columns,
        ForeignKeyConstraint(["set_id", "rep"], ["reps.set_id", "reps.number"], ondelete="CASCADE"),
        **WITHOUT_ROWID,
    )


findings = _per_rep(
    "findings",
    Column("grade", PrintableText, nullable=False),
    Column("value", Measure),
    Column("unit", PrintableText, nullable=False),
    Column("severity", SmallInteger, nullable=False),
)

unjudged = _per_rep("unjudged", Column("reason", PrintableText, nullable=False))

measured = _per_rep("measured", Column("value", Measure))

not_counted = Table(
    "not_counted",
    metadata,
    _belongs_to("session_id", "sessions", primary_key=True),
    Column("start_s", Double, primary_key=True),
    Column("end_s", Double, primary_key=True),
    Column("set_id", ForeignKey("sets.id", ondelete="CASCADE"), index=True),
    Column("reason", PrintableText, nullable=False),
    _text("because"),
    Column("value", Measure),
    Column("unit", PrintableText, nullable=False),
)

warnings = Table(
    "warnings",
    metadata,
    _belongs_to("session_id", "sessions", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("code", PrintableText, nullable=False),
    Column("message", PrintableText, nullable=False),
)

tracks = Table("tracks", metadata, _belongs_to("set_id", "sets", primary_key=True), Column("data", LargeBinary, nullable=False))

# What was measured of a session, from the first correction of it on: the tables above then hold what counts.
originals = Table(
    "originals",
    metadata,
    _belongs_to("session_id", "sessions", primary_key=True),
    Column("data", PrintableText, nullable=False),
)

original_tracks = Table(
    "original_tracks",
    metadata,
    _belongs_to("session_id", "sessions", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    _belongs_to("session_id", "sessions", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Utc, nullable=False),
    Column("kind", PrintableText, nullable=False),
    Column("data", PrintableText, nullable=False),
)
