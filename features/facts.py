"""Facts that hold for every as-of day: made of accepted events once, kept beside them, then only filtered."""

from collections.abc import Callable, Mapping

from ibis.expr import types as ir

from features import lines
from features.events import Events
from features.families import activity, branches, deliveries, managers
from features.linked_contacts import contact_facts
from features.orders import order_facts

SetAside = Callable[[str, ir.Table], ir.Table]
#: Event table → the facts that its room makes of it.
ROOMS: Mapping[str, Callable[[ir.Table], Mapping[str, ir.Table]]] = {
    "contacts": contact_facts,
    "activity": activity.facts,
    "managers": managers.facts,
}


def facts_of(events: Events, set_aside: SetAside) -> Mapping[str, ir.Table]:
    """Make the facts of a company's events.

    Parameters
    ----------
    events : Events
    set_aside : callable
        See `features.orders.order_facts`.

    Returns
    -------
    mapping of str to ibis Table
        By name: `settled`, `unsettled` and `setbacks` of `features.orders`; `branches`; those of
        `features.families.deliveries`, and of `features.lines` and each room in `ROOMS` whose event table the
        company has.
    """
    orders = order_facts(events["orders"], set_aside=set_aside)
    facts = {"settled": orders.settled, "unsettled": orders.unsettled, "setbacks": orders.setbacks}
    facts["branches"] = branches.branch_facts(orders.rows)
    facts |= deliveries.facts(events["orders"], set_aside=set_aside)
    if events.has("order_lines"):
        facts |= lines.line_facts(events["order_lines"], orders.rows, set_aside=set_aside)
    for name, made in ROOMS.items():
        if events.has(name):
            facts |= made(events[name])
    return facts
