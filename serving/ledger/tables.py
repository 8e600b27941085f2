"""What the ledger keeps, and the constraints that make a second attempt impossible (M30)."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A point in time with its offset; kept in UTC, also where the database knows no offsets."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The ledger's tables."""

    type_annotation_map = {datetime: Moment()}  # noqa: RUF012 - SQLAlchemy's own way to say it


class ApiKey(Base):
    """Who may use the service; the key itself is never kept."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    branch: Mapped[str | None]
    lookup: Mapped[str] = mapped_column(String(8), index=True)
    key_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Episode(Base):
    """One loss of one client; at most one stands open."""

    __tablename__ = "episodes"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str]
    ordinal: Mapped[int]
    opened_by: Mapped[str] = mapped_column(String(16))
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    closed_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]

    __table_args__: Any = (
        UniqueConstraint("client_id", "ordinal", name="episodes_once"),
        CheckConstraint("ordinal >= 1", name="episodes_ordinal"),
        CheckConstraint("opened_by IN ('assigned', 'lost')", name="episodes_opened_by"),
        CheckConstraint("closed_on >= opened_on", name="episodes_days"),
    )


Index(
    "episodes_one_open",
    Episode.client_id,
    unique=True,
    sqlite_where=Episode.closed_at.is_(None),
    postgresql_where=Episode.closed_at.is_(None),
)


class Holdout(Base):
    """Whether nobody tries to win the client back in a loss; drawn once, also for an episode yet to open."""

    __tablename__ = "holdouts"

    client_id: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    held_out: Mapped[bool]
    list: Mapped[str] = mapped_column(String(16))
    stratum: Mapped[str | None]
    share: Mapped[float]
    seed: Mapped[int | None]
    drawn_at: Mapped[datetime]

    __table_args__: Any = (
        UniqueConstraint("client_id", "ordinal", "held_out", name="holdouts_decision"),
        CheckConstraint("share >= 0 AND share < 1", name="holdouts_share"),
    )


class Attempt(Base):
    """The one attempt of a loss episode; the constraints refuse a second, and any for a held-out one."""

    __tablename__ = "attempts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    client_id: Mapped[str]
    ordinal: Mapped[int]
    held_out: Mapped[bool] = mapped_column(default=False)
    list: Mapped[str] = mapped_column(String(16))
    action: Mapped[str]
    executor: Mapped[str | None]
    taken_at: Mapped[datetime]
    attempted_at: Mapped[datetime | None]
    recorded_by: Mapped[str | None] = mapped_column(String(80))
    recorded_at: Mapped[datetime | None] = mapped_column(index=True)

    __table_args__: Any = (
        UniqueConstraint("client_id", "ordinal", name="attempts_once"),
        CheckConstraint("NOT held_out", name="attempts_never_held_out"),
        ForeignKeyConstraint(
            ["client_id", "ordinal"], ["episodes.client_id", "episodes.ordinal"], name="attempts_episode"
        ),
        ForeignKeyConstraint(
            ["client_id", "ordinal", "held_out"],
            ["holdouts.client_id", "holdouts.ordinal", "holdouts.held_out"],
            name="attempts_decision",
        ),
    )


class Outcome(Base):
    """What became of an attempt; the newest row of an attempt counts, the earlier ones are its history."""

    __tablename__ = "outcomes"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(String(32), index=True)
    outcome: Mapped[str] = mapped_column(String(16))
    outcome_at: Mapped[datetime]
    cost: Mapped[float | None]
    incentive: Mapped[float | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(80))

    __table_args__: Any = (
        CheckConstraint(
            "outcome IN ('ordered', 'promised', 'refused', 'no_answer', 'unreachable')", name="outcomes_known"
        ),
        CheckConstraint("cost >= 0", name="outcomes_cost"),
        CheckConstraint("incentive >= 0", name="outcomes_incentive"),
        ForeignKeyConstraint(["attempt_id"], ["attempts.id"], ondelete="CASCADE", name="outcomes_of_attempt"),
    )


class Reply(Base):
    """What a request with an `Idempotency-Key` was answered, to be answered again."""

    __tablename__ = "replies"

    key_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(String(255), primary_key=True)
    request_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(index=True)


class Plan(Base):
    """A plan that was shown, with what it was worth."""

    __tablename__ = "plans"

    plan_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    list: Mapped[str] = mapped_column(String(16))
    as_of: Mapped[date]
    model_version: Mapped[str]
    created_at: Mapped[datetime]
    budget: Mapped[float | None]
    value: Mapped[float]
    cost: Mapped[float]
    bound: Mapped[float]


class PlanRow(Base):
    """One client of a plan; a held-out one is in the record and was never on the list."""

    __tablename__ = "plan_rows"

    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.plan_id", ondelete="CASCADE"), primary_key=True)
    client_id: Mapped[str] = mapped_column(primary_key=True, index=True)
    rank: Mapped[int | None]
    held_out: Mapped[bool]
    episode: Mapped[int | None]
    action: Mapped[str | None]
    channel: Mapped[str | None]
    executor: Mapped[str | None]
    win_back_cost: Mapped[float | None]
    uplift: Mapped[float | None]
    uplift_basis: Mapped[str | None]
    expected_net_value: Mapped[float | None]
    propensity: Mapped[float | None]


class AuditRow(Base):
    """Who did what to how many clients; each row carries the digest of the one before."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    how_many: Mapped[int]
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
