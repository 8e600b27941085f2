"""What a family of features is: whole-number sums over one client's rows, and features made of the sums."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from ibis.expr import types as ir

from features.events import Events

Sums = Callable[[ir.Table], Mapping[str, ir.Scalar]]
Derived = Callable[[ir.Table], Mapping[str, ir.Value]]
Finish = Callable[[ir.Table], Mapping[str, ir.Value]]
#: Unit of a feature that is a text, one of a few.
CATEGORY = "category"


class Cause(StrEnum):
    """Why a client may leave, in the articles' order; a reason on a list is one of these.

    `PROFILE` says who the client is (size, age of the relation) and is never shown as a reason.
    """

    SILENCE = "silence"
    RHYTHM = "rhythm"
    SPEND = "spend"
    SERVICE = "service"
    LOYALTY = "loyalty"
    OFFER = "offer"
    PRICE = "price"
    MANAGER = "manager"
    ATTENTION = "attention"
    PROFILE = "profile"


class Reader(StrEnum):
    """A kind of model that some features mislead: what it learned of them earlier is not true later."""

    LINE = "line"
    VALUE = "value"


@dataclass(frozen=True)
class Feature:
    """One line of the catalog.

    Attributes
    ----------
    name : str
        Column name, its unit in the name where it has one.
    unit : str
        days, hours, log days, count, share, ratio, log ratio, money, log money, score; `CATEGORY`.
    meaning, meaning_ru : str
        What the number says, for a data scientist and for a seller.
    null_meaning : str
        What it means that the value is missing; empty where it never is.
    cause : Cause
        The cause of leaving that it speaks of.
    rises : int
        +1 if a rise is known by the trade to mean more leaving, −1 for less, 0 where it isn't settled.
    table : str
        The event table that switches it on, or ``table.column`` where it takes a column that may be empty.
    misleads : frozenset of Reader
        Models that must not read it. It grows as the relation ages: a straight `line` fitted on earlier days
        overshoots later, and trees of `value` have not seen clients as old as the same ones are then.
    """

    name: str
    unit: str
    meaning: str
    meaning_ru: str
    cause: Cause
    null_meaning: str = ""
    rises: int = 0
    table: str = "orders"
    misleads: frozenset[Reader] = frozenset()

    @property
    def is_number(self) -> bool:
        """Whether it is a number and no category."""
        return self.unit != CATEGORY

    def misleading(self, *readers: Reader) -> Self:
        """Give the same line, kept from those models."""
        return replace(self, misleads=frozenset(readers))


@dataclass(frozen=True)
class Known:
    """What a source of sums may read.

    Attributes
    ----------
    facts : mapping of str to ibis Table
        `features.facts`: what holds for every as-of day.
    events : Events
        Accepted events.
    as_of : ibis integer scalar
        Number of the as-of day.
    margin_share : float
        Margin as a share of the amount, in [0, 1], for orders that carry no margin.
    market : ibis Table
        ``name, key, value``: population context that is known before clients are summed, such as prices.
    """

    facts: Mapping[str, ir.Table]
    events: Events
    as_of: ir.IntegerScalar
    margin_share: float
    market: ir.Table


@dataclass(frozen=True)
class Source:
    """Rows that families sum, cut to what was known when an as-of day began; nothing else sees the day.

    Attributes
    ----------
    name : str
    table : str
        The event table that it needs.
    rows : callable
        `Known` → rows with `client_id` and, where it makes sense, `age` in days, at least 1. What they say of
        a client follows from its own facts and events and from the market: others' may be missing.
    """

    name: str
    table: str
    rows: Callable[[Known], ir.Table]


@dataclass(frozen=True)
class Market:
    """Population context that is known before any client is summed: what a product costs today, say.

    Attributes
    ----------
    rows : callable
        `Known` → ``name, key, value``: numbers that go with a key. Sources read them from `Known.market`.
    """

    rows: Callable[[Known], ir.Table]


@dataclass(frozen=True)
class Peers:
    """Population context that is read off the clients' standing: how their branch fares, say.

    Attributes
    ----------
    key : str
        Column of the clients' sums whose value is the key.
    names : tuple of str
        The numbers of each key; in `finish` they stand beside the sums, null where the key is unknown.
    rows : callable
        The clients' sums with status and classes → ``name, key, value``. It may read the status, ABC and days
        lost, the sums of its family's own source, and of order days `features.compiling.STANDS_ON`: where a
        few clients are read of a past day, the others have no more than these.
    """

    key: str
    names: tuple[str, ...]
    rows: Callable[[ir.Table], ir.Table]


@dataclass(frozen=True)
class Family:
    """One family.

    Attributes
    ----------
    name : str
        Name of the family, its module's.
    source : Source
        What is summed.
    sums : callable
        rows of one source, each with its `age` in days → name → whole-number aggregate.
    finish : callable
        all sums beside the population context → name → feature.
    features : tuple of Feature
        Its lines of the catalog; names are those that `finish` gives.
    market : Market, optional
        What its rows are to be set against, known before any client is summed.
    peers : Peers, optional
        What its features are to be set against, read off the clients' standing.
    derived : callable, optional
        all sums → name → whole number that follows from them, and so needs no sum of its own.
    read_by_others : bool
        Whether other families read its sums, so that they stand even where its features aren't wanted.
    """

    name: str
    source: Source
    sums: Sums
    finish: Finish
    features: tuple[Feature, ...]
    market: Market | None = None
    peers: Peers | None = None
    derived: Derived | None = None
    read_by_others: bool = False
