"""The ledger's first form: keys, episodes, hold-outs, plans, attempts, audit."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("lookup", sa.String(length=8), nullable=False),
        sa.Column("key_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key_sha256"),
    )
    op.create_index(op.f("ix_api_keys_lookup"), "api_keys", ["lookup"], unique=False)
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("how_many", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("previous"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "episodes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(length=16), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("opened_by IN ('assigned', 'lost')", name="episodes_opened_by"),
        sa.CheckConstraint("closed_on >= opened_on", name="episodes_days"),
        sa.CheckConstraint("ordinal >= 1", name="episodes_ordinal"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("client_id", "ordinal", name="episodes_once"),
    )
    op.create_index(
        "episodes_one_open",
        "episodes",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "holdouts",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("held_out", sa.Boolean(), nullable=False),
        sa.Column("list", sa.String(length=16), nullable=False),
        sa.Column("stratum", sa.String(), nullable=True),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.CheckConstraint("share >= 0 AND share < 1", name="holdouts_share"),
        sa.PrimaryKeyConstraint("client_id", "ordinal"),
        sa.UniqueConstraint("client_id", "ordinal", "held_out", name="holdouts_decision"),
    )
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("list", sa.String(length=16), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("budget", sa.Double(), nullable=True),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=False),
        sa.Column("bound", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id"),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("held_out", sa.Boolean(), nullable=False),
        sa.Column("list", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("executor", sa.String(), nullable=True),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.CheckConstraint("NOT held_out", name="attempts_never_held_out"),
        sa.ForeignKeyConstraint(
            ["client_id", "ordinal", "held_out"],
            ["holdouts.client_id", "holdouts.ordinal", "holdouts.held_out"],
            name="attempts_decision",
        ),
        sa.ForeignKeyConstraint(
            ["client_id", "ordinal"], ["episodes.client_id", "episodes.ordinal"], name="attempts_episode"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("client_id", "ordinal", name="attempts_once"),
    )
    op.create_table(
        "plan_rows",
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("held_out", sa.Boolean(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("executor", sa.String(), nullable=True),
        sa.Column("win_back_cost", sa.Double(), nullable=True),
        sa.Column("uplift", sa.Double(), nullable=True),
        sa.Column("uplift_basis", sa.String(), nullable=True),
        sa.Column("expected_net_value", sa.Double(), nullable=True),
        sa.Column("propensity", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "client_id"),
    )
