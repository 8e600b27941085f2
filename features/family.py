"""What a family of features is: whole-number sums over one client's rows, and features made of the sums."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ibis.expr import types as ir

Sums = Callable[[ir.Table], Mapping[str, ir.Scalar]]
Finish = Callable[[ir.Table], Mapping[str, ir.Value]]


class Cause(StrEnum):
    """Why a client may leave, in the articles' order; a reason on a list is one of these.

    `PROFILE` says who the client is (size, age of the relation) and is never shown as a reason.
    """

    SILENCE = "silence"
    RHYTHM = "rhythm"
    SPEND = "spend"
    SERVICE = "service"
    OFFER = "offer"
    PRICE = "price"
    PROFILE = "profile"


@dataclass(frozen=True)
class Feature:
    """One line of the catalog.

    Attributes
    ----------
    name : str
        Column name, its unit in the name where it has one.
    unit : str
        days, log days, count, share, ratio, log ratio, money, log money, score.
    meaning, meaning_ru : str
        What the number says, for a data scientist and for a seller.
    null_meaning : str
        What it means that the value is missing; empty where it never is.
    cause : Cause
        The cause of leaving that it speaks of.
    rises : int
        +1 if a rise is known by the trade to mean more leaving, −1 for less, 0 where it isn't settled.
    table : str
        The event table that switches it on.
    """

    name: str
    unit: str
    meaning: str
    meaning_ru: str
    cause: Cause
    null_meaning: str = ""
    rises: int = 0
    table: str = "orders"


@dataclass(frozen=True)
class Family:
    """One family.

    Attributes
    ----------
    name : str
        Name of the family, its module's.
    source : str
        What is summed: `order_days`, `setbacks`, `complaints` or `nps` (see `features.known`).
    sums : callable
        rows of one source, each with its `age` in days → name → whole-number aggregate.
    finish : callable
        all sums beside the population context → name → feature.
    features : tuple of Feature
        Its lines of the catalog; names are those that `finish` gives.
    """

    name: str
    source: str
    sums: Sums
    finish: Finish
    features: tuple[Feature, ...]
