"""Which departures stand on a day: what each client told of its leaving, unless it has ordered since."""

from datetime import date

import pandas as pd

from features.events import Events

COLUMNS = ("client_id", "left_on", "reason", "to_competitor")


def standing_departures(events: Events, as_of: date) -> pd.DataFrame:
    """Give the newest departure of each client, as known when a day began.

    Parameters
    ----------
    events : Events
        `orders`, and `departures` where the company has it.
    as_of : date

    Returns
    -------
    DataFrame
        ``client_id``, ``left_on`` (date), ``reason`` (of `features.schema.DEPARTURE_REASONS`, or missing),
        ``to_competitor`` (bool, or missing), one row a client, sorted. Who ordered after the day on which it
        left, and did not cancel, has come back and is not in it.
    """
    if not events.has("departures"):
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    newest = """
        WITH told AS (
            SELECT * FROM departures WHERE known_at < $1::DATE
            QUALIFY row_number() OVER (
                PARTITION BY client_id ORDER BY left_on DESC, known_at DESC, reason, to_competitor
            ) = 1
        ), back AS (
            SELECT DISTINCT client_id FROM orders JOIN told USING (client_id)
            WHERE orders.known_at < $1::DATE AND orders.ordered_at::DATE > told.left_on
                AND orders.amount_hundredths > 0 AND orders.status IS DISTINCT FROM 'cancelled'
        )
        SELECT client_id, left_on, reason, to_competitor FROM told ANTI JOIN back USING (client_id)
        ORDER BY client_id
    """
    told: pd.DataFrame = events.connection.con.sql(newest, params=[as_of]).to_arrow_table().to_pandas()
    return told
