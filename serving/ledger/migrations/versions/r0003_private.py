"""Wishes not to be contacted, erasures, and what receivers of webhooks are to be told."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "opt_outs",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "channel"),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.String(80), nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("gone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mark"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(40), nullable=False),
        sa.Column("receiver", sa.String(80), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(80), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="outbox_state"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message_id", "receiver", name="outbox_once"),
    )
    op.create_index("ix_outbox_client_id", "outbox", ["client_id"])
    op.create_index("ix_outbox_due", "outbox", ["receiver", "state", "due_at"])
    op.create_table(
        "risk_clients",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("client_id"),
    )
    op.create_table(
        "announced",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("snapshot_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "gone_receivers",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("url_sha256", sa.String(64), nullable=False),
        sa.Column("gone_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
