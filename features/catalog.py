"""Every feature: its unit, meaning, what a missing value means, and the cause of leaving it speaks of."""

from collections.abc import Collection, Mapping

from features import average_check, complaints, frequency, nps, own_cycle, recency, returns
from features.errors import UsageError
from features.family import Cause, Family, Feature, Market, Peers, Source

#: The own cycle comes first: the others count in it.
FAMILIES: tuple[Family, ...] = (
    own_cycle.FAMILY,
    recency.FAMILY,
    frequency.FAMILY,
    average_check.FAMILY,
    returns.FAMILY,
    complaints.FAMILY,
    nps.FAMILY,
)
FEATURES: tuple[Feature, ...] = (
    *(feature for family in FAMILIES for feature in family.features),
    Feature(
        "horizon_days",
        "days",
        "how far ahead leaving is judged: own cycles, between the settings' bounds",
        "на сколько дней вперёд судим об уходе",
        Cause.PROFILE,
        "nobody in the population has ordered twice",
    ),
)
#: What the others count in, and what status and classes stand on.
FIRST: tuple[Family, ...] = (own_cycle.FAMILY, recency.FAMILY)
MARKETS: tuple[Market, ...] = ()
PEERS: tuple[Peers, ...] = ()
SOURCES: Mapping[str, Source] = {family.source.name: family.source for family in FAMILIES}
NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)


def feature(name: str) -> Feature:
    """Give the catalog line of a feature.

    Examples
    --------
    >>> feature("days_since_order").unit
    'days'
    """
    for line in FEATURES:
        if line.name == name:
            return line
    raise UsageError(f"There is no feature {name!r}. `winback features --catalog` lists them all.")


def switched_on(tables: Collection[str], *, empty_columns: Collection[str] = frozenset()) -> tuple[str, ...]:
    """Name the features that the given event tables switch on.

    Parameters
    ----------
    tables : collection of str
        Event tables that the company has.
    empty_columns : collection of str
        ``table.column`` of columns without any value: they switch off what needs them.

    Examples
    --------
    >>> "nps_last" in switched_on({"orders"}), "nps_last" in switched_on({"orders", "nps"})
    (False, True)
    """
    return tuple(
        line.name
        for line in FEATURES
        if line.table.partition(".")[0] in tables and line.table not in empty_columns
    )
