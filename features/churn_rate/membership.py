"""To which branch, manager, region, product and category each client belonged, as it was known on a day.

Branch and manager are one a client: for the manager the row of `managers` that came into force last, then the
latest order that names one, then the client's own row. A region stands in the client's own row. A row of
`clients` counts if it was in force; one without `valid_from` serves where there is none, though it may be
today's. A client belongs to every product and category that it bought in the year before the day.
"""

from collections.abc import Mapping

from features.events import Events

#: How a client may be told apart; those of the second kind are several a client.
ONE_EACH = ("abc", "branch", "manager", "region")
SEVERAL = ("category", "product")
YEAR_DAYS = 365


def membership_sql(by: str, events: Events) -> str | None:
    """Write the query of ``client_id, name, undated`` on day ``$day``; None where no table could tell.

    Parameters
    ----------
    by : str
        One of `ONE_EACH` but `abc`, or of `SEVERAL`.
    events : Events
        The tables that the company has; they stand under their names.

    Returns
    -------
    str or None
        One row a client and group; `undated` says that the row that told it bears no date.
    """
    if by in SEVERAL:
        return _bought(by) if events.has("order_lines") else None
    told = _tellers(by, events)
    if not told:
        return None
    names = ", ".join(f"{source}.name" for source in told)
    dated = ", ".join(f"{source}.name" for source in told if source != "undated")
    joined = " FULL JOIN ".join(
        f"({sql}) AS {source}" + (" USING (client_id)" if place else "")
        for place, (source, sql) in enumerate(told.items())
    )
    undated = f"coalesce({dated}) IS NULL" if "undated" in told else "false"
    return f"SELECT client_id, coalesce({names}) AS name, {undated} AS undated FROM {joined}"


def _tellers(by: str, events: Events) -> Mapping[str, str]:
    """List the queries of ``client_id, name`` that can tell, the surest first."""
    told: dict[str, str] = {}
    if by == "manager" and events.has("managers"):
        told["assigned"] = """SELECT client_id, arg_max(manager, (valid_from, manager)) AS name FROM managers
            WHERE valid_from < $day AND known_at < $day GROUP BY client_id"""
    if by in ("branch", "manager"):
        told["ordered"] = f"""SELECT client_id, arg_max({by}, (ordered_at, {by})) AS name FROM orders
            WHERE {by} IS NOT NULL AND amount_hundredths >= 0 AND known_at < $day GROUP BY client_id"""
    if events.has("clients"):
        told["dated"] = f"""SELECT client_id, arg_max({by}, (valid_from, {by})) AS name FROM clients
            WHERE {by} IS NOT NULL AND valid_from < $day AND known_at < $day GROUP BY client_id"""
        told["undated"] = f"""SELECT client_id, max({by}) AS name FROM clients
            WHERE {by} IS NOT NULL AND valid_from IS NULL GROUP BY client_id"""
    return told


def _bought(by: str) -> str:
    """Write the query of what was bought in the year before, less orders that were undone by then."""
    return f"""
        WITH placed AS (
            SELECT order_id, min(client_id) AS client_id, min(ordered_at) AS ordered_at,
                min(known_at) AS known_at,
                bool_and(status IN ('cancelled', 'returned') AND greatest(status_at, known_at) < $day
                    AND status_at IS NOT NULL) IS TRUE AS undone
            FROM orders WHERE order_id IS NOT NULL AND amount_hundredths >= 0 GROUP BY order_id
        ), bought AS (
            SELECT coalesce(l.client_id, p.client_id) AS client_id, l.{by} AS name,
                coalesce(l.ordered_at, p.ordered_at) AS ordered_at,
                coalesce(l.known_at, p.known_at) AS known_at
            FROM order_lines l LEFT JOIN placed p USING (order_id)
            WHERE l.{by} IS NOT NULL AND l.amount_hundredths >= 0 AND NOT coalesce(p.undone, false)
        )
        SELECT DISTINCT client_id, name, false AS undated FROM bought
        WHERE client_id IS NOT NULL AND known_at < $day
            AND ordered_at >= CAST($day AS DATE) - {YEAR_DAYS} AND ordered_at < $day"""
