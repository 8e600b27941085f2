"""When attempts were written down: a CRM's export tells of them days after they were made."""

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"


def upgrade() -> None:
    """Add the column; what stands was written down by now, at the latest."""
    op.add_column("attempts", sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE attempts SET recorded_at = CURRENT_TIMESTAMP")
    op.create_index("ix_attempts_recorded_at", "attempts", ["recorded_at"])
