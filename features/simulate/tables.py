"""Every table of one block of clients by the name of its file: the event tables, and the truth."""

from collections.abc import Mapping

import pyarrow as pa

from features.simulate.block import Block
from features.simulate.client_tables import client_tables
from features.simulate.order_tables import order_tables
from features.simulate.talk_tables import talk_tables
from features.simulate.truth_tables import truth_tables

#: Those of the contract that an invented company keeps, in its order.
EVENT_TABLES = (
    *("orders", "order_lines", "clients", "complaints", "nps", "contacts"),
    *("activity", "managers", "departures", "attempts", "consents"),
)
TRUTH_TABLES = ("truth/clients", "truth/episodes", "truth/actions", "truth/rival_calls")


def tables_of(block: Block) -> Mapping[str, pa.Table]:
    """Write every table of a block, the event tables in the contract's order, then the truth."""
    written = {**order_tables(block), **client_tables(block), **talk_tables(block), **truth_tables(block)}
    return {name: written[name] for name in (*EVENT_TABLES, *TRUTH_TABLES)}
