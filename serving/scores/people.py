"""Who the clients are today: names, branch, wishes. Rules of the plan read it; no model ever does."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from features.departures import standing_departures
from features.events import Events
from features.schema import OUTSIDE_REASONS

COLUMNS = (
    *("client_id", "name", "kind", "industry", "region", "branch", "manager"),
    *("phone", "email", "do_not_contact", "excluded"),
)


def people_today(events: Events, as_of: date) -> pd.DataFrame:
    """Give today's row of each client: the latest in force, filled from the latest order where it is silent.

    Who left for a reason outside our reach, or was let go (M28, M29), is excluded as if `clients` said so.

    Parameters
    ----------
    events : Events
        `orders`, and `clients` and `departures` where the company has them.
    as_of : date
        Rows that come into force later are not yet today's.

    Returns
    -------
    DataFrame
        `COLUMNS`, one row a client that ordered or is listed, sorted by client.
    """
    connection = events.connection.con
    tie = ", ".join(COLUMNS[1:])  # two rows of one day: the same one on every run
    listed = "client_id, valid_from, " + ", ".join(COLUMNS[1:])
    source = "clients" if events.has("clients") else _nobody()
    found = connection.sql(
        f"""
        WITH listed AS (
            SELECT {listed} FROM {source}
            WHERE valid_from IS NULL OR valid_from < ?::DATE + INTERVAL 1 DAY
            QUALIFY row_number() OVER (PARTITION BY client_id ORDER BY valid_from DESC NULLS LAST, {tie}) = 1
        ), bought AS (
            SELECT client_id, arg_max(branch, (ordered_at, branch)) AS branch,
                arg_max(manager, (ordered_at, manager)) AS manager
            FROM orders GROUP BY client_id
        )
        SELECT coalesce(l.client_id, b.client_id) AS client_id, l.name, l.kind, l.industry, l.region,
            coalesce(l.branch, b.branch) AS branch, coalesce(l.manager, b.manager) AS manager,
            l.phone, l.email, coalesce(l.do_not_contact, false) AS do_not_contact, l.excluded
        FROM listed l FULL JOIN bought b USING (client_id)
        ORDER BY client_id
        """,
        params=[as_of],
    ).to_arrow_table()
    people: pd.DataFrame = found.to_pandas()
    gone = standing_departures(events, as_of).set_index("client_id")["reason"]
    outside = gone[gone.isin(OUTSIDE_REASONS)]
    left_for_it = people["client_id"].map(outside).astype(people["excluded"].dtype)
    return people[list(COLUMNS)].assign(excluded=people["excluded"].fillna(left_for_it))


def consents_today(events: Events, as_of: date) -> pd.DataFrame | None:
    """Give ``client_id, channel`` of the consents in force on a day; None where the company keeps none."""
    if not events.has("consents"):
        return None
    standing = """
        SELECT DISTINCT client_id, channel FROM consents
        WHERE granted_at < $1::DATE + INTERVAL 1 DAY AND (revoked_at IS NULL OR revoked_at > $1::DATE)
    """
    found: pd.DataFrame = events.connection.con.sql(standing, params=[as_of]).to_arrow_table().to_pandas()
    return found


def _nobody(columns: Iterable[str] = COLUMNS) -> str:
    """Write an empty table of clients."""
    kinds = {"do_not_contact": "BOOLEAN"}
    nulls = ", ".join(f"NULL::{kinds.get(name, 'VARCHAR')} AS {name}" for name in columns)
    return f"(SELECT {nulls}, NULL::TIMESTAMP AS valid_from WHERE false)"
