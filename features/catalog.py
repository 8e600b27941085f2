"""Every feature: its unit, meaning, what a missing value means, and the cause of leaving it speaks of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from features import segments
from features.errors import UsageError
from features.families import (
    activity,
    assortment,
    attributes,
    average_check,
    branches,
    categories,
    complaints,
    contacts,
    deliveries,
    discounts,
    frequency,
    managers,
    nps,
    own_cycle,
    prices,
    recency,
    returns,
    season,
)
from features.families.attributes import OWN, own_lines
from features.family import CATEGORY, Cause, Family, Feature, Reader
from features.schema import TABLES

#: The own cycle comes first: the others count in it.
FAMILIES: tuple[Family, ...] = (
    own_cycle.FAMILY,
    recency.FAMILY,
    frequency.FAMILY,
    season.FAMILY,
    average_check.FAMILY,
    assortment.FAMILY,
    categories.FAMILY,
    prices.FAMILY,
    discounts.FAMILY,
    returns.FAMILY,
    deliveries.FAMILY,
    complaints.FAMILY,
    nps.FAMILY,
    contacts.FAMILY,
    activity.FAMILY,
    managers.FAMILY,
    branches.FAMILY,
    attributes.FAMILY,
)
FEATURES: tuple[Feature, ...] = (
    *(feature for family in FAMILIES for feature in family.features),
    *segments.FEATURES,
    Feature(
        "horizon_days",
        "days",
        "how far ahead leaving is judged: own cycles, between the settings' bounds",
        "на сколько дней вперёд судим об уходе",
        Cause.PROFILE,
        "nobody in the population has ordered twice",
    ),
)
_OLDER = "the first order is not older than segments.before_days"
#: Columns of the table that say where a client stands; the models read none of them.
STANDING: tuple[Feature, ...] = (
    Feature(
        "status",
        CATEGORY,
        "new, active, overdue, lost or insufficient_data, by the client's own rhythm",
        "статус по собственному ритму",
        Cause.PROFILE,
    ),
    Feature(
        "lost_after_days",
        "days",
        "days of silence from which on the client is lost",
        "через сколько дней молчания потерян",
        Cause.PROFILE,
        "nobody in the population has ordered twice",
    ),
    Feature(
        "days_lost",
        "days",
        "days since the status became lost; 0 on that day and before",
        "сколько дней как потерян",
        Cause.PROFILE,
    ),
    Feature("abc", CATEGORY, "class by what was bought in 365 days", "класс ABC", Cause.PROFILE),
    Feature("xyz", CATEGORY, "class by how evenly months differ in a year", "класс XYZ", Cause.PROFILE),
    Feature(
        "abc_before",
        CATEGORY,
        "the ABC class segments.before_days ago, by what is known now",
        "прежний класс ABC",
        Cause.PROFILE,
        _OLDER,
    ),
    Feature(
        "xyz_before",
        CATEGORY,
        "the XYZ class so many whole months of 30 days ago",
        "прежний класс XYZ",
        Cause.PROFILE,
        "the first order is not older than those months",
    ),
)
#: What the others count in, and what status and classes stand on.
FIRST: tuple[Family, ...] = (own_cycle.FAMILY, recency.FAMILY)
#: Features that are numbers, and those that are texts.
NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES if feature.is_number)
CATEGORIES: tuple[str, ...] = tuple(feature.name for feature in FEATURES if not feature.is_number)
_RISES = {feature.name: feature.rises for feature in FEATURES}
_MISLEADING = {
    reader: frozenset(feature.name for feature in FEATURES if reader in feature.misleads) for reader in Reader
}


@dataclass(frozen=True)
class SwitchedOff:
    """Features that a company does without, and the table or ``table.column`` that it lacks."""

    wants: str
    features: tuple[str, ...]


def feature(name: str) -> Feature:
    """Give the catalog line of a feature; a company's own attributes have one, too.

    Examples
    --------
    >>> feature("days_since_order").unit, feature("attribute_segment").unit
    ('days', 'category')
    """
    for line in FEATURES:
        if line.name == name:
            return line
    if name.startswith(OWN):
        return own_lines([name.removeprefix(OWN)])[0]
    raise UsageError(f"There is no feature {name!r}. `winback features --catalog` lists them all.")


def is_category(name: str) -> bool:
    """Tell whether a feature is a text, one of a few.

    Examples
    --------
    >>> is_category("branch"), is_category("attribute_segment"), is_category("days_since_order")
    (True, True, False)
    """
    return name in CATEGORIES or name.startswith(OWN)


def rises(name: str) -> int:
    """Tell what the trade knows of a feature's rise: +1 more leaving, −1 less, 0 nothing is settled.

    Examples
    --------
    >>> rises("days_since_order"), rises("order_days_30"), rises("somebody's own number")
    (1, -1, 0)
    """
    return _RISES.get(name, 0)


def steady(names: Iterable[str], reader: Reader) -> tuple[str, ...]:
    """Give those of the features that do not mislead a kind of model.

    Examples
    --------
    >>> steady(["tenure_days", "days_since_order"], Reader.LINE)
    ('days_since_order',)
    """
    return tuple(name for name in names if name not in _MISLEADING[reader])


def families_on(
    tables: Collection[str], *, empty_columns: Collection[str] = frozenset(), own: Collection[str] = ()
) -> tuple[Family, ...]:
    """Give the families of which a feature is switched on; `FIRST` among them.

    Parameters
    ----------
    tables, empty_columns
        See `switched_on`.
    own : collection of str
        The company's own attributes of clients.

    Examples
    --------
    >>> [family.name for family in families_on({"orders"}, empty_columns={"orders.branch"})][-3:]
    ['discounts', 'returns', 'deliveries']
    """
    on = {
        *switched_on(tables, empty_columns=empty_columns),
        *categories_on(tables, empty_columns=empty_columns),
    }
    return tuple(
        family
        for family in FAMILIES
        if any(line.name in on for line in family.features) or (own and family is attributes.FAMILY)
    )


def tables_of(names: Collection[str]) -> tuple[str, ...]:
    """Name the event tables that the given features need; `orders` always stands.

    Examples
    --------
    >>> tables_of(["nps_last", "days_since_order"])
    ('orders', 'nps')
    """
    own = own_lines([name.removeprefix(OWN) for name in names if name.startswith(OWN)])
    lines = (*(line for line in FEATURES if line.name in names), *own)
    needed = {"orders", *(line.table.partition(".")[0] for line in lines)}
    return tuple(table for table in TABLES if table in needed)


def switched_on(tables: Collection[str], *, empty_columns: Collection[str] = frozenset()) -> tuple[str, ...]:
    """Name the features, numbers only, that the given event tables switch on.

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
    return _switched_on(NAMES, tables, empty_columns)


def categories_on(
    tables: Collection[str], *, empty_columns: Collection[str] = frozenset()
) -> tuple[str, ...]:
    """Name the features that are texts, as `switched_on` does the numbers.

    Examples
    --------
    >>> categories_on({"orders"})
    ('branch',)
    """
    return _switched_on(CATEGORIES, tables, empty_columns)


def _switched_on(
    names: Collection[str], tables: Collection[str], empty_columns: Collection[str]
) -> tuple[str, ...]:
    return tuple(
        line.name
        for line in FEATURES
        if line.name in names and line.table.partition(".")[0] in tables and line.table not in empty_columns
    )


def switched_off(
    tables: Collection[str], *, empty_columns: Collection[str] = frozenset()
) -> tuple[SwitchedOff, ...]:
    """Name the features that are off, by what would switch them on.

    Parameters
    ----------
    tables, empty_columns
        See `switched_on`.

    Returns
    -------
    tuple of SwitchedOff
        In the catalog's order; a table that is not there is named once, with all that it would bring.

    Examples
    --------
    >>> off = switched_off(TABLES, empty_columns={"nps.topic"})
    >>> [(one.wants, one.features) for one in off]
    [('nps.topic', ('nps_product', 'nps_service', 'nps_delivery'))]
    >>> [one.wants for one in switched_off({"orders", "order_lines", "clients", "complaints", "contacts"})]
    ['nps', 'activity', 'managers']
    """
    off: dict[str, list[str]] = {}
    for line in FEATURES:
        table = line.table.partition(".")[0]
        if table not in tables:
            off.setdefault(table, []).append(line.name)
        elif line.table in empty_columns:
            off.setdefault(line.table, []).append(line.name)
    return tuple(SwitchedOff(wants, tuple(names)) for wants, names in off.items())
