"""What became of attempts, who wrote them down, and the replies that are given again."""

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("attempts", sa.Column("attempted_at", MOMENT, nullable=True))
    op.add_column("attempts", sa.Column("recorded_by", sa.String(80), nullable=True))
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("outcome_at", MOMENT, nullable=False),
        sa.Column("cost", sa.Double(), nullable=True),
        sa.Column("incentive", sa.Double(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(80), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('ordered', 'promised', 'refused', 'no_answer', 'unreachable')", name="outcomes_known"
        ),
        sa.CheckConstraint("cost >= 0", name="outcomes_cost"),
        sa.CheckConstraint("incentive >= 0", name="outcomes_incentive"),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], ondelete="CASCADE", name="outcomes_of_attempt"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_outcomes_attempt_id", "outcomes", ["attempt_id"])
    op.create_table(
        "replies",
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("idempotency_key", sa.String(255), nullable=False),
        sa.Column("request_sha256", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key_id", "idempotency_key"),
    )
    op.create_index("ix_replies_made_at", "replies", ["made_at"])
    op.create_index("ix_plan_rows_client_id", "plan_rows", ["client_id"])
