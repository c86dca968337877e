"""The landmarks of a set, for its replay, and the pain of the day after a session."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add a table and a column."""
    op.create_table(
        "tracks",
        sa.Column("set_id", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("set_id", name="pk_tracks"),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name="fk_tracks_sets", ondelete="CASCADE"),
    )
    op.execute(
        "ALTER TABLE sessions ADD COLUMN pain_next_day SMALLINT CONSTRAINT ck_sessions_pain_next_day CHECK (pain_next_day BETWEEN 0 AND 10)"
    )
