"""Which event tables there are, what stands in each, and the form in which accepted events are kept.

Accepted events are the one form that features read. Times are naive wall-clock times in the company's zone;
money is whole hundredths of the currency (so that sums are exact on every engine) and its column ends in
``_hundredths``; ``known_at`` always stands, and is never before the event's own time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from features.errors import UsageError


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    TIME = "time"
    DAY = "day"
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    FLAG = "flag"


#: The engine's type of each kind in accepted events, in ibis' words.
ACCEPTED_TYPE = {
    Kind.TEXT: "string",
    Kind.TIME: "timestamp",
    Kind.DAY: "date",
    Kind.MONEY: "int64",
    Kind.NUMBER: "float64",
    Kind.INTEGER: "int64",
    Kind.FLAG: "boolean",
}


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, and what is acceptable in it.

    Of a column of `any_word` a request may say what it likes: what is none of the choices counts as `other`.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    any_word: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def accepted_name(self) -> str:
        """Name in accepted events: money says its unit."""
        return f"{self.name}_hundredths" if self.kind is Kind.MONEY else self.name


@dataclass(frozen=True)
class EventTable:
    """One event table; `own_time` is the column that says when the event happened."""

    name: str
    columns: tuple[Column, ...]
    own_time: str | None = None
    required: bool = False

    def column(self, name: str) -> Column:
        """Give the column of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        known = ", ".join(column.name for column in self.columns)
        raise UsageError(f"Table {self.name} has no column {name!r}. It has: {known}.")

    @property
    def accepted_types(self) -> dict[str, str]:
        """Accepted name → engine type of every column, `known_at` included."""
        return {column.accepted_name: ACCEPTED_TYPE[column.kind] for column in self.columns}


def _text(*names: str, required: bool = False) -> list[Column]:
    return [Column(name, required=required) for name in names]


def _of(kind: Kind, *names: str, required: bool = False) -> list[Column]:
    return [Column(name, kind, required=required) for name in names]


def _table(
    name: str, own_time: str | None, *columns: Column | list[Column], required: bool = False
) -> EventTable:
    flat = [column for part in columns for column in (part if isinstance(part, list) else [part])]
    return EventTable(name, (*flat, Column("known_at", Kind.TIME)), own_time, required)


CLIENT = Column("client_id", required=True)
#: Why a client is not to be won back (M28), or not wanted (M29).
OUTSIDE_REASONS = ("moved", "bankrupt", "rightly_let_go")
#: What a client that leaves says of it.
DEPARTURE_REASONS = (
    *("service", "delivery", "conflict", "quality", "availability", "price", "loyalty", "manager"),
    *("attention", *OUTSIDE_REASONS, "other"),
)

TABLES: Mapping[str, EventTable] = {
    table.name: table
    for table in (
        _table(
            "orders",
            "ordered_at",
            CLIENT,
            Column("ordered_at", Kind.TIME, required=True),
            Column("amount", Kind.MONEY, required=True),
            _text("order_id"),
            Column("margin", Kind.MONEY),
            Column("status", choices=("done", "cancelled", "returned")),
            Column("status_at", Kind.TIME),
            _text("currency"),
            Column("discount", Kind.MONEY),
            _of(Kind.DAY, "promised_on", "delivered_on"),
            _text("branch", "manager", "channel"),
            required=True,
        ),
        _table(
            "order_lines",
            "ordered_at",
            _text("order_id", "product", required=True),
            Column("amount", Kind.MONEY, required=True),
            _text("category"),
            Column("quantity", Kind.NUMBER),
            _text("client_id"),
            Column("ordered_at", Kind.TIME),
        ),
        _table(
            "clients",
            "valid_from",
            CLIENT,
            Column("valid_from", Kind.TIME),
            _text("name"),
            Column("kind", choices=("b2b", "b2c")),
            _text("industry", "region", "branch", "manager"),
            _of(Kind.DAY, "created_on", "birthday", "contract_ends_on"),
            _text("phone", "email"),
            Column("do_not_contact", Kind.FLAG),
            Column("excluded", choices=OUTSIDE_REASONS),
        ),
        _table(
            "complaints",
            "opened_at",
            CLIENT,
            Column("opened_at", Kind.TIME, required=True),
            Column("closed_at", Kind.TIME),
            Column("category", choices=("service", "delivery", "quality", "price", "conflict", "other")),
            Column("severity", Kind.INTEGER, low=1, high=5),
            _text("complaint_id"),
        ),
        _table(
            "nps",
            "answered_at",
            CLIENT,
            Column("answered_at", Kind.TIME, required=True),
            Column("score", Kind.INTEGER, required=True, low=0, high=10),
            Column("topic", choices=("product", "service", "delivery")),
            _text("comment"),
        ),
        _table(
            "contacts",
            "contacted_at",
            CLIENT,
            Column("contacted_at", Kind.TIME, required=True),
            _text("channel"),
            Column("direction", choices=("in", "out")),
            Column("outcome", choices=("order", "information", "none", "no_answer", "refused")),
            _text("manager"),
            Column("response_hours", Kind.NUMBER, low=0),
        ),
        _table(
            "activity",
            "seen_at",
            CLIENT,
            Column("seen_at", Kind.TIME, required=True),
            Column("visits", Kind.INTEGER, low=0),
        ),
        _table(
            "managers",
            "valid_from",
            CLIENT,
            _text("manager", required=True),
            Column("valid_from", Kind.TIME, required=True),
            Column("valid_to", Kind.TIME),
            Column("dismissed", Kind.FLAG),
        ),
        _table(
            "departures",
            "left_on",
            CLIENT,
            Column("left_on", Kind.DAY, required=True),
            Column("reason", choices=DEPARTURE_REASONS, any_word=True),
            Column("to_competitor", Kind.FLAG),
        ),
        _table(
            "attempts",
            "assigned_at",
            _text("attempt_id"),
            CLIENT,
            Column("assigned_at", Kind.TIME, required=True),
            _text("action", required=True),
            Column("arm", required=True, choices=("treated", "control")),
            Column("attempted_at", Kind.TIME),
            _text("plan_id"),
            Column("propensity", Kind.NUMBER, low=0, high=1),
            _text("executor"),
            _of(Kind.MONEY, "cost", "incentive"),
            _text("outcome", "experiment"),
        ),
        _table(
            "consents",
            "granted_at",
            CLIENT,
            _text("channel", required=True),
            Column("granted_at", Kind.TIME, required=True),
            Column("revoked_at", Kind.TIME),
            _text("purpose"),
        ),
    )
}

#: Ids that were merged into others: no events, but every table of a source is read through them.
ALIASES = _table("aliases", None, CLIENT, _text("alias_of", required=True))
#: Everything that a source may hold.
SOURCE_TABLES: Mapping[str, EventTable] = {**TABLES, ALIASES.name: ALIASES}


def event_table(name: str) -> EventTable:
    """Give the event table of that name.

    Examples
    --------
    >>> event_table("nps").column("score").high
    10
    >>> event_table("sales")
    Traceback (most recent call last):
    ...
    features.errors.UsageError: 'sales' is no event table. Known are: orders, order_lines, clients, ...
    """
    if name not in TABLES:
        raise UsageError(f"{name!r} is no event table. Known are: {', '.join(TABLES)}.")
    return TABLES[name]
