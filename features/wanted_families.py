"""Which families a feature table computes: the catalog's, and those of one's own that are tried before."""

from collections.abc import Collection

from features.catalog import FAMILIES, FEATURES, FIRST, STANDING, families_on
from features.errors import UsageError
from features.events import Events
from features.families.attributes import own_attributes
from features.family import Family


def wanted_families(events: Events, asked: Collection[str | Family] | None) -> tuple[Family, ...]:
    """Give the families to compute: those asked for, else those of which a feature is on.

    Parameters
    ----------
    events : Events
    asked : collection of str or Family, optional
        Names of the catalog's families, and families of one's own.

    Returns
    -------
    tuple of Family
        The catalog's in its order, `FIRST` among them, then one's own.

    Raises
    ------
    UsageError
        If there is no family of that name, or one's own takes a name that is taken, or a table that the
        company has not.
    """
    known = {family.name for family in FAMILIES}
    tried = tuple(one for one in asked or () if isinstance(one, Family))
    names = None if asked is None else {one for one in asked if isinstance(one, str)}
    if names is not None and not known.issuperset(names):
        raise UsageError(
            f"There is no family {', '.join(sorted(names - known))}. There are: {', '.join(sorted(known))}."
        )
    for family in tried:
        _refuse_taken(family, events)
    own = own_attributes(events["clients"]) if events.has("clients") else []
    on = families_on(events.tables, empty_columns=events.empty_columns, own=own)
    chosen = (family for family in on if names is None or family.name in names or family in FIRST)
    return (*chosen, *tried)


def _refuse_taken(tried: Family, events: Events) -> None:
    """Refuse a family of one's own that would stand in the place of another, or that has no rows."""
    taken = {line.name for line in (*FEATURES, *STANDING)} & {line.name for line in tried.features}
    if taken or tried.name in {family.name for family in FAMILIES}:
        raise UsageError(
            f"The family {tried.name!r} takes a name that the catalog has: "
            f"{', '.join(sorted(taken)) or tried.name}. "
            "Choose another name."
        )
    if not events.has(tried.source.table):
        raise UsageError(
            f"The family {tried.name!r} sums rows of {tried.source.table}, which the company has not."
            " Leave it out, or add the table to [source]."
        )


def refuse_twice(family: Family, twice: Collection[str]) -> None:
    """Refuse a family whose sums bear names that other families' sums bear."""
    if twice:
        raise UsageError(
            f"The family {family.name!r} sums {', '.join(sorted(twice))}, as another family does already."
            " Choose another name for the sum."
        )
