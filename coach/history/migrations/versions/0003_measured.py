"""What each check measured in a repetition; and without the confidence of a repetition, which was never set."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add a table and drop a column."""
    op.create_table(
        "measured",
        sa.Column("set_id", sa.Integer, nullable=False),
        sa.Column("rep", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("check", sa.Text, nullable=False),
        sa.Column("value", sa.Double),
        sa.PrimaryKeyConstraint("set_id", "rep", "number", name="pk_measured"),
        sa.ForeignKeyConstraint(["set_id", "rep"], ["reps.set_id", "reps.number"], name="fk_measured_reps", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.execute("ALTER TABLE reps DROP COLUMN confidence")
