"""Facts that hold for every as-of day: made of accepted events once, kept beside them, then only filtered."""

from collections.abc import Callable, Mapping

from ibis.expr import types as ir

from features.events import Events
from features.orders import order_facts

SetAside = Callable[[str, ir.Table], ir.Table]


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
        By name: `settled`, `unsettled` and `setbacks` of `features.orders`.
    """
    orders = order_facts(events["orders"], set_aside=set_aside)
    return {"settled": orders.settled, "unsettled": orders.unsettled, "setbacks": orders.setbacks}
