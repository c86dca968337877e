"""People, sessions, sets and repetitions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NEVER_AGAIN = {"sqlite_autoincrement": True}
BY_KEY = {"sqlite_with_rowid": False}


def upgrade() -> None:
    """Make the tables of the first version."""
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("name", name="uq_people_name"),
        **NEVER_AGAIN,
    )
    op.create_table(
        "settings",
        _key("person_id"),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_settings"),
        _belongs("settings", "person_id", "people"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        _key("person_id"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utc_offset_min", sa.SmallInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        _text("source"),
        _text("source_sha256"),
        _text("model"),
        _text("version"),
        _text("notes"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        _belongs("sessions", "person_id", "people"),
        **NEVER_AGAIN,
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id", "day"])
    op.create_table(
        "sets",
        sa.Column("id", sa.Integer, primary_key=True),
        _key("session_id"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        _text("view"),
        sa.Column("start_s", sa.Double),
        sa.Column("end_s", sa.Double),
        sa.Column("finished", sa.Boolean, nullable=False),
        _text("rung"),
        _text("band"),
        sa.Column("weight_kg", sa.Double, nullable=False),
        sa.Column("target_reps", sa.SmallInteger),
        sa.Column("reserve", sa.SmallInteger),
        sa.Column("pain", sa.SmallInteger),
        _text("notes"),
        sa.PrimaryKeyConstraint("id", name="pk_sets"),
        sa.UniqueConstraint("session_id", "number", name="uq_sets_session_id"),
        sa.CheckConstraint("side IN ('left', 'right', 'both')", name="side"),
        sa.CheckConstraint("reserve >= 0", name="reserve"),
        sa.CheckConstraint("pain BETWEEN 0 AND 10", name="pain"),
        _belongs("sets", "session_id", "sessions"),
        **NEVER_AGAIN,
    )
    op.create_table(
        "reps",
        _key("set_id"),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("start_s", sa.Double),
        sa.Column("peak_s", sa.Double),
        sa.Column("end_s", sa.Double),
        sa.Column("concentric_s", sa.Double),
        sa.Column("hold_s", sa.Double),
        sa.Column("eccentric_s", sa.Double),
        sa.Column("range_of_motion", sa.Double),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Double),
        sa.PrimaryKeyConstraint("set_id", "number", name="pk_reps"),
        _belongs("reps", "set_id", "sets"),
        **BY_KEY,
    )
    _of_a_rep(
        "findings",
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("severity", sa.SmallInteger, nullable=False),
    )
    _of_a_rep("unjudged", sa.Column("reason", sa.Text, nullable=False))
    op.create_table(
        "not_counted",
        _key("session_id"),
        sa.Column("start_s", sa.Double, nullable=False),
        sa.Column("end_s", sa.Double, nullable=False),
        sa.Column("set_id", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("unit", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "start_s", "end_s", name="pk_not_counted"),
        _belongs("not_counted", "session_id", "sessions"),
        _belongs("not_counted", "set_id", "sets"),
    )
    op.create_index("ix_not_counted_set_id", "not_counted", ["set_id"])
    op.create_table(
        "warnings",
        _key("session_id"),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "number", name="pk_warnings"),
        _belongs("warnings", "session_id", "sessions"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _belongs(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=f"fk_{table}_{owner}", ondelete="CASCADE")


def _of_a_rep(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("set_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("rep", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("check", sa.Text, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("set_id", "rep", "number", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["set_id", "rep"], ["reps.set_id", "reps.number"], name=f"fk_{name}_reps", ondelete="CASCADE"),
        **BY_KEY,
    )
