"""How far off a range may be, and what made another movement one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add two columns: of what was measured before, neither is known."""
    op.add_column("reps", sa.Column("range_error", sa.Double))
    op.add_column("not_counted", sa.Column("because", sa.Text, nullable=False, server_default=""))
